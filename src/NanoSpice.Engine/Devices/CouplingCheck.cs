namespace NanoSpice.Engine.Devices;

/// <summary>Are coupled inductors passive? Their energy i'Mi/2 is never negative when the matrix of coupling coefficients is positive semidefinite.</summary>
internal static class CouplingCheck
{
    /// <summary>Round-off of pivots [-]: perfect coupling, k = 1, has pivots of 0.</summary>
    private const double Tolerance = 1e-12;

    /// <summary>The K elements, in order, of every group of inductors that could hold negative energy.</summary>
    public static IEnumerable<List<MutualInductance>> Contradictions(IEnumerable<Device> devices)
    {
        List<MutualInductance> left = [.. devices.OfType<MutualInductance>()];
        while (left.Count > 0)
        {
            List<MutualInductance> group = [left[0]];
            HashSet<Inductor> joined = [.. Members(left[0])];
            left.RemoveAt(0);
            for (int k = left.FindIndex(d => Members(d).Any(joined.Contains)); k >= 0; k = left.FindIndex(d => Members(d).Any(joined.Contains)))
            {
                group.Add(left[k]);
                joined.UnionWith(Members(left[k]));
                left.RemoveAt(k);
            }
            // One K alone was judged when it was read.
            if (group.Count > 1 && !IsPassive(group)) yield return group;
        }
    }

    private static IEnumerable<Inductor> Members(MutualInductance device) => device.Couplings.SelectMany(p => new[] { p.First, p.Second }).Distinct();

    private static bool IsPassive(List<MutualInductance> group)
    {
        Inductor[] inductors = [.. group.SelectMany(Members).Distinct()];
        int n = inductors.Length;
        var a = new double[n, n];
        for (int j = 0; j < n; j++) a[j, j] = 1;
        foreach (var (first, second, k) in group.SelectMany(d => d.Couplings))
        {
            int i = Array.IndexOf(inductors, first), j = Array.IndexOf(inductors, second);
            a[i, j] += k;
            a[j, i] += k;
        }
        return IsSemidefinite(a, n);
    }

    /// <summary>Cholesky with the largest diagonal first: without one above 0, nothing may be left.</summary>
    private static bool IsSemidefinite(double[,] a, int n)
    {
        var done = new bool[n];
        for (int step = 0; step < n; step++)
        {
            int p = -1;
            for (int j = 0; j < n; j++)
                if (!done[j] && (p < 0 || a[j, j] > a[p, p])) p = j;
            if (a[p, p] <= Tolerance) return NothingLeft(a, done, n);
            done[p] = true;
            for (int j = 0; j < n; j++)
                for (int k = 0; k < n; k++)
                    if (!done[j] && !done[k]) a[j, k] -= a[j, p] * a[p, k] / a[p, p];
        }
        return true;
    }

    private static bool NothingLeft(double[,] a, bool[] done, int n)
    {
        for (int j = 0; j < n; j++)
            for (int k = 0; k < n; k++)
                if (!done[j] && !done[k] && Math.Abs(a[j, k]) > n * Tolerance) return false;
        return true;
    }
}
