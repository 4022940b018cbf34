using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

public sealed class BatchProgressTests : BatchFixture
{
    private const string Deck = "lasts\n.param k=1\nV1 a 0 sin(0 1 1meg)\nR1 a b 1k\nC1 b 0 1n\n.tran 1n {k==1 ? 1u : 1000}\n";

    [Fact, Oracle(OracleKind.Snapshot, "the words of the line: counts, then the run that lasts, then the one that failed; taken away at the end")]
    public void A_terminal_is_told_how_far_it_is()
    {
        string error = Progress(isTerminal: true);
        Assert.Contains("\rbatch: 1 done, 0 failed, 2 left, ", error);
        Assert.Contains("; run 2 (k=2) for 3 s\u001b[K", error);
        Assert.Contains("1 failed, 1 left", error);
        Assert.Contains("; run 2 (k=2) timeout\u001b[K", error);
        Assert.Contains("\r\u001b[Krun 2 at k=2: timeout", error);
    }

    [Fact, Oracle(OracleKind.Invariant, "nothing but what ended without success where no terminal is")]
    public void Elsewhere_it_is_quiet() => Assert.DoesNotContain("\r", Progress(isTerminal: false));

    private string Progress(bool isTerminal)
    {
        Write("deck.cir", Deck);
        using StringWriter output = new(), error = new() { NewLine = "\n" };
        string[] words = ["batch", "deck.cir", "--sweep", "k=1,2,3", "-j", "1", "--timeout", isTerminal ? "3.5" : "0.5", "--keep", "none", "-o", "out"];
        Assert.Equal(ExitCode.NumericalFailure, CommandLine.Run(words, new ConsoleReport(output, error, isTerminal, Folder), default));
        return error.ToString();
    }
}
