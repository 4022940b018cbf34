using System.Diagnostics;
using System.Globalization;
using NanoSpice.Elaboration;
using NanoSpice.Engine;
using NanoSpice.Netlist;
using NanoSpice.Testing.Problems;

namespace NanoSpice.Bench;

/// <summary>The nanoslit ladder, two CV cycles, NanoSpice beside ngspice in one run; errors against the ladder oracle.</summary>
/// <remarks>ngspice runs twice: with its own step control, and with the largest step that brings it to NanoSpice's error.</remarks>
public static class LadderBench
{
    public static void Run(TextWriter output, string? program, int[]? sizes = null)
    {
        output.WriteLine("| steps | program | analysis s | process s | peak MB | points | iterations | factorizations | error / Imax | ns per step and iteration |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        double peerStep = double.NaN;
        foreach (int steps in sizes ?? [6, 60, 600, 6000])
        {
            var ladder = new LadderOde { Steps = steps, Gamma = 0.9 };
            var oracle = ladder.Solve(steps > 600 ? 400 : 800);
            double error = Ours(output, ladder, oracle, program, "");
            Ours(output, ladder, oracle, program, "reltol=1e-5");
            if (sizes is not null || !PeerNgspice.Installed) continue;
            Peer(output, ladder, "ngspice", PeerNgspice.Run(ladder, oracle, 0.2));
            // The front never reaches past some forty steps: what serves 600 serves 6000.
            if (steps <= 600) peerStep = PeerNgspice.StepForError(ladder, oracle, error);
            Peer(output, ladder, string.Create(CultureInfo.InvariantCulture, $"ngspice, steps of {peerStep:g3} s"), PeerNgspice.Run(ladder, oracle, peerStep));
        }
    }

    private static double Ours(TextWriter output, LadderOde ladder, LadderSolution oracle, string? program, string options)
    {
        string deck = LadderDecks.ForNanoSpice(ladder, options);
        double best = double.PositiveInfinity, error = 0;
        AnalysisContext context = null!;
        var total = Stopwatch.StartNew();
        for (int k = 0; k < 30 && (k < 3 || total.Elapsed.TotalSeconds < 3); k++)
        {
            var sink = new CurrentSink();
            var simulation = Elaborator.Elaborate(NetlistReader.ReadText(deck, "ladder.cir", new DiagnosticBag()), new DiagnosticBag())!;
            context = simulation.Context(simulation.Analyses[0], sink);
            var watch = Stopwatch.StartNew();
            simulation.Analyses[0].Analysis.Run(context);
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
            error = oracle.WorstError(sink.Time, sink.Current).Error;
        }
        var cost = program is null ? null : Whole(program, deck);
        var work = context.Work;
        double each = best * 1e9 / work["newton_iterations"] / ladder.Steps;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {ladder.Steps} | NanoSpice {options} | {best:f4} | {cost?.Seconds:f3} | {cost?.PeakMegabytes:f0} | {work["steps"]} | {work["newton_iterations"]} | {work["factorizations"]} | {error:e1} | {each:f0} |"));
        return error;
    }

    private static ProcessCost? Whole(string program, string deck)
    {
        var folder = Directory.CreateTempSubdirectory("nanospice-bench");
        try
        {
            string path = Path.Combine(folder.FullName, "ladder.cir");
            File.WriteAllText(path, deck);
            return ProcessCost.Of(program, ["run", path, "-o", folder.FullName], 5);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Peer(TextWriter output, LadderOde ladder, string name, PeerRun run) => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {ladder.Steps} | {name} | {run.AnalysisSeconds:f3} | {run.ProcessSeconds:f2} | {run.PeakMegabytes:f0} | {run.TimePoints} | {run.Iterations} | | {run.Error:e1} | {run.AnalysisSeconds * 1e9 / run.Iterations / ladder.Steps:f0} |"));

    /// <summary>Keeps time and delivered current.</summary>
    private sealed class CurrentSink : IWaveformSink
    {
        public List<double> Time { get; } = [];

        public List<double> Current { get; } = [];

        public void Begin(WaveformTable table)
        {
        }

        public void Row(ReadOnlySpan<double> values)
        {
            Time.Add(values[0]);
            Current.Add(-values[1]);
        }

        public void End(bool complete)
        {
        }
    }
}
