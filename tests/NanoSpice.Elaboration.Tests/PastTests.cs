using NanoSpice.Testing;

namespace NanoSpice.Elaboration.Tests;

/// <summary>LAPLACE, idt, ddt and delay through time, against closed forms.</summary>
public class PastTests
{
    [Fact, Oracle(OracleKind.ClosedForm, "Butterworth low-pass of order 6 as one ratio: |H|^2 = 1/(1 + (f/f0)^12), and its step settles at 1")]
    public void A_sixth_order_filter_keeps_its_shape()
    {
        const string poly = "(1+0.5176380902*p+p^2)*(1+1.414213562*p+p^2)*(1+1.931851653*p+p^2)";
        string deck = $"filter\n.func h(p) {{1/({poly})}}\nV1 in 0 PULSE(0 1 0 1n) AC 1\nE1 out 0 LAPLACE {{v(in)}} = {{h(s/(2*pi*10k))}}\n";
        var ac = MemoryRun.Of(deck + ".ac dec 5 1k 100k\n.end\n");
        int re = ac.Offset("v(out).re"), im = ac.Offset("v(out).im");
        for (int k = 0; k < ac.Count; k++)
        {
            double gain = Math.Sqrt(ac[k, re] * ac[k, re] + ac[k, im] * ac[k, im]), expected = 1 / Math.Sqrt(1 + Math.Pow(ac[k, 0] / 10e3, 12));
            Assert.Equal(expected, gain, 1e-8 * expected);
        }
        var run = MemoryRun.Of(deck + ".tran 1u 2m\n.end\n");
        Assert.Equal(1, run.At(2e-3, run.Offset("v(out)")), 1e-4);
    }

    [Theory, Oracle(OracleKind.ClosedForm, "poles nine decades apart: 1 - (e^-at b - e^-bt a)/(b - a) at t = 1/a; the fast one is over")]
    [InlineData(1e-3)]
    [InlineData(1e-6)]
    public void Far_poles_do_not_disturb_each_other(double reltol)
    {
        var run = MemoryRun.Of(FormattableString.Invariant(
            $"stiff\nV1 in 0 PULSE(0 1 0 1n)\nE1 out 0 LAPLACE {{v(in)}} = {{1/((1+s)*(1+s*1n))}}\n.options reltol={reltol}\n.tran 0.1 1\n.end\n"));
        Assert.Equal(1 - Math.Exp(-1), run.At(1, run.Offset("v(out)")), 3 * reltol);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "closed loop of an integrator: x' = 100 (1 - x), at rest x = 1 though the integrator has a pole at 0")]
    public void An_integrator_in_a_loop_finds_its_operating_point()
    {
        var op = MemoryRun.Of("loop\nV1 in 0 1\nE1 out 0 LAPLACE {v(in,out)} = {100/s}\n.op\n.end\n");
        Assert.Equal(1, op[0, op.Offset("v(out)")], 1e-9);
        var run = MemoryRun.Of("loop\nV1 in 0 PULSE(0 1 0 1n)\nE1 out 0 LAPLACE {v(in,out)} = {100/s}\n.tran 1m 20m\n.end\n");
        Assert.Equal(1 - Math.Exp(-1), run.At(10e-3, run.Offset("v(out)")), 1e-3);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a derivative of a ramp, and one more zero than poles in AC: |j w / 1k| = 2 pi at 1 kHz")]
    public void A_differentiator_works_in_time_and_frequency()
    {
        const string deck = "diff\nV1 in 0 PWL(0 0 1m 2 2m 2) AC 1\nE1 out 0 LAPLACE {v(in)} = {s*1m}\n";
        var run = MemoryRun.Of(deck + ".tran 10u 2m\n.end\n");
        Assert.Equal(2, run.At(0.5e-3, run.Offset("v(out)")), 1e-6);
        Assert.Equal(0, run.At(1.5e-3, run.Offset("v(out)")), 1e-6);
        var ac = MemoryRun.Of(deck + ".ac lin 1 1k 1k\n.end\n");
        Assert.Equal(2 * Math.PI, ac[0, ac.Offset("v(out).im")], 1e-9);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "through .func and nested: ddt(idt(x)) = x, sdt(sin) = (1 - cos)/w, idt with its initial value; in AC 1/(j w) and j w")]
    public void Integral_and_derivative_undo_each_other()
    {
        const string deck = "past\n.func twice(x) {2*idt(x)}\nV1 a 0 SIN(0 1 1k) AC 1\nB1 b 0 V=ddt(twice(v(a)))\nB2 c 0 V=sdt(v(a))*2k*pi\nB3 d 0 V=idt(1, 3)\n";
        var run = MemoryRun.Of(deck + ".options reltol=1e-5\n.tran 10u 2m\n.end\n");
        for (int k = 1; k < 20; k++)
        {
            double t = k * 1e-4;
            Assert.Equal(2 * Math.Sin(2e3 * Math.PI * t), run.At(t, run.Offset("v(b)")), 1e-3);
            Assert.Equal(1 - Math.Cos(2e3 * Math.PI * t), run.At(t, run.Offset("v(c)")), 1e-4);
            Assert.Equal(3 + t, run.At(t, run.Offset("v(d)")), 1e-4);
        }
        var ac = MemoryRun.Of(deck + ".ac lin 1 1k 1k\n.end\n");
        Assert.Equal(2, ac[0, ac.Offset("v(b).re")], 1e-12);
        Assert.Equal(-1, ac[0, ac.Offset("v(c).im")], 1e-12);
    }

    [Theory, Oracle(OracleKind.Snapshot, "wording")]
    [InlineData(".param x={ddt(1)}\nR2 a 0 {x}", "PAR011 ddt() is not known before the circuit is solved")]
    [InlineData("B1 b 0 V=delay(v(a), -1)", "DEV047 b1: the delay of delay is -1; it must not be negative")]
    [InlineData("B1 b 0 V=idt(v(a), v(a))", "DEV047 b1: the initial value of idt has to be a number")]
    [InlineData("E1 b 0 LAPLACE {v(a)} = {1/(1+s*tau)}", "ELM012 there is no parameter 'tau'")]
    [InlineData("E1 b 0 LAPLACE {v(a)}", "DEV045 e1: LAPLACE needs an input and a function of s")]
    public void Errors_say_what_is_wrong(string line, string expected) => Assert.Equal([expected], DeckText.Errors("V1 a 0 1\nR1 a 0 1k\n" + line + "\n.op"));
}
