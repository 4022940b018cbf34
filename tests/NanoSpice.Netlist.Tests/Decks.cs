namespace NanoSpice.Netlist.Tests;

/// <summary>Valid decks that between them hold every kind of card.</summary>
internal static class Decks
{
    public static readonly string[] All =
    [
        """
        rectifier with a filter
        V1 in 0 DC 0 AC 1 SIN(0 5 50 0 0)
        D1 in out dmod 2 ic=0.5
        C1 out 0 10u ic=0 ; smoothing
        R1 out 0 1k tc=1m,2u $ load
        .model dmod d(is=1e-14, rs=0.1
        * a comment between
        + cjo=2p tt={tt0})
        .param tt0=5n scale = 2*tt0 + 1 gain(x,y)='x*y'
        .func square(x) {x*x}
        .options reltol=1e-4 method=gear acct
        .tran 10u 100m 0 1m uic
        .print tran v(out) v(in, out) i(V1)
        .plot tran i(V1) vs v(in) (0,5)
        .meas tran vavg avg v(out) from=50m to=100m
        .meas tran d trig v(in) val=1 rise=1 targ v(out) val=2 rise=2
        .save all @d1[id]
        .end
        """,
        """
        * ladder of the paper
        .global sheet
        .subckt cell a b params: rc=5 gamma={0.5*k} m='2'
          .param k=1
          N1 a b sheet slit rc={rc} gamma=gamma ic=0
          .model slit nanoslit(rc=5 gamma=0.5 cslit=10m qmax=5m law=abs)
          .subckt inner x
            R1 x 0 {2*rc}
          .ends inner
          X1 a inner
        .ends cell
        .if (layers >= 2)
          X1 1 2 cell rc=1 gamma = 0.9
          .if (layers == 3)
            X2 2 3 cell
          .endif
        .elseif (layers==1)
          X1 1 0 cell params: m = 3
        .else
          R9 1 0 '1k * layers'
        .endif
        .ic v(1)=0.5 v( 2 ) = {v0/2}
        .nodeset v(1)=1, v(2)=0
        .temp 27 85
        .dc V1 0 5 0.1 V2 0 1 0.5
        .ac dec 10 1 1meg
        .noise v(1,2) V1 dec 10 1 1k
        .cv V1 0 0.5 0.2 cycles=3
        .step param r list 1 2 3
        """,
        """
        sources
        B1 a 0 V=v(b)*2 + (time <= 1m ? 1 : 2) tc1=1 tc2 = 2
        B2 a 0 I={v(b)} m=2
        E1 a 0 POLY(2) (b,0) (c,0) 0 1 1
        E2 a 0 TABLE {v(b)} = (0,0) (1,2)
        E3 a 0 VALUE = {2*v(b)}
        G1 a 0 cur='2*v(b)'
        R1 a b R=v(a)*2 tc1=1m
        C1 a b Q={1u*v(a)} ic=1
        V1 a b PWL FILE="x y.txt" r=0
        V2 a b PWL(0 0, 1m {v1}
        + 2m -5)
        W1 a b V1 sw1 off
        .model sw1 csw(it=1m ih=0 ron=1 roff=1meg)
        Q1 c b e qmod ic=(0.6, 5) off
        K1 L1 L2 0.9
        S1 a b c d $model on
        .model q2 ako:qmod npn(bf=200)
        .subckt gate in out optional: vdd=$G_VDD params: r=1k
        R1 in out {r}
        .ends
        X1 a b gate m=2
        """,
    ];
}
