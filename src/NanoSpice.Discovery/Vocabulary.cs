using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>One place of a gene: a word of the vocabulary, with the value of its own when it is a constant.</summary>
/// <param name="Code">place in <see cref="Vocabulary"/></param>
/// <param name="Value">value of a constant, else 0</param>
internal readonly record struct Symbol(byte Code, double Value);

/// <summary>The words genes are made of: inputs first, then the constant, then operators and functions.</summary>
internal sealed class Vocabulary
{
    private readonly FormulaNode[] _nodes;
    private readonly bool[] _commutative;

    public Vocabulary(IReadOnlyList<string> inputs, IReadOnlyList<UnitVector?> units, IEnumerable<string> functions)
    {
        Inputs = inputs;
        Units = units;
        Constant = (byte)inputs.Count;
        var nodes = inputs.Select((_, k) => new FormulaNode(FormulaOp.Variable, 0, 1, k, 0)).ToList();
        nodes.Add(new FormulaNode(FormulaOp.Constant, 0, 1, 0, 0));
        nodes.AddRange(functions.Distinct(StringComparer.OrdinalIgnoreCase).Select(Word));
        if (nodes.Count > 200) throw new ArgumentException("more than 200 inputs and functions", nameof(inputs));
        _nodes = [.. nodes];
        _commutative = [.. nodes.Select(n => n.Op is FormulaOp.Add or FormulaOp.Multiply)];
    }

    public IReadOnlyList<string> Inputs { get; }

    /// <summary>Units of the inputs; null goes with everything.</summary>
    public IReadOnlyList<UnitVector?> Units { get; }

    /// <summary>The word for a number.</summary>
    public byte Constant { get; }

    /// <summary>Number of words.</summary>
    public int Count => _nodes.Length;

    /// <summary>First word that takes arguments.</summary>
    public int FirstFunction => Constant + 1;

    public int Functions => Count - FirstFunction;

    public int Arity(byte code) => _nodes[code].Arity;

    public bool IsCommutative(byte code) => _commutative[code];

    /// <summary>The word as a node of a formula; its size is left to the writer.</summary>
    public FormulaNode Node(byte code) => _nodes[code];

    /// <summary>The word of a node, or null.</summary>
    public byte? Find(FormulaNode node)
    {
        for (int k = 0; k < _nodes.Length; k++)
            if (_nodes[k].Op == node.Op && _nodes[k].Arity == node.Arity && (_nodes[k].Index == node.Index || node.Op == FormulaOp.Constant)) return (byte)k;
        return null;
    }

    private static FormulaNode Word(string name)
    {
        FormulaOp? op = name switch { "+" => FormulaOp.Add, "-" => FormulaOp.Subtract, "*" => FormulaOp.Multiply, "/" => FormulaOp.Divide, "^" => FormulaOp.Power, _ => null };
        if (op is { } binary) return new(binary, 2, 0, 0, 0);
        var row = Expressions.Functions.Find(name) ?? throw new ArgumentException($"there is no function '{name}'", nameof(name));
        if (row.Fewest > 2) throw new ArgumentException($"{name} takes more than two arguments", nameof(name));
        return row.Operator is { } spelled ? new(spelled, row.Fewest, 0, 0, 0) : new(FormulaOp.Call, row.Fewest, 0, row.Row, 0);
    }
}
