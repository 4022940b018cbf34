using NanoSpice.Engine;
using NanoSpice.Engine.Devices;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class VdmosTests
{
    private static readonly (string, double)[] Full =
    [
        ("vto", 0.6), ("kp", 3), ("lambda", 0.04), ("theta", 0.09), ("mtriode", 1.3), ("ksubthres", 0.11), ("subshift", 0.03), ("rd", 0.1), ("rs", 0.05), ("rg", 4), ("rds", 1e5),
        ("cgdmax", 1.3e-9), ("cgdmin", 1e-10), ("a", 0.8), ("cgs", 1e-9), ("cjo", 8e-10), ("is", 1e-12), ("n", 1.2), ("rb", 0.04), ("tt", 5e-8), ("bv", 50),
    ];

    [Theory, Oracle(OracleKind.CrossCheck, "central differences, limiting off, both signs of vds")]
    [InlineData("M1 d g s mm")]
    [InlineData("M1 d g s s mm m=3")]
    [InlineData("M1 d g s mp")]
    [InlineData("M1 d g s mq")]
    [InlineData("M1 d g s mplain")]
    public void Jacobian_matches_differences(string line) => JacobianCheck.Verify(Models().Add(line).Build(), 2.5, points: 40);

    [Theory, Oracle(OracleKind.ClosedForm, "far above the threshold w = vgs - vto: kp w^2/2 and kp u (w - u/2), u = mtriode vds")]
    [InlineData(8, 10, 2 * 5 * 5 / 2.0)]
    [InlineData(8, 2, 2 * (1.5 * 2) * (5 - 1.5))]
    [InlineData(8, -2, -2 * (1.5 * 2) * (7 - 1.5))]
    public void Channel_current_is_square_law(double vgs, double vds, double expected)
    {
        var law = new VdmosLaw { Beta = 2, Threshold = 3, Slope = 0.05, Triode = 1.5 };
        Assert.Equal(expected, law.Current(vgs, vds, out _, out _), 1e-12 * Math.Abs(expected));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "ln w falls by 1 for each slope below the threshold, i by 2, up to e^-20 in w")]
    public void Weak_inversion_is_exponential()
    {
        var law = new VdmosLaw { Beta = 2, Threshold = 3, Slope = 0.1 };
        double one = law.Current(1, 5, out _, out _), next = law.Current(0.9, 5, out _, out _);
        Assert.Equal(Math.Exp(2), one / next, 1e-7);
    }

    [Theory, Oracle(OracleKind.Invariant, "charge is the integral of its capacitance: Simpson's rule over 400 intervals of 0.05 V")]
    [InlineData(-12, 8)]
    [InlineData(-3, -1)]
    [InlineData(0.5, 6)]
    public void Gate_charge_is_the_integral_of_its_capacitance(double from, double to)
    {
        var law = new VdmosLaw { Beta = 1, Threshold = 1, Slope = 0.1, CgdMax = 1.3e-9, CgdMin = 1e-10, A = 0.8 };
        const int n = 4000;
        double sum = 0, h = (to - from) / n;
        for (int k = 0; k <= n; k++)
        {
            law.DrainCharge(from + k * h, out double c);
            sum += c * (k is 0 or n ? 1 : k % 2 == 1 ? 4 : 2);
        }
        Assert.Equal(sum * h / 3, law.DrainCharge(to, out _) - law.DrainCharge(from, out _), 1e-8 * sum * h / 3);
        law.DrainCharge(-1e9, out double least);
        law.DrainCharge(1e9, out double most);
        Assert.Equal((1e-10, 1.3e-9), (Math.Round(least, 15), Math.Round(most, 15)));
    }

    [Theory, Oracle(OracleKind.Invariant, "m transistors side by side carry m times the current and charge of one; a P channel is an N channel with all signs turned")]
    [InlineData("M1 d g 0 mm m=3", 1, 3, 1, 6, 2)]
    [InlineData("M1 d g 0 mm m=3", 1, 3, 1, 2, -0.5)]
    [InlineData("M1 d g 0 mp", -1, 1, -1, 6, 2)]
    [InlineData("M1 d g 0 mp", -1, 1, -1, 2, -0.5)]
    public void Copies_and_channels_scale(string line, double sign, double scale, double voltage, double vg, double vd)
    {
        (double, double) At(string element, double s)
        {
            var test = Models(("rd", 0), ("rs", 0), ("rg", 0), ("rb", 0)).Add(element);
            var circuit = test.Build();
            double[] x = [s * vd, s * vg];
            circuit.Equations.SetPoint(0, x);
            double[] f = new double[2], q = new double[2];
            circuit.Load(0, x, 0, f, q, null);
            return (test.Device("m1").Probe("id")!.Read(circuit.Equations), q[1]);
        }
        var (one, many) = (At("M1 d g 0 mm", 1), At(line, voltage));
        Assert.Equal(sign * scale * one.Item1, many.Item1, 1e-9 * Math.Abs(many.Item1));
        Assert.Equal(sign * scale * one.Item2, many.Item2, 1e-12 * Math.Abs(many.Item2));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "vto(T) = vto + tcvth (T - tnom), kp(T) = kp (T/tnom)^mu")]
    public void Threshold_and_gain_follow_the_temperature()
    {
        var test = Models().Model("mt", "vdmos", ("vto", 2), ("kp", 4), ("tcvth", -5e-3), ("mu", -2), ("ksubthres", 1e-3)).Add("M1 d g 0 mt temp=127");
        var circuit = test.Build();
        circuit.Equations.SetPoint(0, [5, 3]);
        double expected = 4 * Math.Pow(300.15 / 400.15, 2) / 2 * 1.5 * 1.5;
        Assert.Equal(expected, test.Device("m1").Probe("id")!.Read(circuit.Equations), 1e-9 * expected);
    }

    private static TestCircuit Models(params (string Name, double Value)[] changed)
    {
        (string, double)[] full = [.. Full.Select(p => changed.Any(c => c.Name == p.Item1) ? changed.First(c => c.Name == p.Item1) : p)];
        (string, double)[] turned = [.. full.Select(p => p.Item1 == "vto" ? ("vto", -p.Item2) : p)];
        return new TestCircuit(new SimulationOptions()).Model("mm", "vdmos", full).Model("mp", "vdmosp", turned)
            .Model("mq", "vdmos", [.. full, ("rq", 0.4), ("vq", 3)]).Model("mplain", "vdmos", ("cgdmax", 1e-9), ("cgs", 1e-9));
    }
}
