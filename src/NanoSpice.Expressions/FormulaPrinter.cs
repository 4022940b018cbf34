using System.Globalization;

namespace NanoSpice.Expressions;

/// <summary>Formula to text with the parentheses the grammar needs and no others.</summary>
internal static class FormulaPrinter
{
    private const int Lowest = 0, UnaryLevel = 7, PowerLevel = 8, Highest = 9;

    public static string Print(Formula formula)
    {
        // Behind '?' a name ends at ':', so formulas with such names spell the choice as if(a, b, c).
        bool asCall = formula.Variables.Any(name => name.Contains(':', StringComparison.Ordinal));
        var stack = new Stack<(string Text, int Level)>();
        foreach (var node in formula.Nodes)
        {
            stack.Push(node.Op switch
            {
                FormulaOp.Constant => Number(node.Value),
                FormulaOp.NamedConstant => (NamedConstants.Name(node.Index), Highest),
                FormulaOp.Variable => (formula.Variables[node.Index], Highest),
                FormulaOp.Negate => ("-" + At(UnaryLevel, stack.Pop()), UnaryLevel),
                FormulaOp.Not => ("!" + At(UnaryLevel, stack.Pop()), UnaryLevel),
                FormulaOp.Select when asCall => Call("if", 3, stack),
                FormulaOp.Select => Choice(stack),
                FormulaOp.Call => Call(Functions.All[node.Index].Name, node.Arity, stack),
                _ => Binary(node.Op, stack),
            });
        }
        return stack.Pop().Text;
    }

    /// <summary>Spelling and precedence of the binary operators, weakest first; ngspice's order, all from left to right.</summary>
    internal static (string Sign, int Level) Spelling(FormulaOp op) => op switch
    {
        FormulaOp.Or => ("||", 1),
        FormulaOp.And => ("&&", 2),
        FormulaOp.Equal => ("==", 3),
        FormulaOp.NotEqual => ("!=", 3),
        FormulaOp.Less => ("<", 4),
        FormulaOp.LessOrEqual => ("<=", 4),
        FormulaOp.Greater => (">", 4),
        FormulaOp.GreaterOrEqual => (">=", 4),
        FormulaOp.Add => ("+", 5),
        FormulaOp.Subtract => ("-", 5),
        FormulaOp.Multiply => ("*", 6),
        FormulaOp.Divide => ("/", 6),
        FormulaOp.Modulo => ("%", 6),
        FormulaOp.Power => ("^", PowerLevel),
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };

    private static (string, int) Number(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture).Replace("E+", "e", StringComparison.Ordinal).Replace('E', 'e');
        return (text, text[0] == '-' ? UnaryLevel : Highest);
    }

    private static (string, int) Binary(FormulaOp op, Stack<(string Text, int Level)> stack)
    {
        var (sign, level) = Spelling(op);
        var right = stack.Pop();
        var left = stack.Pop();
        string gap = level >= 6 ? "" : " ";
        return (At(level, left) + gap + sign + gap + At(level + 1, right), level);
    }

    private static (string, int) Choice(Stack<(string Text, int Level)> stack)
    {
        var no = stack.Pop();
        var yes = stack.Pop();
        var condition = stack.Pop();
        return ($"{At(1, condition)} ? {yes.Text} : {no.Text}", Lowest);
    }

    private static (string, int) Call(string name, int arity, Stack<(string Text, int Level)> stack)
    {
        var arguments = new string[arity];
        for (int k = arity - 1; k >= 0; k--)
            arguments[k] = stack.Pop().Text;
        return ($"{name}({string.Join(", ", arguments)})", Highest);
    }

    private static string At(int level, (string Text, int Level) operand) => operand.Level >= level ? operand.Text : $"({operand.Text})";
}
