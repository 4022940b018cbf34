using NanoSpice.Testing;

namespace NanoSpice.Elaboration.Tests;

public class DelayTests
{
    [Fact, Oracle(OracleKind.Invariant, "the past belongs to a run: a second run of the same circuit gives the same bits")]
    public void A_second_run_is_the_first()
    {
        var simulation = DeckText.Simulation("V1 s 0 PULSE(0 1 1n 1n 1n 4n 15n)\nR1 s a 20\nT1 a 0 b 0 z0=50 td=2n\nD1 b 0 dx\nC1 b 0 1p\n.model dx d(is=1e-14)\n.tran 1n 40n");
        var (first, second) = (RecordingSink.Run(simulation, "tran1"), RecordingSink.Run(simulation, "tran1"));
        Assert.Equal(first.Rows.Count, second.Rows.Count);
        for (int k = 0; k < first.Rows.Count; k++) Assert.Equal(first.Rows[k], second.Rows[k]);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a line charged to 1 V and let go into Z0/2 at one end: (1/3)^(n+1) at that end after n round trips, the other end open")]
    public void A_charged_line_empties_in_steps()
    {
        var run = MemoryRun.Of("charged line\nT1 a 0 b 0 z0=50 td=5n ic=1,0,1,0\nR1 a 0 25\nR2 b 0 1e12\n.tran 1n 48n uic\n.end\n");
        int a = run.Offset("v(a)"), b = run.Offset("v(b)");
        // Into R the wave 1 gives 2 R/(R + Z0) 1/2 = 1/3; what comes back has turned by (R - Z0)/(R + Z0) = -1/3 and is 1/3 later.
        foreach (var (t, va, vb) in ((double, double, double)[])[(3e-9, 1 / 3.0, 1), (8e-9, 1 / 3.0, -1 / 3.0), (13e-9, -1 / 9.0, -1 / 3.0), (23e-9, 1 / 27.0, 1 / 9.0)])
        {
            Assert.Equal(va, run.At(t, a), 1e-6);
            Assert.Equal(vb, run.At(t, b), 1e-6);
        }
    }

    [Fact, Oracle(OracleKind.Order, "a smooth wave through a matched line comes out late and otherwise the same, within 3 reltol whatever reltol")]
    public void A_smooth_wave_keeps_its_shape()
    {
        foreach (double reltol in (double[])[1e-3, 1e-5, 1e-7])
        {
            var run = MemoryRun.Of(FormattableString.Invariant(
                $"sine\nV1 s 0 SIN(0 1 100meg)\nR1 s a 50\nT1 a 0 b 0 z0=50 td=7n\nR2 b 0 50\n.options reltol={reltol}\n.tran 1n 40n\n.end\n"));
            int b = run.Offset("v(b)");
            for (int k = 0; k < run.Count; k++)
            {
                double t = run[k, 0], expected = t < 7e-9 ? 0 : 0.5 * Math.Sin(2 * Math.PI * 1e8 * (t - 7e-9));
                Assert.Equal(expected, run[k, b], 3 * reltol * 0.5 + 1e-9);
            }
        }
    }
}
