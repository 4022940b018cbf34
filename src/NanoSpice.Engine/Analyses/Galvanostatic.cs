using NanoSpice.Engine.Devices;

namespace NanoSpice.Engine;

public sealed record GalvanostaticOptions
{
    /// <summary>Charging current [A], positive; discharged with the same.</summary>
    public required double Current { get; init; }

    /// <summary>Lower limit of the potential [V].</summary>
    public required double Low { get; init; }

    /// <summary>Upper limit of the potential [V].</summary>
    public required double High { get; init; }

    /// <summary>Potential of the steady state before the first charge [V].</summary>
    public required double Start { get; init; }

    /// <summary>Number of cycles; 0: until two agree to Tolerance.</summary>
    public int Cycles { get; init; } = 3;

    /// <summary>Time at the upper limit after each charge [s].</summary>
    public double Hold { get; init; }

    /// <summary>Time without current after charge (and hold) and after discharge [s].</summary>
    public double Rest { get; init; }

    /// <summary>Rows a phase, besides the integrator's own points.</summary>
    public int Points { get; init; } = 400;

    /// <summary>Difference of two cycles that counts as none, in charge and energy, relative [-].</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Most cycles when Cycles is 0.</summary>
    public int Most { get; init; } = 100;

    /// <summary>Longest charge or discharge [s]; NaN: a hundred times what the linearized cell would take.</summary>
    public double Longest { get; init; } = double.NaN;
}

/// <summary>.gcd: galvanostatic charge and discharge, a current source that reverses where the potential meets a limit.</summary>
public sealed class Galvanostatic(CurrentSource source, GalvanostaticOptions options) : Analysis
{
    public override string Keyword => "gcd";

    public GalvanostaticOptions Options => options;

    public override Device? Holding => source;

    public override void Run(AnalysisContext context)
    {
        var table = new ResultTable(context, WaveformKind.Galvanostatic, [new("time", "s"), new("cycle", ""), new("v", "V"), new("i", "A")]);
        bool complete = false;
        GalvanostaticCell? cell = null;
        try
        {
            cell = new GalvanostaticCell(context, source, (options.Low, options.High), options.Longest, new CellTrace(context, source, table) { WritesSteps = true });
            cell.Settle(options.Start);
            complete = RunCycles(context, cell);
        }
        finally
        {
            cell?.Release();
            table.End(complete);
            context.Work["rows"] = table.Rows;
        }
    }

    private bool RunCycles(AnalysisContext context, GalvanostaticCell cell)
    {
        int last = options.Cycles > 0 ? options.Cycles : options.Most, done = 0;
        GalvanostaticCycle? before = null;
        double change = double.NaN;
        for (int cycle = 1; cycle <= last; cycle++)
        {
            cell.Trace.Cycle = cycle;
            if (RunCycle(cell) is not { } now) break;
            context.Derived.AddRange(now.Numbers(cycle));
            if (before is not null) context.Derived.Add(new("change", change = now.Change(before), "", cycle));
            (before, done) = (now, cycle);
            context.Progress?.Report((double)cycle / last);
            if (options.Cycles == 0 && change <= options.Tolerance) break;
        }
        if (done > 0) context.Derived.Add(new("cycles", done, ""));
        bool interrupted = context.Cancellation.IsCancellationRequested;
        if (options.Cycles == 0 && !interrupted && !(change <= options.Tolerance))
            context.Warn($"after {done} cycles, as many as max= allows, two cycles still differ by {change:g3} (tol={options.Tolerance:g3})");
        return !interrupted;
    }

    /// <summary>Charge, hold, rest, discharge, rest; null when interrupted.</summary>
    private GalvanostaticCycle? RunCycle(GalvanostaticCell cell)
    {
        var charge = cell.Drive(options.Current, new(options.High, Rising: true), options.Points);
        if (!Reached(charge, options.High)) return null;
        if (options.Hold > 0)
        {
            charge = charge.Then(cell.Keep(Regulation.Potential, options.High, options.Hold, options.Points));
            if (charge.End != PhaseEnd.Time) return null;
        }
        if (options.Rest > 0 && cell.Keep(Regulation.Current, 0, options.Rest, options.Points).End != PhaseEnd.Time) return null;
        var discharge = cell.Drive(-options.Current, new(options.Low, Rising: false), options.Points);
        if (!Reached(discharge, options.Low)) return null;
        if (options.Rest > 0 && cell.Keep(Regulation.Current, 0, options.Rest, options.Points).End != PhaseEnd.Time) return null;
        return new(charge, discharge, options.Low);
    }

    /// <summary>True when the phase met its limit in good order, false when interrupted.</summary>
    private bool Reached(PhaseSum phase, double limit)
    {
        if (phase.End == PhaseEnd.LimitAtOnce)
        {
            double drop = Math.Abs(phase.First.Potential - phase.Before.Potential), window = options.High - options.Low;
            throw new SimulationException(
                $"the IR drop of {drop:g4} V is larger than the window leaves room for: at t = {phase.First.Time:g6} s the potential jumps from {phase.Before.Potential:g6} V beyond the limit of {limit:g6} V",
                $"the window of {window:g4} V allows less than {window / (2 * Math.Abs(phase.SeriesResistance)):g3} A when it reverses (series resistance {Math.Abs(phase.SeriesResistance):g4} Ohm): lower the current, or widen the window");
        }
        if (phase.End != PhaseEnd.Time) return phase.End == PhaseEnd.Limit;
        throw new SimulationException(
            $"the limit of {limit:g6} V is not reached: {phase.Duration:g3} s after the current was set to {phase.Last.Current:g3} A the potential stands at {phase.Last.Potential:g6} V",
            "a leak may take the whole current: raise the current or move the limit; if the cell is only slow, allow it more time with tmax=");
    }
}

/// <summary>Numbers of one cycle, as netlists/TECHNIQUES.md defines them.</summary>
internal sealed class GalvanostaticCycle(PhaseSum charge, PhaseSum discharge, double low)
{
    /// <summary>The numbers that are shown.</summary>
    public IEnumerable<DerivedNumber> Numbers(int cycle)
    {
        double top = discharge.First.Potential, squares = top * top - low * low;
        return
        [
            new("capacitance", -discharge.Charge / (top - low), "F", cycle),
            new("energy_capacitance", squares > 0 ? -2 * discharge.Energy / squares : double.NaN, "F", cycle),
            new("esr", discharge.SeriesResistance, "Ohm", cycle),
            new("ir_drop", discharge.Before.Potential - top, "V", cycle),
            new("charge", charge.Charge, "C", cycle),
            new("discharge", -discharge.Charge, "C", cycle),
            new("efficiency", -discharge.Charge / charge.Charge, "", cycle),
            new("energy", -discharge.Energy, "J", cycle),
            new("energy_efficiency", -discharge.Energy / charge.Energy, "", cycle),
            new("power", -discharge.Energy / discharge.Duration, "W", cycle),
            new("charge_time", charge.Duration, "s", cycle),
            new("discharge_time", discharge.Duration, "s", cycle),
        ];
    }

    /// <summary>Largest relative difference of charge, discharge and energy to another cycle [-].</summary>
    public double Change(GalvanostaticCycle before) => new[]
    {
        Relative(charge.Charge, before.ChargeSum.Charge), Relative(discharge.Charge, before.DischargeSum.Charge), Relative(discharge.Energy, before.DischargeSum.Energy),
    }.Max();

    private PhaseSum ChargeSum => charge;

    private PhaseSum DischargeSum => discharge;

    private static double Relative(double now, double before) => Math.Abs(now - before) / Math.Max(Math.Abs(now), double.Epsilon);
}

public sealed class GalvanostaticKind : AnalysisKind
{
    public override string Keyword => "gcd";

    public override string Syntax => ".gcd ISRC i vlow vhigh [cycles=3|auto] [start=vlow] [hold=0] [rest=0] [points=400] [tol=1e-4] [max=100] [tmax=]";

    public override ParameterTable Parameters { get; } = new(
        TechniqueLine.Cycles,
        Parameter.Number("start", "V", "potential of the steady state before the first charge"),
        Parameter.Number("hold", "s", "time at vhigh after each charge", 0) with { Min = 0 },
        Parameter.Number("rest", "s", "time without current after charge and discharge", 0) with { Min = 0 },
        TechniqueLine.Points,
        TechniqueLine.Tolerance,
        TechniqueLine.Most,
        TechniqueLine.Longest);

    public override IReadOnlyList<string> OwnVectors => ["time", "cycle", "v", "i"];

    public override Analysis? Read(AnalysisRequest request)
    {
        var line = new TechniqueLine(request, this, "ANA110", 4);
        if (!line.HasWords || line.CurrentSource("ANA111") is not { } source || line.Numbers() is not [double current, double low, double high]) return null;
        line.Check(current > 0, "ANA112", "the current of .gcd has to be positive: it charges, and discharges with the same", 1);
        line.Check(low < high, "ANA113", "the window of .gcd is empty: vlow has to be below vhigh", 3);
        double start = request.Has("start") ? request.Number("start") : low;
        line.Check(!(start < low || start >= high) || !(low < high), "ANA114", "start= of .gcd has to be from vlow on and below vhigh", -1);
        int cycles = line.CycleCount("ANA115");
        return line.IsGood
            ? new Galvanostatic(source, new()
            {
                Current = current, Low = low, High = high, Start = start, Cycles = cycles, Hold = request.Number("hold"), Rest = request.Number("rest"),
                Points = line.Whole("points"), Tolerance = request.Number("tol"), Most = line.Whole("max"), Longest = request.Number("tmax"),
            })
            : null;
    }
}
