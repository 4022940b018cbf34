using NanoSpice.Expressions;

namespace NanoSpice.Elaboration;

/// <summary>The unit of a measured expression, as far as volts, amperes and what they make go.</summary>
internal static class MeasureUnits
{
    /// <summary>Empty when it is a bare number or not known.</summary>
    /// <param name="units">of the formula's variables</param>
    public static string Of(Formula formula, IReadOnlyList<string> units)
    {
        // null: not known; "": a number.
        var stack = new Stack<string?>();
        foreach (var node in formula.Nodes)
        {
            var a = new string?[node.Arity];
            for (int k = node.Arity - 1; k >= 0; k--) a[k] = stack.Pop();
            stack.Push(node.Op switch
            {
                FormulaOp.Constant or FormulaOp.NamedConstant => "",
                FormulaOp.Variable => units[node.Index],
                FormulaOp.Negate => a[0],
                FormulaOp.Add or FormulaOp.Subtract => a[0] == "" ? a[1] : a[1] == "" || a[0] == a[1] ? a[0] : null,
                FormulaOp.Multiply => Product(a[0], a[1]),
                FormulaOp.Divide => Quotient(a[0], a[1]),
                FormulaOp.Select => a[1] == a[2] ? a[1] : null,
                FormulaOp.Call => Functions.All[node.Index].Name switch
                {
                    "abs" or "mag" or "re" or "imag" or "min" or "max" or "limit" => a[0],
                    "db" => "dB",
                    "ph" => "deg",
                    "sqrt" when a[0] == "" => "",
                    _ => null,
                },
                _ => null,
            });
        }
        return stack.Pop() ?? "";
    }

    private static string? Product(string? a, string? b) => (a, b) switch
    {
        ("", _) => b, (_, "") => a, ("V", "A") or ("A", "V") => "W", ("A", "Ohm") or ("Ohm", "A") => "V", ("A", "s") or ("s", "A") => "C", ("W", "s") or ("s", "W") => "J", _ => null,
    };

    private static string? Quotient(string? a, string? b) => (a, b) switch
    {
        (_, "") => a, ("V", "A") => "Ohm", ("A", "V") => "S", ("W", "V") => "A", ("W", "A") => "V", ("V", "Ohm") => "A", ("", "s") => "Hz", ("", "Hz") => "s",
        _ when a is not null && a == b => "", _ => null,
    };
}
