using FsCheck;
using FsCheck.Fluent;

namespace NanoSpice.Expressions.Tests;

/// <summary>Random formulas for the property tests.</summary>
public static class Expression
{
    private static readonly string[] Names = ["x", "y", "v(a)", "v(in+,n-1)", "i(v1)", "time", "@r1[i]", "x1.y#2", "a:b", "pie"];

    private static readonly FormulaOp[] Binary =
    [
        FormulaOp.Add, FormulaOp.Subtract, FormulaOp.Multiply, FormulaOp.Divide, FormulaOp.Modulo, FormulaOp.Power, FormulaOp.Less, FormulaOp.LessOrEqual,
        FormulaOp.Greater, FormulaOp.GreaterOrEqual, FormulaOp.Equal, FormulaOp.NotEqual, FormulaOp.And, FormulaOp.Or,
    ];

    /// <summary>FsCheck finds the generator here.</summary>
    public static Arbitrary<Formula> Formulas() => Arb.From(Gen.Sized(size => Of(Math.Min(size, 40))));

    private static Gen<Formula> Of(int size)
    {
        var leaf = Gen.OneOf(
            Gen.Elements(Names).Select(Formula.Variable),
            Gen.Elements("pi", "e", "2*pi").Select(text => FormulaParser.Parse(text).Formula!),
            Gen.Elements(0.0, 1.0, -1.0, 2.5, -3e-12, 1e300, double.Epsilon, double.PositiveInfinity, double.NaN, 1.0 / 3).Select(Formula.Constant));
        if (size <= 1)
            return leaf;
        var part = Of(size / 2);
        return Gen.OneOf(
            leaf,
            Gen.Elements(FormulaOp.Negate, FormulaOp.Not).SelectMany(op => part.Select(a => Formula.Apply(op, a))),
            Gen.Elements(Binary).SelectMany(op => part.Two().Select(p => Formula.Apply(op, p.Item1, p.Item2))),
            Gen.Elements(Binary).SelectMany(op => part.Two().Select(p => Formula.Apply(op, p.Item1, p.Item2))),
            part.Three().Select(p => Formula.Apply(FormulaOp.Select, p.Item1, p.Item2, p.Item3)),
            Gen.Elements([.. Functions.All]).SelectMany(f => part.ArrayOf(f.Most == int.MaxValue ? 5 : f.Fewest).Select(a => Ascending(f, a))));
    }

    /// <summary>A call; the points of a table get ascending places, which the parser insists on.</summary>
    private static Formula Ascending(FormulaFunction function, Formula[] arguments)
    {
        if (function.Most == int.MaxValue)
        {
            for (int k = 1; k < arguments.Length; k += 2)
                arguments[k] = Formula.Constant(k);
        }
        return Formula.Call(function.Name, arguments);
    }
}
