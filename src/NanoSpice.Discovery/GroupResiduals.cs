using System.Globalization;

namespace NanoSpice.Discovery;

/// <summary>Residuals by slit, half cycle and run, with what these rows alone would say of Rc and gamma.</summary>
internal static class GroupResiduals
{
    public static IEnumerable<GroupResidual> Of(Dataset data, double[] residual, NanoslitLaw? law)
    {
        double largest = data.Target.Values.Max(Math.Abs);
        var slits = data.Groups.GroupBy(g => g.Slit).OrderBy(g => g.Key).Select(g => ("slit", g.Key.ToString(CultureInfo.InvariantCulture), g.ToArray()));
        var halves = data.Groups.GroupBy(g => g.HalfCycle).OrderBy(g => g.Key).Select(g => ("half cycle", g.Key.ToString(CultureInfo.InvariantCulture), g.ToArray()));
        var runs = data.Groups.GroupBy(g => g.Run).OrderBy(g => g.Key).Select(g => ("run", data.Runs[g.Key].Name, g.ToArray()));
        foreach (var (kind, label, groups) in slits.Concat(halves).Concat(runs))
        {
            int rows = groups.Sum(g => g.Count);
            double rms = Math.Sqrt(groups.Sum(g => Square(residual, g)) / rows);
            var (rc, gamma) = Own(data, groups, law);
            yield return new(kind, label, rows, rms, 100 * rms / largest, rc, gamma);
        }
    }

    private static (double Rc, double Gamma) Own(Dataset data, RowGroup[] groups, NanoslitLaw? law)
    {
        if (law is null || groups.Sum(g => g.Count) < 6) return (double.NaN, double.NaN);
        var own = data.Take(groups);
        double[] current = own.Find(law.Current)!.Values, charge = own.Find(law.Charge)!.Values;
        double[] product = [.. current.Zip(charge, (i, q) => i * (law.IsAbsolute ? Math.Abs(q) : q))];
        var fit = LinearFit.Solve([current, product], own.Target.Values);
        return fit.IsFullRank ? (fit.Weights[0], -fit.Weights[1] * law.Qmax / fit.Weights[0]) : (double.NaN, double.NaN);
    }

    private static double Square(double[] residual, RowGroup g)
    {
        double sum = 0;
        for (int r = g.Start; r < g.Start + g.Count; r++) sum += residual[r] * residual[r];
        return sum;
    }
}
