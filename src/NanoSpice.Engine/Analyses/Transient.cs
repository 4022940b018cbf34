using NanoSpice.Numerics;

namespace NanoSpice.Engine;

public sealed record TransientOptions
{
    /// <summary>Spacing of output between the integrator's own points [s]; .tran argument 1, 0: none.</summary>
    public double Step { get; init; }

    /// <summary>End of the run [s]; .tran argument 2.</summary>
    public required double Stop { get; init; }

    /// <summary>Start of output [s]; .tran argument 3.</summary>
    public double Start { get; init; }

    /// <summary>Largest step [s]; .tran argument 4. +inf: only error control and the sources limit it.</summary>
    public double MaxStep { get; init; } = double.PositiveInfinity;

    /// <summary>Starts from .ic and ic= values without an operating point.</summary>
    public bool UseInitialConditions { get; init; }
}

/// <summary>.tran: from the operating point (or the initial conditions) through time.</summary>
public sealed class Transient(TransientOptions options) : Analysis
{
    /// <summary>
    ///   Part of reltol that the local error of a step may use [-]: the measured error of node voltages and currents then stays
    ///   within reltol of full scale on the nanoslit ladders (tests/NanoSpice.Bench/results).
    /// </summary>
    public const double LocalShare = 0.3;

    public override string Keyword => "tran";

    public TransientOptions Options => options;

    /// <summary>What looks at the solution between the points as the run goes, besides its output.</summary>
    public List<FourierSums> Watchers { get; } = [];

    public override void Run(AnalysisContext context)
    {
        var table = new ResultTable(context, WaveformKind.Transient, new WaveformColumn("time", "s"));
        var solver = new Solver(context.Circuit);
        bool complete = false;
        try
        {
            complete = Run(context, solver, table);
        }
        finally
        {
            table.End(complete);
            solver.Report(context);
            context.Work["rows"] = table.Rows;
        }
    }

    private bool Run(AnalysisContext context, Solver solver, ResultTable table)
    {
        var circuit = context.Circuit;
        bool bdf = circuit.Options.Method == IntegrationMethod.Bdf;
        double[] q = new double[circuit.Size], x = Start(context, solver, q);
        var weights = new ErrorWeights((bdf ? LocalShare : 1) * circuit.Options.RelativeTolerance, circuit.AbsoluteTolerance);
        weights.Update(x);
        var stepper = Stepper(solver, weights);
        var integrator = new DaeIntegrator(circuit, circuit, stepper, weights);
        IStepObserver output = new TransientOutput(context, options, table, dense: bdf);
        foreach (var w in Watchers) w.Begin(circuit, options.Stop);
        if (Watchers.Count > 0) output = new StepObservers([output, .. Watchers]);
        var report = integrator.Run(0, x, q, options.Stop, MaxStep(circuit), output, context.Cancellation);
        if (!report.Ok) throw Failure(circuit, stepper, report);
        return stepper.Time >= options.Stop * (1 - 1e-12);
    }

    private double[] Start(AnalysisContext context, Solver solver, double[] q)
    {
        var circuit = context.Circuit;
        var eq = circuit.Equations;
        double[] x;
        eq.IsTransientStart = true;
        if (options.UseInitialConditions)
        {
            x = new double[circuit.Size];
            foreach (var (node, value) in context.InitialConditions)
                if (!node.IsGround) x[node.Index] = value;
            (eq.IsStatic, eq.Limiting, eq.IsFirstEvaluation) = (false, true, false);
            circuit.LoadInitialCharges(x, q);
        }
        else
        {
            x = solver.OperatingPoint(context, holdInitialConditions: true);
            (eq.IsStatic, eq.Limiting) = (false, true);
            circuit.Load(0, x, 0, new double[circuit.Size], q, null);
        }
        eq.IsTransientStart = false;
        return x;
    }

    internal static IDaeStepper Stepper(Solver solver, ErrorWeights weights)
    {
        var o = solver.Circuit.Options;
        bool spice = o.Method != IntegrationMethod.Bdf;
        var newton = new StepNewton(solver.Circuit, solver.Factors, weights, solver.Work, o.TimePointIterations) { AlwaysFull = spice, ChecksRows = !spice };
        if (!spice) return new BdfStepper(solver.Circuit, solver.Factors, newton, weights, solver.Work, o.MaxOrder == 0 ? 5 : Math.Min(o.MaxOrder, 5));
        return new SpiceStepper(solver.Circuit, newton, weights, solver.Work, new SpiceStepperOptions
        {
            Trapezoidal = o.Method == IntegrationMethod.Trapezoidal,
            MaxOrder = o.MaxOrder == 0 ? 2 : o.MaxOrder,
            Relative = o.RelativeTolerance,
            RateTolerance = o.CurrentTolerance,
            ChargeTolerance = o.ChargeTolerance,
            TruncationFactor = o.TruncationFactor,
        });
    }

    private double MaxStep(Circuit circuit)
    {
        double limit = Math.Min(options.MaxStep, circuit.StepLimit);
        if (circuit.Options.Method == IntegrationMethod.Bdf || options.MaxStep < double.PositiveInfinity) return limit;
        // SPICE's default for its own methods.
        double span = (options.Stop - options.Start) / 50;
        return Math.Min(limit, options.Step > 0 ? Math.Min(options.Step, span) : span);
    }

    internal static SimulationException Failure(Circuit circuit, IDaeStepper stepper, StepReport report)
    {
        int worst = report.Newton.WorstUnknown;
        string where = circuit.Describe(worst), at = $"at t = {stepper.Time:g6} s with a step of {report.Step:g3} s";
        if (report.Newton.Outcome == NewtonOutcome.NotFinite && Trouble.NotFinite(circuit) is { } culprit)
            return new SimulationException($"{culprit}, {at}", "keep arguments in their domain: max(), limit(), or a small number added to a denominator");
        bool bare = Trouble.IsBare(circuit, worst, stepper.X);
        string there = Trouble.At(circuit, worst, stepper.X), capacitor = $"nothing stores charge at {where}: a small capacitor there (1p) lets it move";
        return report.Outcome switch
        {
            StepOutcome.Singular => new SimulationException($"the matrix is singular at {where} {at}{there}",
                $"{where} loses its path to ground there: add a large resistor or .options rshunt=1e12"),
            StepOutcome.NoAccuracy => new SimulationException($"time step too small {at}: {where} changes faster than any step can follow{there}",
                (bare ? capacitor : "a jump without rise time or an oscillation at the step's scale: add a small capacitor there") + ", or raise reltol"),
            _ => new SimulationException(
                $"no convergence {at}: {where} is {report.Newton.WorstRatio:g2} tolerances away after {report.Newton.Iterations} iterations and ever smaller steps{there}",
                (bare ? capacitor + "; " : $"look at the devices at {where}; ") + $"options that help: itl4={4 * circuit.Options.TimePointIterations}, gmin=1e-10, a larger reltol, or another method"),
        };
    }
}

/// <summary>Writes the integrator's points, and the .tran grid between them.</summary>
internal sealed class TransientOutput(AnalysisContext context, TransientOptions options, ResultTable table, bool dense) : IStepObserver
{
    private readonly double[] _x = new double[context.Circuit.Size], _slope = new double[context.Circuit.Size];
    private readonly int[] _only = Needed(context);
    private readonly double _step = OutputStep(context, options);
    private readonly IStepObserver? _measures = context.Measures?.Follow(context, linear: !dense, options.Start);
    private long _grid = 1;                     // next multiple of the output step
    private bool _started;

    public void Started(double t, IDaeStepper stepper, bool jumped)
    {
        _measures?.Started(t, stepper, jumped);
        if (!_started || jumped) Write(_started ? stepper.Time : t, stepper.Time, stepper);
        _started = true;
    }

    public void Advanced(double from, double to, IDaeStepper stepper)
    {
        _measures?.Advanced(from, to, stepper);
        if (dense && _step > 0)
        {
            double margin = 1e-6 * _step;
            while (_grid * _step <= from + margin) _grid++;
            for (; _grid * _step < to - margin; _grid++)
            {
                Write(_grid * _step, _grid * _step, stepper);
                if (context.Cancellation.IsCancellationRequested) return;
            }
        }
        Write(to, to, stepper);
        context.Circuit.CollectWarnings(to, stepper.X, context.Warn);
        context.Progress?.Report(to / options.Stop);
    }

    /// <summary>tstep [s], or so many of it that there are no more rows than maxrows: some decks write .tran 1n 1 and mean only the end.</summary>
    private static double OutputStep(AnalysisContext context, TransientOptions options)
    {
        double most = context.Options.MostRows;
        double rows = options.Step > 0 ? (options.Stop - options.Start) / options.Step : 0;
        if (rows <= most) return options.Step;
        double step = double.IsFinite(rows) ? options.Step * Math.Ceiling(rows / most) : (options.Stop - options.Start) / most;
        context.Warn($"tstep asks for {rows:g3} rows; they are written every {step:g3} s, and at the points computed; .options maxrows={rows:g3} writes all");
        return step;
    }

    /// <summary>The unknowns behind the saved vectors, when these are plain voltages and currents; empty: all.</summary>
    internal static int[] Needed(AnalysisContext context)
    {
        var needed = new SortedSet<int>();
        foreach (var saved in context.Saved)
        {
            if (saved.Probe.Difference is not { } d) return [];
            if (!d.Plus.IsGround) needed.Add(d.Plus.Index);
            if (!d.Minus.IsGround) needed.Add(d.Minus.Index);
        }
        return needed.Count < context.Circuit.Size / 4 ? [.. needed] : [];
    }

    private void Write(double label, double t, IDaeStepper stepper)
    {
        if (label < options.Start * (1 - 1e-12)) return;
        stepper.Interpolate(t, _x, _slope, _only);
        table.Row(label, t, _x, _slope);
    }
}

public sealed class TransientKind : AnalysisKind
{
    public override string Keyword => "tran";

    public override string Syntax => ".tran tstep tstop [tstart [tmax]] [uic]";

    /// <summary>uic, which other programs call noop.</summary>
    private static bool IsKeyword(string word) => word.ToLowerInvariant() is "uic" or "noop";

    public override Analysis? Read(AnalysisRequest request)
    {
        bool uic = request.Arguments.Any(a => IsKeyword(a.Text));
        Argument[] words = [.. request.Arguments.Where(a => !IsKeyword(a.Text))];
        // startup, steady, nodiscard, step of LTspice and the like: behind the two times that are needed.
        foreach (var extra in words.Skip(2).Where(a => char.IsLetter(a.Text[0]) && !request.IsNumber(a)))
            request.Warn("ANA015", $"'{extra.Text}' has no meaning in .tran here", extra);
        words = [.. words.Where((a, k) => k < 2 || !char.IsLetter(a.Text[0]) || request.IsNumber(a))];
        if (words.Length is < 1 or > 4)
        {
            request.Error("ANA010", $".tran takes 2 to 4 numbers, got {words.Length}", words.Length > 4 ? words[4] : null, Syntax);
            return null;
        }
        // One number alone is the stop time, as LTspice reads it.
        double[] v = [.. words.Select(request.Number)];
        if (v.Any(double.IsNaN)) return null;
        double step = v.Length == 1 ? 0 : v[0], stop = v.Length == 1 ? v[0] : v[1], start = v.Length > 2 ? v[2] : 0;
        if (step < 0) request.Error("ANA011", "the step of .tran is negative", words[0], Syntax);
        if (!(stop > 0)) request.Error("ANA012", "the stop time of .tran has to be positive", words[v.Length == 1 ? 0 : 1], Syntax);
        if (v.Length > 2 && (start < 0 || start > stop)) request.Error("ANA013", "the start of output lies outside 0 .. tstop", words[2], Syntax);
        if (v.Length == 4 && !(v[3] > 0)) request.Error("ANA014", "the largest step of .tran has to be positive", words[3], Syntax);
        return new Transient(new TransientOptions
        {
            Step = step, Stop = stop, Start = start, MaxStep = v.Length == 4 && v[3] > 0 ? v[3] : double.PositiveInfinity, UseInitialConditions = uic,
        });
    }
}
