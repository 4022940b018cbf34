using NanoSpice.Engine.Devices;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class SlitCapacitorTests
{
    private const double Temperature = 300.15;
    private static readonly double Thermal = 1.380649e-23 / 1.602176634e-19 * Temperature;

    [Theory, Oracle(OracleKind.ClosedForm, "Kilic-Bazant-Ajdari charge, evaluated as it is printed where that is well conditioned")]
    [InlineData(0.1, 0.3)]
    [InlineData(0.5, -0.12)]
    [InlineData(0.01, 1.5)]
    public void Charge_is_the_printed_formula(double nu, double v)
    {
        var layer = SlitCapacitor.DoubleLayer(2e-3, nu, Temperature);
        double sinh = Math.Sinh(v / (2 * Thermal));
        double expected = 2e-3 * Math.Sign(v) * Math.Sqrt(2 / nu * Math.Log(1 + 2 * nu * sinh * sinh));
        Assert.Equal(expected, layer.Charge(v), 1e-14 * Math.Abs(expected) * (1 + Math.Abs(v) / Thermal));
    }

    [Theory, Oracle(OracleKind.ClosedForm, "dQ/dv = qs/VT (1 + 3/2 (1/3 - nu) y^2), y = v/2VT, the expansion of the printed formula")]
    [InlineData(0.0)]
    [InlineData(1e-9)]
    [InlineData(-1e-5)]
    public void Near_zero_the_capacitance_is_that_of_the_expansion(double v)
    {
        var layer = SlitCapacitor.DoubleLayer(2e-3, 0.3, Temperature);
        double y = v / (2 * Thermal), expected = 2e-3 / Thermal * (1 + 1.5 * (1 / 3.0 - 0.3) * y * y);
        double charge = layer.Charge(v, out double slope);
        Assert.Equal(expected, slope, 1e-15 * expected);
        double odd = 2e-3 / Thermal * v * (1 + 0.5 * (1 / 3.0 - 0.3) * y * y);
        Assert.Equal(odd, charge, 1e-15 * Math.Abs(odd));
    }

    [Theory, Oracle(OracleKind.ClosedForm, "packed layer: Q = qs sqrt((2/nu)(v/VT + ln(nu/2))), dQ/dv = qs^2/(nu VT Q), to e^-v/VT")]
    [InlineData(3)]
    [InlineData(50)]
    [InlineData(1e6)]
    public void Far_out_the_charge_grows_as_the_root_of_the_voltage(double v)
    {
        var layer = SlitCapacitor.DoubleLayer(2e-3, 0.2, Temperature);
        double charge = layer.Charge(v, out double slope), expected = 2e-3 * Math.Sqrt(10 * (v / Thermal + Math.Log(0.1)));
        Assert.Equal(expected, charge, 1e-14 * expected);
        Assert.Equal(4e-6 / (0.2 * Thermal * expected), slope, 1e-14 * slope);
    }

    [Theory, Oracle(OracleKind.CrossCheck, "the integral of dQ/dv is Q: Gauss-Legendre over short pieces, across both seams of the formula")]
    [InlineData(1e-4)]
    [InlineData(0.1)]
    [InlineData(0.8)]
    public void Charge_is_the_integral_of_the_capacitance(double nu)
    {
        var layer = SlitCapacitor.DoubleLayer(1, nu, Temperature);
        double sum = 0, end = 2 * Thermal * 160, piece = end / 4000;
        double g = Math.Sqrt(0.6) / 2;
        for (int k = 0; k < 4000; k++)
        {
            double middle = (k + 0.5) * piece;
            layer.Charge(middle - g * piece, out double a);
            layer.Charge(middle, out double b);
            layer.Charge(middle + g * piece, out double c);
            sum += piece * (5 * a + 8 * b + 5 * c) / 18;
        }
        // Three-point rule: piece^7 C^(6) / 2e6 a piece with piece = 0.08 VT: 1e-11 a piece, 1e-8 is safe for the whole.
        Assert.Equal(layer.Charge(end), sum, 1e-8 * sum);
    }

    [Fact, Oracle(OracleKind.Invariant, "series, middle and far formula meet: charge and slope change by no more than the step allows")]
    public void Pieces_meet()
    {
        foreach (double nu in (double[])[1e-12, 1e-3, 0.5, 1])
        {
            var layer = SlitCapacitor.DoubleLayer(1, nu, Temperature);
            foreach (double y in (double[])[1e-3, 150])
            {
                double q1 = layer.Charge(2 * Thermal * y * (1 - 1e-13), out double c1), q2 = layer.Charge(2 * Thermal * y * (1 + 1e-13), out double c2);
                Assert.Equal(q1, q2, 1e-12 * q1);
                Assert.Equal(c1, c2, 1e-12 * c1);
            }
        }
    }

    [Fact, Oracle(OracleKind.Invariant, "odd in v to the bit; finite and rising up to the largest voltages")]
    public void Charge_is_odd_and_finite()
    {
        var layer = SlitCapacitor.DoubleLayer(1e-3, 0.4, Temperature);
        double last = 0;
        foreach (double v in (double[])[1e-300, 1e-12, 1e-3, 0.1, 10, 1e4, 1e100])
        {
            double q = layer.Charge(v, out double slope);
            Assert.Equal(-q, layer.Charge(-v));
            Assert.True(double.IsFinite(q) && q > last && slope > 0);
            last = q;
        }
    }
}
