namespace NanoSpice.Expressions;

/// <summary>What a node of a formula does with the values of its arguments. True is 1, false is 0, anything but 0 counts as true.</summary>
public enum FormulaOp : byte
{
    /// <summary>A number.</summary>
    Constant,

    /// <summary>pi or e, until Bind settles whether a parameter of that name hides it.</summary>
    NamedConstant,

    /// <summary>A variable, by its position in <see cref="Formula.Variables"/>.</summary>
    Variable,

    /// <summary>-a.</summary>
    Negate,

    /// <summary>!a.</summary>
    Not,

    /// <summary>a + b.</summary>
    Add,

    /// <summary>a - b.</summary>
    Subtract,

    /// <summary>a * b.</summary>
    Multiply,

    /// <summary>a / b, IEEE.</summary>
    Divide,

    /// <summary>a % b: remainder with the sign of a, as C's fmod.</summary>
    Modulo,

    /// <summary>a ^ b, a ** b, pow(a, b): |a|^b, the rule of ngspice's B source. pwr(a, b) keeps the sign of a.</summary>
    Power,

    /// <summary>a &lt; b.</summary>
    Less,

    /// <summary>a &lt;= b.</summary>
    LessOrEqual,

    /// <summary>a &gt; b.</summary>
    Greater,

    /// <summary>a &gt;= b.</summary>
    GreaterOrEqual,

    /// <summary>a == b.</summary>
    Equal,

    /// <summary>a != b, a &lt;&gt; b.</summary>
    NotEqual,

    /// <summary>a &amp;&amp; b.</summary>
    And,

    /// <summary>a || b.</summary>
    Or,

    /// <summary>a ? b : c, if(a, b, c), ternary_fcn(a, b, c).</summary>
    Select,

    /// <summary>A function of <see cref="Functions"/>, by its row.</summary>
    Call,
}

/// <summary>
/// One node of a formula in postfix order. Its arguments end right before it: the last at the previous place, each other
/// one <see cref="Size"/> places before the next.
/// </summary>
/// <param name="Op">What it does.</param>
/// <param name="Arity">Number of arguments.</param>
/// <param name="Size">Nodes of the subtree that ends here, this one included.</param>
/// <param name="Index">Variable, named constant or function row; 0 otherwise.</param>
/// <param name="Value">Value of a constant.</param>
public readonly record struct FormulaNode(FormulaOp Op, int Arity, int Size, int Index, double Value);
