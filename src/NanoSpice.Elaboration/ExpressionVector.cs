using NanoSpice.Engine;
using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>An expression of vectors as something to save: .print {v(a)*i(r1)}, par('v(a)-v(b)'), v(a)-v(b).</summary>
internal sealed class ExpressionVector(CircuitParts parts, Scope top, VectorBinder vectors)
{
    private DiagnosticBag Bag => parts.Bag;

    /// <summary>The expression inside a word of an output line, or null when the word is a plain vector.</summary>
    public static string? Inside(string text)
    {
        if (text.StartsWith("par(", StringComparison.Ordinal) && text[^1] == ')') text = text[4..^1];
        if (text.Length > 2 && ValueReader.IsDelimited(text)) return text[1..^1];
        return HasOperator(text) ? text : null;
    }

    /// <summary>The vector of an expression; null with the errors reported.</summary>
    public SavedVector? Bind(string name, string expression, SourceSpan at)
    {
        var word = new Word(expression, at);
        if (parts.Values.Parse(word, top) is not { Formula: { } formula }) return null;
        var bound = formula.Bind(n => parts.Values.Parameter(n, top) is { } value ? Formula.Constant(value) : null);
        var probes = new Probe?[bound.Variables.Count];
        for (int k = 0; k < probes.Length; k++) probes[k] = Variable(bound.Variables[k], at);
        if (probes.Contains(null)) return null;
        double[] values = new double[probes.Length];
        return new(name, new("-", eq =>
        {
            for (int k = 0; k < values.Length; k++) values[k] = probes[k]!.Read(eq);
            return bound.Evaluate(values);
        })) { IsExpression = true };
    }

    private Probe? Variable(string name, SourceSpan at)
    {
        double celsius = parts.Options.Temperature - 273.15;
        switch (name)
        {
            case "time": return new("s", eq => eq.Time);
            case "temper" or "temp": return new("degC", _ => celsius);
        }
        if (name[0] == '@' || name[^1] == ')' || name.Contains(':')) return vectors.Bind(name, at)?.Probe;
        Bag.Error(Codes.UnknownVector, $"there is no parameter '{name}'", at, Suggestion.Hint(name, top.ParameterNames, $"a node voltage is written v({name})"));
        return null;
    }

    /// <summary>An operator between the parts of a text, outside brackets: v(a)-v(b). Names may have a sign inside, out-, a+b.</summary>
    private static bool HasOperator(string text)
    {
        int close = text.IndexOf(')');
        return close >= 0 && close < text.Length - 1 && text.IndexOfAny(['+', '-', '*', '/'], close) is var op and > 0 && text.IndexOf('(', 0, op) >= 0
            && text[..op].Count(c => c == '(') == text[..op].Count(c => c == ')');
    }
}
