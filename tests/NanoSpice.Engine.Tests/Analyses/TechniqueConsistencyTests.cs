using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Analyses;

/// <summary>The electrode of netlists/paper under all techniques.</summary>
public class TechniqueConsistencyTests
{
    private const double Whole = 6 * 10e-3 + 2e-3;

    private static TestCircuit Electrode(double gamma, string source) => new TestCircuit()
        .Model("step", "nanoslit", ("rc", 5), ("gamma", gamma), ("cslit", 10e-3), ("qmax", 5e-3))
        .Model("stack", "nanostack", [("slit", "step")], ("layers", 6), ("ropen", 1), ("copen", 2e-3))
        .Add(source).Add("U1 0 s stack");

    [Theory, Oracle(OracleKind.ClosedForm, "all capacitors in parallel, 6 cslit + copen, at rates far below 1/(R C) = 1 per 4 s; what is missing shrinks with the rate")]
    [InlineData(0)]
    [InlineData(0.9)]
    public void Slow_cycles_charge_every_layer(double gamma)
    {
        var cv = TechniqueRun.Cv(Electrode(gamma, "V1 s 0 0"), new() { Low = 0, High = 0.5, Rate = 0.2e-3, Cycles = 2 });
        var gcd = TechniqueRun.Gcd(Electrode(gamma, "I1 0 s 0"), new() { Current = Whole * 0.2e-3, Low = 0, High = 0.5, Start = 0, Cycles = 2 });
        Assert.Equal(1, cv["capacitance", 2] / Whole, 1e-2);
        Assert.Equal(1, gcd["capacitance", 2] / Whole, 1e-2);
        Assert.Equal(1, cv["capacitance", 2] / gcd["capacitance", 2], 1e-2);
    }

    [Fact, Oracle(OracleKind.Invariant, "a linear ladder is point-symmetric in its periodic state, a nonlinear one is not")]
    public void Only_the_nonlinear_ladder_is_asymmetric()
    {
        var linear = TechniqueRun.Cv(Electrode(0, "V1 s 0 0"), new() { Low = 0, High = 0.5, Rate = 0.2, Cycles = 0 });
        var bent = TechniqueRun.Cv(Electrode(0.9, "V1 s 0 0"), new() { Low = 0, High = 0.5, Rate = 0.2, Cycles = 0 });
        int n = (int)linear["cycles", 0], m = (int)bent["cycles", 0];
        Assert.InRange(linear["asymmetry", n], 0, 1e-4);
        Assert.Equal(1, linear["ratio", n], 1e-3);
        Assert.InRange(bent["asymmetry", m], 0.1, 1);
    }
}
