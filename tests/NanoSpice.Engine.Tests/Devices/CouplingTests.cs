using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class CouplingTests
{
    [Theory, Oracle(OracleKind.ClosedForm, "det of the coupling matrix of three: 1 + 2 k12 k13 k23 - k12^2 - k13^2 - k23^2 >= 0; of all k equal: k >= -1/(n-1)")]
    [InlineData(0.9, 0.9, 0.61, false)]
    [InlineData(0.9, 0.9, 0.63, true)]
    [InlineData(0.7, 0.7, 0, true)]
    [InlineData(0.72, 0.72, 0, false)]
    [InlineData(1, 1, 1, true)]
    [InlineData(1, 0.5, 0.5, true)]
    [InlineData(1, 0.5, -0.5, false)]
    public void Couplings_of_three_are_passive_or_refused(double k12, double k13, double k23, bool passive)
    {
        var test = Inductors(3).Add(Line($"K1 L1 L2 {k12}")).Add(Line($"K2 L1 L3 {k13}"));
        if (k23 != 0) test.Add(Line($"K3 L2 L3 {k23}"));
        Assert.Equal(passive ? 0 : 1, Topology.Check(test.Build()).Count(f => f.Fault == TopologyFault.NotPassive));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "flux of each of four inductors of 1, 4, 9, 16 H with all pairs at k: sqrt(L_j) (sqrt(L_j) i_j + k sum of sqrt(L_k) i_k)")]
    public void One_line_couples_all_pairs()
    {
        var test = Inductors(4).Add("K1 L1 L2 L3 L4 0.5");
        var circuit = test.Build();
        var x = new double[circuit.Size];
        double[] i = [1, -2, 3, 0.5];
        for (int j = 0; j < 4; j++) x[test[$"i(l{j + 1})"].Index] = i[j];
        double[] f = new double[x.Length], q = new double[x.Length];
        circuit.Load(0, x, 0, f, q, null);
        for (int j = 0; j < 4; j++)
        {
            double root = j + 1, others = Enumerable.Range(0, 4).Where(k => k != j).Sum(k => (k + 1) * i[k]);
            Assert.Equal(-root * (root * i[j] + 0.5 * others), q[test[$"i(l{j + 1})"].Index], 1e-12);
        }
    }

    private static string Line(FormattableString text) => FormattableString.Invariant(text);

    private static TestCircuit Inductors(int count)
    {
        var test = new TestCircuit(new SimulationOptions());
        for (int k = 1; k <= count; k++) test.Add($"L{k} n{k} 0 {k * k}");
        return test;
    }
}
