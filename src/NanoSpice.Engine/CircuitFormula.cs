using NanoSpice.Expressions;

namespace NanoSpice.Engine;

/// <summary>A formula whose variables are tied to unknowns, time, temperature or frequency.</summary>
/// <remarks>Not thread-safe: it holds its own scratch so that evaluation allocates nothing.</remarks>
public sealed class CircuitFormula
{
    /// <summary>What a variable stands for.</summary>
    public enum Role
    {
        /// <summary>x[Plus] - x[Minus]: v(a), v(a,b); i(v1) with Minus ground.</summary>
        Difference,
        Time,
        /// <summary>Degrees Celsius.</summary>
        Temperature,
        Frequency,
    }

    /// <summary>One variable of the formula, in the order of Formula.Variables.</summary>
    /// <param name="Scale">factor on a difference; see <see cref="Devices.Control"/></param>
    public readonly record struct Binding(Role Role, Unknown Plus, Unknown Minus, double Scale = 1);

    private readonly double[] _values, _gradient;
    private readonly double _celsius;
    private readonly double[] _kinks;

    public CircuitFormula(Formula formula, IReadOnlyList<Binding> bindings, double temperature)
    {
        Formula = formula;
        Bindings = bindings;
        _values = new double[bindings.Count];
        _gradient = new double[bindings.Count];
        _celsius = temperature - 273.15;
        _kinks = TimeKinks.Of(formula, bindings.ToList().FindIndex(b => b.Role == Role.Time));
    }

    public Formula Formula { get; }

    public IReadOnlyList<Binding> Bindings { get; }

    /// <summary>True when the value changes with time itself.</summary>
    public bool DependsOnTime => Bindings.Any(b => b.Role == Role.Time);

    public bool DependsOnFrequency => Bindings.Any(b => b.Role == Role.Frequency);

    public bool DependsOnUnknowns => Bindings.Any(b => b.Role == Role.Difference);

    /// <summary>Value at eq's point.</summary>
    public double Evaluate(Equations eq)
    {
        Gather(eq);
        return Formula.Evaluate(_values);
    }

    /// <summary>Value at eq's point; gradient[k] is the derivative with respect to Bindings[k] (valid until the next call).</summary>
    public double Evaluate(Equations eq, out ReadOnlySpan<double> gradient)
    {
        Gather(eq);
        double value = Formula.EvaluateWithGradient(_values, _gradient);
        gradient = _gradient;
        return value;
    }

    /// <summary>Value at eq's point for a device's Load: with the gradient, which DFlow and DCharge then use, if derivatives are wanted.</summary>
    public double EvaluateForLoad(Equations eq)
    {
        Gather(eq);
        return eq.WantsJacobian ? Formula.EvaluateWithGradient(_values, _gradient) : Formula.Evaluate(_values);
    }

    /// <summary>The same for a source: 0, and flat, where Newton passes through a point at which the formula has no finite value.</summary>
    public double EvaluateForSource(Equations eq)
    {
        double value = EvaluateForLoad(eq);
        bool excused = !double.IsFinite(value) && eq.Excuse();
        if (eq.WantsJacobian)
        {
            // sqrt and acosh have a value at the end of their domain, but no slope.
            foreach (ref double slope in _gradient.AsSpan()) slope = excused || !double.IsFinite(slope) ? 0 : slope;
        }
        return excused ? 0 : value;
    }

    /// <summary>Derivatives of Flow(row, factor * formula), after EvaluateForLoad.</summary>
    public void DFlow(Equations eq, Unknown row, double factor)
    {
        if (!eq.WantsJacobian) return;
        for (int k = 0; k < _gradient.Length; k++)
        {
            if (Bindings[k].Role != Role.Difference) continue;
            double slope = factor * _gradient[k] * Bindings[k].Scale;
            eq.DFlow(row, Bindings[k].Plus, slope);
            eq.DFlow(row, Bindings[k].Minus, -slope);
        }
    }

    /// <summary>Derivatives of Charge(row, factor * formula), after EvaluateForLoad.</summary>
    public void DCharge(Equations eq, Unknown row, double factor)
    {
        if (!eq.WantsJacobian) return;
        for (int k = 0; k < _gradient.Length; k++)
        {
            if (Bindings[k].Role != Role.Difference) continue;
            double slope = factor * _gradient[k] * Bindings[k].Scale;
            eq.DCharge(row, Bindings[k].Plus, slope);
            eq.DCharge(row, Bindings[k].Minus, -slope);
        }
    }

    /// <summary>First time after t at which the formula is known to have a kink or a jump [s]; +inf when there is none.</summary>
    public double NextBreakpoint(double t) => TimeKinks.Next(_kinks, t);

    /// <summary>What the formula senses, as links of its device.</summary>
    public IEnumerable<Link> SensingLinks() =>
        Bindings.Where(b => b.Role == Role.Difference).Select(b => new Link(b.Plus, b.Minus, LinkKind.Sensing));

    /// <summary>Value of binding k at eq's point.</summary>
    public double ValueOf(int k, Equations eq)
    {
        var b = Bindings[k];
        return b.Role switch
        {
            Role.Difference => b.Scale * (eq[b.Plus] - eq[b.Minus]),
            Role.Time => eq.Time,
            Role.Temperature => _celsius,
            _ => eq.Frequency,
        };
    }

    /// <summary>Size of the formula where all its variables are 0, for scaling; the fallback when that is zero or not finite.</summary>
    public double ReferenceValue(double fallback)
    {
        double value = Math.Abs(Formula.Evaluate(new double[Bindings.Count]));
        return value > 0 && double.IsFinite(value) ? value : fallback;
    }

    private void Gather(Equations eq)
    {
        for (int k = 0; k < _values.Length; k++) _values[k] = ValueOf(k, eq);
    }
}
