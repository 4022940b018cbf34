using NanoSpice.Numerics;

namespace NanoSpice.Engine;

/// <summary>Several observers of one run, told in order.</summary>
internal sealed class StepObservers(IReadOnlyList<IStepObserver> all) : IStepObserver
{
    public void Started(double t, IDaeStepper stepper, bool jumped)
    {
        foreach (var o in all) o.Started(t, stepper, jumped);
    }

    public void Advanced(double from, double to, IDaeStepper stepper)
    {
        foreach (var o in all) o.Advanced(from, to, stepper);
    }
}
