using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>Units of genes: sums of equal units, functions of plain numbers, square roots halve; constants and columns of unknown unit fit anywhere.</summary>
internal sealed class GeneUnits(Vocabulary words)
{
    private static readonly FormulaNode Root = new(FormulaOp.Call, 1, 0, Functions.Find("sqrt")!.Row, 0), Magnitude = new(FormulaOp.Call, 1, 0, Functions.Find("abs")!.Row, 0);

    /// <summary>True when the units of what is read go together.</summary>
    public bool Agree(ReadOnlySpan<Symbol> gene)
    {
        int at = 0;
        bool agree = true;
        Read(gene, ref at, ref agree);
        return agree;
    }

    /// <summary>Unit of a word applied to arguments of these units; null is unknown. False in <paramref name="agree"/> when they do not go together.</summary>
    public UnitVector? Apply(byte code, UnitVector? a, UnitVector? b, ref bool agree)
    {
        var node = words.Node(code);
        switch (node.Op)
        {
            case FormulaOp.Add or FormulaOp.Subtract:
                agree &= a is null || b is null || a == b;
                return a ?? b;
            case FormulaOp.Multiply:
                return a * b;
            case FormulaOp.Divide:
                return a / b;
            case FormulaOp.Negate:
                return a;
        }
        if (node.Op == FormulaOp.Call && node.Index == Magnitude.Index) return a;
        if (node.Op == FormulaOp.Call && node.Index == Root.Index) return Half(a, ref agree);
        agree &= a is null or { IsNone: true } && (words.Arity(code) < 2 || b is null or { IsNone: true });
        return UnitVector.None;
    }

    private UnitVector? Read(ReadOnlySpan<Symbol> gene, ref int at, ref bool agree)
    {
        byte code = gene[at++].Code;
        int arity = words.Arity(code);
        if (arity == 0) return code < words.Constant ? words.Units[code] : null;
        var a = Read(gene, ref at, ref agree);
        var b = arity > 1 ? Read(gene, ref at, ref agree) : null;
        return Apply(code, a, b, ref agree);
    }

    private static UnitVector? Half(UnitVector? unit, ref bool agree)
    {
        if (unit is not { } u) return null;
        agree &= (u.Kilogram2 & 1) + (u.Metre2 & 1) + (u.Second2 & 1) + (u.Ampere2 & 1) + (u.Kelvin2 & 1) + (u.Mole2 & 1) == 0;
        return new((sbyte)(u.Kilogram2 / 2), (sbyte)(u.Metre2 / 2), (sbyte)(u.Second2 / 2), (sbyte)(u.Ampere2 / 2), (sbyte)(u.Kelvin2 / 2), (sbyte)(u.Mole2 / 2));
    }
}
