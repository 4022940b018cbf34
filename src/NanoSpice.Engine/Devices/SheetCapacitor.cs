namespace NanoSpice.Engine.Devices;

/// <summary>Capacitor between the sheet and a node of a stack: the open space's (uname.c0) and the last slit's (uname.c6).</summary>
/// <remarks>(1)  Q = Q(v_s - v_k)   charge of s, minus that of k [C]: SlitCapacitor</remarks>
public sealed class SheetCapacitor(string name, Unknown s, Unknown k, SlitCapacitor capacitor) : Device(name), IChargeStore
{
    public SlitCapacitor Capacitor => capacitor;

    public override IEnumerable<Link> Links => [new(s, k, LinkKind.Capacitive)];

    public override IReadOnlyList<string> Quantities => ["i", "q", "v"];

    public IReadOnlyList<Unknown> ChargeUnknowns => [s, k];

    public override void Load(Equations eq)
    {
        double charge = capacitor.Charge(eq[s] - eq[k], out double c);
        Branches.Charge(eq, s, k, charge, c);      // (1)
    }

    public double StoredCharge(Equations eq, Span<double> slopes)
    {
        double charge = capacitor.Charge(eq[s] - eq[k], out double c);
        (slopes[0], slopes[1]) = (c, -c);
        return charge;
    }

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" => new("A", Current),
        "q" => new("C", eq => capacitor.Charge(eq[s] - eq[k])),
        "v" => new("V", eq => eq[s] - eq[k]),
        _ => null,
    };

    private double Current(Equations eq)
    {
        capacitor.Charge(eq[s] - eq[k], out double c);
        return c * (eq.Slope(s) - eq.Slope(k));
    }
}
