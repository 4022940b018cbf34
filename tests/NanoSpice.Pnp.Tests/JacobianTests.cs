using NanoSpice.Numerics;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Pnp.Tests;

/// <summary>Written derivatives of all equations against differences at random states.</summary>
/// <remarks>Two steps of the difference give its error h^2 F'''/6, which is taken out and allowed; round-off is 16 eps of the row's terms over h.</remarks>
public class JacobianTests
{
    private static readonly PnpSettings Small = new()
    {
        Refine = 1, Layers = 1, Reservoir = 0.2e-9, HalfPeriod = 0.6e-9, Gap = 0.15e-9, SheetThickness = 0.1e-9, SlitWidth = 0.3e-9, IonSize = 0.5e-9, PoreLength = 0.5e-9,
    };

    public static TheoryData<PnpGeometry, double, double, bool> Cases => new()
    {
        { PnpGeometry.Network, 1, 0, false }, { PnpGeometry.Network, 0.4, 0.3e-9, true },
        { PnpGeometry.Slit, 2.5, 0.3e-9, false }, { PnpGeometry.Slit, 1, 0, true },
        { PnpGeometry.Cell, 0.4, 0, false }, { PnpGeometry.Cell, 2.5, 0.3e-9, true },
    };

    [Theory, MemberData(nameof(Cases)), Oracle(OracleKind.CrossCheck, "central differences of f + alpha q with two steps")]
    public void Jacobian_agrees_with_differences(PnpGeometry geometry, double ratio, double stern, bool givenCurrent)
    {
        var settings = Small with { Geometry = geometry, SternThickness = stern, IonSize = ratio == 1 ? 0 : Small.IonSize };
        var system = System(settings, ratio, givenCurrent);
        foreach (var (alpha, isStatic) in ((double, bool)[])[(0, false), (0.7, false), (300, false), (0, true), (0.7, true)])
        {
            system.Static = isStatic;
            Check(system, RandomState(system, new Random(11)), alpha);
        }
    }

    [Theory, MemberData(nameof(Cases)), Oracle(OracleKind.Invariant, "f and q do not depend on whether derivatives are asked for")]
    public void Residual_is_the_same_with_and_without_derivatives(PnpGeometry geometry, double ratio, double stern, bool givenCurrent)
    {
        var system = System(Small with { Geometry = geometry, SternThickness = stern }, ratio, givenCurrent);
        double[] x = RandomState(system, new Random(5)), f = new double[system.Size], q = new double[system.Size], f2 = new double[system.Size], q2 = new double[system.Size];
        system.Load(0.3, x, 2, f, q, null);
        system.Load(0.3, x, 2, f2, q2, new SparseMatrix<double>(system.Pattern));
        Assert.Equal(f, f2);
        Assert.Equal(q, q2);
    }

    private static PnpSystem System(PnpSettings settings, double ratio, bool givenCurrent)
    {
        var program = new VoltageProgram([(0, 0), (1, 4)]);
        return new(PnpLayout.From(settings).Grid, new Scales(settings), [1, ratio], 1e-4, givenCurrent ? null : program, givenCurrent ? new CurrentProgram(0.3, 0, 5, 1) : null)
        {
            StartPotential = 2,
        };
    }

    private static double[] RandomState(PnpSystem system, Random random)
    {
        double[] x = new double[system.Size];
        for (int i = 0; i < x.Length; i++) x[i] = i < system.Inflow && i % 3 != 0 ? 4 * random.NextDouble() - 2.5 : 4 * random.NextDouble() - 2;
        return x;
    }

    private static void Check(PnpSystem system, double[] x, double alpha)
    {
        const double eps = 2.2e-16;
        int n = system.Size;
        var jacobian = new SparseMatrix<double>(system.Pattern);
        double[] f = new double[n], q = new double[n];
        system.Load(0.3, x, alpha, f, q, jacobian);
        double[] size = [.. f.Zip(q, (a, b) => Math.Abs(a) + alpha * Math.Abs(b))];
        var pattern = system.Pattern;
        for (int j = 0; j < n; j++)
            for (int k = pattern.Starts[j]; k < pattern.Starts[j + 1]; k++) size[pattern.Rows[k]] += Math.Abs(jacobian.Values[k]) * Math.Max(1, Math.Abs(x[j]));
        double h = Math.Cbrt(eps) * 2;
        for (int j = 0; j < n; j++)
        {
            double[] near = Difference(system, x, alpha, j, h), far = Difference(system, x, alpha, j, 2 * h);
            for (int i = 0; i < n; i++)
            {
                int k = pattern.Find(i, j);
                double written = k < 0 ? 0 : jacobian.Values[k], correction = (far[i] - near[i]) / 3;
                double tolerance = Math.Abs(correction) + 16 * eps * size[i] / h + 10 * Math.Pow(eps, 2.0 / 3) * Math.Abs(written);
                Assert.True(Math.Abs(written - (near[i] - correction)) <= tolerance, $"row {i}, column {j}, alpha {alpha}: written {written:g9}, differences {near[i] - correction:g9} +- {tolerance:g2}");
            }
        }
    }

    private static double[] Difference(PnpSystem system, double[] x, double alpha, int j, double h)
    {
        double keep = x[j];
        double[] sum = new double[x.Length], f = new double[x.Length], q = new double[x.Length];
        foreach (int sign in (int[])[1, -1])
        {
            x[j] = keep + sign * h;
            system.Load(0.3, x, alpha, f, q, null);
            for (int i = 0; i < sum.Length; i++) sum[i] += sign * (f[i] + alpha * q[i]) / (2 * h);
        }
        x[j] = keep;
        return sum;
    }
}
