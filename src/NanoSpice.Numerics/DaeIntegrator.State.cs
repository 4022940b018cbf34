namespace NanoSpice.Numerics;

public sealed partial class DaeIntegrator
{
    /// <summary>Saves the place in the run; the stepper's own state is saved by the stepper, that of the equations by their owner.</summary>
    /// <remarks>To be called from within Advanced, or when Run or Resume has returned; not from within Started.</remarks>
    public void Save(BinaryWriter writer)
    {
        writer.WriteVector(_before);
        writer.Write(_lastEvent);
        writer.Write(_lastJump);
        writer.Write(_reach);
        writer.Write(_eventsInPlace);
        writer.Write(_jumpsInPlace);
        writer.Write(_span);
        writer.Write(_breakpoint);
        writer.Write(_reached);
        writer.Write(_crossed);
    }

    /// <summary>Takes over a saved place; Resume goes on from there.</summary>
    /// <exception cref="InvalidDataException">The state is that of a system with other events.</exception>
    public void Load(BinaryReader reader)
    {
        reader.ReadVector(_before);
        _lastEvent = reader.ReadDouble();
        _lastJump = reader.ReadDouble();
        _reach = reader.ReadDouble();
        _eventsInPlace = reader.ReadInt32();
        _jumpsInPlace = reader.ReadInt32();
        _span = reader.ReadDouble();
        _breakpoint = reader.ReadDouble();
        _reached = reader.ReadDouble();
        _crossed = reader.ReadInt32();
    }

    /// <summary>Goes on after Load, or after a Run that was cancelled, or past the stop of one that ended.</summary>
    /// <param name="stop">end [s]; the same as before for the same bits</param>
    /// <param name="maxStep">largest step [s]</param>
    public StepReport Resume(double stop, double maxStep, IStepObserver observer, CancellationToken cancellation)
    {
        // Saved from within Advanced, the event or kink that the step led to is still to be taken.
        var report = Arrive(new(StepOutcome.Done, 0, default), stop, observer);
        return Continue(report, stop, maxStep, observer, cancellation);
    }
}
