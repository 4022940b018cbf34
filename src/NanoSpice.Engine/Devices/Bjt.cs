namespace NanoSpice.Engine.Devices;

/// <summary>The terminals of a bipolar transistor; inner nodes equal the outer ones where there is no resistance.</summary>
public readonly record struct BjtNodes(Unknown C, Unknown B, Unknown E, Unknown S, Unknown InnerC, Unknown InnerB, Unknown InnerE);

/// <summary>Bipolar transistor, Q. [GP], level 1 of ngspice 39 without quasi-saturation.</summary>
/// <remarks>
///   Qname c b e [s] MODEL [area]      .model MODEL NPN(is= bf= ...) or PNP(...)
///   (1)  ic enters at c', ib at b', both leave at e' [A]: BjtLaw, for a PNP with all signs turned
///   (2)  charges of b'-e' and b'-c', of the base terminal to c', and of the substrate to c' (vertical) or b' (lateral) [C]
///   (3)  i = (v_b - v_b') gb(bias), (v_c - v_c') / rc, (v_e - v_e') / re
///   Away from the voltages of the last evaluation (limiting) currents and charges continue as tangents.
/// </remarks>
public sealed class Bjt : Device
{
    private readonly BjtNodes _n;
    private readonly BjtLaw _law;
    private readonly double _sign, _gc, _ge, _firstBe;
    private readonly int _memory, _memoryBc;
    private readonly bool _hasBase, _isLateral;

    /// <param name="sign">1: NPN, -1: PNP</param>
    /// <param name="collector">1/rc [S]; 0: none</param>
    /// <param name="emitter">1/re [S]; 0: none</param>
    /// <param name="off">starts an operating point without current</param>
    public Bjt(string name, BjtNodes nodes, BjtLaw law, int sign, double collector, double emitter, bool isLateral, int memory, int memoryBc, bool off) : base(name)
    {
        (_n, _law, _sign, _gc, _ge, _isLateral, _memory, _memoryBc) = (nodes, law, sign, collector, emitter, isLateral, memory, memoryBc);
        (StartsOff, _firstBe) = (off, off ? 0 : law.CriticalVoltage);
        _hasBase = nodes.B != nodes.InnerB;
    }

    public override IEnumerable<Link> Links
    {
        get
        {
            yield return new(_n.C, _n.E, LinkKind.Conducting);
            yield return new(_n.B, _n.E, LinkKind.Conducting);
            if (_n.InnerC != _n.C) yield return new(_n.C, _n.InnerC, LinkKind.Conducting);
            if (_n.InnerB != _n.B) yield return new(_n.B, _n.InnerB, LinkKind.Conducting);
            if (_n.InnerE != _n.E) yield return new(_n.E, _n.InnerE, LinkKind.Conducting);
            if (!_n.S.IsGround) yield return new(_n.S, _n.InnerC, LinkKind.Conducting);
        }
    }

    public override IReadOnlyList<string> Quantities => ["ic", "ib", "ie", "vbe", "vbc", "vce", "gm", "gpi", "p"];

    public FlickerLaw Flicker { get; init; } = FlickerLaw.None;

    /// <summary>The delayed forward current; null without excess phase.</summary>
    internal BjtExcessPhase? Excess { get; init; }

    public override bool DependsOnFrequency => Excess is not null;

    public override void Noise(Equations eq, NoiseSources noise)
    {
        var p = Point(eq);
        noise.Thermal("rc", _n.C, _n.InnerC, _gc, Temperature);
        noise.Thermal("rb", _n.B, _n.InnerB, _hasBase ? _law.BaseConductance(p, out _, out _) : 0, Temperature);
        noise.Thermal("re", _n.E, _n.InnerE, _ge, Temperature);
        noise.Shot("ic", _n.InnerC, _n.InnerE, p.Ic);
        noise.Shot("ib", _n.InnerB, _n.InnerE, p.Ib);
        noise.Flicker("1overf", _n.InnerB, _n.InnerE, Flicker, p.Ib);
    }

    public override void Load(Equations eq)
    {
        double vbe = _sign * (eq[_n.InnerB] - eq[_n.InnerE]), vbc = _sign * (eq[_n.InnerB] - eq[_n.InnerC]);
        double ube = vbe, ubc = vbc;
        if (eq.Limiting) Limit(eq, vbe, vbc, out ube, out ubc);
        _law.At(ube, ubc, out var p);
        double de = vbe - ube, dc = vbc - ubc;
        LoadCurrents(eq, p, vbe, vbc, de, dc);
        LoadCharges(eq, p, de, dc);
        LoadOuter(eq);
        if (_hasBase) LoadBase(eq, p, de, dc);
        Excess?.Load(eq, p, de, dc);
        Branches.Conductor(eq, _n.C, _n.InnerC, _gc);
        Branches.Conductor(eq, _n.E, _n.InnerE, _ge);
    }

    public override bool StartsOff { get; }

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" or "ic" => new("A", eq => Current(eq).Collector),
        "ib" => new("A", eq => Current(eq).Base),
        "ie" => new("A", eq => { var (c, b, s) = Current(eq); return -c - b - s; }),
        "vbe" => new("V", eq => eq[_n.B] - eq[_n.E]),
        "vbc" => new("V", eq => eq[_n.B] - eq[_n.C]),
        "vce" => new("V", eq => eq[_n.C] - eq[_n.E]),
        "gm" => new("S", eq => { var p = Point(eq); return p.IcBe; }),
        "gpi" => new("S", eq => Point(eq).IbBe),
        "p" => new("W", eq => { var (c, b, _) = Current(eq); return c * (eq[_n.C] - eq[_n.E]) + b * (eq[_n.B] - eq[_n.E]); }),
        _ => null,
    };

    private void Limit(Equations eq, double vbe, double vbc, out double ube, out double ubc)
    {
        ref double lastBe = ref eq.Memory[_memory], lastBc = ref eq.Memory[_memoryBc];
        if (StartsOff && eq.HoldsOff)
        {
            (ube, ubc, lastBe, lastBc) = (0, 0, 0, 0);
            return;
        }
        double critical = _law.CriticalVoltage;
        (ube, ubc) = eq.IsFirstEvaluation
            ? (_firstBe, 0)
            : (Junction.Limit(vbe, lastBe, _law.ForwardVt, critical), Junction.Limit(vbc, lastBc, _law.ReverseVt, critical));
        if (ube != vbe || ubc != vbc) eq.Limited = true;
        (lastBe, lastBc) = (ube, ubc);
    }

    /// <summary>(1), with gmin across both junctions.</summary>
    private void LoadCurrents(Equations eq, in BjtPoint p, double vbe, double vbc, double de, double dc)
    {
        var (c, b, e) = (_n.InnerC, _n.InnerB, _n.InnerE);
        double gmin = eq.Gmin, ic = p.Ic + p.IcBe * de + p.IcBc * dc - gmin * vbc, ib = p.Ib + p.IbBe * de + p.IbBc * dc + gmin * (vbe + vbc);
        double cBe = p.IcBe, cBc = p.IcBc - gmin, bBe = p.IbBe + gmin, bBc = p.IbBc + gmin;
        // v_be = s (b - e), v_bc = s (b - c); the sign of the currents turns with s, so slopes keep theirs.
        eq.Flow(c, _sign * ic);           eq.DFlow(c, b, cBe + cBc);                  eq.DFlow(c, e, -cBe);          eq.DFlow(c, c, -cBc);
        eq.Flow(b, _sign * ib);           eq.DFlow(b, b, bBe + bBc);                  eq.DFlow(b, e, -bBe);          eq.DFlow(b, c, -bBc);
        eq.Flow(e, -_sign * (ic + ib));   eq.DFlow(e, b, -(cBe + cBc + bBe + bBc));   eq.DFlow(e, e, cBe + bBe);     eq.DFlow(e, c, cBc + bBc);
    }

    /// <summary>(2), inside the base resistance.</summary>
    private void LoadCharges(Equations eq, in BjtPoint p, double de, double dc)
    {
        var (c, b, e) = (_n.InnerC, _n.InnerB, _n.InnerE);
        double qe = _sign * (p.Qbe + p.QbeBe * de + p.QbeBc * dc), qc = _sign * (p.Qbc + p.QbcBc * dc);
        double ee = p.QbeBe, ec = p.QbeBc, cc = p.QbcBc;
        eq.Charge(b, qe + qc);   eq.DCharge(b, b, ee + ec + cc);   eq.DCharge(b, e, -ee);   eq.DCharge(b, c, -ec - cc);
        eq.Charge(e, -qe);       eq.DCharge(e, b, -ee - ec);       eq.DCharge(e, e, ee);    eq.DCharge(e, c, ec);
        eq.Charge(c, -qc);       eq.DCharge(c, b, -cc);            eq.DCharge(c, c, cc);
    }

    /// <summary>(2), base terminal to inner collector, and substrate.</summary>
    private void LoadOuter(Equations eq)
    {
        if (_law.Outer.Cj != 0) Depletion(eq, _n.B, _n.InnerC, _law.Outer, _sign);
        if (_law.Substrate.Cj != 0) Depletion(eq, _n.S, SubstrateSide, _law.Substrate, SubstrateSign);
        double v = SubstrateSign * (eq[_n.S] - eq[SubstrateSide]), i = _law.SubstrateCurrent(v, out double g) + eq.Gmin * v;
        Branches.Flow(eq, _n.S, SubstrateSide, SubstrateSign * i, g + eq.Gmin);
    }

    /// <summary>Where the substrate's junction begins; the substrate itself is its anode in an NPN, its cathode in a lateral PNP.</summary>
    private Unknown SubstrateSide => _isLateral ? _n.InnerB : _n.InnerC;

    private double SubstrateSign => _isLateral ? -_sign : _sign;

    private static void Depletion(Equations eq, Unknown a, Unknown b, in DepletionLayer layer, double sign)
    {
        double q = sign * layer.Charge(sign * (eq[a] - eq[b]), out double c);
        Branches.Charge(eq, a, b, q, c);
    }

    /// <summary>(3) of the base, whose conductance depends on the bias.</summary>
    private void LoadBase(Equations eq, in BjtPoint p, double de, double dc)
    {
        var (o, b, c, e) = (_n.B, _n.InnerB, _n.InnerC, _n.InnerE);
        double v = eq[o] - eq[b], g = _law.BaseConductance(p, out double be, out double bc);
        g += be * de + bc * dc;
        double i = v * g, kb = _sign * v * (be + bc), ke = -_sign * v * be, kc = -_sign * v * bc;
        eq.Flow(o, i);    eq.DFlow(o, o, g);    eq.DFlow(o, b, -g + kb);   eq.DFlow(o, e, ke);    eq.DFlow(o, c, kc);
        eq.Flow(b, -i);   eq.DFlow(b, o, -g);   eq.DFlow(b, b, g - kb);    eq.DFlow(b, e, -ke);   eq.DFlow(b, c, -kc);
    }

    private BjtPoint Point(Equations eq)
    {
        _law.At(_sign * (eq[_n.InnerB] - eq[_n.InnerE]), _sign * (eq[_n.InnerB] - eq[_n.InnerC]), out var p);
        return p;
    }

    /// <summary>Terminal currents into collector, base and substrate, those of the charges among them [A].</summary>
    private (double Collector, double Base, double Substrate) Current(Equations eq)
    {
        var p = Point(eq);
        double vbe = _sign * (eq[_n.InnerB] - eq[_n.InnerE]), vbc = _sign * (eq[_n.InnerB] - eq[_n.InnerC]);
        double sbe = _sign * (eq.Slope(_n.InnerB) - eq.Slope(_n.InnerE)), sbc = _sign * (eq.Slope(_n.InnerB) - eq.Slope(_n.InnerC));
        double dqe = p.QbeBe * sbe + p.QbeBc * sbc, dqc = p.QbcBc * sbc;
        double outer = Displacement(eq, _n.B, _n.InnerC, _law.Outer, _sign), sub = Displacement(eq, _n.S, SubstrateSide, _law.Substrate, SubstrateSign) + SubstrateFlow(eq);
        double c = _sign * (p.Ic + (Excess?.Late(eq, p) ?? 0) - eq.Gmin * vbc - dqc) - outer - (_isLateral ? 0 : sub);
        double b = _sign * (p.Ib + eq.Gmin * (vbe + vbc) + dqe + dqc) + outer - (_isLateral ? sub : 0);
        return (c, b, sub);
    }

    private double SubstrateFlow(Equations eq)
    {
        double v = SubstrateSign * (eq[_n.S] - eq[SubstrateSide]);
        return SubstrateSign * (_law.SubstrateCurrent(v, out _) + eq.Gmin * v);
    }

    private static double Displacement(Equations eq, Unknown a, Unknown b, in DepletionLayer layer, double sign)
    {
        if (layer.Cj == 0) return 0;
        layer.Charge(sign * (eq[a] - eq[b]), out double c);
        return c * (eq.Slope(a) - eq.Slope(b));
    }
}
