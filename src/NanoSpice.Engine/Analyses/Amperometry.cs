using NanoSpice.Engine.Devices;
using NanoSpice.Engine.Stimuli;

namespace NanoSpice.Engine;

/// <param name="Before">potential of the steady state [V]</param>
/// <param name="After">potential behind the step [V]</param>
/// <param name="Step">time of the step [s]</param>
/// <param name="Stop">end of the run [s]</param>
/// <param name="Points">rows of the run, besides the integrator's own points</param>
public sealed record AmperometryOptions(double Before, double After, double Step, double Stop, int Points = 400);

/// <summary>.ca: chronoamperometry, the current after a step of the potential.</summary>
public sealed class Amperometry(IDrivenSource source, AmperometryOptions options) : Analysis
{
    public override string Keyword => "ca";

    public AmperometryOptions Options => options;

    public override void Run(AnalysisContext context)
    {
        var table = new ResultTable(context, WaveformKind.Amperometry, [new("time", "s"), new("v", "V"), new("i", "A")]);
        bool complete = false;
        CellRun? run = null;
        try
        {
            run = new CellRun(context, source, new CellTrace(context, source, table) { WritesSteps = true });
            var before = new Ramp(0, options.Before, 0);
            run.Settle(before);
            var rest = new PassedCharge();
            complete = (options.Step == 0 || Phase(run, before, options.Step, rest)) && Step(context, run, run.Trace.Cell.Current(run.X));
        }
        finally
        {
            source.Program = null;
            table.End(complete);
            run?.Report();
            context.Work["rows"] = table.Rows;
        }
    }

    private bool Step(AnalysisContext context, CellRun run, double before)
    {
        var passed = new PassedCharge();
        if (!Phase(run, new Ramp(0, options.After, 0), options.Stop, passed)) return false;
        double initial = run.Trace.First.Current, final = run.Trace.Last.Current, charge = run.Trace.Charge - final * (options.Stop - options.Step);
        context.Derived.AddRange(
        [
            new("initial", initial, "A"),
            new("final", final, "A"),
            new("charge", charge, "C"),
            new("passed", run.Trace.Charge, "C"),
            new("time_constant", passed.TimeOf((1 - Math.Exp(-1)) * charge, final) - options.Step, "s"),
            new("resistance", (options.After - options.Before) / (initial - before), "Ohm"),
            new("capacitance", charge / (options.After - options.Before), "F"),
        ]);
        context.Progress?.Report(1);
        return true;
    }

    private bool Phase(CellRun run, Ramp program, double stop, PassedCharge passed)
    {
        run.Trace.Begin(stop, options.Stop / options.Points, int.MaxValue, passed);
        var end = run.Run(program, stop);
        if (end == PhaseEnd.Failed) throw run.Failure();
        return end == PhaseEnd.Time;
    }
}

/// <summary>Charge passed up to each step of the integrator.</summary>
internal sealed class PassedCharge : ICellObserver
{
    private readonly List<(double Time, double Charge, double Current)> _steps = [];
    private double _charge;

    /// <inheritdoc/>
    public void Restart()
    {
    }

    /// <inheritdoc/>
    public void Weigh(CellPoint point, double weight)
    {
        _charge += weight * point.Current;
        if (weight == 0 || _steps.Count == 0) _steps.Add((point.Time, _charge, point.Current));
    }

    /// <inheritdoc/>
    public void Sample(int k, CellPoint point)
    {
    }

    /// <summary>When the charge above that of a constant current has come to a value; NaN when it has not.</summary>
    /// <remarks>Between steps a cubic through the charges with the currents as slopes.</remarks>
    public double TimeOf(double charge, double current)
    {
        if (_steps.Count == 0) return double.NaN;
        double origin = _steps[0].Time;
        for (int k = 1; k < _steps.Count; k++)
        {
            double left = Above(k - 1, origin, current) - charge, right = Above(k, origin, current) - charge;
            if (left * right > 0 || left == right) continue;
            double h = _steps[k].Time - _steps[k - 1].Time, a = h * (_steps[k - 1].Current - current), b = h * (_steps[k].Current - current);
            double low = 0, high = 1;
            for (int i = 0; i < 60; i++)
            {
                double s = 0.5 * (low + high), r = 1 - s;
                double value = left * (1 + 2 * s) * r * r + right * s * s * (3 - 2 * s) + a * s * r * r - b * s * s * r;
                if (value * left > 0) low = s;
                else high = s;
            }
            return _steps[k - 1].Time + high * h;
        }
        return double.NaN;
    }

    private double Above(int k, double origin, double current) => _steps[k].Charge - current * (_steps[k].Time - origin);
}

public sealed class AmperometryKind : AnalysisKind
{
    public override string Keyword => "ca";

    public override string Syntax => ".ca VSRC v0 v1 tstep tstop [points=400]";

    public override ParameterTable Parameters { get; } = new(TechniqueLine.Points);

    public override IReadOnlyList<string> OwnVectors => ["time", "v", "i"];

    public override Analysis? Read(AnalysisRequest request)
    {
        var line = new TechniqueLine(request, this, "ANA120", 5);
        if (!line.HasWords || line.VoltageSource("ANA121") is not { } source || line.Numbers() is not [double before, double after, double step, double stop]) return null;
        line.Check(before != after, "ANA122", "the step of .ca goes nowhere: v0 and v1 are the same", 2);
        line.Check(step >= 0, "ANA123", "the time of the step of .ca is negative", 3);
        line.Check(stop > step, "ANA124", "the stop time of .ca has to lie behind the step", 4);
        return line.IsGood ? new Amperometry(source, new(before, after, step, stop, line.Whole("points"))) : null;
    }
}
