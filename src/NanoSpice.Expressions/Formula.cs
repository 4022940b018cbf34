using System.Diagnostics.CodeAnalysis;

namespace NanoSpice.Expressions;

/// <summary>
/// An expression over named variables: immutable, flat postfix. The one type for netlist expressions and evolved
/// equations. Constant parts are folded as a formula is built; nothing else is rearranged, so the printed text parses back
/// to an equal formula.
/// </summary>
public sealed class Formula : IEquatable<Formula>
{
    private readonly FormulaNode[] _nodes;
    private readonly string[] _variables;
    private FormulaProgram? _program;

    internal Formula(FormulaNode[] nodes, string[] variables)
    {
        _nodes = nodes;
        _variables = variables;
        int widest = 0;
        bool named = false;
        foreach (var node in nodes)
        {
            widest = Math.Max(widest, node.Arity);
            named |= node.Op == FormulaOp.NamedConstant;
        }
        Widest = widest;
        IsConstant = variables.Length == 0 && !named;
    }

    /// <summary>Canonical lower-case names in order of first use: x, v(a), v(a,b), i(v1), time, temper.</summary>
    public IReadOnlyList<string> Variables => _variables;

    /// <summary>True when no variable and no name (pi, e) that <see cref="Bind"/> might replace is left.</summary>
    public bool IsConstant { get; }

    /// <summary>The value of a constant formula; infinite or NaN when its text says so, as 1/0.</summary>
    public double ConstantValue => IsConstant
        ? _nodes.Length == 1 ? _nodes[0].Value : Evaluate([])
        : throw new InvalidOperationException($"'{this}' is not constant");

    /// <summary>The nodes in postfix order; the last is the root.</summary>
    public ReadOnlySpan<FormulaNode> Nodes => _nodes;

    /// <summary>Number of nodes: the size of the formula.</summary>
    public int Complexity => _nodes.Length;

    /// <summary>Made at the first evaluation; threads that meet make equal ones.</summary>
    private FormulaProgram Program => _program ??= FormulaProgram.Of(this);

    /// <summary>The largest number of arguments of a node.</summary>
    internal int Widest { get; }

    /// <summary>A number. Infinite and NaN are kept as the quotients 1/0, -1/0, 0/0, which have a spelling.</summary>
    public static Formula Constant(double value)
    {
        var builder = new FormulaBuilder();
        builder.Constant(value);
        return builder.Build();
    }

    /// <summary>A variable; the name must be one the parser reads, case does not matter.</summary>
    public static Formula Variable(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string canonical = VariableName.Canonical(name) ?? throw new ArgumentException($"'{name}' is not a variable name", nameof(name));
        return Plain(canonical);
    }

    internal static Formula Plain(string canonical) => new([new FormulaNode(FormulaOp.Variable, 0, 1, 0, 0)], [canonical]);

    /// <summary>A formula of nodes whose variables are places in a list of names.</summary>
    public static Formula FromNodes(ReadOnlySpan<FormulaNode> nodes, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var builder = new FormulaBuilder();
        foreach (var node in nodes)
        {
            if (node.Op == FormulaOp.Variable)
                builder.Variable(names[node.Index]);
            else
                builder.Repeat(node);
        }
        return builder.Build();
    }

    /// <summary>The nodes with variables as places in a list of names, which must hold them all.</summary>
    public FormulaNode[] NodesOver(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        int[] places = [.. _variables.Select(v => Enumerable.Range(0, names.Count).FirstOrDefault(k => names[k] == v, -1))];
        if (places.Contains(-1))
            throw new ArgumentException($"{_variables[Array.IndexOf(places, -1)]} is not among the names", nameof(names));
        return [.. _nodes.Select(n => n.Op == FormulaOp.Variable ? n with { Index = places[n.Index] } : n)];
    }

    /// <summary>An operator applied to its arguments, in their written order.</summary>
    public static Formula Apply(FormulaOp op, params ReadOnlySpan<Formula> arguments)
    {
        if (op is FormulaOp.Constant or FormulaOp.NamedConstant or FormulaOp.Variable or FormulaOp.Call || FormulaBuilder.Arity(op) != arguments.Length)
            throw new ArgumentException($"{op} does not take {arguments.Length} formulas", nameof(arguments));
        return FromArguments(arguments, builder => builder.Apply(op));
    }

    /// <summary>A function of the table applied to its arguments.</summary>
    public static Formula Call(string function, params ReadOnlySpan<Formula> arguments)
    {
        var row = Functions.Find(function) ?? throw new ArgumentException($"there is no function '{function}'", nameof(function));
        if (row.CountError(arguments.Length) is { } error)
            throw new ArgumentException(error, nameof(arguments));
        int count = arguments.Length;
        return FromArguments(arguments, builder => builder.Call(row, count));
    }

    private static Formula FromArguments(ReadOnlySpan<Formula> arguments, Action<FormulaBuilder> apply)
    {
        var builder = new FormulaBuilder();
        foreach (var argument in arguments)
            builder.Append(argument);
        apply(builder);
        return builder.Build();
    }

    /// <summary>
    /// Replaces every variable the lookup knows (it returns null for the others) and folds constant parts. A name such as pi
    /// is asked for as well, and becomes its own value when the lookup does not know it.
    /// </summary>
    public Formula Bind(Func<string, Formula?> lookup)
    {
        ArgumentNullException.ThrowIfNull(lookup);
        return IsConstant ? this : Rewrite(lookup, index => lookup(NamedConstants.Name(index)) ?? Constant(NamedConstants.Value(index)));
    }

    /// <summary>As <see cref="Bind"/>, but names such as pi stay open unless the lookup knows them.</summary>
    internal Formula Replace(Func<string, Formula?> lookup) => IsConstant ? this : Rewrite(lookup, index => lookup(NamedConstants.Name(index)));

    private Formula Rewrite(Func<string, Formula?> variable, Func<int, Formula?> named)
    {
        var replacements = new Formula?[_variables.Length];
        for (int k = 0; k < replacements.Length; k++)
            replacements[k] = variable(_variables[k]);
        var builder = new FormulaBuilder();
        foreach (var node in _nodes)
        {
            var replacement = node.Op switch
            {
                FormulaOp.Variable => replacements[node.Index],
                FormulaOp.NamedConstant => named(node.Index),
                _ => null,
            };
            if (replacement is not null)
                builder.Append(replacement);
            else if (node.Op == FormulaOp.Variable)
                builder.Variable(_variables[node.Index]);
            else
                builder.Repeat(node);
        }
        return builder.Build();
    }

    /// <summary>The value for the given variables, in the order of <see cref="Variables"/>. IEEE arithmetic; does not allocate.</summary>
    public double Evaluate(ReadOnlySpan<double> variables)
    {
        CheckCount(variables.Length, nameof(variables));
        return FormulaEvaluator.Value(Program, variables);
    }

    /// <summary>The value and its exact partial derivatives by every variable; does not allocate.</summary>
    public double EvaluateWithGradient(ReadOnlySpan<double> variables, Span<double> gradient)
    {
        CheckCount(variables.Length, nameof(variables));
        CheckCount(gradient.Length, nameof(gradient));
        return FormulaEvaluator.ValueAndGradient(Program, variables, gradient);
    }

    private void CheckCount(int count, string name)
    {
        if (count < _variables.Length)
            ThrowTooFew(count, name);
    }

    [DoesNotReturn]
    private void ThrowTooFew(int count, string name) => throw new ArgumentException($"{_variables.Length} values are needed, {count} are given", name);

    /// <summary>Text that parses back to an equal formula.</summary>
    public override string ToString() => FormulaPrinter.Print(this);

    /// <summary>Same nodes, same names; two formulas that only mean the same are not equal.</summary>
    public bool Equals(Formula? other) => other is not null
        && (ReferenceEquals(this, other) || (_nodes.AsSpan().SequenceEqual(other._nodes) && _variables.AsSpan().SequenceEqual(other._variables)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Formula);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var node in _nodes)
            hash.Add(node);
        foreach (string name in _variables)
            hash.Add(name, StringComparer.Ordinal);
        return hash.ToHashCode();
    }
}
