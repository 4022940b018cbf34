using System.Globalization;

namespace NanoSpice.Discovery;

/// <summary>Finds inputs that are sums of others: phi_m - phi is Q/C, and a law may be written with either.</summary>
internal static class Collinearity
{
    /// <summary>An input is told by others when less of it is left [-]; 1 % of rms.</summary>
    private const double Left = 0.01;

    /// <summary>Relations between inputs, each between as few as possible.</summary>
    public static IReadOnlyList<CollinearInput> Of(Dataset data)
    {
        var inputs = data.Inputs.OrderBy(c => c.Name, StringComparer.Ordinal).ToArray();
        var found = new List<CollinearInput>();
        var told = new HashSet<string>();
        for (int size = 1; size <= Math.Min(2, inputs.Length - 1); size++)
            foreach (var column in inputs)
                foreach (var others in Subsets([.. inputs.Where(c => c != column && !told.Contains(c.Name))], size))
                {
                    if (told.Contains(column.Name)) continue;
                    var fit = LinearFit.Solve([.. others.Select(o => o.Values)], column.Values);
                    double left = Math.Sqrt(fit.MeanSquare / (column.Values.Sum(v => v * v) / data.Rows));
                    if (left >= Left || others.Any(o => told.Contains(o.Name))) continue;
                    told.Add(column.Name);
                    found.Add(new(column.Name, Text(column, others, fit.Weights), left));
                }
        return found;
    }

    private static IEnumerable<DataColumn[]> Subsets(DataColumn[] columns, int size)
    {
        for (int a = 0; a < columns.Length; a++)
        {
            if (size == 1) yield return [columns[a]];
            else for (int b = a + 1; b < columns.Length; b++) yield return [columns[a], columns[b]];
        }
    }

    private static string Text(DataColumn column, DataColumn[] others, double[] weights) => $"{column.Name} = " +
        string.Join(" + ", others.Zip(weights, (o, w) => string.Create(CultureInfo.InvariantCulture, $"{w:g4}*{o.Name}"))).Replace("+ -", "- ");
}
