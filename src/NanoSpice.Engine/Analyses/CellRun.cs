using NanoSpice.Engine.Devices;
using NanoSpice.Engine.Stimuli;
using NanoSpice.Numerics;

namespace NanoSpice.Engine;

/// <summary>A potential at which a phase of a technique ends.</summary>
/// <param name="Potential">[V]</param>
/// <param name="Rising">met from below; else from above</param>
internal readonly record struct PotentialLimit(double Potential, bool Rising)
{
    /// <summary>Negative before the limit, positive behind it [V].</summary>
    public double Distance(double v) => Rising ? v - Potential : Potential - v;
}

/// <summary>How a phase ended.</summary>
internal enum PhaseEnd
{
    /// <summary>Its time is over.</summary>
    Time,

    /// <summary>The potential met the limit.</summary>
    Limit,

    /// <summary>The limit had been passed by the jump with which the phase began.</summary>
    LimitAtOnce,

    /// <summary>The user interrupted.</summary>
    Interrupted,

    /// <summary>The integrator cannot go on; LastReport says why.</summary>
    Failed,
}

/// <summary>Integrates a circuit through the phases of a technique: each has a program of the source and a time or a limit at which it ends.</summary>
/// <remarks>
///   A phase starts from the charges of the one before, as the integrator does behind any kink, so currents and voltages jump as
///   they must. Time goes on from phase to phase, and with it all other sources.
/// </remarks>
internal sealed class CellRun : IDaeEvents
{
    /// <summary>
    ///   Part of reltol in the local error of a step [-], below that of .tran: the numbers derived are integrals and small differences
    ///   of what the integrator gives.
    /// </summary>
    private const double LocalShare = 0.003;

    private readonly AnalysisContext _context;
    private readonly Circuit _circuit;
    private readonly Solver _solver;
    private readonly ErrorWeights _weights;
    private readonly IDaeStepper _stepper;
    private readonly DaeIntegrator _integrator;
    private readonly double[] _q;
    private PotentialLimit? _limit;
    private bool _hasMoved;

    public CellRun(AnalysisContext context, IDrivenSource source, CellTrace trace)
    {
        (_context, _circuit, Source, Trace) = (context, context.Circuit, source, trace);
        _solver = new Solver(_circuit);
        bool bdf = _circuit.Options.Method == IntegrationMethod.Bdf;
        _weights = new ErrorWeights((bdf ? LocalShare : 1) * _circuit.Options.RelativeTolerance, _circuit.AbsoluteTolerance);
        _stepper = Transient.Stepper(_solver, _weights);
        _integrator = new DaeIntegrator(_circuit, this, _stepper, _weights) { Regenerates = false };     // a cell that cannot give more is at its end
        (X, _q) = (new double[_circuit.Size], new double[_circuit.Size]);
    }

    public IDrivenSource Source { get; }

    public CellTrace Trace { get; }

    public double Time { get; private set; }

    /// <summary>The solution at Time.</summary>
    public double[] X { get; }

    public StepReport LastReport { get; private set; }

    /// <summary>Steady state at time 0 with the program in force; other sources have their value of t = 0.</summary>
    public void Settle(Stimulus program)
    {
        Source.Program = program;
        var eq = _circuit.Equations;
        eq.IsTransientStart = true;
        _solver.OperatingPoint(_context, holdInitialConditions: true).CopyTo(X, 0);
        (eq.IsStatic, eq.Limiting, Time) = (false, true, 0);
        _circuit.Load(0, X, 0, new double[_circuit.Size], _q, null);
        eq.IsTransientStart = false;
        _weights.Update(X);
    }

    /// <summary>One phase from where the run stands.</summary>
    /// <param name="stop">its end, or with a limit the end of a first stretch, as long as the phase is thought to take [s]</param>
    /// <param name="latest">with a limit: when to give up [s]</param>
    public PhaseEnd Run(Stimulus program, double stop, PotentialLimit? limit = null, double latest = 0)
    {
        Source.Program = program;
        (_limit, IsOver, _hasMoved) = (limit, false, false);
        double step = MaxStep(stop - Time);
        LastReport = _integrator.Run(Time, X, _q, stop, step, Trace, _context.Cancellation);
        for (double length = stop - Time; CanGoOn && limit is not null && stop < latest; length *= 2)
        {
            stop = Math.Min(latest, stop + length);
            LastReport = _integrator.Resume(stop, step, Trace, _context.Cancellation);
        }
        bool over = IsOver;
        Time = _integrator.Place(X, _q);
        if (over) return _hasMoved ? PhaseEnd.Limit : PhaseEnd.LimitAtOnce;
        if (!LastReport.Ok) return PhaseEnd.Failed;
        return Time >= stop ? PhaseEnd.Time : PhaseEnd.Interrupted;
    }

    /// <summary>What to tell the user of a phase that failed.</summary>
    public SimulationException Failure() => Transient.Failure(_circuit, _stepper, LastReport);

    /// <summary>Work done and warnings, to be called when the run is over.</summary>
    public void Report() => _solver.Report(_context);

    /// <inheritdoc/>
    public bool IsOver { get; private set; }

    /// <inheritdoc/>
    public int EventCount => _circuit.EventCount + 1;

    /// <inheritdoc/>
    public double NextBreakpoint(double t) => Math.Min(_circuit.NextBreakpoint(t), Source.Program?.NextBreakpoint(t) ?? double.PositiveInfinity);

    /// <inheritdoc/>
    public void Events(double t, ReadOnlySpan<double> x, Span<double> values)
    {
        _circuit.Events(t, x, values);
        values[_circuit.EventCount] = _limit?.Distance(Trace.Cell.Potential(x)) ?? -1;
    }

    /// <inheritdoc/>
    public void Cross(double t, ReadOnlySpan<double> x, int k)
    {
        if (k < _circuit.EventCount)
        {
            _circuit.Cross(t, x, k);
            return;
        }
        (IsOver, _hasMoved) = (true, Trace.HasAdvanced);
    }

    /// <inheritdoc/>
    public void Begin(double t, ReadOnlySpan<double> x) => _circuit.Begin(t, x);

    /// <inheritdoc/>
    public void Started(double t, IDaeStepper stepper) => _circuit.Started(t, stepper);

    /// <inheritdoc/>
    public void Advanced(double from, double to, IDaeStepper stepper) => _circuit.Advanced(from, to, stepper);

    private bool CanGoOn => LastReport.Ok && !IsOver && !_context.Cancellation.IsCancellationRequested;

    private double MaxStep(double span) => _circuit.Options.Method == IntegrationMethod.Bdf
        ? _circuit.StepLimit
        : Math.Min(_circuit.StepLimit, span / 200);
}
