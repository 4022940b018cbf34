using System.Runtime.InteropServices;

namespace NanoSpice.Expressions;

/// <summary>Writes a formula in postfix order and folds what is constant, so that every formula has one form.</summary>
internal sealed class FormulaBuilder
{
    private readonly List<FormulaNode> _nodes = [];
    private readonly List<string> _variables = [];

    public int Count => _nodes.Count;

    /// <summary>Arguments of an operator; -1 for a call, whose count is its own.</summary>
    public static int Arity(FormulaOp op) => op switch
    {
        FormulaOp.Constant or FormulaOp.NamedConstant or FormulaOp.Variable => 0,
        FormulaOp.Negate or FormulaOp.Not => 1,
        FormulaOp.Select => 3,
        FormulaOp.Call => -1,
        _ => 2,
    };

    public void Constant(double value)
    {
        if (double.IsFinite(value))
        {
            Leaf(FormulaOp.Constant, 0, value);
            return;
        }
        Leaf(FormulaOp.Constant, 0, double.IsNaN(value) ? 0 : Math.Sign(value));
        Leaf(FormulaOp.Constant, 0, 0);
        Apply(FormulaOp.Divide);
    }

    public void NamedConstant(int index) => Leaf(FormulaOp.NamedConstant, index, 0);

    public void Variable(string name)
    {
        int index = _variables.IndexOf(name);
        if (index < 0)
        {
            index = _variables.Count;
            _variables.Add(name);
        }
        Leaf(FormulaOp.Variable, index, 0);
    }

    private void Leaf(FormulaOp op, int index, double value) => _nodes.Add(new FormulaNode(op, 0, 1, index, value));

    /// <summary>Writes a whole formula as one argument.</summary>
    public void Append(Formula formula)
    {
        foreach (var node in formula.Nodes)
        {
            if (node.Op == FormulaOp.Variable)
                Variable(formula.Variables[node.Index]);
            else
                _nodes.Add(node);
        }
    }

    public void Apply(FormulaOp op) => Apply(op, Arity(op), 0);

    public void Call(FormulaFunction function, int count)
    {
        if (function.Operator is { } op)
            Apply(op);
        else
            Apply(FormulaOp.Call, count, function.Row);
    }

    /// <summary>Writes a node of another formula, its arguments being written; variables must go through <see cref="Variable"/>.</summary>
    public void Repeat(FormulaNode node)
    {
        if (node.Arity == 0)
            _nodes.Add(node);
        else
            Apply(node.Op, node.Arity, node.Index);
    }

    private void Apply(FormulaOp op, int arity, int index)
    {
        int size = 1;
        bool constant = true;
        for (int k = 0, at = _nodes.Count - 1; k < arity; k++, at -= _nodes[at].Size)
        {
            size += _nodes[at].Size;
            constant &= _nodes[at].Op == FormulaOp.Constant;
        }
        if (op == FormulaOp.Select && SelectIsSettled())
            return;
        _nodes.Add(new FormulaNode(op, arity, size, index, 0));
        if (constant)
            Fold(size);
    }

    /// <summary>Replaces the last subtree by its value when that is a finite number; 1/0 stays as written.</summary>
    private void Fold(int size)
    {
        int start = _nodes.Count - size;
        double value = new Formula(CollectionsMarshal.AsSpan(_nodes)[start..].ToArray(), []).Evaluate([]);
        if (!double.IsFinite(value))
            return;
        _nodes.RemoveRange(start, size);
        Leaf(FormulaOp.Constant, 0, value);
    }

    /// <summary>Keeps only the branch taken when the condition of a select is constant.</summary>
    private bool SelectIsSettled()
    {
        int no = _nodes[^1].Size, yes = _nodes[^(no + 1)].Size, start = _nodes.Count - no - yes - 1;
        var condition = _nodes[start];
        if (condition.Op != FormulaOp.Constant)
            return false;
        if (condition.Value != 0)
            _nodes.RemoveRange(start + 1 + yes, no);
        else
            _nodes.RemoveRange(start + 1, yes);
        _nodes.RemoveAt(start);
        return true;
    }

    /// <summary>The formula; variables are renumbered in order of first use, those of dropped branches disappear.</summary>
    public Formula Build()
    {
        var nodes = _nodes.ToArray();
        if (_variables.Count == 0)
            return new Formula(nodes, []);
        var order = new List<string>(_variables.Count);
        var renumbered = new int[_variables.Count];
        Array.Fill(renumbered, -1);
        for (int i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Op != FormulaOp.Variable)
                continue;
            ref int index = ref renumbered[nodes[i].Index];
            if (index < 0)
            {
                index = order.Count;
                order.Add(_variables[nodes[i].Index]);
            }
            nodes[i] = nodes[i] with { Index = index };
        }
        return new Formula(nodes, [.. order]);
    }
}
