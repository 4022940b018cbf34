using NanoSpice.Engine.Devices;
using NanoSpice.Engine.Stimuli;

namespace NanoSpice.Engine;

public sealed record VoltammetryOptions
{
    /// <summary>Lower end of the window [V].</summary>
    public required double Low { get; init; }

    /// <summary>Upper end of the window [V].</summary>
    public required double High { get; init; }

    /// <summary>Sweep rate [V/s]; negative: downwards first.</summary>
    public required double Rate { get; init; }

    /// <summary>Number of cycles; 0: until two agree to Tolerance.</summary>
    public int Cycles { get; init; } = 3;

    /// <summary>Potential of the steady state before the first cycle [V]; NaN: the end of the window that the first sweep leads away from.</summary>
    public double Start { get; init; } = double.NaN;

    /// <summary>Rows a half cycle.</summary>
    public int Points { get; init; } = 400;

    /// <summary>Difference of two cycles that counts as none, rms over max|i| [-].</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Most cycles when Cycles is 0.</summary>
    public int Most { get; init; } = 100;

    /// <summary>vhigh - vlow [V]</summary>
    public double Window => High - Low;

    /// <summary>Duration of a sweep from end to end [s].</summary>
    public double Sweep => Window / Math.Abs(Rate);
}

/// <summary>.cv: cyclic voltammetry, the potential of a voltage source swept to and fro between two vertices.</summary>
/// <remarks>
///   Position in half cycles: u = u0 + t / sweep, rising where floor(u) is even; vertices at whole u, u0 from the start potential and
///   the sign of the rate. Times of vertices come from whole numbers, without drift.
/// </remarks>
public sealed class Voltammetry(IDrivenSource source, VoltammetryOptions options) : Analysis
{
    /// <summary>Parts of a sweep nearer than this to a vertex are at the vertex [-].</summary>
    private const double AtVertex = 1e-9;

    private readonly double _offset = Offset(options);

    public override string Keyword => "cv";

    public VoltammetryOptions Options => options;

    public override void Run(AnalysisContext context)
    {
        var table = new ResultTable(context, WaveformKind.Voltammetry, [new("time", "s"), new("cycle", ""), new("v", "V"), new("i", "A")]);
        bool complete = false;
        CellRun? run = null;
        try
        {
            run = new CellRun(context, source, new CellTrace(context, source, table));
            run.Settle(new Ramp(0, Potential(_offset), 0));
            complete = RunCycles(context, run);
        }
        finally
        {
            source.Program = null;
            table.End(complete);
            run?.Report();
            context.Work["rows"] = table.Rows;
        }
    }

    private bool RunCycles(AnalysisContext context, CellRun run)
    {
        int samples = Math.Max(options.Points, 200) | 1, last = options.Cycles > 0 ? options.Cycles : options.Most, done = 0;
        double change = double.NaN;
        VoltammetryCycle? before = null;
        for (int cycle = 1; cycle <= last; cycle++)
        {
            var now = new VoltammetryCycle(options.Window, Math.Abs(options.Rate), samples);
            if (!RunCycle(run, cycle, now, samples)) break;
            context.Derived.AddRange(now.Numbers(cycle));
            if (before is not null) context.Derived.Add(new("change", change = now.Change(before), "", cycle));
            (before, done) = (now, cycle);
            context.Progress?.Report((double)cycle / last);
            if (options.Cycles == 0 && change <= options.Tolerance) break;
        }
        if (done > 0) context.Derived.Add(new("cycles", done, ""));
        bool interrupted = context.Cancellation.IsCancellationRequested;
        if (options.Cycles == 0 && !interrupted && !(change <= options.Tolerance))
            context.Warn($"after {done} cycles, as many as max= allows, two cycles still differ by {change:g3} of the largest current (tol={options.Tolerance:g3})");
        return !interrupted;
    }

    /// <summary>The sweeps of a cycle; false when interrupted.</summary>
    private bool RunCycle(CellRun run, int cycle, VoltammetryCycle numbers, int samples)
    {
        double from = _offset + 2 * (cycle - 1), end = _offset + 2 * cycle;
        run.Trace.Cycle = cycle;
        while (from < end)
        {
            double sweep = Math.Floor(from), to = Math.Min(sweep + 1, end), origin = TimeOf(sweep), stop = TimeOf(to);
            bool rising = IsRising(sweep);
            numbers.Begin(rising);
            run.Trace.Begin(stop, options.Sweep / options.Points, options.Points, numbers, new(origin, options.Sweep / samples), TimeOf(from));
            var ramp = new Ramp(TimeOf(to), Potential(to), rising ? Math.Abs(options.Rate) : -Math.Abs(options.Rate));
            var ended = run.Run(ramp, stop);
            if (ended == PhaseEnd.Failed) throw run.Failure();
            if (ended != PhaseEnd.Time) return false;
            from = to;
        }
        return true;
    }

    private double TimeOf(double position) => (position - _offset) * options.Sweep;

    private static bool IsRising(double sweep) => sweep % 2 == 0;

    private double Potential(double position)
    {
        double sweep = Math.Floor(position), part = position - sweep;
        if (part == 0) return IsRising(sweep) ? options.Low : options.High;
        return IsRising(sweep) ? options.Low + part * options.Window : options.High - part * options.Window;
    }

    private static double Offset(VoltammetryOptions o)
    {
        if (double.IsNaN(o.Start)) return o.Rate > 0 ? 0 : 1;
        double part = (o.Rate > 0 ? o.Start - o.Low : o.High - o.Start) / o.Window;
        if (part < AtVertex) part = 0;
        if (part > 1 - AtVertex) part = 1;
        return (o.Rate > 0 ? 0 : 1) + part;
    }
}

public sealed class VoltammetryKind : AnalysisKind
{
    public override string Keyword => "cv";

    public override string Syntax => ".cv VSRC vlow vhigh rate [cycles=3|auto] [start=vlow] [points=400] [tol=1e-4] [max=100]";

    public override ParameterTable Parameters { get; } = new(
        TechniqueLine.Cycles,
        Parameter.Number("start", "V", "potential of the steady state before the first cycle"),
        TechniqueLine.Points,
        TechniqueLine.Tolerance,
        TechniqueLine.Most);

    public override IReadOnlyList<string> OwnVectors => ["time", "cycle", "v", "i"];

    public override Analysis? Read(AnalysisRequest request)
    {
        var line = new TechniqueLine(request, this, "ANA100", 4);
        if (!line.HasWords || line.VoltageSource("ANA101") is not { } source || line.Numbers() is not [double low, double high, double rate]) return null;
        line.Check(low < high, "ANA102", $"the window of .cv is empty: vlow has to be below vhigh", 2);
        line.Check(rate != 0, "ANA103", "the rate of .cv is zero: nothing is swept", 3);
        double start = request.Has("start") ? request.Number("start") : double.NaN;
        line.Check(!(start < low || start > high), "ANA104", "start= of .cv lies outside vlow .. vhigh", -1);
        int cycles = line.CycleCount("ANA105");
        return line.IsGood
            ? new Voltammetry(source, new() { Low = low, High = high, Rate = rate, Start = start, Cycles = cycles, Points = line.Whole("points"), Tolerance = request.Number("tol"), Most = line.Whole("max") })
            : null;
    }
}
