using System.Globalization;
using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>
/// Chooses among laws: the information criterion names those that are not decisively worse than its best, the error on rows
/// they have not seen the best of these, and the smallest that does as well within one standard error takes its place.
/// </summary>
/// <remarks>
///   (1)  BIC = n ln(s2 + floor2) + k ln n + 2 L ln S      s2 mean square, k numbers, L nodes, S symbols a node may be
///   (2)  n = rows (1 - r)/(1 + r)                         r lag-1 correlation of the residual within groups: what repeats is not new (Residuals)
///   (3)  smaller law c in place of law b, the best on rows left out:  mean(d) less than or equal to sd(d)/sqrt(folds),  d = s2_c - s2_b fold by fold,  and BIC_c within 10 of the least [KR95]
/// </remarks>
internal sealed class LawChoice
{
    /// <summary>rms residual over rms target below which nothing is better [-]; what solvers and printed digits leave.</summary>
    private const double Floor = 1e-6;

    /// <summary>Difference of the criterion that counts as decisive [KR95].</summary>
    private const double Decisive = 10;

    private readonly Dataset _data;
    private readonly string[] _names;
    private readonly HeldOut _heldOut;
    private readonly double _symbols;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<Formula, double[]> _columns = [];

    public LawChoice(Dataset data, int functions)
    {
        _data = data;
        _names = [.. data.Inputs.Select(c => c.Name)];
        _heldOut = HeldOut.Of(data);
        _symbols = Math.Log(_names.Length + functions + 1);
    }

    private sealed class Entry(Law law, double[] residual, string origin)
    {
        public Law Law { get; } = law;

        public double[] Residual { get; } = residual;

        public string Origin { get; } = origin;

        public double Square { get; } = LawFit.MeanSquare(residual);

        public double Bic { get; set; }

        public double[] Folds { get; set; } = [];

        public double Error { get; set; }

        public bool IsPlausible { get; set; }

        public string Remark { get; set; } = "";
    }

    /// <summary>The number of independent rows, (2).</summary>
    public double Independent { get; private set; }

    /// <summary>Adds a law, and the smaller ones that backward elimination makes of it.</summary>
    public Law? Add(Law law, string origin)
    {
        Law? first = null;
        while (law.Terms.Count > 0)
        {
            string key = string.Join(" + ", law.Terms);
            if (_entries.TryGetValue(key, out var known)) return first ?? known.Law;
            if (LawFit.Fit(law, _data, _names, Columns(law)) is not var (fitted, residual)) return first;
            _entries[key] = new Entry(fitted, residual, first is null ? origin : origin + ", a term left out");
            first ??= fitted;
            if (fitted.Terms.Count < 2 || Weakest(fitted) is not { } weakest) break;
            law = LawBuilder.Build(new NormalSum(fitted.Sum.Terms.Where((_, k) => k != weakest)), _names);
        }
        return first;
    }

    /// <summary>Values of the terms of a law; laws that are judged together share most of them.</summary>
    private double[][] Columns(Law law) => [.. law.Terms.Select(t => _columns.TryGetValue(t, out double[]? known) ? known : _columns[t] = LawFit.Column(_data, t))];

    /// <summary>The term whose loss costs least.</summary>
    private int? Weakest(Law law)
    {
        var fit = LinearFit.Solve(Columns(law), _data.Target.Values);
        var cost = fit.Weights.Select((w, k) => w == 0 ? 0 : w * w / fit.Inverse[k, k]).ToArray();
        return Array.IndexOf(cost, cost.Min()) is >= 0 and var k ? k : null;
    }

    /// <summary>All laws judged, simplest first, the place of the chosen one, and why it.</summary>
    public (IReadOnlyList<JudgedLaw> Judged, JudgedLaw Chosen, string Why) Choose()
    {
        if (_entries.Count == 0) Add(Law.From(Formula.Constant(2), _names), "mean of the target");
        var all = _entries.Values.OrderBy(e => e.Law.Complexity).ThenBy(e => e.Square).ThenBy(e => e.Law.Form, StringComparer.Ordinal).ToArray();
        double target = LawFit.MeanSquare(_data.Target.Values);
        Independent = Residuals.Independent(_data, all.MinBy(e => e.Square)!.Residual);
        foreach (var entry in all) entry.Bic = Criterion(entry, target);
        foreach (var entry in all) entry.Folds = _heldOut.MeanSquares(Columns(entry.Law), _data.Target.Values);
        double least = all.Min(e => e.Bic);
        var best = all.Where(e => e.Bic - least < Decisive).MinBy(e => e.Folds.Average())!;
        Judge(all, best, least);
        var chosen = all.First(e => e.IsPlausible);
        string why = Explain(all, best, chosen, target);
        foreach (var entry in all) entry.Remark = Remark(entry, best, chosen, least);
        JudgedLaw[] judged = [.. all.Select(e => Judged(e, target))];
        return (judged, judged[Array.IndexOf(all, chosen)], why);
    }

    private double Criterion(Entry e, double target) =>
        (Independent * Math.Log(e.Square + (Floor * Floor * target))) + (e.Law.Numbers.Count * Math.Log(Independent)) + (2 * e.Law.Complexity * _symbols);

    /// <summary>(3) for every law.</summary>
    private void Judge(Entry[] all, Entry best, double criterion)
    {
        foreach (var entry in all)
        {
            double[] d = [.. entry.Folds.Zip(best.Folds, (c, b) => c - b)];
            double mean = d.Average();
            entry.Error = d.Length > 1 ? Math.Sqrt(d.Sum(v => (v - mean) * (v - mean)) / (d.Length - 1) / d.Length) : 0;
            double least = Floor * Floor * LawFit.MeanSquare(_data.Target.Values);
            entry.IsPlausible = entry == best || (mean <= entry.Error + least && entry.Bic - criterion < Decisive);
        }
    }

    private JudgedLaw Judged(Entry e, double target)
    {
        double heldOut = e.Folds.Average(), error = heldOut > 0 ? e.Error / (2 * Math.Sqrt(heldOut)) : 0;
        return new(e.Law, Math.Sqrt(e.Square / target), Math.Sqrt(heldOut / target), error / Math.Sqrt(target), e.Bic, e.Origin, e.Remark);
    }

    private string Explain(Entry[] all, Entry best, Entry chosen, double target)
    {
        string Percent(double square) => string.Create(CultureInfo.InvariantCulture, $"{100 * Math.Sqrt(square / target):g3} %");
        string text = string.Create(CultureInfo.InvariantCulture,
            $"{all.Length} laws were judged; {Independent:f0} of {_data.Rows} rows count as independent. ");
        text += chosen == best
            ? $"{chosen.Law.Form} does best on rows left out among laws that the information criterion does not rule out"
            : $"{best.Law.Form} does best on rows left out among laws that the information criterion does not rule out, but {chosen.Law.Form} is smaller and within one standard error of it";
        text += $": it misses {Percent(chosen.Folds.Average())} of the target's rms on {_heldOut.Meaning} ({Percent(chosen.Square)} where fitted).";
        var smaller = all.Where(e => e.Law.Complexity < chosen.Law.Complexity).MinBy(e => e.Folds.Average());
        if (smaller is not null) text += $" The best smaller law, {smaller.Law.Form}, misses {Percent(smaller.Folds.Average())}.";
        var larger = all.Where(e => e.Law.Complexity > chosen.Law.Complexity).MinBy(e => e.Folds.Average());
        if (larger is not null) text += $" The best larger one, {larger.Law.Form}, misses {Percent(larger.Folds.Average())}.";
        return text;
    }

    private static string Remark(Entry e, Entry best, Entry chosen, double least)
    {
        if (e == chosen) return "chosen";
        if (e == best) return "best on rows left out, but a smaller law does as well";
        if (e.Law.Complexity > chosen.Law.Complexity && e.IsPlausible && e.Folds.Average() < chosen.Folds.Average()) return "less error on rows left out, but within one standard error, and larger";
        if (e.Bic - least >= Decisive) return string.Create(CultureInfo.InvariantCulture, $"criterion worse by {e.Bic - least:g3}");
        return e.IsPlausible ? "does as well, but larger" : "worse on rows left out";
    }
}
