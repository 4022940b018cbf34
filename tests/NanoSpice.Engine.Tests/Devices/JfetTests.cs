using NanoSpice.Engine;
using NanoSpice.Engine.Devices;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class JfetTests
{
    private static readonly (string, double)[] Full =
        [("vto", -0.6), ("beta", 1e-3), ("lambda", 0.03), ("b", 0.6), ("pb", 0.9), ("rd", 12), ("rs", 8), ("cgs", 5e-12), ("cgd", 3e-12), ("is", 1e-13), ("n", 1.1), ("fc", 0.3)];

    [Theory, Oracle(OracleKind.CrossCheck, "central differences, limiting off, both signs of vds")]
    [InlineData("J1 d g s jn 2")]
    [InlineData("J1 d g s jp m=3")]
    [InlineData("J1 d g s jplain")]
    public void Jacobian_matches_differences(string line) => JacobianCheck.Verify(Models().Add(line).Build(), 0.6, points: 40);

    [Theory, Oracle(OracleKind.ClosedForm, "b = 1: beta (1 + lambda v) u^2 in saturation, beta (1 + lambda v) v (2u - v) below, odd under exchange of drain and source")]
    [InlineData(-1, 6, 1e-3 * 1.12 * 1)]
    [InlineData(-1, 0.5, 1e-3 * 1.01 * 0.5 * 1.5)]
    [InlineData(-1.5, -0.5, -1e-3 * 1.01 * 0.5 * 1.5)]
    [InlineData(-2.5, 6, 0)]
    public void Channel_current_is_shichman_hodges(double vgs, double vds, double expected) =>
        Assert.Equal(expected, new JfetLaw(1e-3, -2, 0.02, 1, 0).Current(vgs, vds, out _, out _), 1e-15);

    [Theory, Oracle(OracleKind.Invariant, "m copies and an area of m carry m times current and charge; a P channel is an N channel with all signs turned")]
    [InlineData("J1 d g 0 jn m=3", 1, 3, 1)]
    [InlineData("J1 d g 0 jn 3", 1, 3, 1)]
    [InlineData("J1 d g 0 jp", -1, 1, -1)]
    public void Copies_and_channels_scale(string line, double sign, double scale, double voltage)
    {
        var (one, many) = (At("J1 d g 0 jn", 1), At(line, voltage));
        Assert.Equal(sign * scale * one.Current, many.Current, 1e-8 * Math.Abs(many.Current));
        Assert.Equal(sign * scale * one.Charge, many.Charge, 1e-12 * Math.Abs(many.Charge));
    }

    private static (double Current, double Charge) At(string line, double s)
    {
        var test = Models().Add(line);
        var circuit = test.Build();
        var x = new double[circuit.Size];
        (x[test["d"].Index], x[test["g"].Index]) = (s * 1.1, s * 0.2);
        circuit.Equations.SetPoint(0, x);
        double[] f = new double[x.Length], q = new double[x.Length];
        circuit.Load(0, x, 0, f, q, null);
        return (f[test["d"].Index], q[test["g"].Index]);
    }

    private static TestCircuit Models() => new TestCircuit(new SimulationOptions()).Model("jn", "njf", Full).Model("jp", "pjf", Full).Model("jplain", "njf", ("vto", -0.5));
}
