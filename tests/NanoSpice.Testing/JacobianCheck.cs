using NanoSpice.Engine;
using NanoSpice.Numerics;

namespace NanoSpice.Testing;

/// <summary>Compares the derivatives that devices write with central differences of f and q, junction limiting off.</summary>
/// <remarks>
///   D(h) = (F(x + h) - F(x - h)) / 2h has the error  h^2 F'''/6 + eps |F| / h,  least at h ~ eps^(1/3): relative eps^(2/3).
///   With two steps the first term is known, h^2 F'''/6 = (D(2h) - D(h)) / 3, and is taken out; the tolerance is that
///   correction itself, plus the round-off term, plus eps^(2/3) of the derivative.
/// </remarks>
public static class JacobianCheck
{
    private static readonly double RelativeStep = Math.Cbrt(double.BitIncrement(1) - 1);

    /// <summary>Checks at several random points; throws with row, column and both values where they differ.</summary>
    /// <param name="voltage">voltages are drawn from -voltage to voltage [V]</param>
    /// <param name="current">branch currents are drawn from -current to current [A]</param>
    public static void Verify(Circuit circuit, double voltage = 1, double current = 1e-2, int points = 5, int seed = 1, double time = 0)
    {
        var random = new Random(seed);
        for (int k = 0; k < points; k++)
        {
            var x = new double[circuit.Size];
            for (int j = 0; j < x.Length; j++) x[j] = (2 * random.NextDouble() - 1) * Scale(circuit, j, voltage, current);
            VerifyAt(circuit, x, voltage, current, time);
        }
    }

    /// <summary>Checks at a point of the caller's choice.</summary>
    public static void VerifyAt(Circuit circuit, double[] x, double voltage = 1, double current = 1e-2, double time = 0)
    {
        int n = circuit.Size;
        circuit.Equations.Limiting = false;
        var conductance = new SparseMatrix<double>(circuit.Pattern);
        var capacitance = new SparseMatrix<double>(circuit.Pattern);
        circuit.LoadSmallSignal(time, x, conductance, capacitance);
        CheckBothModes(circuit, x, time, conductance, capacitance);

        var (f, q) = Evaluate(circuit, time, x);
        var (flowSize, chargeSize) = (RowSizes(conductance, x, f), RowSizes(capacitance, x, q));
        for (int j = 0; j < n; j++)
        {
            double h = RelativeStep * Math.Max(Math.Abs(x[j]), Scale(circuit, j, voltage, current));
            var near = Differences(circuit, time, x, j, h);
            var far = Differences(circuit, time, x, j, 2 * h);
            for (int i = 0; i < n; i++)
            {
                Compare(circuit, "df/dx", i, j, Entry(conductance, i, j), near.Flow[i], far.Flow[i], flowSize[i], h);
                Compare(circuit, "dq/dx", i, j, Entry(capacitance, i, j), near.Charge[i], far.Charge[i], chargeSize[i], h);
            }
        }
    }

    private static double Scale(Circuit circuit, int j, double voltage, double current) =>
        circuit.Unknowns[j].Kind == UnknownKind.Voltage ? voltage : current;

    private static double Entry(SparseMatrix<double> a, int row, int column)
    {
        int k = a.Pattern.Find(row, column);
        return k < 0 ? 0 : a.Values[k];
    }

    private static (double[] F, double[] Q) Evaluate(Circuit circuit, double time, double[] x)
    {
        var (f, q) = (new double[circuit.Size], new double[circuit.Size]);
        circuit.Load(time, x, 0, f, q, null);
        return (f, q);
    }

    private static (double[] Flow, double[] Charge) Differences(Circuit circuit, double time, double[] x, int j, double h)
    {
        double at = x[j], above = at + h, below = at - h;
        x[j] = above;
        var (f1, q1) = Evaluate(circuit, time, x);
        x[j] = below;
        var (f0, q0) = Evaluate(circuit, time, x);
        x[j] = at;
        return ([.. f1.Zip(f0, (a, b) => (a - b) / (above - below))], [.. q1.Zip(q0, (a, b) => (a - b) / (above - below))]);
    }

    /// <summary>Size of the terms that are summed in each row, which sets the round-off of the row.</summary>
    private static double[] RowSizes(SparseMatrix<double> a, double[] x, double[] value)
    {
        var size = value.Select(Math.Abs).ToArray();
        for (int j = 0; j < x.Length; j++)
            for (int k = a.Pattern.Starts[j]; k < a.Pattern.Starts[j + 1]; k++) size[a.Pattern.Rows[k]] += Math.Abs(a.Values[k] * x[j]);
        return size;
    }

    private static void Compare(Circuit circuit, string part, int i, int j, double written, double near, double far, double rowSize, double h)
    {
        const double eps = 2.220446049250313e-16;
        double correction = (far - near) / 3, expected = near - correction;
        double tolerance = Math.Abs(correction) + 16 * eps * rowSize / h + 10 * Math.Pow(eps, 2.0 / 3) * Math.Abs(written) + double.Epsilon;
        if (Math.Abs(written - expected) <= tolerance) return;
        throw new InvalidOperationException(FormattableString.Invariant(
            $"{part} in row {circuit.Describe(i)}, column {circuit.Describe(j)}: written {written:g9}, by differences {expected:g9} +- {tolerance:g2}"));
    }

    /// <summary>f and q are the same bits with and without derivatives, and the sum of the parts is the whole Jacobian.</summary>
    private static void CheckBothModes(Circuit circuit, double[] x, double time, SparseMatrix<double> conductance, SparseMatrix<double> capacitance)
    {
        const double alpha = 0.5;                 // a power of two: alpha C is exact, sums differ by round-off only
        int n = circuit.Size;
        var (f, q) = Evaluate(circuit, time, x);
        var (f2, q2) = (new double[n], new double[n]);
        var jacobian = new SparseMatrix<double>(circuit.Pattern);
        circuit.Load(time, x, alpha, f2, q2, jacobian);
        if (!f.SequenceEqual(f2) || !q.SequenceEqual(q2)) throw new InvalidOperationException("f or q change with WantsJacobian");
        // Terms of a slot may cancel, so the round-off is that of the largest entry.
        double largest = jacobian.Values.Concat(conductance.Values).Concat(capacitance.Values).Max(Math.Abs);
        for (int k = 0; k < jacobian.Values.Length; k++)
        {
            double sum = conductance.Values[k] + alpha * capacitance.Values[k];
            if (!(Math.Abs(jacobian.Values[k] - sum) <= 4e-15 * largest)) throw new InvalidOperationException("Jacobian is not flow + alpha charge");
        }
    }
}
