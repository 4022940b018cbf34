using NanoSpice.Engine;
using NanoSpice.Elaboration;
using NanoSpice.Netlist;
using NanoSpice.Testing;

namespace NanoSpice.Export.Tests;

/// <summary>Every deck of netlists/ as ngspice runs its export: recorded answers always, ngspice itself where it is installed.</summary>
/// <remarks>tests/reference/exported holds some points of every answer; the tests write them with NANOSPICE_RECORD=1 and ngspice 39.</remarks>
public class AgreementTests
{
    private const string Origin = "ngspice 39 on the exported deck; 10 reltol of full scale, our bound on the error, but 1e-3, what a SPICE reltol of 1e-6 leaves; times to a thousandth of the run for events; AC 1e-3, the relaxations' error, where Z is, else 1e-4, but 1e-2 where ngspice has other frequencies, as it spreads them to meet the last";

    /// <summary>What ngspice cannot take, with the function that it lacks.</summary>
    private static readonly Dictionary<string, string> Refused = new() { ["classics/transfer-functions.cir"] = "idt", ["classics/tolerance-divider.cir"] = "mc" };

    /// <summary>Runs that take ngspice long, cut: the statement and what replaces it, for both.</summary>
    private static readonly Dictionary<string, (string From, string To)> Cut = new() { ["coupled/buck-stack.cir"] = (".tran 5u 3m", ".tran 5u 40u"), ["coupled/harvester.cir"] = (".tran 2m 2", ".tran 2m 0.3") };

    public static TheoryData<string> Decks() => new(ExportedRun.Netlists().Except(Refused.Keys));

    [Fact, Oracle(OracleKind.Invariant, "what ngspice lacks is named, and there is no text")]
    public void Decks_without_a_form_are_refused()
    {
        foreach (var (deck, function) in Refused)
        {
            var run = ExportedRun.Of(Repository.Path("netlists", deck));
            Assert.Empty(run.Decks);
            Assert.Contains(run.Messages, m => m.Code == "XPT001" && m.Message == $"ngspice has no form for the function {function}");
        }
    }

    [Theory, MemberData(nameof(Decks)), Oracle(OracleKind.Peer, Origin)]
    public void Recorded_answer_of_the_exported_deck_is_ours(string deck)
    {
        var run = Open(deck);
        foreach (var (name, analysis) in Analyses(run))
        {
            string file = Recorded(deck, name);
            Assert.True(File.Exists(file), $"no recorded answer {file}");
            Compare(run, name, analysis, PeerTable.Read(file));
        }
    }

    [SkippableTheory, MemberData(nameof(Decks)), Oracle(OracleKind.Peer, Origin)]
    public void Exported_deck_runs_in_ngspice_and_agrees(string deck)
    {
        Skip.IfNot(Ngspice.Installed, "ngspice is not installed");
        var run = Open(deck);
        foreach (var exported in run.Decks)
        {
            var (plots, printed) = Ngspice.Run(exported.Text);
            var rest = plots.ToList();
            foreach (string name in exported.Analyses)
            {
                string result = name.Split('-')[0];
                if (Plot(result) is not { } plot) continue;
                int at = rest.FindIndex(p => p.Plot.Contains(plot));
                Assert.True(at >= 0, $"{deck}: no {plot} in what ngspice made:\n{printed}");
                if (result[..^1] == "ragone") continue;
                run.Run(result);
                var table = PeerTable.From(rest[at], run);
                rest.RemoveAt(at);
                if (Environment.GetEnvironmentVariable("NANOSPICE_RECORD") == "1") File.WriteAllText(Recorded(deck, name), table.Csv());
                Compare(run, name, result, table);
            }
        }
    }

    private static ExportedRun Open(string deck)
    {
        string path = Repository.Path("netlists", deck);
        if (!Cut.TryGetValue(deck, out var cut)) return ExportedRun.Of(path);
        return ExportedRun.OfText(File.ReadAllText(path).Replace(cut.From, cut.To, StringComparison.Ordinal));
    }

    private static IEnumerable<(string Name, string Result)> Analyses(ExportedRun run) =>
        run.Decks.SelectMany(d => d.Analyses).Select(a => (a, a.Split('-')[0])).Where(a => Plot(a.Item2) is not null && a.Item2[..^1] != "ragone");

    private static string Recorded(string deck, string name) => Repository.Path("tests", "reference", "exported", $"{Path.GetFileNameWithoutExtension(deck)}-{name}.csv");

    /// <summary>Name of the plot in the raw file; null for what is printed only.</summary>
    private static string? Plot(string result) => result[..^1] switch
    {
        "op" => "operating point", "dc" => "dc transfer", "ac" or "eis" => "ac analysis", "noise" => "noise spectral", "tf" => "transfer function", "four" => null,
        _ => "transient",
    };

    private static void Compare(ExportedRun run, string name, string result, PeerTable peer)
    {
        if (run.Table?.Name != result || run.Rows.Count == 0) run.Run(result);
        string kind = result[..^1];
        Assert.True(peer.Names.Count > (kind is "op" or "tf" ? 0 : 1), $"{name}: no vector in common");
        bool inTime = Plot(result) == "transient", relaxes = run.Simulation.Circuit.Devices.Any(d => d is Engine.Devices.DiffusionElement);
        double tolerance = inTime ? Math.Max(1e-3, 10 * run.Simulation.Options.RelativeTolerance) : relaxes ? 1e-3 : 1e-4;
        double reach = inTime ? 1e-3 * run.Rows[^1][0] : 0;
        for (int column = kind is "op" or "tf" ? 0 : 1; column < peer.Names.Count; column++)
        {
            if (Offset(run.Table!, peer.Names[column]) is not (>= 0 and var offset)) continue;
            double scale = Math.Max(run.Rows.Max(r => Math.Abs(r[offset])), inTime || kind is "op" or "dc" ? Scale(run, offset) : 0);
            foreach (double[] row in peer.Rows)
            {
                var (low, high) = kind is "op" or "tf" ? (run.Rows[0][offset], run.Rows[0][offset]) : run.Near(row[0], offset, reach);
                double off = Math.Max(0, Math.Max(low - row[column], row[column] - high));
                bool between = kind is "ac" or "eis" && !run.Rows.Any(r => Math.Abs(r[0] / row[0] - 1) < 1e-6);
                double of = inTime || kind is "op" or "dc" ? scale : Math.Max(Magnitude(run, row[0], offset), 1e-6 * scale);
                Assert.True(off <= (between ? 1e-2 : tolerance) * of + 1e-12, $"{name} {peer.Names[column]} at {row[0]:g6}: ngspice {row[column]:g9}, ours {low:g9} to {high:g9}, off by {off / of:g3} of {of:g3}");
            }
        }
    }

    /// <summary>Largest voltage or current of the run: what its tolerance is a part of.</summary>
    private static double Scale(ExportedRun run, int offset)
    {
        string unit = run.Table.Columns[offset].Unit;
        double most = 0;
        for (int k = 0; k < run.Table.Columns.Count; k++)
            if (run.Table.Columns[k].Unit == unit) most = Math.Max(most, run.Rows.Max(r => Math.Abs(r[k])));
        return most;
    }

    /// <summary>Size of a phasor.</summary>
    private static double Magnitude(ExportedRun run, double x, int offset)
    {
        if (!run.Table.IsComplex) return Math.Abs(run.Near(x, offset, 0).High);
        int re = offset - (offset % 2 == 0 ? 1 : 0);
        return double.Hypot(run.Near(x, re, 0).High, run.Near(x, re + 1, 0).High);
    }

    private static int Offset(WaveformTable table, string name)
    {
        bool part = table.IsComplex && (name.EndsWith(".re") || name.EndsWith(".im"));
        int at = table.Columns.ToList().FindIndex(c => c.Name.Equals(part ? name[..^3] : name, StringComparison.OrdinalIgnoreCase));
        return at <= 0 || !table.IsComplex ? at : 2 * at - (name.EndsWith(".re") ? 1 : 0);
    }
}
