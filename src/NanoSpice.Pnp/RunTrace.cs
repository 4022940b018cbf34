using NanoSpice.Numerics;

namespace NanoSpice.Pnp;

/// <summary>Follows the integrator: passes on rows and snapshots at their times and watches what must be conserved.</summary>
internal sealed class RunTrace : IStepObserver
{
    private readonly PnpSettings _settings;
    private readonly PnpSystem _system;
    private readonly PnpLayout _layout;
    private readonly Scales _scales;
    private readonly Observables _observables;
    private readonly IPnpObserver _observer;
    private readonly VoltageProgram? _program, _scaled;
    private readonly CurrentProgram? _current;
    private readonly double[] _snapshots, _x, _slope, _zero;
    private readonly double[]? _samples;
    private readonly double _spacing;

    public RunTrace(PnpSettings settings, PnpLayout layout, PnpSystem system, Scales scales, VoltageProgram? program, CurrentProgram? current, IPnpObserver observer)
    {
        (_settings, _layout, _system, _scales, _program, _current, _observer) = (settings, layout, system, scales, program, current, observer);
        _scaled = program?.In(scales.Time, scales.Potential);
        _observables = new Observables(layout, system, scales);
        (_x, _slope, _zero) = (new double[system.Size], new double[system.Size], new double[system.Size]);
        _samples = program is null || settings.Samples == 0 ? null : SamplePlan.Of(settings, program);
        _spacing = program is null && settings.Samples > 0 ? system.RestartInterval * scales.Time / settings.Samples : 0;
        _snapshots = SamplePlan.Snapshots(settings, program);
        Watch = new ConservationWatch(layout, system);
    }

    public ConservationWatch Watch { get; }

    /// <summary>Row at the end of the first ramp, hold or half cycle; null before.</summary>
    public PnpRow? Vertex { get; private set; }

    /// <summary>Rows and snapshots passed on.</summary>
    public int RowsDone { get; private set; }

    public int SnapshotsDone { get; private set; }

    /// <summary>Told when a program that ends by itself has ended.</summary>
    public Action Finished { get; init; } = () => { };

    /// <summary>The equilibrium at the start.</summary>
    public void Begin(ReadOnlySpan<double> x)
    {
        Emit(_observables.Row(0, 0, x, 0));
        if (_snapshots.Length > 0 && _snapshots[0] <= 0) Snapshot(0);
        Watch.Begin(x);
    }

    public void Started(double t, IDaeStepper stepper, bool jumped)
    {
        if (_current is null || _current.HalfCycles == HalfCyclesSeen) return;
        HalfCyclesSeen = _current.HalfCycles;
        At(t * _scales.Time, stepper.Time, stepper);
        Vertex ??= Last;
        if (_current.Finished) Finished();
    }

    /// <summary>Half cycles whose end has been reported.</summary>
    public int HalfCyclesSeen { get; private set; }

    public void Advanced(double from, double to, IDaeStepper stepper)
    {
        _system.Load(to, stepper.X, 0, _x, _slope, null);
        Watch.Check(to, stepper.X, stepper.Q, _x);
        double margin = 1e-12 * to, until = to + margin;
        while (NextRow(from, to) is { } time && time / _scales.Time <= until) At(time, Math.Min(time / _scales.Time, to), stepper);
        for (; SnapshotsDone < _snapshots.Length && _snapshots[SnapshotsDone] / _scales.Time <= until;)
        {
            double time = _snapshots[SnapshotsDone];
            Fill(time, Math.Min(time / _scales.Time, to), stepper);
            Snapshot(time);
        }
        _observer.Progress(Share(to));
    }

    private PnpRow? Last { get; set; }

    /// <summary>SI time of the row to come; null: none within this step.</summary>
    private double? NextRow(double from, double to)
    {
        if (_samples is not null) return RowsDone < _samples.Length ? _samples[RowsDone] : null;
        if (_spacing > 0)
        {
            double next = (Math.Floor(Last!.Time / _spacing + 1e-9) + 1) * _spacing;
            return next;
        }
        double end = to * _scales.Time;
        return Last!.Time < end * (1 - 1e-12) ? end : null;
    }

    private double Share(double t)
    {
        if (_program is not null) return t * _scales.Time / _program.End;
        double span = _settings.HighPotential - _settings.LowPotential, phi = Last is { } row ? (row.Potential - _settings.LowPotential) / span : 0;
        double half = _current!.HalfCycles % 2 == 0 ? phi : 1 - phi;
        return Math.Clamp((_current.HalfCycles + Math.Clamp(half, 0, 1)) / (2 * _settings.Cycles), 0, 1);
    }

    private void At(double time, double t, IDaeStepper stepper) => Emit(Fill(time, t, stepper));

    private PnpRow Fill(double time, double t, IDaeStepper stepper)
    {
        stepper.Interpolate(t, _x, _slope);
        double current = _current?.Current ?? _system.ElectrodeCharge(_scaled!.Slope(t), _slope);
        return _observables.Row(time, t, _x, current);
    }

    private void Emit(PnpRow row)
    {
        Last = row;
        RowsDone++;
        if (_program is not null && Vertex is null && row.Time >= _program.Stops[1] * (1 - 1e-12)) Vertex = row;
        _observer.Row(row);
    }

    private void Snapshot(double time)
    {
        SnapshotsDone++;
        _observer.Snapshot(_observables.Field(time, Last!.Potential));
    }
}
