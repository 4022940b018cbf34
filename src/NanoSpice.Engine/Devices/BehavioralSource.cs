namespace NanoSpice.Engine.Devices;

/// <summary>B: voltage or current as a formula of voltages, currents and time; the device is a ControlledVoltage or ControlledCurrent.</summary>
/// <remarks>value(T) = formula (1 + tc1 dT + tc2 dT^2), as in ngspice.</remarks>
public sealed class BehavioralSourceKind : DeviceKind
{
    public override string Letter => "B";

    public override string Syntax => "Bname n+ n- V={expression} | I={expression} [tc1=] [tc2=] [m=]";

    public override ParameterTable Parameters { get; } = new(
    [
        Parameter.Formula("v", "V", "voltage of n+ over n-"),
        Parameter.Formula("i", "A", "current from n+ through the source to n-"),
        ElementLineChecks.MultiplicityParameter,
        .. TemperatureCoefficients.ElementParameters,
    ]);

    public override int NodeCount(IReadOnlyList<string> wordsAfterName) => 2;

    public override void Build(DeviceRequest d)
    {
        if (!ElementLineChecks.HasNodes(d, this, 2)) return;
        if (d.Arguments.Count > 2) ElementLineChecks.Unexpected(d, this, d.Arguments[2]);
        double factor = TemperatureCoefficients.Read(d, null).Factor(d.Temperature), m = ElementLineChecks.Multiplicity(d);
        var (a, b) = (d.Node(0), d.Node(1));
        switch (d.Has("v"), d.Has("i"))
        {
            case (true, true):
                d.Error(DeviceCodes.TwoExpressions, $"{d.Name} gives both V= and I=", parameter: "i", hint: "keep one of them");
                break;
            case (false, false):
                ElementLineChecks.MissingValue(d, this, "expression");
                break;
            case (true, _):
                var current = d.Branch();      // before the formula, which may name i(bname)
                if (d.Formula("v") is { } voltage) d.Add(new ControlledVoltage(d.Name, a, b, current, new FormulaLaw(voltage, factor)));
                break;
            default:
                if (d.Formula("i") is { } law) d.Add(new ControlledCurrent(d.Name, a, b, new FormulaLaw(law, factor * m)));
                break;
        }
    }
}
