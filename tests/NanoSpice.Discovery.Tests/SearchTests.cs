using NanoSpice.Expressions;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Discovery.Tests;

/// <summary>Laws of the evolution itself: the same seed gives the same answer, however it is run.</summary>
public class SearchTests
{
    private static readonly Dataset Table = Scaling.Of(LadderData.Of(LadderTable.Make(0.5, 0.01, 3, times: 30))).Data;

    private static readonly SearchOptions Short = new() { Seed = 5, MaxEvaluations = 20_000, Patience = 1_000_000, Population = 40 };

    private static string[] Text(SearchResult result) =>
        [.. result.Front.Select(c => string.Join(" + ", c.Terms.Zip(c.Weights, (t, w) => $"{w:R}*({t})")) + $" {c.MeanSquare:R}"), $"{result.Evaluations} {result.Repeats} {result.Stop}"];

    [Fact]
    [Oracle(OracleKind.Invariant, "islands have random numbers of their own and meet in a fixed order")]
    public void Threads_do_not_change_the_answer()
    {
        var one = Search.Run(Table, [], Short with { Threads = 1 }, null, null, default);
        var two = Search.Run(Table, [], Short with { Threads = 2 }, null, null, default);
        Assert.Equal(Text(one), Text(two));
        Assert.NotEmpty(one.Front);
    }

    [Fact]
    [Oracle(OracleKind.Invariant, "a search that is stopped and taken up again is the search that was never stopped")]
    public void Resumed_search_gives_the_same_answer()
    {
        var whole = Search.Run(Table, [], Short, null, null, default);
        var store = new MemoryStore();
        using var stop = new CancellationTokenSource();
        int epochs = 0;
        var part = Search.Run(Table, [], Short, store, _ => { if (++epochs == 2) stop.Cancel(); }, stop.Token);
        Assert.Equal(SearchStop.Cancelled, part.Stop);
        Assert.True(part.Evaluations < whole.Evaluations);
        Assert.Equal(Text(whole), Text(Search.Run(Table, [], Short, store, null, default)));
    }

    [Fact]
    [Oracle(OracleKind.Invariant, "each law of a front is larger and more exact than the one before, and its numbers are those of its rows")]
    public void Front_is_a_front()
    {
        var front = Search.Run(Table, [], Short, null, null, default).Front;
        Assert.Equal(front.OrderBy(c => c.Complexity).Select(c => c.Complexity).Distinct(), front.Select(c => c.Complexity));
        for (int k = 1; k < front.Count; k++) Assert.True(front[k].MeanSquare < front[k - 1].MeanSquare);
        foreach (var candidate in front)
        {
            double[] left = [.. Table.Target.Values];
            for (int k = 0; k < candidate.Terms.Count; k++)
            {
                double[] column = LawFit.Column(Table, candidate.Terms[k]);
                for (int r = 0; r < left.Length; r++) left[r] -= candidate.Weights[k] * column[r];
            }
            Assert.Equal(candidate.MeanSquare, LawFit.MeanSquare(left), 1e-9 * LawFit.MeanSquare(Table.Target.Values));
        }
    }

    [Fact]
    [Oracle(OracleKind.Invariant, "with units a term adds equal units only and functions take plain numbers: checked on the formulas that come out")]
    public void Units_hold_in_every_term()
    {
        var data = LadderData.Of(LadderTable.Make(0.5, 0.01, 3, times: 30));
        var front = Search.Run(data, [], Short with { Units = true }, null, null, default).Front;
        Assert.NotEmpty(front);
        foreach (var term in front.SelectMany(c => c.Terms)) Assert.True(UnitCheck.Agrees(term, data), term.ToString());
    }

    [Fact]
    [Oracle(OracleKind.Manufactured, "the table is made with this law; evolution alone must find it at 1 % noise")]
    public void Evolution_alone_finds_the_law_of_a_ladder()
    {
        var table = LadderTable.Make(0.5, 0.01, 9, times: 40);
        var options = new DiscoverOptions { Exhaustive = false, Search = new SearchOptions { Seed = 2, MaxEvaluations = 60_000 } };
        Assert.Equal("i*(a + b*q)", Discoverer.Discover(LadderData.Of(table), options, null, null, default).Chosen.Law.Form);
    }

    [Theory]
    [InlineData("ln(x+1)+ln(x*x+1)", "ln(1 + x) + ln(1 + x^2)", 20), InlineData("1/(1/x+z/y)", "x*y/(y + x*z)", 60), InlineData("1/(2*x-3*y*y)", "1/(2*x - 3*y^2)", 60)]
    [Oracle(OracleKind.Manufactured, "rows without noise of a sum of two small formulas, or of the inverse of such a sum")]
    public void Sums_of_two_and_their_inverses_are_found(string truth, string law, int rows)
    {
        var formula = FormulaParser.Parse(truth).Formula!;
        var random = new Random(4);
        double[][] columns = [.. formula.Variables.Select((_, k) => Enumerable.Range(0, rows).Select(_ => (3 * k) + 0.2 + random.NextDouble()).ToArray())];
        double[] target = [.. Enumerable.Range(0, rows).Select(r => formula.Evaluate([.. columns.Select(c => c[r])]))];
        var data = new Dataset
        {
            Target = new("target", "", null, target), Inputs = [.. formula.Variables.Zip(columns, (n, c) => new DataColumn(n, "", null, c))],
            Groups = [new RowGroup(0, 0, 0, 0, rows)], Runs = [new DataRun("made", "", [])],
        };
        var options = new DiscoverOptions { Search = new SearchOptions { MaxEvaluations = 1 } };
        var found = Discoverer.Discover(data, options, null, null, default).Chosen.Law;
        Assert.Equal(Law.From(FormulaParser.Parse(law).Formula!, formula.Variables).Form, found.Form);
        for (int r = 0; r < rows; r++) Assert.Equal(target[r], found.Formula.Evaluate([.. found.Formula.Variables.Select(v => columns[formula.Variables.ToList().IndexOf(v)][r])]), 1e-9 * Math.Abs(target[r]));
    }

    private sealed class MemoryStore : ISearchStore
    {
        private byte[]? _state;

        public BinaryReader? Load() => _state is null ? null : new(new MemoryStream(_state));

        public void Save(Action<BinaryWriter> write)
        {
            using var memory = new MemoryStream();
            using (var writer = new BinaryWriter(memory, System.Text.Encoding.UTF8, leaveOpen: true)) write(writer);
            _state = memory.ToArray();
        }
    }
}
