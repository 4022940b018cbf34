using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class PassiveJacobianTests
{
    [Theory, Oracle(OracleKind.CrossCheck, "central differences")]
    [InlineData("R1 a b 1k")]
    [InlineData("R1 a 0 r={1k*(1+v(b)^2)+10*i(v1)}", "V1 b c 1")]
    [InlineData("R1 a b {2+time+tanh(v(a,b))} tc1=1m temp=77")]
    [InlineData("C1 a b 1u")]
    [InlineData("C1 a b q={1n*tanh(v(a,b))+1p*v(c)^2}")]
    [InlineData("C1 a b c={1n*(1+v(a,b)^2)*exp(v(c))}")]
    [InlineData("L1 a b 1m")]
    [InlineData("L1 a b flux={1m*tanh(i(l1))}")]
    [InlineData("L1 a b {1m/(1+i(l1)^2)+1u*v(c)}")]
    [InlineData("L1 a b 1m", "L2 c 0 4m", "L3 d 0 2m", "K1 L1 L2 L3 0.5")]
    [InlineData("C1 a b 1u rser=1 lser=1n rlshunt=5 rpar=1k cpar=1p")]
    [InlineData("L1 a b 1u rser=1 rpar=1k cpar=1p")]
    [InlineData("V1 a b 1 rser=1 cpar=1p")]
    [InlineData("B1 a b r={1k+v(a)^2} rpar=1k")]
    [InlineData("V1 a b DC 1 SIN(0 1 1k)")]
    [InlineData("I1 a b DC 1 SIN(0 1 1k)")]
    public void Derivatives_agree_with_differences(params string[] lines)
    {
        var circuit = new TestCircuit();
        foreach (string line in lines) circuit.Add(line);
        JacobianCheck.Verify(circuit.Build(), time: 1e-4);
    }
}
