using System.Globalization;

namespace NanoSpice.Engine;

/// <summary>One swept quantity: a source or resistor, or the temperature [deg C] when Target is null.</summary>
public sealed record SweepAxis(string Name, ISweepable? Target, double Start, double Stop, double Step)
{
    /// <summary>Points of an analysis at most.</summary>
    public const int Most = 100_000_000;

    /// <summary>Number of points, the stop included when it is met within a millionth of a step.</summary>
    public int Count => (int)Points;

    /// <summary>The same where it is too large to be run.</summary>
    public double Points => Math.Floor((Stop - Start) / Step + 1e-6) + 1;

    public double this[int k] => Start + k * Step;

    public string Unit => Target?.SweepUnit ?? "degC";
}

/// <summary>.dc: the static solution along one or two swept quantities; each point starts from the one before.</summary>
public sealed class DcSweep(SweepAxis inner, SweepAxis? outer) : Analysis
{
    public SweepAxis Inner => inner;

    public SweepAxis? Outer => outer;

    public override string Keyword => "dc";

    public override void Run(AnalysisContext context)
    {
        var table = new ResultTable(context, WaveformKind.DcSweep, new WaveformColumn(inner.Name, inner.Unit));
        bool complete = false;
        SweepAxis[] axes = outer is null ? [inner] : [inner, outer];
        double[] before = [.. axes.Select(a => a.Target?.SweepValue ?? 0)];
        try
        {
            complete = Sweep(context, table);
        }
        finally
        {
            table.End(complete);
            for (int k = 0; k < axes.Length; k++)
                if (axes[k].Target is { } target) target.SweepValue = before[k];
            context.Work["rows"] = table.Rows;
        }
    }

    private bool Sweep(AnalysisContext context, ResultTable table)
    {
        var at = context;
        Solver? solver = null;
        double[]? x = null;
        var points = SweepPoints.For(context, inner, outer);
        int outerCount = outer?.Count ?? 1;
        for (int j = 0; j < outerCount; j++)
        {
            if (outer is not null) Set(outer, j, context, ref at, ref solver);
            for (int k = 0; k < inner.Count; k++)
            {
                if (context.Cancellation.IsCancellationRequested) return false;
                Set(inner, k, context, ref at, ref solver);
                solver ??= new Solver(at.Circuit);
                x = Point(at, solver, k == 0 ? null : x);
                points?.Keep(x);
                table.Row(at, inner[k], 0, x, default);
                at.Circuit.CollectWarnings(0, x, context.Warn);
                solver.Report(context);
                context.Progress?.Report((j * inner.Count + k + 1.0) / (outerCount * inner.Count));
            }
        }
        return true;
    }

    private double[] Point(AnalysisContext at, Solver solver, double[]? x)
    {
        if (x is null || x.Length != at.Circuit.Size) return solver.OperatingPoint(at, holdInitialConditions: false);
        solver.Homotopy.Solve(0, x, warm: true);
        return x;
    }

    private static void Set(SweepAxis axis, int k, AnalysisContext context, ref AnalysisContext at, ref Solver? solver)
    {
        if (axis.Target is { } target)
        {
            target.SweepValue = axis[k];
            return;
        }
        if (context.AtTemperature is null)
            throw new SimulationException("this circuit cannot be rebuilt at another temperature", "run it once for each .temp");
        (at, solver) = (context.AtTemperature(axis[k] + 273.15), null);
    }
}

/// <summary>The solutions of a simple sweep, from which measurements solve the circuit between its points.</summary>
internal sealed class SweepPoints
{
    /// <summary>Numbers kept at most; a larger sweep is measured on straight lines between its rows.</summary>
    private const long Most = 20_000_000;

    private readonly AnalysisContext _context;
    private readonly SweepAxis _axis;
    private readonly List<(double[] X, double[] State)> _points = [];
    private readonly double[] _row;
    private Solver? _solver;

    private SweepPoints(AnalysisContext context, SweepAxis axis) => (_context, _axis, _row) = (context, axis, new double[1 + context.Saved.Count]);

    /// <summary>Null where nothing is measured, or where there is no way back to a point of the sweep.</summary>
    public static SweepPoints? For(AnalysisContext context, SweepAxis axis, SweepAxis? outer)
    {
        if (context.Measures is not { } measures || outer is not null || axis.Target is null || (long)axis.Count * context.Circuit.Size > Most) return null;
        var points = new SweepPoints(context, axis);
        measures.Between = points.Solve;
        return points;
    }

    public void Keep(double[] x) => _points.Add((x.ToArray(), _context.Circuit.Equations.State.ToArray()));

    /// <summary>The row of a value between two points, on the branch of the first.</summary>
    private double[] Solve(double value)
    {
        var (from, state) = _points[Math.Clamp((int)Math.Floor((value - _axis.Start) / _axis.Step), 0, _points.Count - 1)];
        double[] x = from.ToArray();
        var eq = _context.Circuit.Equations;
        state.CopyTo(eq.State, 0);
        _axis.Target!.SweepValue = value;
        (_solver ??= new Solver(_context.Circuit)).Homotopy.Solve(0, x, warm: true);
        eq.SetPoint(0, x);
        eq.ClearSlope();
        _row[0] = value;
        for (int c = 0; c < _context.Saved.Count; c++) _row[1 + c] = _context.Saved[c].Probe.Read(eq);
        return _row;
    }
}

public sealed class DcSweepKind : AnalysisKind
{
    public override string Keyword => "dc";

    public override string Syntax => ".dc SRC start stop step [SRC2 start2 stop2 step2]";

    public override Analysis? Read(AnalysisRequest request)
    {
        var words = request.Arguments;
        if (words.Count is not (4 or 8))
        {
            request.Error("ANA020", $".dc takes a source and three numbers, or two such groups; got {words.Count} words", words.Count > 0 ? words[^1] : null, Syntax);
            return null;
        }
        var inner = Axis(request, 0);
        var outer = words.Count == 8 ? Axis(request, 4) : null;
        if (inner is null || (words.Count == 8 && outer is null)) return null;
        double points = inner.Points * (outer?.Points ?? 1);
        if (!(points <= SweepAxis.Most))
        {
            request.Error("ANA023", $".dc has {points.ToString("g4", CultureInfo.InvariantCulture)} points, more than {SweepAxis.Most}", words[3], "take a larger step");
            return null;
        }
        return new DcSweep(inner, outer);
    }

    private SweepAxis? Axis(AnalysisRequest request, int at)
    {
        var words = request.Arguments;
        ISweepable? target = null;
        bool temperature = words[at].Text.Equals("temp", StringComparison.OrdinalIgnoreCase);
        if (!temperature)
        {
            var device = request.DeviceOf(words[at]);
            if (device is null) return null;
            target = device as ISweepable;
            if (target is null) request.Error("ANA021", $"{words[at].Text} cannot be swept: .dc sweeps V and I sources, resistors and temp", words[at], Syntax);
        }
        double start = request.Number(words[at + 1]), stop = request.Number(words[at + 2]), step = request.Number(words[at + 3]);
        if (double.IsNaN(start + stop + step) || (!temperature && target is null)) return null;
        if (step == 0 || (stop - start) / step < 0)
        {
            request.Error("ANA022", $"a step of {step.ToString(CultureInfo.InvariantCulture)} never gets from {words[at + 1].Text} to {words[at + 2].Text}", words[at + 3],
                "give the step the sign of stop - start");
            return null;
        }
        return new SweepAxis(words[at].Text.ToLowerInvariant(), target, start, stop, step);
    }
}
