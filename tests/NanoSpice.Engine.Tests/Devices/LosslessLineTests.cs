using System.Numerics;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class LosslessLineTests
{
    [Fact, Oracle(OracleKind.CrossCheck, "central differences")]
    public void Jacobian_matches_differences() => JacobianCheck.Verify(new TestCircuit().Add("T1 a b c d z0=50 td=1n").Build());

    [Theory, Oracle(OracleKind.Snapshot, "wording")]
    [InlineData("T1 a 0 b 0 td=1n", "error TRA001: t1 has no z0= (hint: write Tname a+ a- b+ b- z0= td=|f= [nl=0.25] [ic=v1,i1,v2,i2])")]
    [InlineData("T1 a 0 b 0 z0=50", "error TRA001: t1 has no delay: td= or f= (hint: write Tname a+ a- b+ b- z0= td=|f= [nl=0.25] [ic=v1,i1,v2,i2])")]
    [InlineData("T1 a 0 b 0 z0=-50 f=1k", "error TRA002: t1: z0 = -50 must be above 0")]
    [InlineData("T1 a 0 b 0 z0=50 f=1k td=1n", "error TRA003: t1 gives both td= and f= (hint: keep one of them)")]
    [InlineData("T1 a 0 b 0 z0=50 td=1n ic=1,2", "error DEV008: t1: ic= takes four numbers, got 2 (hint: ic=v1,i1,v2,i2)")]
    public void Values_are_checked(string line, string expected) => Assert.Equal([expected], new TestCircuit().Add(line).BuildDevices());

    [Fact, Oracle(OracleKind.ClosedForm, "Hermite's cubic is exact for t^3; a jump keeps the value before it at its time; constant before the start")]
    public void History_gives_back_what_was_put_in()
    {
        var past = new SignalHistory();
        past.Reset(5);
        Assert.Equal(5, past.Value(3, 1));
        for (int k = 0; k < 100; k++) past.Append(k, k + 1, Cube(k), Cube(k + 1), double.NegativeInfinity);
        past.Append(100, 101, (-7, 0), (-7, 0), double.NegativeInfinity);
        Assert.Equal(5, past.Value(3, 4));
        foreach (double t in (double[])[0.25, 17.5, 3.125, 99.99, 100]) Assert.Equal(Cube(t).Value, past.Value(t + 2, 2), 1e-12 * (1 + t * t * t));
        Assert.Equal(-7, past.Value(100.5, 0));
        past.Append(101, 102, (1, 0), (1, 0), 50);
        Assert.Equal(Cube(60.5).Value, past.Value(60.5, 0), 1e-8);
        Assert.Equal(1, past.Value(200, 0));

        static (double Value, double Slope) Cube(double t) => (t * t * t - 2 * t, 3 * t * t - 2);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "kinks come back in order, those before the limit are gone")]
    public void Kinks_are_found()
    {
        var past = new SignalHistory();
        foreach (double t in (double[])[1, 2, 3, 5, 8]) past.AddKink(t, double.NegativeInfinity);
        Assert.Equal(3, past.NextKink(2));
        past.AddKink(9, 4);
        Assert.Equal(5, past.NextKink(0));
        Assert.Equal(double.PositiveInfinity, past.NextKink(9));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "Zin = Z0 (ZL + j Z0 tan)/(Z0 + j ZL tan); at resonance of the quarter wave Z0^2/ZL")]
    public void Input_impedance_is_that_of_the_telegraph_equations()
    {
        var test = new TestCircuit().Add("V1 a 0 AC 1").Add("T1 a 0 b 0 z0=75 f=1e6").Add("R1 b 0 300");
        var circuit = test.Build();
        var linear = new SmallSignal(circuit, new double[circuit.Size]);
        foreach (double f in (double[])[1e3, 0.3e6, 0.999e6, 1e6, 2e6, 3.7e6])
        {
            linear.Solve(f);
            Complex z = -1 / linear.Solution[test["i(v1)"].Index], turn = Complex.FromPolarCoordinates(1, Math.PI * f / 1e6);
            Complex expected = 75 * (300 * (turn + 1) + 75 * (turn - 1)) / (75 * (turn + 1) + 300 * (turn - 1));
            Assert.True((z - expected).Magnitude < 1e-10 * expected.Magnitude, $"{z} is not {expected}");
        }
    }

    [Fact, Oracle(OracleKind.Invariant, "reading the past allocates nothing")]
    public void Reading_allocates_nothing()
    {
        var past = new SignalHistory();
        for (int k = 0; k < 1000; k++) past.Append(k, k + 1, (k, 1), (k + 1, 1), double.NegativeInfinity);
        double sum = past.Value(1, 0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int k = 0; k < 1000; k++) sum += past.Value(k + 0.5, 0.1);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.InRange(sum, 1, 1e6);
    }
}
