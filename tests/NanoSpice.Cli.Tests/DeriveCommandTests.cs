using System.Text.Json;
using NanoSpice.Derive;
using NanoSpice.Derive.Tests;
using NanoSpice.Elaboration;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

/// <summary>nanospice derive, with a ladder of known elements in place of the mPNP solver where that is enough.</summary>
public sealed class DeriveCommandTests(DeriveCommandTests.Derived derived) : IClassFixture<DeriveCommandTests.Derived>, IDisposable
{
    private static readonly string[] Short = ["slit=1.5n", "other=none", "transfer_layers=0", "transfer_rates=0", "discover=no", "free_fit=no", "layers=2", "cycles=1", "samples=20"];

    private readonly TemporaryFolder _folder = new();
    private int _runs;

    public void Dispose() => _folder.Dispose();

    [Fact, Oracle(OracleKind.Manufactured, "a ladder in place of the solver: its elements come out, and its current, to the tolerances of their own tests")]
    public void A_derivation_leaves_elements_cards_decks_and_a_report()
    {
        var truth = LadderNetwork.Truth(LadderKind.Layer);
        Copy("", "out");
        Assert.Equal(ExitCode.Done, derived.Exit);
        Assert.Contains("mPNP: 1 runs\n", derived.Error, StringComparison.Ordinal);
        Assert.All(new[] { "report.html", "derive.json", "cards/d1.5n.lib", "decks/d1.5n.cir", "curves/d1.5n.csv", "curves/d1.5n.svg", "pnp/main/slit=1.5n/slits.csv" }, f => Assert.True(File.Exists(_folder["out/" + f]), f));
        var run = Json("out").GetProperty("runs")[0];
        double Element(string name) => run.GetProperty("elements").GetProperty(name).GetDouble();
        Assert.Equal(truth.Rc, Element("rc"), 1e-9);
        Assert.Equal(truth.Gamma / truth.Qmax * Element("qmax"), Element("gamma"), 1e-9);
        Assert.Equal(truth.Slit, Element("qs"), 1e-9 * truth.Slit);
        Assert.True(run.GetProperty("models")[0].GetProperty("rms").GetDouble() < 1e-4);
        Assert.DoesNotContain("NaN", File.ReadAllText(_folder["out/report.html"]), StringComparison.Ordinal);
    }

    [Fact, Oracle(OracleKind.Invariant, "steps are kept by what they depend on: same bytes and time stamps; a new seed redoes no mPNP run; a new ramp does")]
    public void Only_what_changed_is_done_again()
    {
        Copy("", "out");
        string slits = _folder["out/pnp/main/slit=1.5n/slits.csv"];
        var before = (File.GetLastWriteTimeUtc(slits), File.ReadAllText(_folder["out/derive.json"]), File.ReadAllText(_folder["out/report.html"]));
        var (_, _, error) = Run("out", [.. Short, "seed=2"]);
        Assert.Contains("mPNP: 0 runs, 1 kept from before\n", error, StringComparison.Ordinal);
        Assert.Equal(0, _runs);
        Assert.Contains("seed 2", File.ReadAllText(_folder["out/cards/d1.5n.lib"]), StringComparison.Ordinal);
        Run("out", Short);
        Assert.Equal(before, (File.GetLastWriteTimeUtc(slits), File.ReadAllText(_folder["out/derive.json"]), File.ReadAllText(_folder["out/report.html"])));
        using var stop = new CancellationTokenSource();
        Run("out", [.. Short, "ramp=2u"], stopAfter: stop);
        Assert.Equal(1, _runs);
    }

    [Fact, Oracle(OracleKind.Invariant, "the same inputs give the same bytes in another folder")]
    public void Two_folders_hold_the_same_bytes()
    {
        Copy("", "a");
        Run("b", Short);
        string[] Files(string folder) => [.. Directory.GetFiles(_folder[folder], "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder[folder], f)).Order(StringComparer.Ordinal)];
        Assert.Equal(Files("a"), Files("b"));
        Assert.All(Files("a"), f => Assert.True(File.ReadAllBytes(_folder[$"a/{f}"]).SequenceEqual(File.ReadAllBytes(_folder[$"b/{f}"])), f));
    }

    [Fact, Oracle(OracleKind.Invariant, "tables, card and deck of a first derivation, given as one's own, give its elements and its current again")]
    public void Ones_own_tables_card_and_deck_take_the_place_of_steps()
    {
        Copy("", "out");
        File.WriteAllText(_folder["own.yaml"], "tables: out/pnp/main/slit=1.5n\ncard: out/cards/d1.5n.lib\ndeck: out/decks/d1.5n.cir\ndiscover: no\nfree_fit: no\n");
        var (exit, _, error) = Run("again", [], "own.yaml");
        Assert.Equal((ExitCode.Done, 0), (exit, _runs));
        Assert.DoesNotContain("error", error, StringComparison.Ordinal);
        JsonElement first = Json("out").GetProperty("runs")[0], again = Json("again").GetProperty("runs")[0];
        Assert.Equal(first.GetProperty("elements").ToString(), again.GetProperty("elements").ToString());
        double Rms(string model) => again.GetProperty("models").EnumerateArray().Single(m => m.GetProperty("model").GetString() == model).GetProperty("rms").GetDouble();
        Assert.Equal(Rms(DeriveCurves.Layers), Rms(DeriveCurves.OwnCard), 1e-12);
        Assert.Equal(Rms(DeriveCurves.Layers), Rms(DeriveCurves.OwnDeck), 1e-12);
    }

    [Fact, Oracle(OracleKind.CrossCheck, "the real solver, coarse: a deck of the derivation, run as any deck, gives the current that the derivation compared")]
    public void The_deck_of_a_real_run_gives_its_curve()
    {
        string[] tiny = ["slit=1.5n", "other=none", "transfer_layers=0", "transfer_rates=0", "discover=no", "free_fit=no", "layers=2", "half_period=5n", "ramp=50n", "cycles=1", "samples=20", "refine=1", "reltol=1e-3"];
        var (exit, _, error) = Run("out", tiny, real: true);
        Assert.True(exit == ExitCode.Done, error);
        Assert.Equal(ExitCode.Done, CommandLine.Run(["run", "out/decks/d1.5n.cir", "-o", "deck"], Console(out _), default));
        var curve = CsvFile.Read(_folder["out/curves/d1.5n.csv"]);
        var deck = CsvFile.Read(_folder["deck/cv1.csv"]);
        double[] Column(StoredTable table, string name) => table.Values[table.Heading.Columns.ToList().FindIndex(c => c.Name == name)];
        double[] ladder = Column(curve, "i_ncm"), time = Column(deck, "time"), current = Column(deck, "i");
        Assert.Equal(41, ladder.Length);
        // Every fifth row of the deck is a row of the table; the same run twice.
        Assert.All(Enumerable.Range(0, 41), k => Assert.Equal(ladder[k], current[5 * k], 1e-9 * ladder.Max(Math.Abs)));
        Assert.Equal(100e-9, time[^1], 1e-15);
        double rms = Json("out").GetProperty("runs")[0].GetProperty("models")[0].GetProperty("rms").GetDouble();
        Assert.True(rms < 0.05, $"{rms}: a model that is an approximation by a few percent (DESIGN.md 5a)");
    }

    [Fact, Oracle(OracleKind.Invariant, "what was interrupted goes on with the same command, and gives what an uninterrupted run gives")]
    public void An_interrupted_derivation_goes_on()
    {
        using var stop = new CancellationTokenSource();
        var (exit, _, error) = Run("out", Short, stopAfter: stop);
        Assert.Equal(ExitCode.Interrupted, exit);
        Assert.Contains("interrupted; what was computed is kept", error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["out/report.html"]));
        (exit, _, error) = Run("out", Short);
        Assert.Equal((ExitCode.Done, 1), (exit, _runs));
        Assert.Contains("mPNP: 0 runs, 1 kept from before\n", error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(Path.Combine(derived.Folder, "derive.json")), File.ReadAllText(_folder["out/derive.json"]));
    }

    /// <summary>One derivation with <see cref="Short"/>, for all tests that look at it or go on from it.</summary>
    public sealed class Derived : IDisposable
    {
        private readonly DeriveCommandTests _maker;

        public Derived()
        {
            _maker = new(this);
            (Exit, _, Error) = _maker.Run("out", Short);
        }

        public int Exit { get; }

        public string Error { get; }

        public string Folder => _maker._folder["out"];

        public void Dispose() => _maker.Dispose();
    }

    /// <summary>A copy of the derivation, time stamps included.</summary>
    private void Copy(string from, string to)
    {
        foreach (string file in Directory.GetFiles(Path.Combine(derived.Folder, from), "*", SearchOption.AllDirectories))
        {
            string copy = _folder[Path.Combine(to, Path.GetRelativePath(Path.Combine(derived.Folder, from), file))];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private JsonElement Json(string folder) => JsonDocument.Parse(File.ReadAllText(_folder[folder + "/derive.json"])).RootElement;

    private ConsoleReport Console(out StringWriter error) => new(new StringWriter(), error = new StringWriter { NewLine = "\n" }, false, _folder.Path);

    /// <param name="stopAfter">cancelled as soon as one mPNP run is done</param>
    private (int Exit, string Output, string Error) Run(string output, string[] keys, string? file = null, bool real = false, CancellationTokenSource? stopAfter = null)
    {
        using StringWriter text = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        var network = new LadderNetwork(LadderNetwork.Truth(LadderKind.Layer));
        PnpSolver? solver = real ? null : (settings, observer, checkpoints, cancellation) =>
        {
            Interlocked.Increment(ref _runs);
            var report = network.Run(settings, observer, checkpoints, CancellationToken.None);
            stopAfter?.Cancel();
            return report;
        };
        ParameterOverride[] overrides = [.. keys.Select(k => new ParameterOverride(k.Split('=')[0], k.Split('=')[1]))];
        int exit = DeriveCommand.Run(new(file, output, overrides, false), new ConsoleReport(text, error, false, _folder.Path), stopAfter?.Token ?? default, solver);
        return (exit, text.ToString(), error.ToString());
    }
}
