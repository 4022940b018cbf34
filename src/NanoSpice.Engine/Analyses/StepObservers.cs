using NanoSpice.Numerics;

namespace NanoSpice.Engine;

/// <summary>Several observers of one run, told in order.</summary>
internal sealed class StepObservers(IEnumerable<IStepObserver> all) : IStepObserver
{
    // An array is walked through without allocating.
    private readonly IStepObserver[] _all = [.. all];

    public void Started(double t, IDaeStepper stepper, bool jumped)
    {
        foreach (var o in _all) o.Started(t, stepper, jumped);
    }

    public void Advanced(double from, double to, IDaeStepper stepper)
    {
        foreach (var o in _all) o.Advanced(from, to, stepper);
    }
}
