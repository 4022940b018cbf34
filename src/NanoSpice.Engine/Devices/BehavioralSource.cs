namespace NanoSpice.Engine.Devices;

/// <summary>B: voltage, current or resistance as a formula; the device is a ControlledVoltage, ControlledCurrent or BehavioralResistor.</summary>
/// <remarks>value(T) = formula (1 + tc1 dT + tc2 dT^2), as in ngspice. R= and the parasitic elements are LTspice's.</remarks>
public sealed class BehavioralSourceKind : DeviceKind
{
    public override string Letter => "B";

    public override string Syntax => "Bname n+ n- V={expression} | I={expression} | R={expression} [tc1=] [tc2=] [m=] [rser=] [rpar=] [cpar=]";

    public override ParameterTable Parameters { get; } = new(
    [
        Parameter.Formula("v", "V", "voltage of n+ over n-"),
        Parameter.Formula("i", "A", "current from n+ through the source to n-"),
        Parameter.Formula("r", "Ohm", "resistance between n+ and n-"),
        ElementLineChecks.MultiplicityParameter,
        .. TemperatureCoefficients.ElementParameters,
        Parasitics.Rser, .. Parasitics.Parallel,
        .. new[] { "tripdv", "tripdt" }.Select(p => Parameter.Number(p, "-", "LTspice's step control") with { Ignored = true }),
    ]);

    public override int NodeCount(IReadOnlyList<string> wordsAfterName) => 2;

    public override void Build(DeviceRequest d)
    {
        if (!ElementLineChecks.HasNodes(d, this, 2)) return;
        if (d.Arguments.Count > 2) ElementLineChecks.Unexpected(d, this, d.Arguments[2]);
        double factor = TemperatureCoefficients.Read(d, null).Factor(d.Temperature), m = ElementLineChecks.Multiplicity(d);
        string[] given = [.. new[] { "v", "i", "r" }.Where(d.Has)];
        if (given.Length > 1) d.Error(DeviceCodes.TwoExpressions, $"{d.Name} gives both {given[0].ToUpperInvariant()}= and {given[1].ToUpperInvariant()}=", parameter: given[1], hint: "keep one of them");
        else if (given.Length == 0) ElementLineChecks.MissingValue(d, this, "expression");
        else if (!double.IsNaN(m)) Add(d, given[0], factor, m);
    }

    private static void Add(DeviceRequest d, string quantity, double factor, double m)
    {
        Unknown? branch = quantity == "v" ? d.Branch() : null;      // before the formula, which may name i(bname)
        var (a, b) = (d.Node(0), d.Node(1));
        Parasitics.Across(d, a, b, m);
        a = Parasitics.BehindResistance(d, a, m);
        if (d.Formula(quantity) is not { } law) return;
        d.Add(quantity switch
        {
            "v" => new ControlledVoltage(d.Name, a, b, branch!.Value, new FormulaLaw(law, factor)),
            "i" => new ControlledCurrent(d.Name, a, b, new FormulaLaw(law, factor * m)),
            _ => new BehavioralResistor(d.Name, a, b, law, factor / m) { Temperature = d.Temperature },
        });
    }
}
