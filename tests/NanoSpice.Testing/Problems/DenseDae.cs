using NanoSpice.Numerics;

namespace NanoSpice.Testing.Problems;

/// <summary>A small DAE from delegates with a full Jacobian by hand; base of the problem library.</summary>
public abstract class DenseDae : IDaeSystem, IDaeEvents
{
    private readonly int[] _slots;
    private readonly double[] _absolute;

    protected DenseDae(int size, double absoluteTolerance)
    {
        Size = size;
        var (rows, columns) = (new int[size * size], new int[size * size]);
        for (int k = 0; k < size * size; k++) (rows[k], columns[k]) = (k / size, k % size);
        Pattern = SparsePattern.Build(size, rows, columns, out _slots);
        _absolute = new double[size];
        Array.Fill(_absolute, absoluteTolerance);
    }

    public int Size { get; }

    public SparsePattern Pattern { get; }

    public ReadOnlySpan<double> AbsoluteTolerance => _absolute;

    public virtual int EventCount => 0;

    public abstract double[] Start { get; }

    public void Load(double t, ReadOnlySpan<double> x, double alpha, Span<double> f, Span<double> q, SparseMatrix<double>? jacobian)
    {
        Equations(t, x, f, q);
        if (jacobian is null) return;
        for (int row = 0; row < Size; row++)
            for (int column = 0; column < Size; column++)
                jacobian.Values[_slots[row * Size + column]] = DFlow(t, x, row, column) + alpha * DCharge(t, x, row, column);
    }

    public virtual double NextBreakpoint(double t) => double.PositiveInfinity;

    public virtual void Events(double t, ReadOnlySpan<double> x, Span<double> values)
    {
    }

    public virtual void Cross(double t, ReadOnlySpan<double> x, int k)
    {
    }

    protected abstract void Equations(double t, ReadOnlySpan<double> x, Span<double> f, Span<double> q);

    protected abstract double DFlow(double t, ReadOnlySpan<double> x, int row, int column);

    protected abstract double DCharge(double t, ReadOnlySpan<double> x, int row, int column);
}

/// <summary>Robertson's kinetics as a DAE: stiff over eleven decades. Reference at t = 40 from the IDA user guide, example idasRoberts_dns.</summary>
public sealed class Robertson() : DenseDae(3, 1e-10)
{
    public const double ReferenceTime = 40;

    public static double[] Reference => [7.1582670e-1, 9.1855e-6, 2.8416410e-1];

    public override double[] Start => [1, 0, 0];

    protected override void Equations(double t, ReadOnlySpan<double> x, Span<double> f, Span<double> q)
    {
        double r = 0.04 * x[0] - 1e4 * x[1] * x[2];
        (q[0], q[1], q[2]) = (x[0], x[1], 0);
        (f[0], f[1], f[2]) = (r, -r + 3e7 * x[1] * x[1], x[0] + x[1] + x[2] - 1);
    }

    protected override double DFlow(double t, ReadOnlySpan<double> x, int row, int column) => (row, column) switch
    {
        (0, 0) => 0.04,
        (0, 1) => -1e4 * x[2],
        (0, 2) => -1e4 * x[1],
        (1, 0) => -0.04,
        (1, 1) => 1e4 * x[2] + 6e7 * x[1],
        (1, 2) => 1e4 * x[1],
        _ => 1,
    };

    protected override double DCharge(double t, ReadOnlySpan<double> x, int row, int column) => row == column && row < 2 ? 1 : 0;
}

/// <summary>Nonlinear charge: q = x + x^3, f = x - s(t), with x(t) = sin t chosen first (manufactured source).</summary>
public sealed class ManufacturedCharge() : DenseDae(1, 1e-12)
{
    public override double[] Start => [0];

    public static double Exact(double t) => Math.Sin(t);

    // dq/dt = (1 + 3 x^2) x', so s = x + (1 + 3 x^2) cos t.
    private static double Source(double t) => Math.Sin(t) + (1 + 3 * Math.Sin(t) * Math.Sin(t)) * Math.Cos(t);

    protected override void Equations(double t, ReadOnlySpan<double> x, Span<double> f, Span<double> q) =>
        (f[0], q[0]) = (x[0] - Source(t), x[0] + x[0] * x[0] * x[0]);

    protected override double DFlow(double t, ReadOnlySpan<double> x, int row, int column) => 1;

    protected override double DCharge(double t, ReadOnlySpan<double> x, int row, int column) => 1 + 3 * x[0] * x[0];
}

/// <summary>Ramp with kinks over a capacitor: x0 = ramp(t), x1 = its current = slope, which jumps at every kink.</summary>
public sealed class RampCapacitor() : DenseDae(2, 1e-9)
{
    public override double[] Start => [0, 0];

    /// <summary>Triangle of period 2, from 0 to 1 V.</summary>
    public static double Ramp(double t) => 1 - Math.Abs(t % 2 - 1);

    public static double Slope(double t) => t % 2 < 1 ? 1 : -1;

    public override double NextBreakpoint(double t) => Math.Floor(t + 1e-9) + 1;

    protected override void Equations(double t, ReadOnlySpan<double> x, Span<double> f, Span<double> q)
    {
        (q[0], q[1]) = (x[0], 0);
        (f[0], f[1]) = (-x[1], x[0] - Ramp(t));
    }

    protected override double DFlow(double t, ReadOnlySpan<double> x, int row, int column) => (row, column) switch { (0, 1) => -1, (1, 0) => 1, _ => 0 };

    protected override double DCharge(double t, ReadOnlySpan<double> x, int row, int column) => row == 0 && column == 0 ? 1 : 0;
}

/// <summary>Relaxation oscillator: x' = (level - x), level flips between 1 and 0 when x meets 2/3 and 1/3; half period ln 2.</summary>
public sealed class Relaxation() : DenseDae(1, 1e-9)
{
    private double _level = 1;

    public override double[] Start => [1.0 / 3];

    public override int EventCount => 1;

    public List<double> Flips { get; } = [];

    public override void Events(double t, ReadOnlySpan<double> x, Span<double> values) => values[0] = _level > 0 ? x[0] - 2.0 / 3 : 1.0 / 3 - x[0];

    public override void Cross(double t, ReadOnlySpan<double> x, int k)
    {
        _level = 1 - _level;
        Flips.Add(t);
    }

    protected override void Equations(double t, ReadOnlySpan<double> x, Span<double> f, Span<double> q) => (f[0], q[0]) = (x[0] - _level, x[0]);

    protected override double DFlow(double t, ReadOnlySpan<double> x, int row, int column) => 1;

    protected override double DCharge(double t, ReadOnlySpan<double> x, int row, int column) => 1;
}
