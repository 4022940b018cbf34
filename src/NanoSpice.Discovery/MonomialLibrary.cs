using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>The terms that exhaustive search and sparse regression choose from: monomials of the inputs, and their values.</summary>
/// <remarks>
/// Degree 2 as a rule; one input goes to degree 6, two to 4, three to 3, which keeps the number of terms at 21 or below.
/// For a column that changes sign there are also products with its magnitude: |q| and i |q|.
/// </remarks>
internal sealed class MonomialLibrary
{
    /// <summary>A column changes sign when its smaller side reaches this part of the larger one.</summary>
    private const double BothSides = 0.2;

    private MonomialLibrary(Formula[] terms, double[][] columns) => (Terms, Columns) = (terms, columns);

    public Formula[] Terms { get; }

    public double[][] Columns { get; }

    public static MonomialLibrary Of(Dataset data)
    {
        int inputs = data.Inputs.Count, degree = inputs switch { 1 => 6, 2 => 4, 3 => 3, _ => 2 };
        var terms = new List<Formula> { Formula.Constant(1) };
        var columns = new List<double[]> { Ones(data.Rows) };
        var layer = new List<(int Last, Formula Term, double[] Values)> { (0, terms[0], columns[0]) };
        for (int d = 1; d <= degree; d++)
        {
            layer = [.. layer.SelectMany(t => Enumerable.Range(t.Last, inputs - t.Last).Select(k => Next(t.Term, t.Values, data.Inputs[k], k, d == 1)))];
            terms.AddRange(layer.Select(t => t.Term));
            columns.AddRange(layer.Select(t => t.Values));
        }
        foreach (var signed in data.Inputs.Where(ChangesSign))
        {
            var magnitude = Formula.Call("abs", Formula.Variable(signed.Name));
            double[] values = [.. signed.Values.Select(Math.Abs)];
            terms.Add(magnitude);
            columns.Add(values);
            foreach (var input in data.Inputs)
            {
                terms.Add(Formula.Apply(FormulaOp.Multiply, Formula.Variable(input.Name), magnitude));
                columns.Add(Product(values, input.Values));
            }
        }
        return new([.. terms], [.. columns]);
    }

    private static (int, Formula, double[]) Next(Formula term, double[] values, DataColumn input, int place, bool first)
    {
        var variable = Formula.Variable(input.Name);
        return (place, first ? variable : Formula.Apply(FormulaOp.Multiply, term, variable), Product(values, input.Values));
    }

    private static bool ChangesSign(DataColumn column)
    {
        double low = -column.Values.Min(), high = column.Values.Max();
        return Math.Min(low, high) > BothSides * Math.Max(low, high);
    }

    private static double[] Ones(int n)
    {
        var ones = new double[n];
        Array.Fill(ones, 1.0);
        return ones;
    }

    private static double[] Product(double[] a, double[] b)
    {
        var c = new double[a.Length];
        for (int i = 0; i < c.Length; i++) c[i] = a[i] * b[i];
        return c;
    }
}
