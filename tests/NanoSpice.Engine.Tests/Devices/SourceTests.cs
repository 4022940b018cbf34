using System.Numerics;
using NanoSpice.Engine.Devices;
using NanoSpice.Numerics;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class SourceTests
{
    private static (Circuit Circuit, TestCircuit Test) Build(params string[] lines)
    {
        var test = new TestCircuit();
        foreach (string line in lines) test.Add(line);
        return (test.Build(), test);
    }

    private static double Row(Circuit circuit, Unknown row, double time)
    {
        var (x, f, q) = (new double[circuit.Size], new double[circuit.Size], new double[circuit.Size]);
        circuit.Load(time, x, 0, f, q, null);
        return f[row.Index];
    }

    [Fact, Oracle(OracleKind.Peer, "ngspice 39: .op and .dc take the DC value, a transient's start the function at 0")]
    public void The_DC_value_counts_in_static_analyses_only()
    {
        var (circuit, test) = Build("V1 a 0 DC 7 SIN(2 1 1k)");
        var row = test["i(v1)"];
        circuit.Equations.IsStatic = true;
        Assert.Equal(-7, Row(circuit, row, 0));
        circuit.Equations.IsTransientStart = true;
        Assert.Equal(-2, Row(circuit, row, 0));
        circuit.Equations.IsTransientStart = false;
        circuit.Equations.IsStatic = false;
        Assert.Equal(-3, Row(circuit, row, 0.25e-3), 1e-12);
    }

    [Fact, Oracle(OracleKind.Peer, "ngspice 39: without a DC value the function's value at 0 is taken")]
    public void Without_a_DC_value_the_function_gives_it()
    {
        var (circuit, test) = Build("V1 a 0 PWL(0 5 1 6)");
        circuit.Equations.IsStatic = true;
        Assert.Equal(-5, Row(circuit, test["i(v1)"], 0));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "scale times value; formulas of nothing but constants take part, others not")]
    public void Source_stepping_scales_independent_sources()
    {
        var (circuit, test) = Build("V1 a 0 8", "I1 b 0 4 m=3", "B1 c 0 V={16}", "E1 d 0 a 0 3");
        circuit.Equations.SourceScale = 0.25;
        Assert.Equal(-2, Row(circuit, test["i(v1)"], 0));
        Assert.Equal(3, Row(circuit, test["b"], 0));
        Assert.Equal(-4, Row(circuit, test["i(b1)"], 0));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "V: rhs of the branch is the phasor; I: leaves +, enters -")]
    public void Small_signal_excitation_has_magnitude_and_phase()
    {
        var (circuit, test) = Build("V1 a 0 DC 1 AC 2 90", "I1 b c AC 3 180 m=2", "V2 d 0 AC", "R1 b c 1");
        var rhs = new Complex[circuit.Size];
        var ac = new AcExcitation(rhs);
        foreach (var d in circuit.Devices) d.LoadAc(ac);
        Assert.Equal(0, (rhs[test["i(v1)"].Index] - new Complex(0, 2)).Magnitude, 1e-15);
        Assert.Equal(0, (rhs[test["b"].Index] - 6).Magnitude, 1e-14);
        Assert.Equal(0, (rhs[test["c"].Index] + 6).Magnitude, 1e-14);
        Assert.Equal(1, rhs[test["i(v2)"].Index]);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "the swept value replaces the DC value, and comes back")]
    public void Sources_and_resistors_can_be_swept()
    {
        var (circuit, test) = Build("V1 a 0 DC 7 SIN(2 1 1k)", "I1 b 0 1", "R1 c 0 100 m=2");
        foreach (string name in new[] { "v1", "i1", "r1" })
        {
            var swept = (ISweepable)test.Device(name);
            double before = swept.SweepValue;
            swept.SweepValue = 50;
            Assert.Equal(50, swept.SweepValue);
            circuit.Equations.IsStatic = true;
            if (name == "v1") Assert.Equal(-50, Row(circuit, test["i(v1)"], 0));
            if (name == "i1") Assert.Equal(50, Row(circuit, test["b"], 0));
            if (name == "r1") Assert.Equal(25, test.Device("r1").Probe("r")!.Read(circuit.Equations), 1e-12);
            swept.SweepValue = before;
            Assert.Equal(before, swept.SweepValue);
        }
    }

    [Fact, Oracle(OracleKind.ClosedForm, "g = 1/ac while a frequency is set, 1/value elsewhere")]
    public void A_resistor_may_have_another_value_for_small_signals()
    {
        var (circuit, test) = Build("R1 a 0 1k ac=10");
        var (g, c) = (new SparseMatrix<double>(circuit.Pattern), new SparseMatrix<double>(circuit.Pattern));
        Assert.True(test.Device("r1").DependsOnFrequency);
        circuit.LoadSmallSignal(0, new double[1], g, c);
        Assert.Equal(1e-3, g.Values[0], 1e-15);
        circuit.Equations.Frequency = 1;
        circuit.LoadSmallSignal(0, new double[1], g, c);
        Assert.Equal(0.1, g.Values[0], 1e-15);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "value (1 + tc1 dT)")]
    public void A_behavioural_source_has_temperature_coefficients()
    {
        var (circuit, test) = Build("B1 a 0 I={2} tc1=1m dtemp=100");
        Assert.Equal(2.2, Row(circuit, test["a"], 0), 1e-12);
    }

    [Fact, Oracle(OracleKind.Invariant, "zero bytes: Load is called in every Newton iteration")]
    public void Load_allocates_nothing()
    {
        var (circuit, _) = Build("V1 a 0 PULSE(0 1 0 1u 1u 5u 20u)", "V2 a2 0 SIN(0 1 1k)", "V3 a3 0 EXP(0 1 1u 1u 2u 1u)", "V4 a4 0 PWL(0 0 1u 1 2u 0) r=0",
            "I1 a 0 SFFM(0 1 1k 1 1k)", "I2 a 0 AM(0 1 1k 1k)", "R1 a b 1k", "R2 a b {1+v(a)^2}", "R3 a b 1k ac=2", "C1 b 0 1n", "C2 b 0 q={1n*tanh(v(b))}",
            "C3 b 0 c={1n*(1+v(b)^2)}", "L1 b 0 1m", "L2 c 0 1m", "L3 c 0 flux={1m*i(l3)}", "L4 c 0 l={1m/(1+i(l4)^2)}", "K1 L1 L2 0.9",
            "E1 d 0 a 0 2", "G1 d 0 POLY(2) a 0 b 0 1 2 3 4 5", "F1 d 0 V1 2", "H1 e 0 POLY(2) V1 V2 0 1 1", "B1 f 0 V={v(a)*sin(time)}", "G2 d 0 TABLE {v(a)} = (0,0) (1,1)");
        var (x, f, q) = (new double[circuit.Size], new double[circuit.Size], new double[circuit.Size]);
        var jacobian = new SparseMatrix<double>(circuit.Pattern);
        for (int k = 0; k < 50; k++) circuit.Load(k * 1e-6, x, 1, f, q, k % 2 == 0 ? jacobian : null);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int k = 0; k < 50; k++) circuit.Load(k * 1e-6, x, 1, f, q, k % 2 == 0 ? jacobian : null);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
