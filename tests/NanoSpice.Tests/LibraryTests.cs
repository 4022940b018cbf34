using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Tests;

public class LibraryTests
{
    /// <summary>v(out) = 10 r2/(r1 + r2); the capacitor charges with r1 r2/(r1 + r2) c.</summary>
    private const string Divider = "divider\nV1 in 0 10 AC 1\nR1 in out {r}\nR2 out 0 1k\nC1 out 0 cap 1u\n.model cap c(tc1=0)\n.param r=1k\n.op\n.tran 10u 1m uic\n.ac dec 5 1 1k\n.meas tran last FIND v(out) AT=1m\n.end\n";

    private static Deck First => Deck.Load(Repository.Path("netlists", "first.cir"));

    [Fact, Oracle(OracleKind.CrossCheck, "netlists/first.cir and its *expect lines, from the ladder oracle; 0.9 for the largest charge is the deck's own gamma")]
    public void A_deck_is_loaded_and_run()
    {
        var run = First.Run();
        var tran = run["tran1"];
        double[] time = tran["time"], i = tran["i(vam)"];
        Assert.Equal(17.1578e-3, i[Array.IndexOf(time, 7.5)], 17.5e-6);
        Assert.Equal(-10.1015e-3, i.Min(), 17.5e-6);
        Assert.Equal(tran.Count, tran["V( sheet )"].Length);
        Assert.Equal(time, tran.Scale);
        Assert.True(tran.IsComplete);
        Assert.Equal(i, First.With("step(gamma)", 0.9).Run()["tran1"]["i(vam)"]);
        Assert.NotEqual(i, First.With("step(gamma)", 0).Run()["tran1"]["i(vam)"]);
    }

    [Theory, Oracle(OracleKind.ClosedForm, "10 r2/(r1 + r2)")]
    [InlineData("r", 3e3, 2.5)]
    [InlineData("R", 4e3, 2)]
    [InlineData("R2", 4e3, 8)]
    [InlineData("V1", 1, 0.5)]
    [InlineData("R1(tc1)", 0, 5)]
    public void Quantities_are_set(string name, double value, double expected)
    {
        var deck = Deck.Parse(Divider);
        var run = deck.With(name, value).Run();
        Assert.Equal(expected, run["op1"]["v(out)"][0], 1e-9);
        Assert.Equal(value, run.Values[name == "R1(tc1)" ? "r1.tc1" : name]);
        Assert.Equal(5, deck.Run()["op1"]["v(out)"][0], 1e-9);
        Assert.Equal(expected, deck.With(("temp", 50), (name, 1), (name, value)).Run()["op1"]["v(out)"][0], 1e-9);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "charging and low-pass of 500 Ohm and 1 uF: 5 (1 - exp(-2)), 1/2 / (1 + j w 500u)")]
    public void Numbers_and_complex_vectors_are_read()
    {
        var run = Deck.Parse(Divider).Run();
        Assert.Equal(5 * (1 - Math.Exp(-2)), run.Numbers["tran1.last"], 5e-3);
        Assert.Equal(run.Numbers["tran1.last"], run.Numbers["last"]);
        var ac = run["ac1"];
        double[] f = ac["frequency"];
        for (int k = 0; k < f.Length; k++)
        {
            var expected = 0.5 / new System.Numerics.Complex(1, 2 * Math.PI * f[k] * 500e-6);
            Assert.Equal(0, (ac.Complex("v(out)")[k] - expected).Magnitude, 1e-9);
            Assert.Equal(expected.Real, ac["v(out).re"][k], 1e-9);
            Assert.Equal(20 * Math.Log10(expected.Magnitude), ac["v(out).db"][k], 1e-6);
            Assert.Equal(expected.Phase * 180 / Math.PI, ac["V(OUT).deg"][k], 1e-6);
        }
        Assert.Throws<KeyNotFoundException>(() => ac["v(out)"]);
        Assert.Contains("it has time, v(in), v(out)", Assert.Throws<KeyNotFoundException>(() => run["tran1"]["v(aut)"]).Message, StringComparison.Ordinal);
        Assert.Contains("there is op1, tran1, ac1", Assert.Throws<KeyNotFoundException>(() => run["tran2"]).Message, StringComparison.Ordinal);
        Assert.Contains("tran1.last", Assert.Throws<KeyNotFoundException>(() => run.Numbers["first"]).Message, StringComparison.Ordinal);
    }

    [Fact, Oracle(OracleKind.Snapshot, "messages with place, code and hint, as the program prints them")]
    public void Errors_of_the_deck_are_thrown_with_their_places()
    {
        var error = Assert.Throws<DeckException>(() => Deck.Parse("bad\nV1 a 0 {volt}\nR1 a 0 1k\nR2 a\n.op\n", "bad.cir"));
        Assert.Equal(["PAR001 at 2,9", "ELM007 at 4,1"], error.Diagnostics.Select(d => $"{d.Code} at {d.At.Line},{d.At.Column}"));
        Assert.StartsWith("bad.cir(2,9): error PAR001: there is no parameter 'volt'", error.Message, StringComparison.Ordinal);
        Assert.Equal("NET008", Assert.Throws<DeckException>(() => Deck.Load("no/such/deck.cir")).Diagnostics[0].Code);
        Assert.Contains("no line of the deck uses a parameter 'rr'", Assert.Throws<DeckException>(() => Deck.Parse(Divider).With("rr", 1)).Message, StringComparison.Ordinal);
        Assert.StartsWith("With(1,1): error", Assert.Throws<DeckException>(() => First.With("step(rc)", -1).Run()).Message, StringComparison.Ordinal);
        Assert.Contains("step(rc)=-1", Assert.Throws<DeckException>(() => First.With("step(rc)", -1).Run()).Message, StringComparison.Ordinal);
    }

    [Fact, Oracle(OracleKind.Invariant, "a missing file of a branch is an error each time the branch is taken, not the first time alone")]
    public void A_missing_file_is_said_each_time()
    {
        var deck = Deck.Parse("branch\nV1 a 0 1\nR1 a 0 1k\n.param big=0\n.if (big)\n.include none.inc\n.endif\n.op\n");
        Assert.Equal(1, deck.Run()["op1"]["v(a)"][0], 1e-12);
        for (int k = 0; k < 3; k++) Assert.Equal("NET008", Assert.Throws<DeckException>(() => deck.With("big", 1).Run()).Diagnostics.Single().Code);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "ln(1 - t) ends at t = 1; the operating point and the times before are kept")]
    public void What_was_computed_before_a_failure_is_kept()
    {
        var deck = Deck.Parse("ends at 1\nB1 a 0 V={ln(1 - time)}\nR1 a 0 1\n.op\n.tran 10m 2\n.op\n");
        var failure = Assert.Throws<RunException>(() => deck.Run());
        Assert.StartsWith("tran1: ", failure.Message, StringComparison.Ordinal);
        Assert.IsAssignableFrom<SimulationException>(failure);
        Assert.True(failure.Results["op1"].IsComplete);
        Assert.True(failure.Results["op2"].IsComplete);
        var tran = failure.Results["tran1"];
        Assert.False(tran.IsComplete);
        Assert.NotNull(tran.Failure);
        Assert.InRange(tran.Scale[^1], 0.9, 1);
        Assert.Equal(Math.Log(1 - tran.Scale[5]), tran["v(a)"][5], 1e-3);
    }

    [Fact, Oracle(OracleKind.Invariant, "a cancelled run ends and keeps its rows; one cancelled before it begins has none")]
    public void A_run_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        double seen = 0;
        var halfway = new Progress(x =>
        {
            if ((seen = Math.Max(seen, x)) > 0.5) source.Cancel();
        });
        var cancelled = Assert.Throws<RunCanceledException>(() => First.Run(source.Token, halfway));
        Assert.InRange(cancelled.Results["tran1"].Scale[^1], 4, 9.9);
        Assert.False(cancelled.Results["tran1"].IsComplete);
        Assert.Empty(Assert.Throws<RunCanceledException>(() => First.Run(source.Token)).Results.Analyses);
    }

    [Fact, Oracle(OracleKind.Invariant, "runs of one deck share what does not change and nothing else: the same bits on many threads as on one")]
    public void Runs_at_once_do_not_disturb_each_other()
    {
        var deck = First;
        double[][] Run(int k) => [deck.With("step(gamma)", k % 10 / 10.0).Run()["tran1"]["i(vam)"]];
        double[][][] alone = [.. Enumerable.Range(0, 10).Select(Run)], together = new double[40][][];
        Parallel.For(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 8 }, k => together[k] = Run(k));
        for (int k = 0; k < 40; k++) Assert.Equal(alone[k % 10], together[k]);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "10 r2/(r1 + r2) at each point")]
    public void Points_of_a_sweep_are_decks()
    {
        var deck = Deck.Parse(Divider.Replace(".op\n", ".op\n.step param r list 1k 3k\n.step R2 list 1k 3k\n", StringComparison.Ordinal));
        Assert.Contains("4 points", Assert.Throws<InvalidOperationException>(() => deck.Run()).Message, StringComparison.Ordinal);
        Assert.Equal([5, 2.5, 7.5, 5], deck.Points.Select(p => Math.Round(p.Run()["op1"]["v(out)"][0], 9)));
        Assert.Equal(["1000 1000", "3000 1000", "1000 3000", "3000 3000"], deck.Points.Select(p => $"{p.Values["r"]} {p.Values["R2"]}"));
        var held = deck.With("r", 3e3);
        Assert.Equal([2.5, 5], held.Points.Select(p => Math.Round(p.Run()["op1"]["v(out)"][0], 9)));
        Assert.Equal(5, Math.Round(held.With("R2", 3e3).Run()["op1"]["v(out)"][0], 9));
        Assert.Single(Deck.Parse(Divider).Points);
    }

    [Fact, Oracle(OracleKind.Invariant, "seed and run decide; without them the value is nominal")]
    public void Random_values_are_drawn()
    {
        var deck = Deck.Parse(Divider.Replace("r=1k", "r={mc(1k, 0.1)}", StringComparison.Ordinal));
        Assert.Equal(5, deck.Run()["op1"]["v(out)"][0], 1e-9);
        Assert.Equal("PAR012", deck.Diagnostics.Single().Code);
        var one = deck.Draw(1, 7).Run();
        Assert.Equal(10 * 1e3 / (1e3 + one.Drawn["r"]), one["op1"]["v(out)"][0], 1e-9);
        Assert.Equal(one["tran1"]["v(out)"], deck.Draw(1, 7).Run()["tran1"]["v(out)"]);
        Assert.NotEqual(one.Drawn["r"], deck.Draw(1, 8).Run().Drawn["r"]);
    }

    [Fact, Oracle(OracleKind.CrossCheck, "tests/NanoSpice.Bench/results and netlists/paper: the CV of Fig. 4d grows with gamma, at 0.9 to 17.53 mA")]
    public void The_example_runs()
    {
        var shown = Console.Out;
        using var text = new StringWriter();
        Console.SetOut(text);
        System.Reflection.Assembly.Load("CapacitanceSweep").EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        Console.SetOut(shown);
        string[] lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        Assert.Equal("gamma  0.9: 41.73 mF, at most 17.53 mA", lines[^1].TrimEnd());
    }

    private sealed class Progress(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
