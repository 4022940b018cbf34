namespace NanoSpice.Engine.Devices;

/// <summary>Time integral of a formula, idt(x, ic, reset) and sdt(x), as an unknown.</summary>
/// <remarks>
///   d/dt w - x / scale = 0;  at DC w = ic / scale. While reset is above 1/2 the integral is held at ic:  w + Hold (w - ic/scale) = 0.
///   scale [s] makes w comparable with x, so that the tolerance of a voltage holds for both.
/// </remarks>
internal sealed class FormulaIntegral(string name, Unknown value, CircuitFormula formula, double scale, double initial, CircuitFormula? reset, int state) : Device(name)
{
    /// <summary>Rate at which a reset integral goes to ic [1/s]: at once.</summary>
    private const double Hold = 1e30;

    private readonly double _start = initial / scale;

    public override IEnumerable<Link> Links => [new(value, Unknown.Ground, LinkKind.Conducting), .. formula.SensingLinks()];

    public override bool DependsOnFrequency => true;      // small signals are integrated where the bias is not

    public override double NextBreakpoint(double t) => Math.Min(formula.NextBreakpoint(t), reset?.NextBreakpoint(t) ?? double.PositiveInfinity);

    public override int EventCount => reset is null ? 0 : 1;

    public override void Load(Equations eq)
    {
        bool still = eq.IsStatic && eq.Frequency <= 0;
        double share = still ? 0 : 1, hold = still ? 1 : reset is not null && eq.State[state] != 0 ? Hold : 0;
        double x = formula.EvaluateForLoad(eq) / scale;
        eq.Flow(value, hold * (eq[value] - _start) - share * x);
        eq.DFlow(value, value, hold);                 formula.DFlow(eq, value, -share / scale);
        eq.Charge(value, share * eq[value]);          eq.DCharge(value, value, share);
    }

    public override void LoadInitial(Equations eq) => eq.Charge(value, _start);

    public override void Events(Equations eq, Span<double> values)
    {
        double above = reset!.Evaluate(eq) - 0.5;
        values[0] = eq.State[state] != 0 ? -above : above;
    }

    public override void Cross(Equations eq, int k) => eq.State[state] = 1 - eq.State[state];

    public override bool Settle(Equations eq)
    {
        if (reset is null) return false;
        eq.State[state] = reset.Evaluate(eq) > 0.5 ? 1 : 0;
        return false;                                  // at DC the integral is at ic either way
    }
}

/// <summary>Time derivative of a formula, ddt(x), as an unknown:  w - d/dt (scale x) = 0.</summary>
internal sealed class FormulaDerivative(string name, Unknown value, CircuitFormula formula, double scale) : Device(name)
{
    public override IEnumerable<Link> Links => [new(value, Unknown.Ground, LinkKind.Conducting), .. formula.SensingLinks()];

    public override bool DependsOnFrequency => formula.DependsOnFrequency;

    public override double NextBreakpoint(double t) => formula.NextBreakpoint(t);

    public override void Load(Equations eq)
    {
        double x = formula.EvaluateForLoad(eq);
        eq.Flow(value, eq[value]);        eq.DFlow(value, value, 1);
        eq.Charge(value, -scale * x);     formula.DCharge(eq, value, -scale);
    }
}

/// <summary>A formula some time ago, delay(x, t), as an unknown:  u - x = 0,  w - u(t - delay) = 0;  e^(-j w delay) u in AC, u at DC.</summary>
internal sealed class FormulaDelay(string name, Unknown value, Unknown undelayed, CircuitFormula formula, double delay, int slot) : Device(name)
{
    public override IEnumerable<Link> Links =>
        [new(value, Unknown.Ground, LinkKind.Conducting), new(undelayed, Unknown.Ground, LinkKind.Conducting), .. formula.SensingLinks()];

    public override bool DependsOnFrequency => true;

    public override double StepLimit => delay > 0 ? delay : double.PositiveInfinity;

    public override IReadOnlyList<DelayedSignal> Signals { get; } = [new(slot, delay, [(undelayed, 1)])];

    public override double NextBreakpoint(double t) => formula.NextBreakpoint(t);

    public override void Load(Equations eq)
    {
        eq.Flow(undelayed, eq[undelayed] - formula.EvaluateForLoad(eq));
        eq.DFlow(undelayed, undelayed, 1);      formula.DFlow(eq, undelayed, -1);
        bool direct = eq.IsStatic || eq.Frequency > 0 || delay == 0;
        double omega = 2 * Math.PI * eq.Frequency, share = direct ? Math.Cos(omega * delay) : 0, turned = omega > 0 ? Math.Sin(omega * delay) / omega : 0;
        eq.Flow(value, eq[value] - (direct ? share * eq[undelayed] : eq.Past[slot].Value(eq.Time, delay)));
        eq.DFlow(value, value, 1);              eq.DFlow(value, undelayed, -share);
        eq.DCharge(value, undelayed, turned);                                          // -e^(-jwT) = -cos + jw sin/w
    }
}

/// <summary>Makes devices of the functions of the past in the expressions of an element line.</summary>
public static class FormulaPast
{
    /// <summary>The unknown that such a function is a multiple of, with the factor; null with an error reported.</summary>
    /// <param name="number">which one of the line</param>
    public static (Unknown Value, double Factor)? Build(DeviceRequest d, string function, int number, IReadOnlyList<CircuitFormula> arguments)
    {
        string label = $"{function}{number}", name = $"{d.Name}.{label}";
        // Integrals and derivatives in units of the run's length: their unknowns are then of the size of the argument.
        double span = d.Options.DefaultStop > 0 ? d.Options.DefaultStop : 1;
        switch (function)
        {
            case "ddt":
                var rate = d.OwnRate(label);
                d.Add(new FormulaDerivative(name, rate, arguments[0], span));
                return (rate, 1 / span);
            case "delay" or "absdelay":
                double delay = Number(d, function, arguments[1], "the delay");
                return delay >= 0 ? (Delay(d, label, arguments[0], delay), 1) : null;
            default:
                double initial = arguments.Count > 1 ? Number(d, function, arguments[1], "the initial value") : 0;
                if (double.IsNaN(initial)) return null;
                var reset = arguments.Count > 2 ? arguments[2] : null;
                var value = d.InnerNode(label);
                d.Add(new FormulaIntegral(name, value, arguments[0], span, initial, reset, reset is null ? -1 : d.State(0)));
                return (value, span);
        }
    }

    /// <summary>An unknown that is the formula some time ago.</summary>
    internal static Unknown Delay(DeviceRequest d, string label, CircuitFormula formula, double delay)
    {
        var (value, undelayed) = (d.InnerNode(label), d.InnerNode(label + ".in"));
        d.Add(new FormulaDelay($"{d.Name}.{label}", value, undelayed, formula, delay, d.Signal()));
        return value;
    }

    private static double Number(DeviceRequest d, string function, CircuitFormula argument, string what)
    {
        double value = argument.Bindings.Count == 0 ? argument.Formula.Evaluate([]) : double.NaN;
        if (double.IsNaN(value)) d.Error(DeviceCodes.PastArgument, $"{d.Name}: {what} of {function} has to be a number", hint: "voltages, currents and time cannot stand there");
        else if (what == "the delay" && value < 0) d.Error(DeviceCodes.PastArgument, FormattableString.Invariant($"{d.Name}: the delay of {function} is {value:g6}; it must not be negative"));
        return value;
    }
}
