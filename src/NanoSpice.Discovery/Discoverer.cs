using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>From a table to a law: exhaustive search where possible, evolution where not, choice, final fit.</summary>
public static class Discoverer
{
    private const int MostRunnersUp = 5;

    /// <summary>Sums of more terms that sparse regression leaves are no laws to choose from.</summary>
    private const int MostSparseTerms = 6;

    /// <summary>Finds the law of a table.</summary>
    /// <param name="data">the table</param>
    /// <param name="options">what to do</param>
    /// <param name="store">where the evolution keeps checkpoints, or null</param>
    /// <param name="progress">told at times how far the evolution is, or null</param>
    /// <param name="cancellation">ends the evolution early; what was found until then is judged</param>
    public static DiscoveryReport Discover(Dataset data, DiscoverOptions options, ISearchStore? store, Action<SearchProgress>? progress,
        CancellationToken cancellation)
    {
        var scaling = Scaling.Of(data);
        string[] names = [.. data.Inputs.Select(c => c.Name)];
        var choice = new LawChoice(data, options.Search.Functions.Count);
        var library = MonomialLibrary.Of(scaling.Data);
        var (subsets, left) = SubsetSearch.Run(scaling.Data, library);
        if (options.Exhaustive) foreach (var candidate in subsets) choice.Add(ToLaw(candidate), "subsets");
        var collinear = Collinearity.Of(data);
        SearchResult? evolved = null;
        if (options.Evolution || !options.Exhaustive)
        {
            var seeds = options.Exhaustive ? subsets.OrderBy(c => c.MeanSquare).Take(4).Select(c => c.Terms).ToArray() : [];
            // Second differences of what the best subset leaves: noise, which a smooth misfit hardly has. Rows without an order in time do not tell.
            var search = options.Search with
            {
                NoiseFloor = data.Time is null ? 0 : Residuals.Noise(data, left),
                Known = options.Exhaustive ? LawFit.MeanSquare(left) : double.PositiveInfinity,
                IndependentRows = Residuals.Independent(data, left),
            };
            evolved = Search.Run(scaling.Data, seeds, search, store, progress is null ? null : p => progress(Unscaled(p)), cancellation);
            foreach (var candidate in evolved.Front) choice.Add(ToLaw(candidate), "evolution");
        }
        var sparse = SparseLaws(scaling, collinear, names);
        foreach (var law in sparse.Where(l => l.Terms.Count <= MostSparseTerms)) choice.Add(law, "sparse regression");
        var (judged, chosen, why) = choice.Choose();
        return new DiscoveryReport
        {
            Data = data, Options = options, Collinear = collinear, Judged = judged, Chosen = chosen, Why = why,
            RunnersUp = [.. judged.Where(j => j != chosen).OrderBy(j => j.Bic).Take(MostRunnersUp)],
            CrossCheck = Check(sparse, chosen),
            Fit = FinalFitting.Run(data, chosen.Law, IndependentRows(data, chosen.Law), options.Search.Seed),
            Evaluations = evolved?.Evaluations ?? 0, Stop = evolved?.Stop,
        };

        Law ToLaw(Candidate candidate) => Law.From(scaling.Restore(candidate), names);

        SearchProgress Unscaled(SearchProgress p) => p with { Best = p.Best with { Terms = [scaling.Restore(p.Best)], Weights = [1] } };
    }

    /// <summary>Fits the law of element N, target = I Rc (1 - gamma f(Q)/Qmax), without looking for another.</summary>
    /// <param name="data">the table</param>
    /// <param name="current">name of the input that is I</param>
    /// <param name="charge">name of the input that is Q</param>
    /// <param name="absolute">f(Q) = |Q|, else Q</param>
    /// <param name="seed">start of the bootstrap's random numbers</param>
    /// <exception cref="ArgumentException">The table has no such column, or a column that does not fit the role.</exception>
    public static FinalFit FitNanoslit(Dataset data, string current, string charge, bool absolute, ulong seed)
    {
        var column = data.Find(charge) ?? throw new ArgumentException($"the table has no column {charge}", nameof(charge));
        bool written = absolute && column.Values.Min() < 0;
        var q = written ? Formula.Call("abs", Formula.Variable(charge)) : Formula.Variable(charge);
        var i = Formula.Variable(current);
        // Any two numbers: the fit replaces them.
        var product = Formula.Apply(FormulaOp.Multiply, Formula.Constant(3), Formula.Apply(FormulaOp.Multiply, i, q));
        string[] names = [.. data.Inputs.Concat(data.Others).Select(c => c.Name)];
        var law = Law.From(Formula.Apply(FormulaOp.Add, Formula.Apply(FormulaOp.Multiply, Formula.Constant(2), i), product), names);
        var fitted = LawFit.Fit(law, data, names) ?? throw new ArgumentException("the table holds values that are not finite", nameof(data));
        return FinalFitting.Run(data, fitted.Law, IndependentRows(data, fitted.Law), seed);
    }

    private static double IndependentRows(Dataset data, Law law) => Residuals.Independent(data, LawFit.Residual(law, data));

    private static List<Law> SparseLaws(Scaling scaling, IReadOnlyList<CollinearInput> collinear, string[] names)
    {
        var told = collinear.Select(c => c.Input).ToHashSet();
        var data = scaling.Data;
        var apart = new Dataset
        {
            Target = data.Target, Inputs = [.. data.Inputs.Where(c => !told.Contains(c.Name))], Groups = data.Groups, Runs = data.Runs, Time = data.Time,
        };
        var found = SparseRegression.Run(apart, MonomialLibrary.Of(apart));
        return [.. found.Select(c => Law.From(scaling.Restore(c), names))];
    }

    private static CrossCheck Check(List<Law> sparse, JudgedLaw chosen)
    {
        if (sparse.Count == 0) return new(null, false, "sparse regression finds no law");
        var smallest = sparse.MinBy(l => l.Terms.Count)!;
        var same = sparse.FirstOrDefault(l => l.HasTermsOf(chosen.Law));
        return same is not null
            ? new(same, true, $"sparse regression finds the same terms: {same.Form}")
            : new(smallest, false, $"sparse regression finds other terms: {smallest.Form}");
    }
}
