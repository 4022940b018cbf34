using System.Globalization;
using NanoSpice.Testing;
using NanoSpice.Testing.Problems;

namespace NanoSpice.SpiceSharp.Tests;

public class AgreementOfEnginesTests
{
    private const string Electrode = """
        .model electrode NANOSTACK(slit=step layers=6 ropen=1 copen=2m rin=4 gammain=0.5)
        .model step NANOSLIT(rc=5 gamma=0.9 cslit=10m qmax=5m)
        """;

    [Theory, InlineData(6), InlineData(60), InlineData(600)]
    [Oracle(OracleKind.CrossCheck, "the ladder oracle, Radau IIA at 1e-9; trapezoidal with 2 ms steps: h^2/12 d3i/dt3 stays below 1e-3 of Imax behind the kinks")]
    public void Transient_of_the_ladder_meets_the_oracle(int steps)
    {
        var ladder = new LadderOde { Steps = steps, Gamma = 0.9 };
        var peer = BothEngines.OfText(LadderText.Deck(ladder)).Peer(new() { MaxStep = 2e-3 });
        int current = peer.Names.ToList().IndexOf("i(v1)");
        double error = ladder.Solve().WorstError([.. peer.Rows.Select(r => r[0])], [.. peer.Rows.Select(r => -r[current])]).Error;
        Assert.True(error < 2e-3, $"{error:e2}");
    }

    [Fact, Oracle(OracleKind.CrossCheck, "our engine at reltol=1e-4, 1e-3 of full scale by our bound; of a 20 us step the peer misses up to 1e-2 where a diode turns off")]
    public void Rectifier_charging_a_cell_agrees()
    {
        string text = File.ReadAllText(Repository.Path("netlists", "coupled", "rectifier-cell.cir")).Replace(".tran 1m 1", ".options reltol=1e-4\n.tran 20u 0.1");
        var both = BothEngines.OfText(text);
        both.Run();
        double difference = both.Difference(both.Peer(new() { MaxStep = 20e-6, RelativeTolerance = 1e-5 }));
        Assert.True(difference < 1e-2, $"{difference:e2}");
    }

    [Theory, InlineData("cslit=10m"), InlineData("qs=0.4m nu=0.1")]
    [Oracle(OracleKind.CrossCheck, "our engine; both linearize the same law at the same bias, which Newton's reltol of 1e-6 leaves open")]
    public void Small_signals_about_a_bias_agree(string capacitor)
    {
        var both = BothEngines.OfText($"""
            Stack and single steps at a bias
            V1 in 0 DC 0.3 AC 1 30
            U1 0 in electrode
            N1 in x 0 step
            N2 x y N1 law
            Cx x 0 1m
            Rx y 0 20
            {Electrode.Replace("cslit=10m", capacitor)}
            .model law QRES(rc=3 gamma=0.4 qmax=5m law=signed)
            .options reltol=1e-6
            .ac dec 5 1m 1k
            .end
            """);
        both.Run();
        double difference = both.Difference(both.Peer());
        Assert.True(difference < 1e-5, $"{difference:e2}");
    }

    /// <summary>At this temperature [degC] our kT/q is that of SpiceSharp at 27: its constants are SPICE3's, 3e-5 apart from those of the SI of 2019.</summary>
    private static readonly double SameThermalVoltage = (27 + 273.15) * (1.3806226e-23 / 1.6021918e-19) / (1.380649e-23 / 1.602176634e-19) - 273.15;

    [Fact, Oracle(OracleKind.CrossCheck, "our engine at the temperature where kT/q is SpiceSharp's; what Newton's reltol of 1e-8 leaves, times v/(kT/q) = 30 in an exponential")]
    public void Static_solutions_agree_with_transistors_and_controlled_sources()
    {
        string deck = """
            Static circuit
            V1 vcc 0 5
            Vin b0 0 0.8
            R1 b0 b 10k
            Q1 c b 0 small
            Rc vcc c 1k
            M1 d c 0 0 nch w=20u l=2u
            Rd vcc d 2k
            J1 vcc d s jn
            Rs s 0 1k
            E1 e 0 c d 2
            F1 0 f V1 0.1
            Rf f 0 1k
            Re e 0 1k
            D1 e g dd
            Rg g 0 500
            .model small npn(is=1e-15 bf=100 vaf=50 ne=1.5)
            .model nch nmos(level=1 vto=0.8 kp=60u lambda=0.02)
            .model jn njf(vto=-2 beta=1m)
            .model dd d(is=1e-14 n=1.1 rs=2)
            .options reltol=1e-8
            .op
            .dc Vin 0.5 1 0.05
            .end
            """;
        var (peer, ours) = (BothEngines.OfText(deck), BothEngines.OfText(deck.Replace(".op", string.Create(CultureInfo.InvariantCulture, $".options temp={SameThermalVoltage:r} tnom={SameThermalVoltage:r}\n.op"))));
        for (int analysis = 0; analysis < 2; analysis++)
        {
            ours.Run(analysis);
            double difference = ours.Difference(peer.Peer(analysis: analysis));
            Assert.True(difference < 3e-7, $"{ours.Table.Name}: {difference:e2}");
        }
    }

    [Fact, Oracle(OracleKind.CrossCheck, "our engine, which turns at the crossing; there a switch turns up to a step of 0.2 us late, 1/250 of the 50 us with which it charges 1 uF, and 4e-3 of its current")]
    public void Switches_turn_at_the_same_thresholds()
    {
        var both = BothEngines.OfText("""
            Both kinds of switches, with hysteresis
            V1 c 0 SIN(0 1 1k)
            Vin in 0 5
            S1 in out c 0 byvoltage
            C1 out 0 1u
            R1 out 0 1k
            Rw c s 1k
            Vs s 0 0
            W1 in late Vs bycurrent on
            C2 late 0 1u
            R2 late 0 1k
            .model byvoltage sw(vt=0.2 vh=0.3 ron=50 roff=1meg)
            .model bycurrent csw(it=-0.1m ih=0.5m ron=50 roff=1meg)
            .save v(out) v(late)
            .options reltol=1e-5
            .tran 1u 3m
            .end
            """);
        both.Run();
        double difference = both.Difference(both.Peer(new() { MaxStep = 0.2e-6 }));
        Assert.True(difference < 4e-3, $"{difference:e2}");
    }

    [Theory, InlineData("S1 a 0 c 0 model", "sw(ron=1 roff=1meg vt=0.5 vh=-0.1)", "no counterpart of SmoothSwitch"), InlineData("S1 a 0 c 0 model", "vswitch(ron=1 roff=1meg von=1 voff=0)", "no counterpart of SmoothSwitch")]
    [InlineData("S1 a 0 c 0 model", "sw(ron=1 roff=1meg vt=0.5 ilimit=1m)", "ilimit= has no counterpart"), InlineData("S1 a 0 c 0 model", "sw(ron=1 roff=1meg vt=0.5 vh=-0.1 level=2)", "no counterpart of LimitedSwitch")]
    [Oracle(OracleKind.Invariant, "what SpiceSharp's switch does not do is named, not left out")]
    public void Switches_of_another_law_are_refused(string line, string model, string message)
    {
        var deck = BothEngines.OfText($"Switch\nV1 c 0 1\nR1 c a 1k\n{line}\n.model model {model}\n.op\n.end\n").Deck;
        Assert.Contains(deck.Problems, p => p == $"s1: {message}");
    }

    [Fact, Oracle(OracleKind.Invariant, "what is missing is named, nothing is left out in silence")]
    public void What_has_no_counterpart_is_named()
    {
        var deck = BothEngines.OfText("Behavioural\nV1 a 0 1\nB1 b 0 V=v(a)^2\nR1 b 0 1k\n.op\n.end\n").Deck;
        Assert.Contains(deck.Problems, p => p.StartsWith("b1: ", StringComparison.Ordinal));
    }
}
