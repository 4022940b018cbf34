using NanoSpice.Discovery;
using NanoSpice.Netlist;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

/// <summary>Cards of discovered laws, included in decks and run.</summary>
public sealed class ModelCardEmitterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Dataset Ladder(LadderTable table)
    {
        var bag = new DiagnosticBag();
        var data = DatasetReader.Read([new("ladder.csv", table.ToCsv(), "ladder", [])], new("dphi", null, null, DataPart.All), bag);
        return data ?? throw new InvalidOperationException(bag.All[0].Message);
    }

    private static CardOrigin Origin(string name) => new() { Name = name, Version = "0.1.0", Hash = "0123", Seed = 1, Command = "discover", HeldOutNrmse = 0.01 };

    private (int Exit, string Output, string Error) Run(string deck)
    {
        File.WriteAllText(_folder["deck.cir"], deck);
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        int exit = CommandLine.Run(["run", "deck.cir"], new ConsoleReport(output, error, false, _folder.Path), default);
        return (exit, output.ToString(), error.ToString());
    }

    [Fact, Oracle(OracleKind.ClosedForm, "r(N1) = rc (1 - gamma q/qmax) with q = cslit 0.2 V: 5 (1 - 0.9 0.4) = 3.2 Ohm, by 1 A 3.2 V")]
    public void Card_of_a_slit_runs()
    {
        var data = Ladder(LadderTable.Make(0.9, 0, 1));
        var fit = Discoverer.FitNanoslit(data, "i", "q", absolute: true, 1);
        File.WriteAllText(_folder["slit.lib"], ModelCardEmitter.Write(fit, data, Origin("slit")));
        var (exit, output, error) = Run("card\n.include slit.lib\nVs s 0 0.2\nVp p 0 0\nI1 n 0 1\nN1 p n s slit\n.op\n.save r(n1) q(n1) v(n)\n*expect op1 r(n1) = 3.2 tol 1e-8\n*expect op1 q(n1) = 2m tol 1e-11\n*expect op1 v(n) = -3.2 tol 1e-8\n.end\n");
        Assert.Equal((0, ""), (exit, error));
        Assert.DoesNotContain("MISSED", output);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "r = 5 (1 - 0.5 1m/5m) = 4.5 Ohm with the charge of C1 = 1 mF at 1 V")]
    public void Card_without_potentials_is_a_charge_controlled_resistor()
    {
        var table = LadderTable.Make(0.5, 0, 1);
        var bag = new DiagnosticBag();
        var data = DatasetReader.Read([new("ladder.csv", table.ToCsv(), "ladder", [])], new("dphi", ["i", "q"], null, DataPart.All), bag)!;
        data = new Dataset { Target = data.Target, Inputs = data.Inputs, Groups = data.Groups, Runs = data.Runs, Time = data.Time };
        string card = ModelCardEmitter.Write(Discoverer.FitNanoslit(data, "i", "q", absolute: true, 1), data, Origin("qr"));
        Assert.Contains(".model qr QRES(rc=5 gamma=", card);
        File.WriteAllText(_folder["qr.lib"], card);
        var (exit, output, error) = Run("card\n.include qr.lib\nVc c 0 1\nC1 c 0 1m\nI1 0 a 1\nN1 a 0 C1 qr\n.op\n*expect op1 v(a) = 4.5 tol 1e-8\n.end\n");
        Assert.Equal((0, ""), (exit, error));
        Assert.DoesNotContain("MISSED", output);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "v = 2 i^2 + 0.5 i u at i = 3 A, u = 4 V: 24 V; and with -3 A: 12 V")]
    public void Any_other_law_is_a_subcircuit_that_runs()
    {
        var random = new Random(1);
        var lines = Enumerable.Range(0, 60).Select(_ => (I: (4 * random.NextDouble()) - 2, U: random.NextDouble())).Select(p =>
            FormattableString.Invariant($"{p.I:R},{p.U:R},{(2 * p.I * p.I) + (0.5 * p.I * p.U):R}"));
        var bag = new DiagnosticBag();
        var data = DatasetReader.Read([new("t.csv", "i[A],u[V],v[V]\n" + string.Join('\n', lines), "t", [])], new("v", null, null, DataPart.All), bag)!;
        var report = Discoverer.Discover(data, new DiscoverOptions { Evolution = false }, null, null, default);
        string card = ModelCardEmitter.Write(report.Fit, data, Origin("bent"));
        File.WriteAllText(_folder["bent.lib"], card);
        var (exit, output, error) = Run("card\n.include bent.lib\nVu u 0 4\nI1 0 a 3\nX1 a 0 u bent\nI2 0 b -3\nX2 b 0 u bent\n.op\n.tran 1m 10m\n*expect op1 v(a) = 24 tol 1e-8\n*expect op1 v(b) = 12 tol 1e-8\n.end\n");
        Assert.Equal((0, ""), (exit, error));
        Assert.DoesNotContain("MISSED", output);
    }
}
