using System.Globalization;

namespace NanoSpice.Engine.Devices;

/// <summary>What the lines and cards of both switches share: resistances, thresholds, the state to start in.</summary>
internal static class SwitchCard
{
    public static ParameterTable ElementParameters { get; } = new(
        Parameter.Flag("on", "on until the control value says otherwise"),
        Parameter.Flag("off", "off until the control value says otherwise; the default"));

    public static IReadOnlyList<Parameter> Resistances { get; } =
    [
        Parameter.Number("ron", "Ohm", "resistance when on", 1),
        Parameter.Number("roff", "Ohm", "resistance when off; not given: 1/gmin"),
    ];

    /// <param name="modelAt">place of the model name among the words</param>
    public static (double Ron, double Roff, Hysteresis Hysteresis)? Read(
        DeviceRequest d, int modelAt, string type, string threshold, string half, string needs, string syntax)
    {
        if (d.Arguments.Count <= modelAt)
        {
            d.Error("SWI001", $"{d.Name} needs {needs}", hint: $"write {syntax}");
            return null;
        }
        bool on = d.Has("on") && d.Number("on") != 0, failed = false;
        foreach (var word in d.Arguments.Skip(modelAt + 1))
        {
            bool isOn = word.Text.Equals("on", StringComparison.OrdinalIgnoreCase);
            on |= isOn;
            if (isOn || word.Text.Equals("off", StringComparison.OrdinalIgnoreCase)) continue;
            d.Error("SWI002", $"{d.Name}: {word.Text} is not understood here", word, hint: "on or off");
            failed = true;
        }
        if (d.Model(d.Arguments[modelAt], type) is not { } model) return null;
        double ron = Positive(d, model, "ron"), roff = model.Has("roff") ? Positive(d, model, "roff") : 1 / d.Options.Gmin;
        double at = model.Number(threshold), width = model.Number(half);
        if (failed || !double.IsFinite(ron + roff + at + width)) return null;
        return (ron, roff, new Hysteresis(at, width, d.State(Hysteresis.Initial(on))));
    }

    private static double Positive(DeviceRequest d, ModelView model, string name)
    {
        double value = model.Number(name);
        if (value > 0) return value;
        if (!double.IsNaN(value)) model.Error("SWI003", $"{d.Name}: {name} = {value.ToString("g6", CultureInfo.InvariantCulture)} must be above 0", name);
        return double.NaN;
    }
}
