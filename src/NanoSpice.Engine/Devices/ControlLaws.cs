namespace NanoSpice.Engine.Devices;

/// <summary>What a controlled source reads: a voltage between nodes, or a branch current with Minus at ground.</summary>
/// <param name="Scale">factor on x[Plus] - x[Minus]; a current inside a subcircuit of m copies is 1/m of the unknown, which is that of all copies</param>
public readonly record struct Control(Unknown Plus, Unknown Minus, double Scale = 1)
{
    /// <summary>True for a branch current.</summary>
    public bool IsCurrent { get; init; }

    /// <summary>The current of the source that an argument names; null with an error reported.</summary>
    public static Control? Current(DeviceRequest d, Argument name) =>
        d.BranchOf(name) is { } branch ? new Control(branch, Unknown.Ground, 1 / d.CopiesOf(name)) { IsCurrent = true } : null;
}

/// <summary>Value of a controlled source as a function of unknowns and time [V or A].</summary>
/// <remarks>Evaluation allocates nothing; a law holds scratch and serves one device.</remarks>
public abstract class ControlLaw
{
    /// <summary>The formula behind the law, for messages.</summary>
    public virtual CircuitFormula? Formula => null;

    /// <summary>What the law depends on.</summary>
    public abstract IReadOnlyList<Control> Controls { get; }

    /// <summary>True when the value depends on the frequency of a small-signal analysis.</summary>
    public virtual bool DependsOnFrequency => false;

    /// <summary>First time after t at which the value is known to have a kink or a jump [s]; +inf when there is none.</summary>
    public virtual double NextBreakpoint(double t) => double.PositiveInfinity;

    /// <summary>Value at eq's point; prepares DFlow when derivatives are wanted.</summary>
    public abstract double EvaluateForLoad(Equations eq);

    /// <summary>Derivatives of Flow(row, factor * value), after EvaluateForLoad.</summary>
    public abstract void DFlow(Equations eq, Unknown row, double factor);

    /// <summary>The controls as links; a current source that senses its own terminals conducts.</summary>
    public IEnumerable<Link> SensingLinks() => Controls.Select(c => new Link(c.Plus, c.Minus, LinkKind.Sensing));
}

/// <summary>value = gain * control.</summary>
public sealed class LinearLaw(Control control, double gain) : ControlLaw
{
    private readonly double _gain = gain * control.Scale;

    public override IReadOnlyList<Control> Controls => [control];

    public override double EvaluateForLoad(Equations eq) => _gain * (eq[control.Plus] - eq[control.Minus]);

    public override void DFlow(Equations eq, Unknown row, double factor)
    {
        eq.DFlow(row, control.Plus, factor * _gain);
        eq.DFlow(row, control.Minus, -factor * _gain);
    }
}

/// <summary>POLY(n): a polynomial of n controls, coefficients in the order of SPICE2.</summary>
/// <remarks>
///   n = 1:  p0 + p1 x + p2 x^2 + ...;  a single coefficient is p1.
///   n > 1:  p0, then x1 .. xn, then x1 x1, x1 x2 .. x1 xn, x2 x2 .., then the products of three in the same order, and so on.
///   Source [SPICE2G], appendix B.
/// </remarks>
public sealed class PolynomialLaw : ControlLaw
{
    private readonly Control[] _controls;
    private readonly (double Coefficient, int[] Factors)[] _terms;
    private readonly double[] _x, _gradient;

    public PolynomialLaw(IReadOnlyList<Control> controls, IReadOnlyList<double> coefficients, double factor = 1)
    {
        _controls = [.. controls];
        (_x, _gradient) = (new double[controls.Count], new double[controls.Count]);
        IReadOnlyList<double> all = controls.Count == 1 && coefficients.Count == 1 ? [0, coefficients[0]] : coefficients;
        _terms = [.. Products(controls.Count).Zip(all, (factors, p) => (factor * p, factors)).Where(term => term.Item1 != 0)];
    }

    public override IReadOnlyList<Control> Controls => _controls;

    public override double EvaluateForLoad(Equations eq)
    {
        for (int k = 0; k < _x.Length; k++) (_x[k], _gradient[k]) = (_controls[k].Scale * (eq[_controls[k].Plus] - eq[_controls[k].Minus]), 0);
        double sum = 0;
        foreach (var (coefficient, factors) in _terms)
        {
            double product = coefficient;
            foreach (int k in factors) product *= _x[k];
            sum += product;
            for (int j = 0; j < factors.Length; j++)      // leaves out one factor at a time: no division by zero
            {
                double partial = coefficient;
                for (int k = 0; k < factors.Length; k++)
                {
                    if (k != j) partial *= _x[factors[k]];
                }
                _gradient[factors[j]] += partial;
            }
        }
        return sum;
    }

    public override void DFlow(Equations eq, Unknown row, double factor)
    {
        for (int k = 0; k < _controls.Length; k++)
        {
            double slope = factor * _gradient[k] * _controls[k].Scale;
            eq.DFlow(row, _controls[k].Plus, slope);
            eq.DFlow(row, _controls[k].Minus, -slope);
        }
    }

    /// <summary>Index lists (), (0), (1) .., (0,0), (0,1) .., (1,1) ..: not descending, shorter first, then in order.</summary>
    private static IEnumerable<int[]> Products(int variables)
    {
        List<int[]> degree = [[]];
        while (true)
        {
            foreach (int[] product in degree) yield return product;
            degree = [.. from product in degree
                         from k in Enumerable.Range(0, variables)
                         where product.Length == 0 || k >= product[^1]
                         select (int[])[.. product, k]];
        }
    }
}

/// <summary>value = factor * formula of voltages, currents and time.</summary>
public sealed class FormulaLaw(CircuitFormula formula, double factor) : ControlLaw
{
    public override CircuitFormula? Formula => formula;

    private readonly bool _independent = !formula.DependsOnUnknowns;
    private double _factor;      // that of the last evaluation

    public override IReadOnlyList<Control> Controls { get; } =
        [.. formula.SensingLinks().Select(l => new Control(l.A, l.B))];

    public override bool DependsOnFrequency => formula.DependsOnFrequency;

    public override double NextBreakpoint(double t) => formula.NextBreakpoint(t);

    public override double EvaluateForLoad(Equations eq)
    {
        // What depends on nothing is an independent source, and takes part in source stepping.
        _factor = _independent ? factor * eq.SourceScale : factor;
        return _factor * formula.EvaluateForSource(eq);
    }

    public override void DFlow(Equations eq, Unknown row, double outer) => formula.DFlow(eq, row, outer * _factor);
}

/// <summary>TABLE: straight lines between points of a formula's value; constant outside.</summary>
public sealed class TableLaw : ControlLaw
{
    private readonly CircuitFormula _formula;
    private readonly double[] _x, _y;
    private double _slope;

    public override CircuitFormula? Formula => _formula;

    /// <param name="x">values of the formula, ascending</param>
    /// <param name="y">values of the source there</param>
    public TableLaw(CircuitFormula formula, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        (_formula, _x, _y) = (formula, [.. x], [.. y]);
        Controls = [.. formula.SensingLinks().Select(l => new Control(l.A, l.B))];
    }

    public override IReadOnlyList<Control> Controls { get; }

    public override bool DependsOnFrequency => _formula.DependsOnFrequency;

    public override double NextBreakpoint(double t) => _formula.NextBreakpoint(t);

    public override double EvaluateForLoad(Equations eq) => Interpolate(_x, _y, _formula.EvaluateForSource(eq), out _slope);

    public override void DFlow(Equations eq, Unknown row, double factor) => _formula.DFlow(eq, row, factor * _slope);

    /// <summary>y at x0, and dy/dx there; 0 outside the table.</summary>
    internal static double Interpolate(double[] x, double[] y, double x0, out double slope)
    {
        slope = 0;
        if (double.IsNaN(x0)) return x0;
        if (x0 <= x[0]) return y[0];
        if (x0 >= x[^1]) return y[^1];
        int k = Array.BinarySearch(x, x0);
        if (k < 0) k = ~k - 1;
        slope = (y[k + 1] - y[k]) / (x[k + 1] - x[k]);
        return y[k] + slope * (x0 - x[k]);
    }
}

/// <summary>LTspice's table of a voltage between two nodes.</summary>
public sealed class ControlTableLaw(Control control, double[] x, double[] y) : ControlLaw
{
    private double _slope;

    public override IReadOnlyList<Control> Controls => [control];

    public override double EvaluateForLoad(Equations eq) => TableLaw.Interpolate(x, y, eq[control.Plus] - eq[control.Minus], out _slope);

    public override void DFlow(Equations eq, Unknown row, double factor)
    {
        eq.DFlow(row, control.Plus, factor * _slope);
        eq.DFlow(row, control.Minus, -factor * _slope);
    }
}
