using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class PolynomialLawTests
{
    private static double Current(string line, params double[] nodes)
    {
        var test = new TestCircuit().Add(line);
        var circuit = test.Build();
        var x = new double[circuit.Size];
        for (int k = 0; k < nodes.Length; k++) x[test["xyz"[k].ToString()].Index] = nodes[k];
        var (f, q) = (new double[circuit.Size], new double[circuit.Size]);
        circuit.Load(0, x, 0, f, q, null);
        return f[test["a"].Index];
    }

    [Fact, Oracle(OracleKind.ClosedForm, "1 + 2x + 3x^2 + 4x^3 at x = 1.5")]
    public void One_dimension_is_a_power_series() =>
        Assert.Equal(1 + 2 * 1.5 + 3 * 2.25 + 4 * 3.375, Current("G1 a 0 POLY(1) x 0 1 2 3 4", 1.5), 1e-12);

    [Fact, Oracle(OracleKind.ClosedForm, "SPICE2: a single coefficient of POLY(1) is p1")]
    public void A_single_coefficient_is_the_slope() =>
        Assert.Equal(7 * 1.5, Current("G1 a 0 POLY(1) x 0 7", 1.5), 1e-12);

    [Fact, Oracle(OracleKind.ClosedForm, "SPICE2's order for two controls: 1, x, y, xx, xy, yy, xxx, xxy, xyy, yyy, expanded by hand")]
    public void Two_dimensions_follow_the_order_of_SPICE2()
    {
        const double x = 1.25, y = -0.75;
        double expected = 1 + 2 * x + 3 * y + 4 * x * x + 5 * x * y + 6 * y * y + 7 * x * x * x + 8 * x * x * y + 9 * x * y * y + 10 * y * y * y;
        Assert.Equal(expected, Current("G1 a 0 POLY(2) x 0 y 0 1 2 3 4 5 6 7 8 9 10", x, y), 1e-12);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "SPICE2's order for three controls: 1, x, y, z, xx, xy, xz, yy, yz, zz, xxx, xxy, xxz, xyy, xyz, expanded by hand")]
    public void Three_dimensions_follow_the_order_of_SPICE2()
    {
        const double x = 1.25, y = -0.75, z = 2;
        double expected = 1 + 2 * x + 3 * y + 4 * z + 5 * x * x + 6 * x * y + 7 * x * z + 8 * y * y + 9 * y * z + 10 * z * z
            + 11 * x * x * x + 12 * x * x * y + 13 * x * x * z + 14 * x * y * y + 15 * x * y * z;
        Assert.Equal(expected, Current("G1 a 0 POLY(3) x 0 y 0 z 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15", x, y, z), 1e-11);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "multiplier: only the coefficient of xy")]
    public void Zero_coefficients_make_a_multiplier() =>
        Assert.Equal(1.25 * -0.75, Current("G1 a 0 POLY(2) x 0 y 0 0 0 0 0 1", 1.25, -0.75), 1e-15);

    [Fact, Oracle(OracleKind.ClosedForm, "straight line between (0,1) and (2,5), constant outside")]
    public void A_table_is_linear_inside_and_constant_outside()
    {
        Assert.Equal(2, Current("G1 a 0 TABLE {v(x)} = (0,1) (2,5)", 0.5), 1e-15);
        Assert.Equal(1, Current("G1 a 0 TABLE {v(x)} = (0,1) (2,5)", -3), 1e-15);
        Assert.Equal(5, Current("G1 a 0 x 0 TABLE=(0,1,2,5)", 9), 1e-15);
    }
}
