namespace NanoSpice.Engine.Devices;

/// <summary>Terminals of a MOS transistor; inner drain and source equal the outer ones where there is no resistance.</summary>
public readonly record struct MosNodes(Unknown D, Unknown G, Unknown S, Unknown B, Unknown InnerD, Unknown InnerS);

/// <summary>Time derivative of a voltage as the difference of two unknowns (NodeRate).</summary>
public readonly record struct MosRate(Unknown Plus, Unknown Minus);

/// <summary>Rates of vgs, vgd and vgb.</summary>
public readonly record struct MosRates(MosRate Source, MosRate Drain, MosRate Bulk);

/// <summary>MOS transistor, M with a model of type NMOS or PMOS. [SPICE], levels of ngspice 39.</summary>
/// <remarks>
///   Mname d g s b MODEL [l=] [w=] ...      .model MODEL NMOS(level= vto= ...) or PMOS(...)
///   (1)  i(d' -> s') [A]: MosLaw, for a P channel with all signs turned, drain and source exchanged for vds &lt; 0
///   (2)  junctions from b to d' and to s', current and charge: DiodeLaw, and gmin v
///   (3)  overlaps: charges of g towards s', d' and b [C]      (4)  i = (v_d - v_d')/rd, (v_s - v_s')/rs
///   (5)  channel: c dv/dt from g to s', d' and b with c of MosGate, dv/dt of NodeRate
///   Away from the voltages of the last evaluation (limiting) (1) and (2) continue as tangents.
/// </remarks>
public sealed class Mosfet : Device
{
    private readonly MosNodes _n;
    private readonly MosRates _rates;
    private readonly MosLaw _law;
    private readonly MosParts _parts;
    private readonly double _sign;
    private readonly int[] _memory;
    private readonly bool _off, _hasChannelCharge, _hasBulkCharge;
    private readonly double[] _initial;

    /// <param name="sign">1: N channel, -1: P channel</param>
    /// <param name="memory">four slots: vgs, vds, vbs last evaluated at, and von there</param>
    /// <param name="initial">vds, vgs, vbs at the start with uic [V]; NaN: as the solution</param>
    public Mosfet(string name, MosNodes nodes, MosRates rates, MosLaw law, MosParts parts, int sign, int[] memory, bool off, double[] initial) : base(name)
    {
        (_n, _rates, _law, _parts, _sign, _memory, _off, _initial) = (nodes, rates, law, parts, sign, memory, off, initial);
        (_hasChannelCharge, _hasBulkCharge) = (law.Oxide > 0, parts.BulkDrain.HasCharge || parts.BulkSource.HasCharge);
    }

    public override IEnumerable<Link> Links
    {
        get
        {
            yield return new(_n.D, _n.S, LinkKind.Conducting);
            yield return new(_n.B, _n.S, LinkKind.Conducting);
            if (_n.InnerD != _n.D) yield return new(_n.D, _n.InnerD, LinkKind.Conducting);
            if (_n.InnerS != _n.S) yield return new(_n.S, _n.InnerS, LinkKind.Conducting);
            yield return new(_n.G, _n.S, _hasChannelCharge || _parts.GateSource > 0 ? LinkKind.Capacitive : LinkKind.Sensing);
        }
    }

    public override IReadOnlyList<string> Quantities => ["id", "ig", "is", "ib", "vgs", "vds", "vbs", "vth", "vdsat", "gm", "gds", "gmbs", "cgs", "cgd", "cgb", "cbd", "cbs", "p"];

    public override void Load(Equations eq)
    {
        double vgs = _sign * (eq[_n.G] - eq[_n.InnerS]), vds = _sign * (eq[_n.InnerD] - eq[_n.InnerS]), vbs = _sign * (eq[_n.B] - eq[_n.InnerS]);
        double ugs = vgs, uds = vds, ubs = vbs;
        if (eq.Limiting) Limit(eq, ref ugs, ref uds, ref ubs);
        var at = MosPoint.At(_law, ugs, uds, ubs);
        if (eq.Limiting) eq.Memory[_memory[3]] = at.On.Value;
        LoadChannel(eq, at.Current, vgs - ugs, vds - uds, vbs - ubs);
        LoadJunction(eq, _n.InnerS, _parts.BulkSource, vbs, ubs);
        LoadJunction(eq, _n.InnerD, _parts.BulkDrain, vbs - vds, ubs - uds);
        if (_hasChannelCharge) LoadGate(eq, at);
        Overlap(eq, _n.InnerS, _parts.GateSource);
        Overlap(eq, _n.InnerD, _parts.GateDrain);
        Overlap(eq, _n.B, _parts.GateBulk);
        Branches.Conductor(eq, _n.D, _n.InnerD, _parts.Drain);                                                   // (4)
        Branches.Conductor(eq, _n.S, _n.InnerS, _parts.Source);
    }

    public override void LoadInitial(Equations eq)
    {
        double vds = Initial(0, eq[_n.InnerD] - eq[_n.InnerS]), vgs = Initial(1, eq[_n.G] - eq[_n.InnerS]), vbs = Initial(2, eq[_n.B] - eq[_n.InnerS]);
        double toSource = _parts.GateSource * vgs, toDrain = _parts.GateDrain * (vgs - vds), toBulk = _parts.GateBulk * (vgs - vbs);
        double bs = _sign * JunctionCharge(_parts.BulkSource, _sign * vbs), bd = _sign * JunctionCharge(_parts.BulkDrain, _sign * (vbs - vds));
        eq.Charge(_n.G, toSource + toDrain + toBulk);
        eq.Charge(_n.InnerS, -toSource - bs);
        eq.Charge(_n.InnerD, -toDrain - bd);
        eq.Charge(_n.B, bs + bd - toBulk);
    }

    public override void Noise(Equations eq, NoiseSources noise)
    {
        var i = Point(eq).Current;
        noise.Thermal("rd", _n.D, _n.InnerD, _parts.Drain, _parts.Temperature);
        noise.Thermal("rs", _n.S, _n.InnerS, _parts.Source, _parts.Temperature);
        noise.Thermal("id", _n.InnerD, _n.InnerS, 2.0 / 3 * i.Gate, _parts.Temperature);
        noise.Flicker("1overf", _n.InnerD, _n.InnerS, _parts.Flicker, i.Value);
    }

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" or "id" => new("A", eq => Currents(eq).Drain),
        "ig" => new("A", eq => Currents(eq).Gate),
        "is" => new("A", eq => { var c = Currents(eq); return -c.Drain - c.Gate - c.Bulk; }),
        "ib" => new("A", eq => Currents(eq).Bulk),
        "vgs" => new("V", eq => eq[_n.G] - eq[_n.S]),
        "vds" => new("V", eq => eq[_n.D] - eq[_n.S]),
        "vbs" => new("V", eq => eq[_n.B] - eq[_n.S]),
        "vth" or "von" => new("V", eq => _sign * Point(eq).On.Value),
        "vdsat" => new("V", eq => _sign * Point(eq).Saturation.Value),
        "gm" => new("S", eq => Math.Abs(Point(eq).Current.Gate)),
        "gds" => new("S", eq => { var i = Point(eq).Current; return Forward(eq) ? i.Drain : i.Drain + i.Gate + i.Bulk; }),
        "gmbs" or "gmb" => new("S", eq => Math.Abs(Point(eq).Current.Bulk)),
        "cgs" => new("F", eq => Point(eq).Source.Value + _parts.GateSource),
        "cgd" => new("F", eq => Point(eq).Drain.Value + _parts.GateDrain),
        "cgb" => new("F", eq => Point(eq).Bulk.Value + _parts.GateBulk),
        "cbd" => new("F", eq => { _parts.BulkDrain.Charge(_sign * (eq[_n.B] - eq[_n.InnerD]), 0, 0, out double c); return c; }),
        "cbs" => new("F", eq => { _parts.BulkSource.Charge(_sign * (eq[_n.B] - eq[_n.InnerS]), 0, 0, out double c); return c; }),
        "p" => new("W", eq => { var c = Currents(eq); return c.Drain * (eq[_n.D] - eq[_n.S]) + c.Gate * (eq[_n.G] - eq[_n.S]) + c.Bulk * (eq[_n.B] - eq[_n.S]); }),
        _ => null,
    };

    public override bool StartsOff => _off;

    private double Initial(int k, double solution) => k < _initial.Length && !double.IsNaN(_initial[k]) ? _initial[k] : solution;

    private static double JunctionCharge(DiodeLaw law, double v) => law.Charge(v, 0, 0, out _);

    /// <summary>SPICE's: gate and drain first, then the junction that is forward or less in reverse.</summary>
    private void Limit(Equations eq, ref double vgs, ref double vds, ref double vbs)
    {
        ref double lastGs = ref eq.Memory[_memory[0]], lastDs = ref eq.Memory[_memory[1]], lastBs = ref eq.Memory[_memory[2]];
        if (_off && eq.HoldsOff)
        {
            (vgs, vds, vbs, lastGs, lastDs, lastBs) = (0, 0, 0, 0, 0, 0);
            return;
        }
        double gs = vgs, ds = vds, bs = vbs, vgd = vgs - vds, on = eq.Memory[_memory[3]];
        if (eq.IsFirstEvaluation) (vgs, vds, vbs) = _off ? (0, 0, 0) : (_law.Threshold, 0, -1);
        else
        {
            if (lastDs >= 0)
            {
                vgs = MosLimit.Gate(vgs, lastGs, on);
                vds = MosLimit.Drain(vgs == gs ? vds : vgs - vgd, lastDs);
            }
            else
            {
                double held = MosLimit.Gate(vgd, lastGs - lastDs, on);
                vds = -MosLimit.Drain(-(held == vgd ? vds : vgs - held), -lastDs);
                if (held != vgd || vds != ds) vgs = held + vds;
            }
            double vt = _parts.BulkSource.Bottom.Vte;
            if (vds >= 0) vbs = Junction.Limit(vbs, lastBs, vt, _parts.BulkSource.CriticalVoltage);
            else
            {
                double before = vbs - vds, vbd = Junction.Limit(before, lastBs - lastDs, vt, _parts.BulkDrain.CriticalVoltage);
                if (vbd != before) vbs = vbd + vds;
            }
        }
        if (vgs != gs || vds != ds || vbs != bs) eq.Limited = true;
        (lastGs, lastDs, lastBs) = (vgs, vds, vbs);
    }

    /// <summary>(1), continued as tangent.</summary>
    private void LoadChannel(Equations eq, MosValue i, double dg, double dd, double db)
    {
        var (d, g, s, b) = (_n.InnerD, _n.G, _n.InnerS, _n.B);
        double gm = i.Gate, gds = i.Drain, gmbs = i.Bulk, sum = gm + gds + gmbs, current = _sign * (i.Value + gm * dg + gds * dd + gmbs * db);
        eq.Flow(d, current);
        eq.Flow(s, -current);
        if (!eq.WantsJacobian) return;
        var slots = eq.NextSlots(8);
        if (slots.Length == 8)
        {
            var target = eq.FlowTarget;
            target[slots[0]] += gm;    target[slots[1]] += gds;    target[slots[2]] += gmbs;    target[slots[3]] -= sum;
            target[slots[4]] -= gm;    target[slots[5]] -= gds;    target[slots[6]] -= gmbs;    target[slots[7]] += sum;
            return;
        }
        eq.DFlow(d, g, gm);    eq.DFlow(d, d, gds);    eq.DFlow(d, b, gmbs);    eq.DFlow(d, s, -sum);
        eq.DFlow(s, g, -gm);   eq.DFlow(s, d, -gds);   eq.DFlow(s, b, -gmbs);   eq.DFlow(s, s, sum);
    }

    /// <summary>(2): v as the solution has it, u where it is evaluated, both as of an N channel.</summary>
    private void LoadJunction(Equations eq, Unknown k, DiodeLaw law, double v, double u)
    {
        Unknown b = _n.B;
        double i = law.Current(u, out double g), gmin = eq.Gmin;
        Branches.Flow(eq, b, k, _sign * (i + g * (v - u) + gmin * v), g + gmin);
        if (!_hasBulkCharge) return;
        double q = _sign * (law.Charge(u, 0, 0, out double c) + c * (v - u));
        Branches.Charge(eq, b, k, q, c);
    }

    /// <summary>(5)</summary>
    private void LoadGate(Equations eq, in MosPoint at)
    {
        LoadRate(eq, _n.InnerS, at.Source, _rates.Source);
        LoadRate(eq, _n.InnerD, at.Drain, _rates.Drain);
        LoadRate(eq, _n.B, at.Bulk, _rates.Bulk);
    }

    private void LoadRate(Equations eq, Unknown to, MosValue c, MosRate rate)
    {
        var (d, g, s, b) = (_n.InnerD, _n.G, _n.InnerS, _n.B);
        if (c.IsZero && eq.PassOver(12)) return;
        double w = (eq[rate.Plus] - eq[rate.Minus]) / NodeRate.Unit, a = c.Value / NodeRate.Unit, i = c.Value * w;
        eq.Flow(g, i);
        eq.Flow(to, -i);
        if (!eq.WantsJacobian) return;
        double kg = _sign * w * c.Gate, kd = _sign * w * c.Drain, kb = _sign * w * c.Bulk, ks = -kg - kd - kb;
        var slots = eq.NextSlots(12);
        if (slots.Length == 12)
        {
            var target = eq.FlowTarget;
            target[slots[0]] += a;    target[slots[1]] -= a;    target[slots[2]] += kg;    target[slots[3]] += kd;    target[slots[4]] += kb;     target[slots[5]] += ks;
            target[slots[6]] -= a;    target[slots[7]] += a;    target[slots[8]] -= kg;    target[slots[9]] -= kd;    target[slots[10]] -= kb;    target[slots[11]] -= ks;
            return;
        }
        eq.DFlow(g, rate.Plus, a);     eq.DFlow(g, rate.Minus, -a);    eq.DFlow(g, g, kg);     eq.DFlow(g, d, kd);     eq.DFlow(g, b, kb);     eq.DFlow(g, s, ks);
        eq.DFlow(to, rate.Plus, -a);   eq.DFlow(to, rate.Minus, a);    eq.DFlow(to, g, -kg);   eq.DFlow(to, d, -kd);   eq.DFlow(to, b, -kb);   eq.DFlow(to, s, -ks);
    }

    /// <summary>(3)</summary>
    private void Overlap(Equations eq, Unknown to, double c)
    {
        if (c != 0) Branches.Charge(eq, _n.G, to, c * (eq[_n.G] - eq[to]), c);
    }

    private bool Forward(Equations eq) => _sign * (eq[_n.InnerD] - eq[_n.InnerS]) >= 0;

    private MosPoint Point(Equations eq) =>
        MosPoint.At(_law, _sign * (eq[_n.G] - eq[_n.InnerS]), _sign * (eq[_n.InnerD] - eq[_n.InnerS]), _sign * (eq[_n.B] - eq[_n.InnerS]));

    /// <summary>Currents into drain, gate and bulk, with those of all capacitances [A].</summary>
    private (double Drain, double Gate, double Bulk) Currents(Equations eq)
    {
        var at = Point(eq);
        double sg = eq.Slope(_n.G), ss = eq.Slope(_n.InnerS), sd = eq.Slope(_n.InnerD), sb = eq.Slope(_n.B);
        double gs = (at.Source.Value + _parts.GateSource) * (sg - ss), gd = (at.Drain.Value + _parts.GateDrain) * (sg - sd), gb = (at.Bulk.Value + _parts.GateBulk) * (sg - sb);
        double bs = JunctionCurrent(eq, _n.InnerS, _parts.BulkSource), bd = JunctionCurrent(eq, _n.InnerD, _parts.BulkDrain);
        double drain = _parts.Drain > 0 ? _parts.Drain * (eq[_n.D] - eq[_n.InnerD]) : _sign * at.Current.Value - bd - gd;
        return (drain, gs + gd + gb, bs + bd - gb);
    }

    private double JunctionCurrent(Equations eq, Unknown k, DiodeLaw law)
    {
        double v = _sign * (eq[_n.B] - eq[k]), i = law.Current(v, out _) + eq.Gmin * v;
        law.Charge(v, 0, 0, out double c);
        return _sign * i + c * (eq.Slope(_n.B) - eq.Slope(k));
    }
}
