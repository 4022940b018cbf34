using NanoSpice.Testing;
using Xunit;
using static NanoSpice.Elaboration.Tests.MeasureRunning;

namespace NanoSpice.Elaboration.Tests;

public class MeasureTests
{
    /// <summary>1 V sine of 1 kHz, and a capacitor of tau = 1 ms charged from 0 V by 1 V.</summary>
    private const string Sine = "V1 in 0 SIN(0 1 1k)\nR1 in 0 1k\n.options reltol=1e-6\n.tran 0 5m\n",
        Charge = "V1 in 0 1\nR1 in out 1k\nC1 out 0 1u ic=0\n.options reltol=1e-6\n.tran 0 10m uic\n";

    [Theory, Oracle(OracleKind.ClosedForm, "v = sin(2 pi 1k t); interpolated to the order of the steps, error a few reltol = 1e-6 of full scale")]
    [InlineData("avg v(in) from=0 to=1.25m", 0.12732395447351627)]             // (1/(2.5 pi)) (1 - cos(2.5 pi))
    [InlineData("rms v(in)", 0.70710678118654757)]
    [InlineData("integ v(in) from=0 to=0.5m", 3.1830988618379067e-4)]           // 1/(1000 pi)
    [InlineData("INTEGRAL v(in) to=0.5m", 3.1830988618379067e-4)]
    [InlineData("max v(in)", 1)]
    [InlineData("min v(in)", -1)]
    [InlineData("pp v(in)", 2)]
    [InlineData("max v(in) from=0.3m to=0.9m", 0.95105651629515357)]             // sin(0.6 pi), at the edge
    [InlineData("avg abs(v(in))", 0.63661977236758138)]                          // 2/pi
    [InlineData("avg {v(in)**2} from=1m to=3m", 0.5)]
    [InlineData("rms v(in)*i(v1)", 6.1237243569579453e-4)]                       // sqrt(3/8) mW
    [InlineData("find v(in) at=0.1m", 0.58778525229247314)]
    [InlineData("find v(in)-2*v(in) when v(in)=0.5 rise=2", -0.5)]
    [InlineData("find par('v(in)*2') at=1.25m", 2)]
    public void Figures_of_a_sine(string measurement, double expected) =>
        Assert.Equal(expected, One($"{Sine}.meas tran m {measurement}\n"), 5e-6 * Math.Max(1, Math.Abs(expected)));

    [Fact, Oracle(OracleKind.ClosedForm, "2 pi 1k V/s; the slope of an interpolation of error e over steps h is off by some e/h, here 1e-6/(0.01 of a period)")]
    public void Slope_of_a_sine() => Assert.Equal(1, One($"{Sine}.meas tran m deriv v(in) when v(in)=0 rise=2\n") / 6283.1853071795865, 1e-4);

    [Theory, Oracle(OracleKind.ClosedForm, "v = sin(2 pi 1k t): crossings of 0.5 at 1/12 and 5/12 of the period; 1e-6 V over a slope of 5.4 V/ms, 1e-3 V at the flat top")]
    [InlineData("when v(in)=0.5", 1 / 12.0, 1e-6)]
    [InlineData("when v(in)=0.5 rise=3", 2 + 1 / 12.0, 1e-6)]
    [InlineData("when v(in)=0.5 fall=LAST", 4 + 5 / 12.0, 1e-6)]
    [InlineData("when v(in)=0.5 cross=4", 1 + 5 / 12.0, 1e-6)]
    [InlineData("when v(in) = 0.5 td=1.2m", 1 + 5 / 12.0, 1e-6)]
    [InlineData("when v(in)=0.5 rise=1 from=2.5m to=4m", 3 + 1 / 12.0, 1e-6)]
    [InlineData("when v(in)=2*v(in)-0.5 fall=1", 1 / 12.0, 1e-6)]
    [InlineData("trig v(in) val=0 rise=1 targ v(in) val=0 rise=2", 1, 1e-6)]
    [InlineData("TRIG v(in)=0.5 fall=1 TARG v(in)=-0.5 fall=1", 1 / 6.0, 1e-6)]
    [InlineData("trig at=1m targ v(in) val=0.5 rise=last", 3 + 1 / 12.0, 1e-6)]
    [InlineData("max_at v(in) from=1m to=2m", 1.25, 1e-4)]
    [InlineData("min_at v(in) from=1m to=2m", 1.75, 1e-4)]
    public void Places_of_a_sine(string measurement, double milliseconds, double tolerance) =>
        Assert.Equal(milliseconds, 1e3 * One($"{Sine}.meas tran m {measurement}\n"), tolerance);

    [Theory, Oracle(OracleKind.ClosedForm, "v = 1 - exp(-t/tau), i = exp(-t/tau) mA")]
    [InlineData("trig v(out) val=0.1 rise=1 targ v(out) val=0.9 rise=1", 2.1972245773362196e-3)]      // ln 9 tau
    [InlineData("when v(out)={1-exp(-1)}", 1e-3)]
    [InlineData("integ i(r1) to=5m", 9.9326205300091453e-7)]
    [InlineData("integ v(in,out)*i(r1)", 4.9999999896942312e-7)]                                      // C/2 (1 - exp(-20))
    [InlineData("deriv v(out) at=1m", 367.87944117144235)]
    [InlineData("find i(c1) at=2m", 1.3533528323661270e-4)]
    [InlineData("avg i(r1) trig v(out) val=0.1 targ v(out) val=0.9", 3.6409569065073493e-4)]          // 0.8 uC / (ln 9 ms)
    public void Figures_of_a_charging_capacitor(string measurement, double expected) =>
        Assert.Equal(1, One($"{Charge}.meas tran m {measurement}\n") / expected, 5e-6);

    [Fact, Oracle(OracleKind.ClosedForm, "rise time of tau = 1 ms from its own final value; a quotient of two measurements and a parameter")]
    public void Measurements_use_earlier_ones()
    {
        var m = Measure(Charge + ".param share=0.9\n.meas tran top max v(out)\n.meas tran t90 when v(out)=share*top\n.meas tran t10 when v(out)='(1-share)*top'\n"
            + ".meas rise param='t90 - t10'\n.meas tran after find v(out) at=t90+1m\n.meas tran mean avg v(out) from=t10 to={t90}\n");
        double top = 1 - Math.Exp(-10);
        Assert.Equal(Math.Log(1 - 0.1 * top) - Math.Log(1 - 0.9 * top), 1e3 * m["rise"].Value, 2e-5);
        Assert.Equal(1 - (1 - 0.9 * top) * Math.Exp(-1), m["after"].Value, 5e-6);
        Assert.Equal(("", "s", "V"), (m["rise"].Unit, m["t90"].Unit, m["mean"].Unit));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "PULSE reaches 5 V at 2 us, is half way up 1.5 us, leaves the top at 12 us; lines, so exact")]
    public void Corners_of_a_pulse_are_met()
    {
        var m = Measure("V1 p 0 PULSE(0 5 1u 1u 1u 10u 20u)\nR1 p 0 1k\n.tran 0 50u\n.meas tran top when v(p)=5\n.meas tran half when v(p)=2.5 rise=2\n"
            + ".meas tran low when v(p)=0\n.meas tran width trig v(p) val=2.5 rise=1 targ v(p) val=2.5 fall=1\n.meas tran duty avg v(p) from=0 to=20u\n.meas tran never when v(p)=7\n"
            + ".meas tran fourth when v(p)=2.5 rise=4\n.meas tran late find v(p) at=1m\n.meas tran chain param='never*2'\n");
        Assert.Equal(2, 1e6 * m["top"].Value, 9);
        Assert.Equal(21.5, 1e6 * m["half"].Value, 9);
        Assert.Equal(13, 1e6 * m["low"].Value, 9);
        Assert.Equal(11, 1e6 * m["width"].Value, 9);
        Assert.Equal(2.75, m["duty"].Value, 9);
        Assert.Equal("v(p) = 7 is never met", m["never"].Failure);
        Assert.Equal("v(p) = 2.5 is met rising 3 times, not 4", m["fourth"].Failure);
        Assert.Equal("0.001 lies outside 0 .. 5e-05", m["late"].Failure);
        Assert.Equal("it needs 'never', which has no value", m["chain"].Failure);
        Assert.True(double.IsNaN(m["never"].Value));
    }

    [Fact, Oracle(OracleKind.Invariant, "what is only measured is not written; what is saved is not changed by measuring")]
    public void Measured_vectors_are_not_written()
    {
        var sink = new RecordingSink();
        var context = Context(Charge + ".save v(in)\n.meas tran m find i(r1) at=1m\n", "tran1", sink);
        Assert.Equal(["time", "v(in)"], sink.Table!.Columns.Select(c => c.Name));
        Assert.All(sink.Rows, r => Assert.Equal(2, r.Length));
        Assert.Equal(Math.Exp(-1), 1e3 * Assert.Single(context.Derived).Value, 5e-6);
    }

    [Theory, Oracle(OracleKind.ClosedForm, "H = 1/(1 + j f/f0), f0 = 1/(2 pi 1 ms): solved at the frequency asked for, so to round-off")]
    [InlineData("when mag(v(out))={sqrt(0.5)}", 159.15494309189535)]
    [InlineData("when vdb(out)={20*log10(sqrt(0.5))} fall=1", 159.15494309189535)]
    [InlineData("find ph(v(out)) at=159.15494309189535", -45)]
    [InlineData("find vp(out) at=159.15494309189535", -Math.PI / 4)]
    [InlineData("find vr(out) at=159.15494309189535", 0.5)]
    [InlineData("find im(v(out)) at=159.15494309189535", -0.5)]
    [InlineData("find v(out) at=159.15494309189535", 0.70710678118654757)]
    [InlineData("find db(v(out)/v(in)) at=159.15494309189535", -3.0102999566398119)]
    [InlineData("find v(in)/i(r1) at=159.15494309189535", 1414.2135623730951)]
    [InlineData("trig vm(out) val=0.9 targ vm(out) val=0.1", 1506.4894322649334)]          // f0 (sqrt(99) - sqrt(1/0.81 - 1))
    [InlineData("max frequency*vm(out)", 159.14691896931546)]                              // f0/sqrt(1 + (f0/f)^2) at the last f, 10^4.2 Hz
    [InlineData("deriv vm(out) at=159.15494309189535", -2.2214414690791831e-3)]      // -1/(2 sqrt(2) f0)
    public void Figures_of_a_frequency_response(string measurement, double expected) =>
        Assert.Equal(1, One($"V1 in 0 AC 1\nR1 in out 1k\nC1 out 0 1u\n.ac dec 5 10 22.36k\n.meas ac m {measurement}\n", "ac1") / expected, 2e-6);

    [Theory, Oracle(OracleKind.ClosedForm, "2 V over 1 k and 3 k")]
    [InlineData("find v(out)", 1.5)]
    [InlineData("param v(in)*i(r1)*1k", 1)]
    [InlineData("max v(out)/v(in)", 0.75)]
    public void Figures_of_an_operating_point(string measurement, double expected) =>
        Assert.Equal(expected, One($"V1 in 0 2\nR1 in out 1k\nR2 out 0 3k\n.op\n.meas op m {measurement}\n", "op1"), 9);

    [Theory, Oracle(OracleKind.ClosedForm, "v + r is(exp(v/vt) - 1) = vin, solved between the points of a coarse sweep; vt = 25.864925 mV at 27 C (k, q of 2019), gmin 1e-12 S")]
    [InlineData("find v(in) when v(out)=0.6", 0.6)]
    [InlineData("trig v(out) val=0.55 targ v(out) val=0.65", double.NaN)]
    public void Figures_of_a_sweep(string measurement, double at)
    {
        const double vt = 1.380649e-23 * 300.15 / 1.602176634e-19;
        double Input(double v) => v + 1e3 * (1e-14 * (Math.Exp(v / vt) - 1) + 1e-12 * v);
        double expected = double.IsNaN(at) ? Input(0.65) - Input(0.55) : Input(at);
        Assert.Equal(expected, One($"V1 in 0 0\nR1 in out 1k\nD1 out 0 dx\n.model dx d(is=1e-14)\n.options reltol=1e-6\n.dc V1 0 5 0.5\n.meas dc m {measurement}\n", "dc1"), 1e-5);
    }

    [Theory, Oracle(OracleKind.ClosedForm, "i = C rate (1 - exp(-t/RC)), RC = 10 ms, rate 0.1 V/s: far from the corners 0.1 mA within exp(-500)")]
    [InlineData("cv1", "max i from=1 to=9", 1e-4)]
    [InlineData("cv1", "find i when v=0.5 fall=1", -1e-4)]
    [InlineData("cv1", "find v(a) at=5", 0.499)]
    [InlineData("cv1", "max cycle", 1)]
    [InlineData("eis1", "when ph(z)=-45", 15.915494309189535)]
    [InlineData("eis1", "find re(z) at=100", 10)]
    [InlineData("eis1", "find im(z) at=1", -159.15494309189535)]
    public void Figures_of_techniques(string result, string measurement, double expected) =>
        Assert.Equal(1, One($"V1 in 0 0\nR1 in a 10\nC1 a 0 1m\n.cv V1 0 1 0.1 cycles=1\n.eis V1 dec 5 1 1k\n.meas {result[..^1]} m {measurement}\n", result) / expected, 1e-5);

    [Fact, Oracle(OracleKind.Invariant, "without an analysis a line is for all that it can serve")]
    public void A_line_without_analysis_serves_all_it_can()
    {
        const string cards = "V1 in 0 SIN(0 1 1k) AC 2\nR1 in 0 1k\n.tran 0 1m\n.ac lin 1 1k 1k\n.meas ac gain max vm(in)\n.meas m MAX v(in)\n.meas twice PARAM 2*gain\n";
        Assert.Equal(["m"], Measure(cards).Keys);
        Assert.Equal(["gain", "m", "twice"], Measure(cards, "ac1").Keys);
        Assert.Equal((2, 4), (Measure(cards, "ac1")["m"].Value, Measure(cards, "ac1")["twice"].Value));
    }

    [Fact, Oracle(OracleKind.Invariant, "an *expect line names a measurement as a derived number; a failed one is missed with its reason")]
    public void Expectations_name_measurements()
    {
        var simulation = DeckText.Simulation("V1 in 0 1\nR1 in 0 1k\n.op\n.meas op half PARAM v(in)/2\n.meas op bad param 0/0*v(in)\n*expect op1 half = 0.5 tol 1e-9 ; from 1/2\n*expect op1 bad = 0 tol 1 ; from nothing\n");
        var check = new ExpectationCheck(simulation.Expectations);
        var context = simulation.Context(simulation.Analyses[0], check.SinkFor("op1")!);
        simulation.Analyses[0].Analysis.Run(context);
        check.Derived("op1", context.Derived);
        Assert.Equal([null, "its expression has no finite value there"], check.Outcomes().Select(o => o.Reason));
        Assert.True(check.Outcomes()[0].Met);
    }
}
