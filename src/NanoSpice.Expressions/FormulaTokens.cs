using Sprache;

namespace NanoSpice.Expressions;

/// <summary>Tokens of the grammar: operators, names, probes, argument lists, and the words of its errors.</summary>
internal static class FormulaTokens
{
    public static ExpressionInput After<T>(IResult<T> result) => (ExpressionInput)result.Remainder;

    /// <summary>Length of the binary operator at the start of the text; 0 if there is none.</summary>
    public static int Operator(ReadOnlySpan<char> rest, out FormulaOp op)
    {
        char a = rest.Length > 0 ? rest[0] : '\0', b = rest.Length > 1 ? rest[1] : '\0';
        (int length, op) = (a, b) switch
        {
            ('*', '*') => (2, FormulaOp.Power),
            ('&', '&') => (2, FormulaOp.And),
            ('|', '|') => (2, FormulaOp.Or),
            ('=', '=') => (2, FormulaOp.Equal),
            ('!', '=') or ('<', '>') => (2, FormulaOp.NotEqual),
            ('<', '=') => (2, FormulaOp.LessOrEqual),
            ('>', '=') => (2, FormulaOp.GreaterOrEqual),
            ('&', _) => (1, FormulaOp.And),
            ('|', _) => (1, FormulaOp.Or),
            ('^', _) => (1, FormulaOp.Power),
            ('*', _) => (1, FormulaOp.Multiply),
            ('/', _) => (1, FormulaOp.Divide),
            ('%', _) => (1, FormulaOp.Modulo),
            ('+', _) => (1, FormulaOp.Add),
            ('-', _) => (1, FormulaOp.Subtract),
            ('<', _) => (1, FormulaOp.Less),
            ('>', _) => (1, FormulaOp.Greater),
            _ => (0, default),
        };
        return length;
    }

    /// <summary>The operator or bracket that ends before this place, for "expected a value after ...".</summary>
    public static string TokenBefore(ExpressionInput input)
    {
        int end = input.Position;
        while (end > 0 && char.IsWhiteSpace(input.Source[end - 1]))
            end--;
        if (end == 0)
            return "";
        int start = end > 1 && Operator(input.Source.AsSpan(end - 2, 2), out _) == 2 ? end - 2 : end - 1;
        return input.Source[start..end];
    }

    /// <summary>Length of what a reader sees as one word at the start of the text, at least 1.</summary>
    public static int WordLength(ReadOnlySpan<char> rest)
    {
        int n = 0;
        while (n < rest.Length && (char.IsLetterOrDigit(rest[n]) || rest[n] is '_' or '.'))
            n++;
        return Math.Max(n, 1);
    }

    public static string? HintFor(ReadOnlySpan<char> rest) => rest[0] switch
    {
        '=' => "write == to compare",
        '\'' or '"' or '{' or '}' => "quotes and braces go around the whole expression, not inside it",
        _ => null,
    };

    public static IResult<T> Unclosed<T>(ExpressionInput open, ExpressionInput found)
    {
        if (found.AtEnd)
            return found.Fail<T>(open.Position, 1, "missing ')' for this '('");
        int length = WordLength(found.Rest);
        string word = found.Rest[..length].ToString();
        return char.IsLetterOrDigit(found.Current) || found.Current is '_' or '('
            ? found.Fail<T>(found.Position, length, $"expected an operator or ')' before '{word}'")
            : found.Fail<T>(found.Position, length, $"expected ')' before '{word}'", HintFor(found.Rest));
    }

    /// <summary>A variable, a probe such as v(a,b), a named constant or a call.</summary>
    public static Parser<Syntax> Named(Parser<Syntax> expression) => at =>
    {
        var input = ((ExpressionInput)at).SkipBlanks();
        int length = VariableName.IdentifierLength(input.Rest, colon: input.Position < input.Attempt.FirstChoice);
        if (length == 0 || input.Attempt.Error is not null)
            return Result.Failure<Syntax>(input, "", ["a name"]);
        string name = input.Rest[..length].ToString();
        var next = input.AdvanceTo(input.Position + length);
        var open = next.SkipBlanks();
        if (open.StartsWith("("))
        {
            return VariableName.IsReserved(name) || (VariableName.IsProbe(name) && input.Attempt.Scope?.Find(name) is null && !IsCall(name, open))
                ? Probe(input, name, open)
                : Call(input, name, open, expression);
        }
        int constant = NamedConstants.IndexOf(name);
        var syntax = constant >= 0
            ? new Syntax(FormulaOp.NamedConstant, input.Position, length) { Index = constant }
            : new Syntax(FormulaOp.Variable, input.Position, length) { Name = name.ToLowerInvariant() };
        return Result.Success(syntax, next);
    };

    /// <summary>im(v(a)) is a function of an expression where im(v1) is a quantity of an element.</summary>
    private static bool IsCall(string name, ExpressionInput open)
    {
        int close = open.Rest.IndexOf(')');
        return close > 0 && open.Rest[1..close].Contains('(') && Functions.Find(name) is not null;
    }

    private static IResult<Syntax> Probe(ExpressionInput start, string probe, ExpressionInput open)
    {
        int close = open.Rest.IndexOf(')');
        if (close < 0)
            return Unclosed<Syntax>(open, open.AdvanceTo(open.Source.Length));
        string inner = open.Rest[1..close].ToString();
        int end = open.Position + close + 1;
        if (VariableName.Probe(probe, inner) is { } name && !inner.Contains('('))
            return Result.Success(new Syntax(FormulaOp.Variable, start.Position, end - start.Position) { Name = name }, open.AdvanceTo(end));
        string needs = probe[0] is 'v' or 'V' ? $"{probe}() takes one node or two, as {probe}(a) or {probe}(a,b)" : $"{probe}() takes the name of one element";
        return open.Fail<Syntax>(start.Position, end - start.Position, needs, probe.Length > 1 ? null : "inside the brackets stand names, not expressions");
    }

    private static IResult<Syntax> Call(ExpressionInput start, string name, ExpressionInput open, Parser<Syntax> expression)
    {
        var arguments = new List<Syntax>();
        var at = open.AdvanceTo(open.Position + 1);
        if (at.SkipBlanks() is var first && first.StartsWith(")"))
            return Finish(start, name, arguments, first);
        while (true)
        {
            var argument = expression(at);
            if (!argument.WasSuccessful)
                return argument;
            arguments.Add(argument.Value);
            at = After(argument).SkipBlanks();
            if (at.StartsWith(")"))
                return Finish(start, name, arguments, at);
            if (!at.StartsWith(","))
                return Unclosed<Syntax>(open, at);
            at = at.AdvanceTo(at.Position + 1);
        }
    }

    private static IResult<Syntax> Finish(ExpressionInput start, string name, List<Syntax> arguments, ExpressionInput close) =>
        Result.Success(
            new Syntax(FormulaOp.Call, start.Position, name.Length, [.. arguments]) { Name = name },
            close.AdvanceTo(close.Position + 1));
}
