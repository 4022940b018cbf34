using System.Globalization;
using NanoSpice.Testing;
using Xunit.Abstractions;

namespace NanoSpice.SpiceSharp.Tests;

/// <summary>Seconds of both engines on the rectifier that charges a cell, and on small signals of a long ladder; asked for with NANOSPICE_TIME=1.</summary>
public class DeckTiming(ITestOutputHelper output)
{
    private const double Stop = 0.1;

    [SkippableFact, Oracle(OracleKind.CrossCheck, "errors against our engine at reltol=1e-7 and rows of 1 us; seconds are told, not judged")]
    public void Rectifier_at_the_error_that_ours_makes()
    {
        Skip.IfNot(Environment.GetEnvironmentVariable("NANOSPICE_TIME") == "1", "NANOSPICE_TIME=1 asks for it");
        var reference = BothEngines.OfText(Rectifier("reltol=1e-7 vntol=1e-9 abstol=1e-14", 1e-6));
        reference.Run();
        var both = BothEngines.OfText(Rectifier("reltol=1e-3", 1e-3));
        double seconds = LadderTiming.Best(() => both.Run()), error = reference.Difference(new([.. both.Table.Columns.Select(c => c.Name)], both.Rows));
        Tell($"| rectifier | NanoSpice | {seconds:f4} | {both.Rows.Count} rows | {error:e1} |");
        foreach (double reltol in (double[])[1e-3, 1e-4, 1e-5, 1e-6])
        {
            PeerRun peer = null!;
            var options = new PeerOptions { RelativeTolerance = reltol };
            double taken = LadderTiming.Best(() => peer = BothEngines.OfText(Rectifier("reltol=1e-3", 1e-3)).Peer(options)), off = reference.Difference(peer);
            Tell($"| rectifier | SpiceSharp, reltol {reltol:g1} | {taken:f4} | {peer.Rows.Count} | {off:e1} |");
            if (off <= error) break;
        }
    }

    [SkippableFact, Oracle(OracleKind.CrossCheck, "both solve the same linear equations about a bias found to 1e-8; seconds are told, not judged")]
    public void Small_signals_of_a_long_ladder()
    {
        Skip.IfNot(Environment.GetEnvironmentVariable("NANOSPICE_TIME") == "1", "NANOSPICE_TIME=1 asks for it");
        foreach (int layers in (int[])[6, 60, 600])
        {
            string deck = $"Spectrum\nV1 sheet 0 DC 0.3 AC 1\nU1 0 sheet stack\n.model stack NANOSTACK(slit=step layers={layers} ropen=1 copen=2m)\n.model step NANOSLIT(rc=5 gamma=0.9 cslit=10m qmax=5m)\n.save i(v1)\n.options reltol=1e-8\n.ac dec 20 1m 1k\n.end\n";
            var both = BothEngines.OfText(deck);
            double ours = LadderTiming.Best(() => both.Run());
            PeerRun peer = null!;
            double theirs = LadderTiming.Best(() => peer = BothEngines.OfText(deck).Peer());
            double difference = both.Difference(peer);
            Tell($"| {layers} slits, .ac | NanoSpice | {ours:f4} | {both.Rows.Count} frequencies | |");
            Tell($"| {layers} slits, .ac | SpiceSharp | {theirs:f4} | {peer.Rows.Count} frequencies | {difference:e1} apart |");
            Assert.True(difference < 1e-7);
        }
    }

    private static string Rectifier(string options, double step) => File.ReadAllText(Repository.Path("netlists", "coupled", "rectifier-cell.cir"))
        .Replace(".tran 1m 1", string.Create(CultureInfo.InvariantCulture, $".options {options}\n.tran {step} {Stop}"));

    private void Tell(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
