using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using NanoSpice.Elaboration;
using NanoSpice.Engine;
using NanoSpice.Netlist;
using NanoSpice.Testing;

namespace NanoSpice.Bench;

/// <summary>Switching and analogue circuits of circuits/*.cir, NanoSpice beside ngspice in one run, seconds at equal error.</summary>
/// <remarks>
///   Error: largest deviation of the saved vector at the points a program computed from the reference, over its full scale. The reference
///   is NanoSpice at reltol 1e-7; beside it stands how far ngspice at reltol 1e-6 with a fine largest step is from it.
///   ngspice runs with its own step control, and with the cheapest of its settings (reltol, largest step) that meets NanoSpice's error.
/// </remarks>
public static class CircuitsBench
{
    private const double ReferenceTolerance = 1e-7;

    public static void Run(TextWriter output, string folder, string[] names)
    {
        output.WriteLine("| circuit | program | analysis s | points | iterations | error / full scale |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (string path in Directory.GetFiles(folder, "*.cir").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileNameWithoutExtension(path);
            if (names.Length == 0 || names.Contains(name)) Compare(output, name, File.ReadAllText(path));
        }
    }

    private static void Compare(TextWriter output, string name, string deck)
    {
        var reference = Ours(deck, ReferenceTolerance, 1, fine: true).Wave;
        var ours = new List<(double Tolerance, Cost Cost)>();
        foreach (double tolerance in (double[])[1e-2, 1e-3, 1e-4]) ours.Add((tolerance, Judge(Ours(deck, tolerance, 20, fine: false), reference)));
        foreach (var (tolerance, cost) in ours) Line(output, name, $"NanoSpice reltol={tolerance:g1}", cost);
        if (!Ngspice.Installed) return;
        var own = Judge(Peer(deck, 1e-3, 0, reference.Time[^1], 3), reference);
        Line(output, name, "ngspice, its own step control", own);
        if (Matching(deck, reference, ours[1].Cost.Error) is { } match) Line(output, name, match.Setting, match.Cost);
        else output.WriteLine($"| {name} | ngspice | does not reach {ours[1].Cost.Error:e1} with any setting tried | | | |");
    }

    /// <summary>The fastest setting of ngspice with an error no larger than asked; null when none of those tried.</summary>
    private static (string Setting, Cost Cost)? Matching(string deck, Wave reference, double error)
    {
        (string Setting, Cost Cost)? best = null;
        foreach (double tolerance in (double[])[1e-3, 1e-4, 1e-5, 1e-6])
            for (int split = 0; split <= 10; split++)
            {
                double step = split == 0 ? 0 : reference.Time[^1] / 50 / Math.Pow(4, split);
                var cost = Judge(Peer(deck, tolerance, step, reference.Time[^1], 1), reference);
                if (best is { } b && cost.Seconds > 2 * b.Cost.Seconds || cost.Seconds > 60) break;
                if (cost.Error > error) continue;
                cost = Judge(Peer(deck, tolerance, step, reference.Time[^1], 3), reference);
                string setting = string.Create(CultureInfo.InvariantCulture, $"ngspice reltol={tolerance:g1}{(step > 0 ? $", steps of {step:g3} s" : "")}");
                if (best is null || cost.Seconds < best.Value.Cost.Seconds) best = (setting, cost);
                break;
            }
        return best;
    }

    private static void Line(TextWriter output, string name, string program, Cost cost) => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {name} | {program} | {cost.Seconds:f4} | {cost.Points} | {cost.Iterations} | {cost.Error:e1} |"));

    private static (Wave Wave, double Seconds, long Iterations) Ours(string deck, double tolerance, int runs, bool fine)
    {
        string text = deck.Replace(".save", string.Create(CultureInfo.InvariantCulture, $".options reltol={tolerance}\n.save"));
        if (!fine) text = Regex.Replace(text, @"^\.tran \S+ (\S+)", ".tran 0 $1", RegexOptions.Multiline);
        double best = double.PositiveInfinity;
        Wave wave = null!;
        long iterations = 0;
        var total = Stopwatch.StartNew();
        for (int k = 0; k < runs && (k < 3 || total.Elapsed.TotalSeconds < 3); k++)
        {
            var bag = new DiagnosticBag();
            var simulation = Elaborator.Elaborate(NetlistReader.ReadText(text, "deck.cir", bag), bag) ?? throw new InvalidOperationException(string.Join('\n', bag.All));
            wave = new Wave();
            var context = simulation.Context(simulation.Analyses[0], wave);
            var watch = Stopwatch.StartNew();
            simulation.Analyses[0].Analysis.Run(context);
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
            iterations = context.Work["newton_iterations"];
        }
        return (wave, best, iterations);
    }

    /// <param name="step">largest step [s]; 0: ngspice's own control, up to a fiftieth of stop</param>
    private static (Wave Wave, double Seconds, long Iterations) Peer(string deck, double tolerance, double step, double stop, int runs)
    {
        string options = string.Create(CultureInfo.InvariantCulture, $".options acct reltol={tolerance}\n.save");
        string text = deck.Replace(".save", options);
        text = Regex.Replace(text, @"^\.tran (\S+) (\S+)", m => step > 0
            ? string.Create(CultureInfo.InvariantCulture, $".tran {step} {m.Groups[2].Value} 0 {step}")
            : string.Create(CultureInfo.InvariantCulture, $".tran {stop / 50} {m.Groups[2].Value}"), RegexOptions.Multiline);
        double best = double.PositiveInfinity, iterations = 0;
        var wave = new Wave();
        for (int k = 0; k < runs; k++)
        {
            var (plots, printed) = Ngspice.Run(text);
            if (plots.Count == 0) throw new InvalidOperationException("ngspice made no result:\n" + printed);
            wave = new Wave(plots[0].Columns[0], plots[0].Columns[1]);
            best = Math.Min(best, PeerNgspice.Printed(printed, "Total analysis time (seconds)"));
            iterations = PeerNgspice.Printed(printed, "Transient iterations");
        }
        return (wave, best, (long)iterations);
    }

    private static Cost Judge((Wave Wave, double Seconds, long Iterations) run, Wave reference)
    {
        double scale = reference.Value.Max() - reference.Value.Min(), worst = 0;
        int at = 0;
        for (int k = 0; k < run.Wave.Time.Count; k++)
        {
            double t = run.Wave.Time[k];
            while (at + 2 < reference.Time.Count && reference.Time[at + 1] < t) at++;
            double width = reference.Time[at + 1] - reference.Time[at], part = width > 0 ? (t - reference.Time[at]) / width : 1;
            worst = Math.Max(worst, Math.Abs(run.Wave.Value[k] - (reference.Value[at] + part * (reference.Value[at + 1] - reference.Value[at]))));
        }
        return new(run.Seconds, run.Wave.Time.Count, run.Iterations, worst / scale);
    }

    /// <param name="Error">over full scale [-]</param>
    private sealed record Cost(double Seconds, int Points, long Iterations, double Error);

    /// <summary>Time and the first saved vector.</summary>
    private sealed class Wave(IEnumerable<double> time, IEnumerable<double> value) : IWaveformSink
    {
        public Wave() : this([], [])
        {
        }

        public List<double> Time { get; } = [.. time];

        public List<double> Value { get; } = [.. value];

        public void Begin(WaveformTable table)
        {
        }

        public void Row(ReadOnlySpan<double> values)
        {
            Time.Add(values[0]);
            Value.Add(values[1]);
        }

        public void End(bool complete)
        {
        }
    }
}
