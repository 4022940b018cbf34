namespace NanoSpice.Expressions;

/// <summary>What is wrong with an expression.</summary>
/// <param name="Offset">Place in the text, from 0.</param>
/// <param name="Length">Characters to underline, at least 1; an error at the end of the text stands one past it.</param>
/// <param name="Message">In plain words.</param>
/// <param name="Hint">What to write instead, or null.</param>
public readonly record struct FormulaError(int Offset, int Length, string Message, string? Hint);

/// <summary>A parsed text: the formula or the error, and where each variable stands.</summary>
/// <param name="Formula">The formula; null if there is an error.</param>
/// <param name="Error">The first error; null if there is a formula.</param>
/// <param name="Occurrences">Every variable in order of appearance; those inside a user function stand where it is called.</param>
public sealed record FormulaText(Formula? Formula, FormulaError? Error, IReadOnlyList<(string Variable, int Offset, int Length)> Occurrences)
{
    /// <summary>Functions of the past with the variables that stand for them, inner ones first.</summary>
    public IReadOnlyList<PastCall> PastCalls { get; init; } = [];

    /// <summary>Functions whose value is drawn with the variables that stand for them, inner ones first.</summary>
    public IReadOnlyList<DrawCall> DrawCalls { get; init; } = [];

    /// <summary>The same with values in place of what is drawn; the lookup gets the number of the call in the list.</summary>
    public FormulaText WithDraws(Func<int, double> value)
    {
        Formula? Drawn(string name)
        {
            for (int k = 0; k < DrawCalls.Count; k++)
            {
                if (DrawCalls[k].Variable == name)
                    return Formula.Constant(value(k));
            }
            return null;
        }
        return this with
        {
            Formula = Formula?.Replace(Drawn), DrawCalls = [],
            PastCalls = [.. PastCalls.Select(c => c with { Arguments = [.. c.Arguments.Select(a => a.Replace(Drawn))] })],
        };
    }
}

/// <summary>Text to formula. Plain numbers and plain names do not enter the grammar.</summary>
public static class FormulaParser
{
    /// <summary>Parses one expression, without the braces or quotes around it.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="scope">User functions, or null.</param>
    public static FormulaText Parse(string text, FunctionScope? scope = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Plain(text) ?? Full(text, scope);
    }

    /// <summary>A number or an identifier alone; null when the text is more than that.</summary>
    private static FormulaText? Plain(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.IsEmpty)
            return null;
        if (char.IsAsciiDigit(trimmed[0]) || trimmed[0] is '.' or '-')
            return SpiceNumber.TryParse(trimmed, out double value, out _) && double.IsFinite(value)
                ? new FormulaText(Formula.Constant(value), null, [])
                : null;
        if (VariableName.IdentifierLength(trimmed, colon: true) != trimmed.Length || NamedConstants.IndexOf(trimmed) >= 0)
            return null;
        string name = trimmed.ToString().ToLowerInvariant();
        int offset = text.Length - text.AsSpan().TrimStart().Length;
        return new FormulaText(Formula.Plain(name), null, [(name, offset, name.Length)]);
    }

    private static FormulaText Full(string text, FunctionScope? scope)
    {
        var attempt = new ParseAttempt(text, scope);
        var parsed = FormulaGrammar.Whole(new ExpressionInput(attempt, 0));
        if (attempt.Error is null && parsed.WasSuccessful)
        {
            var translation = new SyntaxTranslation(scope);
            var formula = translation.Translate(parsed.Value);
            if (translation.Error is null)
                return new FormulaText(formula, null, translation.Occurrences) { PastCalls = translation.PastCalls, DrawCalls = translation.DrawCalls };
            attempt.Error = translation.Error;
        }
        return new FormulaText(null, attempt.Error ?? new FormulaError(0, Math.Max(text.Length, 1), "this is not an expression", null), []);
    }
}
