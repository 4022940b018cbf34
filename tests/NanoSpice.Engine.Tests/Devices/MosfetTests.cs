using NanoSpice.Engine;
using NanoSpice.Engine.Devices;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class MosfetTests
{
    private static readonly (string, double)[] Shared =
    [
        ("vto", 0.6), ("gamma", 0.5), ("phi", 0.7), ("tox", 2e-8), ("rd", 50), ("rs", 30), ("cgso", 3e-10), ("cgdo", 2e-10), ("cgbo", 4e-10),
        ("cj", 3e-4), ("mj", 0.45), ("cjsw", 2e-10), ("mjsw", 0.3), ("pb", 0.9), ("ld", 1e-7), ("is", 1e-13),
    ];

    [Theory, Oracle(OracleKind.CrossCheck, "central differences, limiting off, both signs of vds, all regions of the gate")]
    [InlineData("M1 d g s b n1 l=2u w=9u ad=40p as=30p pd=20u ps=25u")]
    [InlineData("M1 d g s b p1 l=2u w=9u m=3")]
    [InlineData("M1 d g s b n1 l=2u w=9u ic=1,2,-1")]
    [InlineData("M1 d g s b plain")]
    [InlineData("M1 d g s b n2 l=2u w=9u ad=40p as=30p")]
    [InlineData("M1 d g s b n2v l=2u w=9u")]
    [InlineData("M1 d g s b p2 l=2u w=9u m=2")]
    [InlineData("M1 d g s b n3 l=2u w=9u ad=40p as=30p")]
    [InlineData("M1 d g s b n3v l=2u w=9u")]
    [InlineData("M1 d g s b p3 l=2u w=9u m=2")]
    public void Jacobian_matches_differences(string line) => JacobianCheck.Verify(Models().Add(line).Build(), 2, 1e-6, points: 60);

    [Theory, Oracle(OracleKind.ClosedForm, "square law: beta (1 + lambda vds) (u^2/2 or vds (u - vds/2)), u = vgs - vto - gamma (sqrt(phi - vbs) - sqrt(phi))")]
    [InlineData(3, 5, 0, 1.1 * 2 * 2 / 2.0)]
    [InlineData(3, 1, 0, 1.02 * 1 * (2 - 0.5))]
    [InlineData(3, 5, -3, 1.1 * 1.5 * 1.5 / 2)]
    [InlineData(0.9, 5, 0, 0)]
    public void Level_1_is_the_square_law(double vgs, double vds, double vbs, double expected)
    {
        var law = new MosLevel1 { Phi = 1, Gamma = 0.5, BuiltIn = 0.5, Beta = 1, Lambda = 0.02 };
        Assert.Equal(expected, MosPoint.At(law, vgs, vds, vbs).Current.Value, 1e-14);
    }

    [Theory, Oracle(OracleKind.Invariant, "drain and source are alike: exchanged, the current turns and the capacitances change places")]
    [InlineData("n1")]
    [InlineData("n2")]
    [InlineData("n2v")]
    [InlineData("n3")]
    [InlineData("n3v")]
    public void Drain_and_source_may_be_exchanged(string model)
    {
        double[] At(double d, double s, string[] names)
        {
            var test = Models(("rd", 0), ("rs", 0)).Add($"M1 d g s b {model} l=2u w=9u");
            var circuit = test.Build();
            double[] x = new double[circuit.Size];
            (x[test["d"].Index], x[test["g"].Index], x[test["s"].Index], x[test["b"].Index]) = (d, 2.2, s, -0.5);
            circuit.Equations.SetPoint(0, x);
            return [.. names.Select(n => test.Device("m1").Probe(n)!.Read(circuit.Equations))];
        }
        double[] one = At(1.3, 0.2, ["id", "is", "cgd", "cgs"]), other = At(0.2, 1.3, ["is", "id", "cgs", "cgd"]);
        double overlap = 9e-6 * 1e-10;
        Assert.Equal(one[0], other[0], 1e-12 * Math.Abs(one[0]));
        Assert.Equal(one[1], other[1], 1e-12 * Math.Abs(one[1]));
        Assert.Equal(one[2] + overlap, other[2], 1e-12 * one[2]);
        Assert.Equal(one[3] - overlap, other[3], 1e-12 * one[3]);
    }

    [Theory, Oracle(OracleKind.ClosedForm, "Meyer: cox to the bulk in accumulation; 2/3 cox to the source in saturation; cox/2 to source and drain each at vds = 0")]
    [InlineData(-5, 1, 0, 0, 1)]
    [InlineData(2, 5, 2 / 3.0, 0, 0)]
    [InlineData(2, 0, 0.5, 0.5, 0)]
    public void Gate_capacitances_have_their_limits(double vgs, double vds, double source, double drain, double bulk)
    {
        var at = MosPoint.At(new MosLevel1 { Phi = 0.7, BuiltIn = 0.5, Beta = 1, Oxide = 1 }, vgs, vds, 0);
        Assert.Equal(source, at.Source.Value, 1e-14);
        Assert.Equal(drain, at.Drain.Value, 1e-14);
        Assert.Equal(bulk, at.Bulk.Value, 1e-14);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "Meyer's gate charge in inversion is 2/3 cox (u^3 - w^3)/(u^2 - w^2), u = vgs - von, w = vgd - von: its slopes are cgs and cgd")]
    public void Gate_capacitances_in_inversion_are_slopes_of_the_gate_charge()
    {
        static double Charge(double u, double w) => 2.0 / 3 * (u * u * u - w * w * w) / (u * u - w * w);
        var at = MosPoint.At(new MosLevel1 { Phi = 0.7, BuiltIn = 0, Beta = 1, Oxide = 1 }, 2, 0.9, 0);
        double u = 2, w = 1.1, h = 1e-5;
        Assert.Equal((Charge(u + h, w) - Charge(u - h, w)) / (2 * h), at.Source.Value, 1e-9);
        Assert.Equal((Charge(u, w + h) - Charge(u, w - h)) / (2 * h), at.Drain.Value, 1e-9);
    }

    [Theory, Oracle(OracleKind.ClosedForm, "(x - 1)(x - 2)(x + 3)(x + 5), (x^2 + x + 1)(x - 2)(x - 3), (x^2 + 1)(x^2 + 2)")]
    [InlineData(5, -7, -29, 30, 1)]
    [InlineData(-4, 2, 1, 6, 2)]
    [InlineData(0, 3, 0, 2, double.NaN)]
    public void Quartic_has_its_least_positive_root(double a, double b, double c, double d, double expected) =>
        Assert.Equal(expected, Quartic.LeastPositive(a, b, c, d), 1e-13);

    private static TestCircuit Models(params (string Name, double Value)[] changed)
    {
        (string, double)[] Of(double level, params (string, double)[] own) =>
            [("level", level), .. own, .. Shared.Select(p => changed.Any(c => c.Name == p.Item1) ? changed.First(c => c.Name == p.Item1) : p)];
        (string, double)[] two = Of(2, ("nsub", 8e15), ("u0", 500), ("uexp", 0.12), ("ucrit", 8e3), ("delta", 0.9), ("xj", 3e-7), ("nfs", 2e11)),
            twoVmax = Of(2, ("nsub", 8e15), ("u0", 500), ("vmax", 5e4), ("neff", 3), ("xj", 3e-7)),
            three = Of(3, ("nsub", 8e15), ("u0", 500), ("theta", 0.1), ("eta", 0.4), ("delta", 0.9), ("xj", 3e-7), ("nfs", 2e11), ("kappa", 0.5)),
            threeVmax = Of(3, ("nsub", 8e15), ("u0", 500), ("vmax", 1e5), ("kappa", 0.7), ("theta", 0.05));
        return new TestCircuit(new SimulationOptions()).Model("n1", "nmos", Of(1, ("kp", 5e-5), ("lambda", 0.03))).Model("p1", "pmos", Of(1, ("kp", 5e-5), ("lambda", 0.03)))
            .Model("plain", "nmos").Model("n2", "nmos", two).Model("n2v", "nmos", twoVmax).Model("p2", "pmos", two).Model("n3", "nmos", three).Model("n3v", "nmos", threeVmax).Model("p3", "pmos", three);
    }
}
