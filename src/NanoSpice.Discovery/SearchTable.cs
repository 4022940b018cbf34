namespace NanoSpice.Discovery;

/// <summary>What a search sees of a dataset: an even choice of rows, cut into cases that parents are judged on one by one.</summary>
internal sealed class SearchTable
{
    private const int MostRows = 1000, FewestCases = 6, MostCases = 24;

    /// <summary>Rows that the pool of genes is compared on.</summary>
    private const int MostScouts = 128;

    public SearchTable(Dataset data)
    {
        int[] rows = Even(Enumerable.Range(0, data.Rows), data.Rows, MostRows);
        Names = [.. data.Inputs.Select(c => c.Name)];
        Units = [.. data.Inputs.Select(c => c.Unit)];
        Columns = [.. data.Inputs.Select(c => Pick(c.Values, rows))];
        Target = Pick(data.Target.Values, rows);
        Square = Target.Sum(v => v * v) / Target.Length;
        CaseEnds = Cases(data, rows);
        Scouts = Even(Enumerable.Range(0, rows.Length), rows.Length, MostScouts);
        ScoutTarget = Pick(Target, Scouts);
        ScoutColumns = [.. Columns.Select(c => Pick(c, Scouts))];
    }

    public string[] Names { get; }

    public UnitVector?[] Units { get; }

    public double[][] Columns { get; }

    public double[] Target { get; }

    /// <summary>Mean square of the target.</summary>
    public double Square { get; }

    public int Rows => Target.Length;

    /// <summary>First row after each case.</summary>
    public int[] CaseEnds { get; }

    /// <summary>Rows of the comparison with the pool.</summary>
    public int[] Scouts { get; }

    public double[] ScoutTarget { get; }

    public double[][] ScoutColumns { get; }

    /// <summary>Groups of the dataset, joined when there are many, cut when there are few.</summary>
    private static int[] Cases(Dataset data, int[] rows)
    {
        var ends = new List<int>();
        for (int k = 1; k < rows.Length; k++)
            if (Group(rows[k]) != Group(rows[k - 1])) ends.Add(k);
        ends.Add(rows.Length);
        if (ends.Count > MostCases) ends = [.. Enumerable.Range(1, MostCases).Select(k => ends[(ends.Count * k / MostCases) - 1])];
        if (ends.Count >= FewestCases) return [.. ends];
        int pieces = Math.Max(1, 8 / ends.Count), start = 0;
        var cut = new List<int>();
        foreach (int end in ends)
        {
            for (int p = 1; p <= pieces; p++) cut.Add(start + ((end - start) * p / pieces));
            start = end;
        }
        return [.. cut.Where(e => e > 0).Distinct()];

        int Group(int row)
        {
            int g = 0;
            while (g < data.Groups.Count - 1 && row >= data.Groups[g].Start + data.Groups[g].Count) g++;
            return g;
        }
    }

    private static int[] Even(IEnumerable<int> rows, int count, int most)
    {
        if (count <= most) return [.. rows];
        return [.. Enumerable.Range(0, most).Select(k => (int)(((2L * k) + 1) * count / (2L * most)))];
    }

    private static double[] Pick(double[] values, int[] rows) => [.. rows.Select(r => values[r])];
}
