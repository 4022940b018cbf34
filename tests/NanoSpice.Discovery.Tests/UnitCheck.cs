using NanoSpice.Expressions;

namespace NanoSpice.Discovery.Tests;

/// <summary>Units of a formula by recursion; constants take any unit (null). The second method beside that of the evolution.</summary>
internal static class UnitCheck
{
    public static bool Agrees(Formula formula, Dataset data)
    {
        var stack = new Stack<UnitVector?>();
        foreach (var node in formula.Nodes)
        {
            UnitVector? b = node.Arity > 0 ? stack.Pop() : null, a = node.Arity > 1 ? stack.Pop() : null;
            switch (node.Op)
            {
                case FormulaOp.Constant: stack.Push(null); break;
                case FormulaOp.Variable: stack.Push(data.Find(formula.Variables[node.Index])!.Unit); break;
                case FormulaOp.Negate: stack.Push(b); break;
                case FormulaOp.Add or FormulaOp.Subtract:
                    if (a is { } x && b is { } y && x != y) return false;
                    stack.Push(a ?? b);
                    break;
                case FormulaOp.Multiply: stack.Push(a is { } p && b is { } q ? p * q : null); break;
                case FormulaOp.Divide: stack.Push(a is { } s && b is { } t ? s / t : null); break;
                case FormulaOp.Call when Functions.All[node.Index].Name is "abs": stack.Push(b); break;
                case FormulaOp.Call when Functions.All[node.Index].Name is "sqrt" or "sqr": stack.Push(null); break;
                default:
                    if (b is { IsNone: false }) return false;
                    stack.Push(default(UnitVector));
                    break;
            }
        }
        return true;
    }
}
