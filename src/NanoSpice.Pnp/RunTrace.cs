using NanoSpice.Numerics;

namespace NanoSpice.Pnp;

/// <summary>Follows the integrator: passes on rows and snapshots at their times and watches what must be conserved.</summary>
internal sealed class RunTrace : IStepObserver
{
    private readonly PnpSettings _settings;
    private readonly PnpSystem _system;
    private readonly Scales _scales;
    private readonly Observables _observables;
    private readonly IPnpObserver _observer;
    private readonly VoltageProgram? _program, _scaled;
    private readonly CurrentProgram? _current;
    private readonly double[] _snapshots, _x, _slope;
    private readonly double[]? _samples;
    private readonly double _spacing;
    private readonly int[] _potentialOnly;
    private PnpRow? _last;
    private double _lastTime, _lastPotential;

    public RunTrace(PnpSettings settings, PnpLayout layout, PnpSystem system, Scales scales, VoltageProgram? program, CurrentProgram? current, IPnpObserver observer)
    {
        (_settings, _system, _scales, _program, _current, _observer) = (settings, system, scales, program, current, observer);
        _scaled = program?.In(scales.Time, scales.Potential);
        _observables = new Observables(layout, system, scales);
        (_x, _slope) = (new double[system.Size], new double[system.Size]);
        _samples = program is null || settings.Samples == 0 ? null : SamplePlan.Of(settings, program);
        _spacing = program is null && settings.Samples > 0 ? system.RestartInterval * scales.Time / settings.Samples : 0;
        _snapshots = SamplePlan.Snapshots(settings, program);
        _potentialOnly = [system.Inflow + 2];
        Watch = new ConservationWatch(layout, system);
    }

    public ConservationWatch Watch { get; }

    /// <summary>Charge of the electrode at the end of the first ramp, hold or half cycle [C/m]; null before.</summary>
    public double? VertexCharge { get; private set; }

    /// <summary>Q_i / (phi_m - psi_i) of slits 1..N at that time [F/m].</summary>
    public double[] VertexCapacitance { get; private set; } = [];

    /// <summary>Rows and snapshots passed on.</summary>
    public int RowsDone { get; private set; }

    public int SnapshotsDone { get; private set; }

    /// <summary>Told at the end of every accepted step, when its rows are out.</summary>
    public Action StepDone { get; init; } = () => { };

    /// <summary>Told when a program that ends by itself has ended.</summary>
    public Action Finished { get; init; } = () => { };

    /// <summary>The equilibrium at the start.</summary>
    public void Begin(ReadOnlySpan<double> x)
    {
        Emit(_observables.Row(0, 0, x, 0));
        if (_snapshots.Length > 0 && _snapshots[0] <= 0) Snapshot(0, _lastPotential);
        Watch.Begin(x);
    }

    public void Started(double t, IDaeStepper stepper, bool jumped)
    {
        if (_current is { Finished: true }) Finished();
    }

    public void Advanced(double from, double to, IDaeStepper stepper)
    {
        _system.Load(to, stepper.X, 0, _x, _slope, null);
        Watch.Check(to, stepper.X, stepper.Q, _x);
        double margin = 1e-12 * to, until = to + margin;
        while (NextRow(to) is { } time && time / _scales.Time <= until) At(time, Math.Min(time / _scales.Time, to), stepper);
        if (ReachesVertex(to, stepper))
        {
            At(to * _scales.Time, to, stepper);
            if (VertexCharge is null) TakeVertex();
        }
        for (; SnapshotsDone < _snapshots.Length && _snapshots[SnapshotsDone] / _scales.Time <= until;)
        {
            double time = _snapshots[SnapshotsDone];
            Snapshot(time, Fill(time, Math.Min(time / _scales.Time, to), stepper).Potential);
        }
        _observer.Progress(Share(to));
        StepDone();
    }

    /// <summary>Saves how far the output is.</summary>
    public void Save(BinaryWriter writer)
    {
        foreach (int count in (int[])[RowsDone, SnapshotsDone, VertexCapacitance.Length]) writer.Write(count);
        double[] watch = Watch.Save();
        foreach (double v in (double[])[_lastTime, _lastPotential, VertexCharge ?? double.NaN, .. VertexCapacitance, .. watch]) writer.Write(v);
    }

    /// <summary>Goes on behind the rows and snapshots that were out when the state was saved.</summary>
    public void Load(BinaryReader reader)
    {
        (RowsDone, SnapshotsDone) = (reader.ReadInt32(), reader.ReadInt32());
        VertexCapacitance = new double[reader.ReadInt32()];
        (_lastTime, _lastPotential) = (reader.ReadDouble(), reader.ReadDouble());
        double charge = reader.ReadDouble();
        VertexCharge = double.IsNaN(charge) ? null : charge;
        for (int i = 0; i < VertexCapacitance.Length; i++) VertexCapacitance[i] = reader.ReadDouble();
        double[] watch = Watch.Save();
        for (int i = 0; i < watch.Length; i++) watch[i] = reader.ReadDouble();
        Watch.Restore(watch);
    }

    /// <summary>At given current the integrator stops where a vertex is reached; the current turns after that.</summary>
    private bool ReachesVertex(double t, IDaeStepper stepper)
    {
        if (_current is null) return false;
        stepper.Interpolate(t, _x, _slope, _potentialOnly);
        return _current.Ahead(_x[_potentialOnly[0]]) >= 0;
    }

    private void TakeVertex()
    {
        VertexCharge = _last!.Charge;
        VertexCapacitance = [.. _last.Slits.Skip(1).Select(s => s.Charge / (_last.Potential - s.Psi))];
    }

    /// <summary>SI time of the row to come; null: none within this step.</summary>
    private double? NextRow(double to)
    {
        if (_samples is not null) return RowsDone < _samples.Length ? _samples[RowsDone] : null;
        if (_spacing > 0) return (Math.Floor(_lastTime / _spacing + 1e-9) + 1) * _spacing;
        double end = to * _scales.Time;
        return _lastTime < end * (1 - 1e-12) ? end : null;
    }

    private double Share(double t)
    {
        if (_program is not null) return t * _scales.Time / _program.End;
        double span = _settings.HighPotential - _settings.LowPotential, phi = (_lastPotential - _settings.LowPotential) / span;
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
        (_last, _lastTime, _lastPotential) = (row, row.Time, row.Potential);
        RowsDone++;
        if (_program is not null && VertexCharge is null && row.Time >= _program.Stops[1] * (1 - 1e-12)) TakeVertex();
        _observer.Row(row);
    }

    private void Snapshot(double time, double potential)
    {
        SnapshotsDone++;
        _observer.Snapshot(_observables.Field(time, potential));
    }
}
