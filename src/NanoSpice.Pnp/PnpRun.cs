using NanoSpice.Numerics;

namespace NanoSpice.Pnp;

/// <summary>Runs one simulation from equilibrium through its program.</summary>
public sealed class PnpRun
{
    /// <summary>Part of the tolerance that the local error of a step may use [-].</summary>
    private const double LocalShare = 1;

    /// <summary>Largest change of phi and w in an iteration towards equilibrium [kT].</summary>
    private const double MaxChange = 3;

    /// <summary>
    ///   What Newton may leave in phi and w [kT]: charges are taken from the step formula, where a leftover in x counts D t / h^2 times as
    ///   much as in x itself (some thousands on a graded grid). This keeps ions counted from x to 1e-10, at 0.5 V and after jumps too.
    /// </summary>
    private const double Leftover = 1e-11;

    /// <summary>Accepted steps from one checkpoint to the next.</summary>
    private const int CheckpointSteps = 10;

    private const int MaxOrder = 5, FullIterations = 10;

    private readonly PnpSettings _settings;
    private readonly Scales _scales;
    private readonly PnpLayout _layout;
    private readonly PnpSystem _system;
    private readonly VoltageProgram? _program, _scaled;
    private readonly CurrentProgram? _current;
    private readonly WorkCount _work = new();
    private readonly JacobianFactors _factors;

    private PnpRun(PnpSettings s)
    {
        (_settings, _scales, _layout) = (s, new Scales(s), PnpLayout.From(s));
        if (s.Program == PnpProgram.ConstantCurrent)
            _current = new(s.Current / _scales.Current, s.LowPotential / _scales.Potential, s.HighPotential / _scales.Potential, s.Cycles);
        else _program = VoltageProgram.From(s);
        _scaled = _program?.In(_scales.Time, _scales.Potential);
        _system = new(_layout.Grid, _scales, [s.CationDiffusivity / _scales.Diffusivity, s.AnionDiffusivity / _scales.Diffusivity], LocalShare * s.RelativeTolerance, _scaled, _current)
        {
            StartPotential = s.Start / _scales.Potential,
        };
        if (_current is not null) _system.RestartInterval = HalfCycle();
        _factors = new JacobianFactors(_system, SparseLu<double>.Analyze(_system.Pattern), _work);
    }

    /// <summary>Runs to the end, to a failure or to the cancellation; rows already passed to the observer hold in any case.</summary>
    /// <param name="settings">without faults, see SettingRanges.Faults</param>
    /// <param name="observer">takes rows, snapshots and progress</param>
    /// <param name="checkpoints">null: none are kept</param>
    public static PnpReport Run(PnpSettings settings, IPnpObserver observer, ICheckpointStore? checkpoints, CancellationToken cancellation) =>
        new PnpRun(settings).Run(observer, checkpoints, cancellation);

    private PnpReport Run(IPnpObserver observer, ICheckpointStore? checkpoints, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var weights = new ErrorWeights(LocalShare * _settings.RelativeTolerance, _system.AbsoluteTolerance);
        var newton = new StepNewton(_system, _factors, weights, _work, FullIterations) { Accuracy = Math.Min(0.1, Leftover / weights.Relative), FreshEveryStep = true };
        var stepper = new BdfStepper(_system, _factors, newton, weights, _work, MaxOrder);
        var integrator = new DaeIntegrator(_system, _system, stepper, weights);
        RunTrace trace = null!;
        trace = new RunTrace(_settings, _layout, _system, _scales, _program, _current, observer)
        {
            Finished = end.Cancel,
            StepDone = () => KeepCheckpoint(checkpoints, stepper, integrator, trace),
        };
        double stop = _scaled?.End ?? double.MaxValue;
        StepReport report;
        if (checkpoints?.Load() is { } reader)
        {
            Restore(reader, stepper, integrator, trace);
            report = integrator.Resume(stop, double.PositiveInfinity, trace, end.Token);
        }
        else
        {
            double[] x = new double[_system.Size], q = new double[_system.Size];
            if (Equilibrium(x) is { Ok: false } bad)
                return Failed(trace, 0, $"no equilibrium at {_settings.Start:g4} V: {Place(bad.WorstUnknown)} is {bad.WorstRatio:g2} tolerances away", "start at a lower potential");
            _system.Load(0, x, 0, new double[_system.Size], q, null);
            trace.Begin(x);
            weights.Update(x);
            report = integrator.Run(0, x, q, stop, double.PositiveInfinity, trace, end.Token);
        }
        if (!report.Ok) return Failed(trace, stepper.Time, Reason(report, stepper.Time), "raise reltol, lengthen the ramp, or refine the grid");
        return Report(trace, stepper.Time, complete: _current?.Finished ?? stepper.Time >= stop);
    }

    /// <summary>Every so many steps; without a store the factors are forgotten all the same, so that the bits are those of a resumed run.</summary>
    private void KeepCheckpoint(ICheckpointStore? checkpoints, BdfStepper stepper, DaeIntegrator integrator, RunTrace trace)
    {
        if (_work.Steps % CheckpointSteps != 0) return;
        if (checkpoints is null)
        {
            stepper.Refresh();
            return;
        }
        checkpoints.Save(writer =>
        {
            stepper.Save(writer);
            integrator.Save(writer);
            trace.Save(writer);
            writer.Write(_current?.HalfCycles ?? 0);
        });
    }

    private void Restore(BinaryReader reader, BdfStepper stepper, DaeIntegrator integrator, RunTrace trace)
    {
        stepper.Load(reader);
        integrator.Load(reader);
        trace.Load(reader);
        int done = reader.ReadInt32();
        if (_current is not null) _current.HalfCycles = done;
    }

    /// <summary>Uniform chemical potentials at the start: Newton, led from 0 by steps of the potential.</summary>
    private NewtonReport Equilibrium(double[] x)
    {
        double target = _system.StartPotential;
        for (int c = 0; c < _layout.Grid.Cells; c++) x[3 * c + 1] = x[3 * c + 2] = _system.State.BathW;
        _system.Static = true;
        var newton = new Newton(_system, _factors, LocalShare * _settings.RelativeTolerance, _work);
        int steps = Math.Max(1, (int)Math.Ceiling(Math.Abs(target) / MaxChange));
        var report = default(NewtonReport);
        for (int k = 1; k <= steps; k++)
        {
            _system.StartPotential = target * k / steps;
            // Down to round-off, as conservation is counted from here.
            report = newton.Solve(0, x, new NewtonOptions { MaxChange = MaxChange, Target = 1e-7 });
            if (!report.Ok) break;
        }
        _system.Static = false;
        _factors.Invalidate();
        return report;
    }

    /// <summary>Time in which the current fills the double layers of all walls over the window, at their linear capacitance.</summary>
    private double HalfCycle()
    {
        double debye = Math.Sqrt(_scales.Permittivity / 2), window = (_settings.HighPotential - _settings.LowPotential) / _scales.Potential;
        double length = _layout.Grid.Walls.Length == 0 ? 1 : WallLength();
        return _scales.Permittivity / debye * length * window / (_settings.Current / _scales.Current);
    }

    private double WallLength() =>
        _settings.Geometry == PnpGeometry.Cell ? _settings.HalfPeriod / Scales.Length
        : _settings.Geometry == PnpGeometry.Slit ? _settings.PoreLength / Scales.Length
        : (2 * _settings.Layers * (_settings.HalfPeriod - _settings.Gap) + _settings.HalfPeriod) / Scales.Length;

    private string Reason(StepReport report, double time)
    {
        string at = $"at t = {time * _scales.Time:g6} s with a step of {report.Step * _scales.Time:g3} s";
        return report.Outcome switch
        {
            StepOutcome.Singular => $"the matrix is singular at {Place(report.Newton.WorstUnknown)} {at}",
            StepOutcome.NoAccuracy => $"time step too small {at}: the error test failed at every size tried",
            _ => $"no convergence {at}: {Place(report.Newton.WorstUnknown)} is {report.Newton.WorstRatio:g2} tolerances away after {report.Newton.Iterations} iterations and ever smaller steps",
        };
    }

    /// <summary>An unknown in words: what it is and where.</summary>
    private string Place(int unknown)
    {
        if (unknown < 0 || unknown >= _system.Inflow) return unknown >= _system.Inflow + 2 ? "the potential of the electrode" : "the count of ions";
        var grid = _layout.Grid;
        int cell = unknown / 3, place = grid.Place[cell], slit = _layout.Region[cell];
        string what = (unknown % 3) switch { 0 => "the potential", 1 => "the cation", _ => "the anion" };
        string where = slit == 0 ? "the open space" : $"slit {slit}";
        return FormattableString.Invariant($"{what} in {where} (x = {grid.X(place / grid.Rows):g4} nm, y = {grid.Y(place % grid.Rows):g4} nm)");
    }

    private PnpReport Failed(RunTrace trace, double time, string failure, string hint) => Report(trace, time, complete: false) with { Failure = failure, Hint = hint };

    private PnpReport Report(RunTrace trace, double time, bool complete) => new()
    {
        Complete = complete,
        Time = time * _scales.Time,
        Columns = _layout.Grid.Columns,
        Rows = _layout.Grid.Rows,
        FluidCells = _layout.Grid.Cells,
        Unknowns = _system.Size,
        Steps = _work.Steps,
        Rejections = _work.ErrorRejections + _work.NewtonRejections,
        Iterations = _work.Iterations,
        Factorizations = _work.Factorizations,
        Evaluations = _work.Evaluations,
        CationDefect = trace.Watch.Defects[0],
        AnionDefect = trace.Watch.Defects[1],
        ChargeDefect = trace.Watch.ChargeDefect,
        GaussDefect = trace.Watch.GaussDefect,
        LargestPacking = trace.Watch.LargestPacking,
        LeastConcentration = trace.Watch.LeastConcentration * _scales.Concentration,
        SlitCapacitance = trace.VertexCapacitance,
        ChargeAtVertex = trace.VertexCharge,
        DebyeLength = _scales.DebyeLength,
    };
}
