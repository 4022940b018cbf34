namespace NanoSpice.Expressions;

/// <summary>Syntax to formula: settles functions, writes out user functions, checks arguments, collects occurrences.</summary>
internal sealed class SyntaxTranslation(FunctionScope? scope)
{
    /// <summary>Nodes a formula may grow to when functions are written out.</summary>
    private const int LargestFormula = 100_000;

    private readonly List<(string Variable, int Offset, int Length)> _occurrences = [];

    private readonly List<PastCall> _pastCalls = [];

    private readonly List<DrawCall> _drawCalls = [];

    /// <summary>Functions of the past, inner ones first.</summary>
    public IReadOnlyList<PastCall> PastCalls => _pastCalls;

    /// <summary>Functions whose value is drawn, inner ones first.</summary>
    public IReadOnlyList<DrawCall> DrawCalls => _drawCalls;

    public FormulaError? Error { get; private set; }

    /// <summary>Variables in order of appearance in the text.</summary>
    public IReadOnlyList<(string Variable, int Offset, int Length)> Occurrences => _occurrences;

    public Formula? Translate(Syntax root)
    {
        var builder = new FormulaBuilder();
        Write(root, builder);
        return Error is null ? builder.Build() : null;
    }

    /// <summary>Writes in postfix order with a stack of its own, as long sums make deep trees.</summary>
    private void Write(Syntax root, FormulaBuilder builder)
    {
        var pending = new Stack<(Syntax Node, bool Ready)>();
        pending.Push((root, false));
        while (Error is null && pending.TryPop(out var item))
        {
            var node = item.Node;
            if (item.Ready || node.Arguments.Length == 0 || IsUserCall(node) || IsOpenCall(node))
            {
                Emit(node, builder);
                continue;
            }
            pending.Push((node, true));
            for (int k = node.Arguments.Length - 1; k >= 0; k--)
                pending.Push((node.Arguments[k], false));
        }
    }

    private bool IsUserCall(Syntax node) => node.Op == FormulaOp.Call && scope?.Find(node.Name) is not null;

    /// <summary>A call that has no value of its own: a variable stands for it.</summary>
    private static bool IsOpenCall(Syntax node) =>
        node.Op == FormulaOp.Call && (PastCall.Arity(node.Name) is not null || Distribution.Find(node.Name, node.Arguments.Length) is not null);

    private void Emit(Syntax node, FormulaBuilder builder)
    {
        switch (node.Op)
        {
            case FormulaOp.Constant:
                builder.Constant(node.Value);
                break;
            case FormulaOp.NamedConstant:
                builder.NamedConstant(node.Index);
                break;
            case FormulaOp.Variable:
                _occurrences.Add((node.Name, node.Offset, node.Length));
                builder.Variable(node.Name);
                break;
            case FormulaOp.Call when scope?.Find(node.Name) is { } function:
                WriteOut(node, function, builder);
                break;
            case FormulaOp.Call when PastCall.Arity(node.Name) is var (fewest, most):
                if (node.Arguments.Length < fewest || node.Arguments.Length > most)
                    Fail(node, $"{node.Name.ToLowerInvariant()} takes {(most > fewest ? $"{fewest} to {most} arguments" : "1 argument")}, got {node.Arguments.Length}", null);
                else if (Arguments(node) is { } past)
                    builder.Variable(Remember(node.Name.ToLowerInvariant(), past));
                break;
            case FormulaOp.Call when Distribution.Find(node.Name, node.Arguments.Length) is { } distribution:
                if (Arguments(node) is { } drawn)
                    builder.Variable(Draw(distribution, drawn));
                break;
            case FormulaOp.Call:
                Call(node, builder);
                break;
            default:
                builder.Apply(node.Op);
                break;
        }
    }

    private void Call(Syntax node, FormulaBuilder builder)
    {
        if (Functions.Find(node.Name) is not { } function)
        {
            if (Distribution.Spellings(node.Name) is { } spellings)
                Fail(node, $"{node.Name.ToLowerInvariant()} does not take {node.Arguments.Length} argument{(node.Arguments.Length == 1 ? "" : "s")}", spellings);
            else
                Fail(node, Functions.WhyUnsupported(node.Name) ?? $"unknown function '{node.Name}'", Suggestion(node.Name));
            return;
        }
        if (node.Arguments.Length > 0 && function.Name is "min" or "max")
        {
            // of one number it is that number, of several they are folded from the right
            for (int k = 1; k < node.Arguments.Length; k++) builder.Call(function, 2);
            return;
        }
        if (function.CountError(node.Arguments.Length) is { } wrong)
        {
            string hint = Distribution.Spellings(node.Name) is { } drawn ? $"{function.Note}; {drawn}" : function.Note;
            Fail(node, wrong, hint.Length == 0 ? null : hint);
            return;
        }
        if (function.Most == int.MaxValue && FirstNotAscending(node) is { } point)
        {
            Fail(point, $"the x values of {function.Name} must ascend", null);
            return;
        }
        builder.Call(function, node.Arguments.Length);
    }

    private static Syntax? FirstNotAscending(Syntax call)
    {
        var points = call.Arguments;
        for (int k = 3; k < points.Length; k += 2)
        {
            if (Number(points[k - 2]) is { } before && Number(points[k]) is { } here && here <= before)
                return points[k];
        }
        return null;
    }

    private static double? Number(Syntax node) => node.Op switch
    {
        FormulaOp.Constant => node.Value,
        FormulaOp.Negate when Number(node.Arguments[0]) is { } value => -value,
        _ => null,
    };

    /// <summary>The body with its parameters replaced by the arguments.</summary>
    private void WriteOut(Syntax node, FunctionScope.UserFunction function, FormulaBuilder builder)
    {
        int count = function.Parameters.Length;
        if (node.Arguments.Length != count)
        {
            Fail(node, $"{function.Name} takes {count} argument{(count == 1 ? "" : "s")}, got {node.Arguments.Length}", null);
            return;
        }
        var body = scope!.BodyOf(function);
        if (body.Formula is null)
        {
            var inner = body.Error!.Value;
            bool placed = inner.Message.Contains("the function ", StringComparison.Ordinal);
            Fail(node, placed ? inner.Message : $"in the function {function.Name}: {inner.Message}", inner.Hint);
            return;
        }
        if (Arguments(node) is not { } arguments)
            return;
        if ((long)body.Formula.Complexity * (1 + arguments.Sum(a => a.Complexity)) > LargestFormula * 10L)
        {
            Fail(node, $"written out, {function.Name} is too large", null);
            return;
        }
        foreach (string free in body.Formula.Variables)
        {
            if (Array.IndexOf(function.Parameters, free) < 0 && !free.Contains('#'))
                _occurrences.Add((free, node.Offset, node.Length));
        }
        Dictionary<string, Formula> open = [];
        Formula? Written(string name) => Array.IndexOf(function.Parameters, name) is >= 0 and var k ? arguments[k] : open.GetValueOrDefault(name);
        foreach (var call in body.DrawCalls)
            open[call.Variable] = Formula.Plain(Draw(call.Distribution, [.. call.Arguments.Select(a => a.Replace(Written))]));
        foreach (var call in body.PastCalls)
            open[call.Variable] = Formula.Plain(Remember(call.Function, [.. call.Arguments.Select(a => a.Replace(Written))]));
        builder.Append(body.Formula.Replace(Written));
        if (builder.Count > LargestFormula)
            Fail(node, $"written out, {function.Name} is too large", null);
    }

    /// <summary>The arguments of a call as formulas; null with an error reported.</summary>
    private Formula[]? Arguments(Syntax node)
    {
        var arguments = new Formula[node.Arguments.Length];
        for (int k = 0; k < arguments.Length; k++)
        {
            var argument = new FormulaBuilder();
            Write(node.Arguments[k], argument);
            if (Error is not null)
                return null;
            arguments[k] = argument.Build();
        }
        return arguments;
    }

    /// <summary>The variable that stands for a function of the past.</summary>
    private string Remember(string function, IReadOnlyList<Formula> arguments)
    {
        _pastCalls.Add(new($"{function}#{_pastCalls.Count + 1}", function, arguments));
        return _pastCalls[^1].Variable;
    }

    /// <summary>The variable that stands for a function whose value is drawn.</summary>
    private string Draw(Distribution distribution, IReadOnlyList<Formula> arguments)
    {
        _drawCalls.Add(new($"{distribution.Name}#{_drawCalls.Count + 1}", distribution, arguments));
        return _drawCalls[^1].Variable;
    }

    private string? Suggestion(string name)
    {
        var known = Functions.Names.Concat(scope?.AllNames ?? []);
        return Functions.WhyUnsupported(name) is null && NearestName.Of(name, known) is { } near ? $"did you mean '{near}'?" : null;
    }

    private void Fail(Syntax node, string message, string? hint) => Error ??= new FormulaError(node.Offset, node.Length, message, hint);
}
