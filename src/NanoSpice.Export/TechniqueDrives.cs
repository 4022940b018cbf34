using NanoSpice.Elaboration;
using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Export;

/// <summary>.cv .ca .eis .gcd .ragone as sources and .tran or .ac; what depends on the state, as switches with hysteresis.</summary>
internal sealed class TechniqueDrives(ExportContext context)
{
    /// <summary>Edges and the release of a held potential, in parts of the run [-].</summary>
    private const double Instant = 1e-6;

    private Dialect Dialect => context.Dialect;

    public static bool IsTechnique(PlannedAnalysis planned) => planned.Analysis is Voltammetry or Amperometry or Impedance or Galvanostatic or Ragone;

    /// <summary>One drive for each file: a list of discharges becomes several. Null: not a top-level source.</summary>
    public IReadOnlyList<(string Name, Drive Drive)> Of(PlannedAnalysis planned, Level top)
    {
        var word = planned.Card!.Words[0];
        if (top.Element(word.Text) is not { } source)
        {
            context.NoForm($".{planned.Analysis.Keyword} of the source {word.Text} inside a subcircuit", word.At);
            return [];
        }
        return planned.Analysis switch
        {
            Voltammetry cv => [(planned.ResultName, Sweep(source, cv.Options, cv.Options.Cycles > 0 ? cv.Options.Cycles : Counted(planned)))],
            Amperometry ca => [(planned.ResultName, Step(source, ca.Options))],
            Impedance eis => [(planned.ResultName, Small(source, eis.Options))],
            Galvanostatic gcd => Cycle(source, gcd.Options, planned),
            Ragone ragone => Discharges(source, ragone.Options, planned),
            _ => [],
        };
    }

    /// <summary>cycles=auto is a rule that reads the run: what it comes to here is written.</summary>
    private int Counted(PlannedAnalysis planned)
    {
        int cycles = (int)Numbers(planned).First(n => n.Quantity == "cycles").Value;
        context.Changed($"cycles=auto is written as the {cycles} cycles it takes here", planned.Card!.Keyword.At);
        return cycles;
    }

    private static string N(double value) => Dialect.Number(value);

    private static string Nodes(ElementCard source) => $"{source.Words[0].Text} {source.Words[1].Text}";

    private static string Transient(double stop, double step) => $".tran {N(step)} {N(stop)} 0 {N(step)}";

    private static Drive Sweep(ElementCard source, VoltammetryOptions o, int cycles)
    {
        double part = double.IsNaN(o.Start) ? 0 : (o.Rate > 0 ? o.Start - o.Low : o.High - o.Start) / o.Window, from = part;
        var knots = new List<string>();
        for (double u = from, end = from + 2 * cycles; ; u = Math.Min(Math.Floor(u + 1e-9) + 1, end))
        {
            double whole = Math.Floor(u + 1e-9), rest = Math.Max(0, u - whole), up = whole % 2 == 0 ? rest : 1 - rest;
            knots.Add($"{N((u - from) * o.Sweep)} {N(o.Rate > 0 ? o.Low + up * o.Window : o.High - up * o.Window)}");
            if (u >= end - 1e-9) break;
        }
        return new(source, [$"{source.Name.Text} {Nodes(source)} PWL({string.Join(' ', knots)})"], [Transient(2 * cycles * o.Sweep, o.Sweep / o.Points)]);
    }

    private static Drive Step(ElementCard source, AmperometryOptions o)
    {
        double edge = Instant * (o.Stop - o.Step);
        return new(source, [$"{source.Name.Text} {Nodes(source)} PULSE({N(o.Before)} {N(o.After)} {N(o.Step)} {N(edge)} {N(edge)} {N(2 * o.Stop)} {N(4 * o.Stop)})"],
            [Transient(o.Stop, o.Stop / (2 * o.Points))]);
    }

    private Drive Small(ElementCard source, ImpedanceOptions o)
    {
        var f = o.Frequencies;
        string bias = double.IsNaN(o.Bias) ? "" : $" DC {N(o.Bias)}", kept = double.IsNaN(o.Bias) ? SourceText.Direct(source) : bias;
        string spacing = f.Spacing switch { FrequencySpacing.Decade => "dec", FrequencySpacing.Octave => "oct", _ => "lin" };
        bool voltage = source.Name.Text[0] is 'v' or 'V';
        return new(source,
            [$"* Z = {(voltage ? $"-1/i({source.Name.Text})" : $"v({source.Words[1].Text}) - v({source.Words[0].Text})")}", $"{source.Name.Text} {Nodes(source)}{kept} AC 1"],
            [$".ac {spacing} {f.Points} {N(Math.Min(f.Start, f.Stop))} {N(Math.Max(f.Start, f.Stop))}"])
        { StripsAc = true, Keyword = "ac" };
    }

    private IReadOnlyList<(string, Drive)> Cycle(ElementCard source, GalvanostaticOptions o, PlannedAnalysis planned)
    {
        var at = planned.Card!.Keyword.At;
        if (Dialect.IsXyce) context.NoForm(".gcd: its switch has no hysteresis", at, "--to ngspice or --to ltspice");
        if (o.Hold > 0 || o.Rest > 0) context.NoForm("hold= and rest= of .gcd", at, "leave them out, or run it here");
        if (context.Bag.HasErrors) return [];
        double time = Numbers(planned).Where(n => n.Quantity is "charge_time" or "discharge_time").Sum(n => n.Value);
        if (o.Cycles == 0) context.Changed("cycles=auto ends where it ends here", at);
        string a = source.Words[0].Text, b = source.Words[1].Text;
        string current = $"{N(o.Current)}*v(gcd_go)*{Dialect.Choice("v(gcd_up)>0.5", "1", "-1")}";
        List<string> lines =
        [
            $"* {source.Name.Text} as a galvanostat: v(gcd_up) is 1 until v({b},{a}) exceeds {N(o.High)} V, then 0 until it falls below {N(o.Low)} V",
            $"B{source.Name.Text} {a} {b} I={Dialect.Behaviour(current)}",
            "Vgcd_one gcd_one 0 1", "Rgcd_up gcd_one gcd_up 1k", $"Sgcd_up gcd_up 0 {b} {a} gcd_limits{(Dialect.IsNgspice ? " off" : "")}",
            $".model gcd_limits SW(vt={N((o.Low + o.High) / 2)} vh={N((o.High - o.Low) / 2)} ron=1m roff=1g)",
            .. Hold(a, b, o.Start, time),
        ];
        return [(planned.ResultName, new(source, lines, [Transient(time, time / (4000 * Math.Max(1, o.Cycles)))]))];
    }

    private IReadOnlyList<(string, Drive)> Discharges(ElementCard source, RagoneOptions o, PlannedAnalysis planned)
    {
        if (context.Bag.HasErrors) return [];
        var times = Numbers(planned).Where(n => n.Quantity == "time").ToList();
        string a = source.Words[0].Text, b = source.Words[1].Text;
        var files = new List<(string, Drive)>();
        for (int k = 0; k < o.Settings.Count; k++)
        {
            double time = times[k].Value;
            if (!(time > 0)) continue;
            string set = N(o.Settings[k]), current = o.ByPower ? $"-{set}*v(gcd_go)/v({b},{a})" : $"-{set}*v(gcd_go)";
            files.Add(($"{planned.ResultName}-{k + 1}", new(source,
            [
                $"* discharge with {set} {(o.ByPower ? "W" : "A")} from {N(o.High)} V; ends where v({b},{a}) comes to {N(o.Low)} V{(o.ByPower ? ", or to no more than the power" : "")}",
                $"B{source.Name.Text} {a} {b} I={Dialect.Behaviour(current)}",
                .. Hold(a, b, o.High, time),
            ], [Transient(time, time / 2000)])));
        }
        return files;
    }

    /// <summary>The steady state at a potential, let go before the current begins.</summary>
    private IEnumerable<string> Hold(string a, string b, double potential, double time)
    {
        double free = Instant * time;
        yield return $"* held at {N(potential)} V for the operating point, then let go; after that v(gcd_go) lets the current begin";
        yield return $"Vgcd_hold gcd_hold {a} {N(potential)}";
        yield return $"Sgcd_hold gcd_hold {b} gcd_held 0 gcd_release{(Dialect.IsNgspice ? " on" : "")}";
        yield return $"Vgcd_held gcd_held 0 PWL(0 1 {N(free / 4)} 1 {N(free / 2)} 0)";
        yield return $"Vgcd_go gcd_go 0 PWL(0 0 {N(free / 2)} 0 {N(free)} 1)";
        yield return Dialect.IsXyce
            ? ".model gcd_release VSWITCH(von=0.55 voff=0.45 ron=1u roff=1e15)"
            : ".model gcd_release SW(vt=0.5 vh=0 ron=1u roff=1e15)";
    }

    /// <summary>What NanoSpice's own run of a technique derives.</summary>
    private List<DerivedNumber> Numbers(PlannedAnalysis planned)
    {
        var run = context.Simulation.Context(planned, new Unheard());
        planned.Analysis.Run(run);
        return run.Derived;
    }

    private sealed class Unheard : IWaveformSink
    {
        public void Begin(WaveformTable table)
        {
        }

        public void Row(ReadOnlySpan<double> values)
        {
        }

        public void End(bool complete)
        {
        }
    }
}
