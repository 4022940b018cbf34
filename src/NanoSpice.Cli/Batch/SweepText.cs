using NanoSpice.Elaboration;
using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>Reads --sweep NAME=VALUES.</summary>
/// <remarks>
///   VALUES: parts with commas between them, each a number, a:b:step (linear, b included), a:b:decN or a:b:octN (N points a decade or octave).
/// </remarks>
internal sealed class SweepText(ConfigValue given, DiagnosticBag bag)
{
    private const string Forms = "for example gamma=-0.9:0.9:0.1, rc=1,2,5,10 or rc=1:100:dec5";

    private readonly List<double> _values = [];

    /// <summary>The axis; null with errors in the bag.</summary>
    public OuterAxis? Read()
    {
        string text = given.Text;
        int equals = text.IndexOf('=');
        string name = text[..Math.Max(0, equals)].Trim();
        if (name.Length == 0 || equals == text.Length - 1) return Fail($"'{text}' is not NAME=VALUES", 0, text.Length, Forms);
        int errors = bag.ErrorCount, at = equals + 1;
        bool logarithmic = false;
        foreach (string part in text[at..].Split(','))
        {
            string[] range = part.Split(':');
            if (range.Length == 1) Number(part, at);
            else if (range.Length == 3) logarithmic |= Range(range, at);
            else Fail($"'{part}' is neither a number nor start:stop:step", at, part.Length, Forms);
            at += part.Length + 1;
        }
        return bag.ErrorCount > errors ? null : new([new(name, Span(text.IndexOf(name, StringComparison.Ordinal), name.Length))], [.. _values.Select(v => (double[])[v])], logarithmic);
    }

    private void Number(string text, int at)
    {
        if (Value(text, at) is { } value) _values.Add(value);
    }

    /// <returns>true when spaced by decades or octaves</returns>
    private bool Range(string[] parts, int at)
    {
        int third = at + parts[0].Length + parts[1].Length + 2;
        double? start = Value(parts[0], at), stop = Value(parts[1], at + parts[0].Length + 1);
        string last = parts[2].Trim();
        bool decades = last.StartsWith("dec", StringComparison.OrdinalIgnoreCase), octaves = last.StartsWith("oct", StringComparison.OrdinalIgnoreCase);
        double? step = Value(decades || octaves ? last[3..] : parts[2], decades || octaves ? third + 3 : third);
        if (start is not { } a || stop is not { } b || step is not { } s) return decades || octaves;
        if (decades || octaves) Logarithmic(a, b, s, decades ? 10 : 2, at, parts);
        else if (s == 0) Fail("a step of zero never gets to the end", third, parts[2].Length, "for single values put commas between them");
        else if ((b - a) / s < 0) Fail($"a step of {last} never gets from {parts[0]} to {parts[1]}", third, parts[2].Length, "give the step the sign of stop - start");
        else Take(StepValues.Linear(a, b, s), third, parts[2].Length);
        return decades || octaves;
    }

    private void Logarithmic(double start, double stop, double points, double unit, int at, string[] parts)
    {
        int third = at + parts[0].Length + parts[1].Length + 2;
        if (!(start * stop > 0)) Fail($"from {parts[0]} to {parts[1]} there is no {(unit == 10 ? "decade" : "octave")}", at, parts[0].Length + parts[1].Length + 1, "both limits have one sign and are not zero");
        else if (points < 1 || points != Math.Floor(points)) Fail($"'{parts[2]}': not a number of points", third, parts[2].Length, "a whole number, 1 or more: rc=1:100:dec5");
        else Take(StepValues.Logarithmic(start, stop, points, unit), third, parts[2].Length);
    }

    private void Take(double[] values, int at, int length)
    {
        if (values.Length > StepValues.Most) Fail($"the sweep has more than {StepValues.Most} points", at, length, "take a larger step");
        else _values.AddRange(values);
    }

    private double? Value(string text, int at)
    {
        string word = text.Trim();
        if (SpiceNumber.TryParse(word, out double value, out _) && double.IsFinite(value)) return value;
        Fail(word.Length == 0 ? "a value is missing" : $"'{word}' is not a number", at, Math.Max(1, text.Length), Forms);
        return null;
    }

    private OuterAxis? Fail(string message, int at, int length, string hint)
    {
        bag.Report(BatchCodes.BadSweep, message, Span(at, length), hint);
        return null;
    }

    private SourceSpan Span(int at, int length) => given.At with { Column = given.At.Column + at, Length = Math.Max(1, length) };
}
