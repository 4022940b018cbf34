using NanoSpice.Fuzz;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

/// <summary>Two thousand files of the hunt of tests/NanoSpice.Fuzz, always the same ones.</summary>
public class FuzzTests
{
    [Theory, Oracle(OracleKind.Invariant, "exit codes, messages with code and place, finite numbers, JSON that is JSON: see Trial")]
    [InlineData(Subject.Deck, 1, 700)]
    [InlineData(Subject.Deck, 2, 700)]
    [InlineData(Subject.Yaml, 1, 400)]
    [InlineData(Subject.Csv, 1, 200)]
    [InlineData(Subject.Export, 1, 200)]
    [InlineData(Subject.Plan, 1, 100)]
    [InlineData(Subject.Grid, 1, 100)]
    [InlineData(Subject.Sweep, 1, 100)]
    public void Mutated_files_get_an_answer_as_designed(Subject subject, int seed, int count)
    {
        using var folder = new TemporaryFolder();
        var mutator = new Mutator(Corpus.Of(subject), seed);
        var trial = new Trial(subject, folder.Path) { Budget = 20 };
        for (int number = 0; number < count; number++)
        {
            var (from, bytes) = mutator.File(number);
            if (trial.Run(from, bytes) is { } finding)
                Assert.Fail($"number {number}, from {from.Name}: {finding.Kind}\n{finding.Detail}\n{System.Text.Encoding.Latin1.GetString(bytes)}");
        }
    }
}
