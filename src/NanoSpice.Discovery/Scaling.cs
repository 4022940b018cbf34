using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>
/// Powers of ten that bring columns to moderate size, so that amperes of 1e-9 and volts of 1 meet as equals. A column
/// between 0.03 and 30 stays as it is: numbers in a law of plain quantities, as in ln(x + 1), must not move.
/// </summary>
public sealed class Scaling
{
    private readonly double _target;
    private readonly Dictionary<string, double> _factors;

    private Scaling(Dataset data, double target, Dictionary<string, double> factors) => (Data, _target, _factors) = (data, target, factors);

    /// <summary>The table with every column times its factor.</summary>
    public Dataset Data { get; }

    /// <summary>Scales a table.</summary>
    public static Scaling Of(Dataset data)
    {
        var factors = data.Inputs.Concat(data.Others).ToDictionary(c => c.Name, c => Factor(c.Values));
        double target = Factor(data.Target.Values);
        return new(new Dataset
        {
            Target = Times(data.Target, target), Inputs = [.. data.Inputs.Select(c => Times(c, factors[c.Name]))],
            Others = data.Others, Groups = data.Groups, Runs = data.Runs, Time = data.Time,
        }, target, factors);
    }

    /// <summary>A law of the scaled table as one of the table itself.</summary>
    public Formula Restore(Candidate candidate)
    {
        var sum = Formula.Constant(0);
        for (int k = 0; k < candidate.Terms.Count; k++)
        {
            var term = Formula.Apply(FormulaOp.Multiply, Formula.Constant(candidate.Weights[k] / _target), Unscale(candidate.Terms[k]));
            sum = Formula.Apply(FormulaOp.Add, sum, term);
        }
        return sum;
    }

    /// <summary>A term of the table itself as one of the scaled table.</summary>
    public Formula Scale(Formula term) => term.Bind(name => Scaled(name, 1 / _factors.GetValueOrDefault(name, 1)));

    /// <summary>A mean square of the target in the units of the scaled one.</summary>
    public double ScaleMeanSquare(double value) => value * _target * _target;

    private Formula Unscale(Formula term) => term.Bind(name => Scaled(name, _factors.GetValueOrDefault(name, 1)));

    private static Formula? Scaled(string name, double factor) => factor == 1
        ? Formula.Variable(name)
        : Formula.Apply(FormulaOp.Multiply, Formula.Constant(factor), Formula.Variable(name));

    private static DataColumn Times(DataColumn column, double factor) =>
        factor == 1 ? column : column with { Values = [.. column.Values.Select(v => v * factor)] };

    private static double Factor(double[] values)
    {
        double rms = Math.Sqrt(values.Sum(v => v * v) / values.Length);
        return rms is >= 0.03 and <= 30 || rms == 0 || !double.IsFinite(rms) ? 1 : Math.Pow(10, -Math.Round(Math.Log10(rms)));
    }
}
