using System.Globalization;

namespace NanoSpice.Engine.Devices;

/// <summary>What the lines and cards of both switches share: resistances, thresholds, the state to start in.</summary>
internal static class SwitchCard
{
    public static ParameterTable ElementParameters { get; } = new(
        Parameter.Flag("on", "on until the control value says otherwise"),
        Parameter.Flag("off", "off until the control value says otherwise; the default"));

    /// <summary>Parameters of SW and CSW; ilimit, level, oneway and epsilon are LTspice's.</summary>
    public static ParameterTable Model(string threshold, string half, string unit) => new(
    [
        Parameter.Number(threshold, unit, "threshold", 0),
        Parameter.Number(half, unit, "half width of the hysteresis; below 0: of the smooth transition", 0),
        Parameter.Number("ron", "Ohm", "resistance when on", 1),
        Parameter.Number("roff", "Ohm", "resistance when off; not given: 1/gmin"),
        Parameter.Number("vser", "V", "voltage in series, against the current from n+ to n-", 0),
        Parameter.Number("lser", "H", "series inductance", 0) with { Min = 0 },
        Parameter.Number("ilimit", "A", "limit of the current") with { Min = 0, MinExclusive = true },
        Parameter.Number("level", "-", "1, or 2: LTspice's switch that is never quite on or off", 1),
        Parameter.Flag("oneway", "level 2: conducts from n+ to n- only"),
        Parameter.Number("epsilon", "V", "level 2 with oneway: width of the bend at 0", 0) with { Min = 0 },
    ]);

    /// <summary>Parameters of VSWITCH and ISWITCH: on and off values, or as a newer PSpice has it a threshold and a hysteresis.</summary>
    public static ParameterTable SmoothModel(string on, string off, string threshold, string half, string unit, double fallback) => new(
        Parameter.Number(on, unit, "control value above which the switch is on", fallback),
        Parameter.Number(off, unit, "control value below which it is off", 0),
        Parameter.Number("ron", "Ohm", "resistance when on", 1),
        Parameter.Number("roff", "Ohm", "resistance when off", 1e6),
        Parameter.Number(threshold, unit, "threshold, in place of the smooth transition"),
        Parameter.Number(half, unit, "half width of the hysteresis about the threshold", 0));

    /// <summary>Adds the switch of a line whose words before the model were read; problems are reported.</summary>
    /// <param name="modelAt">place of the model name among the words</param>
    /// <param name="names">letter of the control quantity, v or i, and the model type of each law: hysteresis, smooth</param>
    /// <param name="control">what turns the switch; null with an error reported</param>
    public static void Build(DeviceRequest d, int modelAt, (char Letter, string Jumping, string Smooth) names, Control? control)
    {
        if (ReadState(d, modelAt) is not { } on || d.Model(d.Arguments[modelAt], names.Jumping, names.Smooth) is not { } model) return;
        double ron = Positive(d, model, "ron"), roff = model.Has("roff") || model.Type == names.Smooth ? Positive(d, model, "roff") : 1 / d.Options.Gmin;
        if (control is not { } sensed || !double.IsFinite(ron + roff)) return;
        (ron, roff) = (ron / d.Copies, roff / d.Copies);
        var (p, n) = (d.Node(0), d.Node(1));
        if (model.Type == names.Smooth && !model.Has($"{names.Letter}t"))
        {
            double full = model.Number($"{names.Letter}on"), none = model.Number($"{names.Letter}off");
            if (full == none) model.Error("SWI004", $"{d.Name}: {names.Letter}on and {names.Letter}off are the same", $"{names.Letter}on", $"the switch is on at {names.Letter}on and off at {names.Letter}off");
            else if (double.IsFinite(full - none)) d.Add(new SmoothSwitch(d.Name, p, n, sensed, ron, roff, full, none) { Temperature = d.Temperature });
            return;
        }
        double at = model.Number($"{names.Letter}t"), half = model.Number($"{names.Letter}h");
        if (!double.IsFinite(at + half)) return;
        var limit = new SwitchLimit(double.PositiveInfinity, 1 / roff);
        if (model.Type == names.Jumping)
        {
            if (model.Has("ilimit")) limit = limit with { Value = model.Number("ilimit") * d.Copies };
            p = Series(d, model, p);
            if (model.Number("level") >= 2)
            {
                if (half != 0) d.Add(Second(d, model, p, n, sensed, (ron, roff, at, Math.Abs(half)), limit));
                else model.Error("SWI003", $"{d.Name}: level 2 needs {names.Letter}h, the width of its transition", "level");
                return;
            }
        }
        d.Add(half < 0
            ? new SmoothSwitch(d.Name, p, n, sensed, ron, roff, at - half, at + half) { Temperature = d.Temperature, Limit = limit }
            : Jumping(d, p, n, sensed, ron, roff, new Hysteresis(at / sensed.Scale, half / sensed.Scale, d.State(Hysteresis.Initial(on))), limit));
    }

    private static LimitedSwitch Second(DeviceRequest d, ModelView model, Unknown p, Unknown n, Control control, (double Ron, double Roff, double At, double Width) law, SwitchLimit limit) =>
        new(d.Name, p, n, control, law.Ron, law.Roff, law.At, law.Width, limit,
            model.Has("oneway") && model.Number("oneway") != 0 ? new IdealDiodeBranch(1, 0, model.Number("epsilon"), double.PositiveInfinity) : null)
        { Temperature = d.Temperature };

    private static Device Jumping(DeviceRequest d, Unknown p, Unknown n, Control control, double ron, double roff, Hysteresis hysteresis, SwitchLimit limit) =>
        control.IsCurrent
            ? new CurrentSwitch(d.Name, p, n, control.Plus, ron, roff, hysteresis) { Temperature = d.Temperature, Limit = limit }
            : new VoltageSwitch(d.Name, p, n, control.Plus, control.Minus, ron, roff, hysteresis) { Temperature = d.Temperature, Limit = limit };

    /// <summary>The first terminal behind lser and vser.</summary>
    private static Unknown Series(DeviceRequest d, ModelView model, Unknown p)
    {
        p = Parasitics.BehindInductance(d, p, model.Number("lser"), double.NaN, d.Copies);
        double voltage = model.Number("vser");
        if (!(Math.Abs(voltage) > 0)) return p;
        var inner = d.InnerNode("vser");
        d.Add(new VoltageSource($"{d.Name}.vser", p, inner, d.Branch("vser"), new SourceValues(voltage, 0, null)));
        return inner;
    }

    /// <summary>The state to start in; null with an error reported.</summary>
    private static bool? ReadState(DeviceRequest d, int modelAt)
    {
        bool on = d.Has("on") && d.Number("on") != 0, failed = false;
        foreach (var word in d.Arguments.Skip(modelAt + 1))
        {
            bool isOn = word.Text.Equals("on", StringComparison.OrdinalIgnoreCase);
            on |= isOn;
            if (isOn || word.Text.Equals("off", StringComparison.OrdinalIgnoreCase)) continue;
            d.Error("SWI002", $"{d.Name}: {word.Text} is not understood here", word, hint: "on or off");
            failed = true;
        }
        return failed ? null : on;
    }

    private static double Positive(DeviceRequest d, ModelView model, string name)
    {
        double value = model.Number(name);
        if (value > 0) return value;
        if (!double.IsNaN(value)) model.Error("SWI003", $"{d.Name}: {name} = {value.ToString("g6", CultureInfo.InvariantCulture)} must be above 0", name);
        return double.NaN;
    }
}
