using NanoSpice.Engine.Devices;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class ControlledSourceTests
{
    [Theory, Oracle(OracleKind.CrossCheck, "central differences")]
    [InlineData("E1 a b c d 3")]
    [InlineData("E1 a b POLY(2) c 0 d e 1 2 3 4 5 6 7 8 9 10")]
    [InlineData("E1 a b VALUE={v(c)*v(d,e)+i(e1)^2}")]
    [InlineData("E1 a b vol='sin(v(c))'")]
    [InlineData("E1 a b TABLE {v(c)+2*v(d)} = (-2,0) (0.11,1) (0.7,3) (1.9,-1)")]
    [InlineData("E1 a b c d TABLE=(-2,0,0.11,1,0.7,3,1.9,-1)")]
    [InlineData("E1 a b c d table -2 0 0.11 1 0.7 3 1.9 -1")]
    [InlineData("G1 a b c d 3m m=2")]
    [InlineData("G1 a b POLY(3) c 0 d 0 a b 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19")]
    [InlineData("G1 a b VALUE={v(a,b)^3*time}")]
    [InlineData("F1 a b V1 3", "V1 c d 1")]
    [InlineData("F1 a b POLY(2) V1 V2 1 2 3 4 5 6", "V1 c d 1", "V2 d 0 2")]
    [InlineData("H1 a b V1 3", "V1 c d 1")]
    [InlineData("H1 a b POLY(1) V1 0 1 2 3", "V1 c d 1")]
    [InlineData("B1 a b V={v(c)*i(v1)+exp(v(d))}", "V1 c d 1")]
    [InlineData("B1 a b I={tanh(v(a,b))*v(c)} tc1=1m temp=100 m=3")]
    public void Derivatives_agree_with_differences(params string[] lines)
    {
        var circuit = new TestCircuit();
        foreach (string line in lines) circuit.Add(line);
        JacobianCheck.Verify(circuit.Build(), time: 1e-4);
    }

    [Fact, Oracle(OracleKind.Invariant, "a branch current that is sensed is no node")]
    public void A_sensed_current_is_not_a_dangling_node()
    {
        var circuit = new TestCircuit().Add("V1 a 0 1").Add("R1 a 0 1").Add("F1 a b V1 2").Add("R2 b 0 1").Add("L1 a b {1m/(1+i(l1)^2)}").Build();
        Assert.Empty(Topology.Check(circuit));
    }
}
