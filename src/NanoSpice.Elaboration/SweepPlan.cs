using System.Globalization;
using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>What a stepped quantity is.</summary>
public enum StepTarget
{
    /// <summary>A top-level parameter of the deck.</summary>
    Parameter,

    /// <summary>The circuit temperature [deg C].</summary>
    Temperature,

    /// <summary>Value of a V, I, R, C or L: DC value, resistance, ...</summary>
    Element,

    /// <summary>A parameter on an element line.</summary>
    ElementParameter,

    /// <summary>A parameter of a top-level .model card.</summary>
    ModelParameter,
}

/// <summary>A quantity that .step or .temp varies.</summary>
/// <param name="Owner">element (full name) or model, lower case; empty for parameters and the temperature</param>
/// <param name="Name">parameter, lower case; empty for the value of an element and the temperature</param>
/// <param name="Unit">V, A, Ohm, degC; empty where the deck does not tell</param>
/// <param name="Place">where the deck names it</param>
public sealed record StepQuantity(StepTarget Target, string Owner, string Name, string Unit, SourceSpan Place)
{
    /// <summary>rc, temp, v1, 2n2222.vaf: its column.</summary>
    public string Label => Target switch
    {
        StepTarget.Parameter => Name,
        StepTarget.Temperature => "temp",
        StepTarget.Element => Owner,
        _ => $"{Owner}.{Name}",
    };
}

/// <summary>One .step line: quantities that vary together, and their values.</summary>
/// <param name="Rows">one array a step, one number a quantity</param>
/// <param name="Logarithmic">spaced by dec or oct</param>
public sealed record StepAxis(IReadOnlyList<StepQuantity> Quantities, IReadOnlyList<double[]> Rows, bool Logarithmic = false);

/// <summary>All .step and .temp lines of a deck: its points are every combination, the first line innermost, that is, varying fastest.</summary>
/// <remarks>Does not change. Points are independent of each other, so they may be elaborated and run in any order, or at once.</remarks>
public sealed class SweepPlan(IReadOnlyList<StepAxis> axes)
{
    /// <summary>How the points draw random values; null: not of themselves.</summary>
    internal SweepDraws? Draws { get; init; }

    public IReadOnlyList<StepAxis> Axes { get; } = axes;

    /// <summary>In the order of the deck; columns of results.</summary>
    public IReadOnlyList<StepQuantity> Quantities { get; } = [.. axes.SelectMany(a => a.Quantities)];

    public int Count { get; } = axes.Aggregate(1, (n, a) => n * a.Rows.Count);

    /// <summary>Point k, from 0.</summary>
    public SweepPoint this[int k]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)k, (uint)Count);
            var values = new double[Quantities.Count];
            int at = 0, rest = k;
            var draw = Draws?.At(k, Axes);
            foreach (var axis in Axes)
            {
                axis.Rows[rest % axis.Rows.Count].CopyTo(values, at);
                (rest, at) = (rest / axis.Rows.Count, at + axis.Quantities.Count);
            }
            return new(k, Quantities, values) { Draw = draw };
        }
    }
}

/// <summary>One point of a sweep: what each quantity is there.</summary>
/// <param name="Index">from 0, in the order of the run</param>
public sealed record SweepPoint(int Index, IReadOnlyList<StepQuantity> Quantities, IReadOnlyList<double> Values)
{
    /// <summary>What the random values of the deck are drawn from; null: they stand at their nominal values.</summary>
    public DrawSeed? Draw { get; init; }

    /// <summary>rc=5, gamma=0.9</summary>
    public string Label => Describe(Enumerable.Range(0, Values.Count));

    /// <summary>The same of some of the quantities.</summary>
    public string Describe(IEnumerable<int> of) => string.Join(", ", of.Select(k => $"{Quantities[k].Label}={Text(Values[k])}"));

    /// <summary>Six digits; 0.9 plain, large and small numbers in engineering notation: 4.7k.</summary>
    public static string Text(double value)
    {
        string plain = value.ToString("G6", CultureInfo.InvariantCulture);
        return Math.Abs(value) is 0 or (>= 0.01 and < 1000) ? plain : SpiceNumber.Format(double.Parse(plain, CultureInfo.InvariantCulture));
    }
}
