using System.Globalization;
using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>A variable, a function of sums, or a sum that is not multiplied out; equal ones have equal keys.</summary>
internal sealed class NormalAtom
{
    private NormalAtom(string key, FormulaOp op, string name, NormalSum[] arguments) => (Key, Op, Name, Arguments) = (key, op, name, arguments);

    public string Key { get; }

    /// <summary>Variable, Call, an operator applied to the arguments, or Add for a sum that stays closed.</summary>
    public FormulaOp Op { get; }

    public string Name { get; }

    public NormalSum[] Arguments { get; }

    public static NormalAtom Variable(string name) => new(name, FormulaOp.Variable, name, []);

    public static NormalAtom Call(string function, NormalSum[] arguments) =>
        new($"{function}({string.Join(',', arguments.Select(a => a.Key))})", FormulaOp.Call, function, arguments);

    public static NormalAtom Apply(FormulaOp op, NormalSum[] arguments) =>
        new($"{op}({string.Join(',', arguments.Select(a => a.Key))})", op, "", arguments);

    public static NormalAtom Closed(NormalSum sum) => new($"[{sum.Key}]", FormulaOp.Add, "", [sum]);
}

/// <summary>Atoms with integer powers, in order of their keys; no factor is the number 1.</summary>
internal sealed class NormalProduct
{
    public static readonly NormalProduct One = new([]);

    public NormalProduct(IEnumerable<(NormalAtom Atom, int Power)> factors)
    {
        Factors = [.. factors.Where(f => f.Power != 0).OrderBy(f => f.Atom.Key, StringComparer.Ordinal)];
        Key = string.Join('*', Factors.Select(f => f.Power == 1 ? f.Atom.Key : string.Create(CultureInfo.InvariantCulture, $"{f.Atom.Key}^{f.Power}")));
    }

    public (NormalAtom Atom, int Power)[] Factors { get; }

    public string Key { get; }

    /// <summary>Sum of the powers, those of denominators counted positive.</summary>
    public int Degree => Factors.Sum(f => Math.Abs(f.Power));

    public int PowerOf(NormalAtom atom) => Factors.FirstOrDefault(f => f.Atom.Key == atom.Key).Power;

    public NormalProduct Times(NormalProduct other) => new(Factors.Concat(other.Factors)
        .GroupBy(f => f.Atom.Key).Select(g => (g.First().Atom, g.Sum(f => f.Power))));

    public NormalProduct Raise(int power) => new(Factors.Select(f => (f.Atom, f.Power * power)));
}

/// <summary>
/// A formula multiplied out: numbers times products, products of lower degree first, equal ones joined. Two formulas that
/// only differ by the rules of sums, products and quotients of polynomials come out the same.
/// </summary>
internal sealed class NormalSum
{
    /// <summary>Products of a sum beyond which it is not multiplied out.</summary>
    private const int Most = 16;

    public NormalSum(IEnumerable<(double Number, NormalProduct Product)> terms)
    {
        Terms = [.. terms.GroupBy(t => t.Product.Key).Select(g => (Number: g.Sum(t => t.Number), g.First().Product)).Where(t => t.Number != 0)
            .OrderBy(t => t.Product.Degree).ThenBy(t => t.Product.Key, StringComparer.Ordinal)];
        Key = string.Join('+', Terms.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Number:R}*{t.Product.Key}")));
    }

    public (double Number, NormalProduct Product)[] Terms { get; }

    public string Key { get; }

    public static NormalSum Constant(double value) => new([(value, NormalProduct.One)]);

    private static NormalSum Of(NormalAtom atom) => new([(1, new NormalProduct([(atom, 1)]))]);

    public NormalSum Scale(double by) => new(Terms.Select(t => (t.Number * by, t.Product)));

    public NormalSum Plus(NormalSum other) => new(Terms.Concat(other.Terms));

    public NormalSum Times(NormalSum other)
    {
        if (Terms.Length * other.Terms.Length <= Most)
            return new(Terms.SelectMany(a => other.Terms.Select(b => (a.Number * b.Number, a.Product.Times(b.Product)))));
        return Terms.Length >= other.Terms.Length ? Close().Times(other) : Times(other.Close());
    }

    /// <summary>An integer power; a negative one of a sum keeps the sum closed, in a form where its first number is 1.</summary>
    public NormalSum Raise(int power)
    {
        if (power == 0 || Terms.Length == 0) return Constant(power == 0 ? 1 : power > 0 ? 0 : double.PositiveInfinity);
        if (Terms.Length == 1) return new([(Math.Pow(Terms[0].Number, power), Terms[0].Product.Raise(power))]);
        if (power is 1) return this;
        if (power is 2 or 3 && Math.Pow(Terms.Length, power) <= Most) return Times(Raise(power - 1));
        var (number, common, rest) = DrawOut();
        return new([(Math.Pow(number, power), common.Raise(power).Times(new NormalProduct([(NormalAtom.Closed(rest), power)])))]);
    }

    private NormalSum Close()
    {
        if (Terms.Length < 2) return this;
        var (number, common, rest) = DrawOut();
        return new([(number, common.Times(new NormalProduct([(NormalAtom.Closed(rest), 1)])))]);
    }

    /// <summary>The sum as number x common factors x rest; the first number of the rest is 1.</summary>
    private (double Number, NormalProduct Common, NormalSum Inner) DrawOut()
    {
        var common = Common(Terms.Select(t => t.Product));
        var rest = new NormalSum(Terms.Select(t => (t.Number, t.Product.Times(common.Raise(-1)))));
        double number = rest.Terms[0].Number;
        return (number, common, rest.Scale(1 / number));
    }

    /// <summary>What all products share: the lowest power of each atom.</summary>
    public static NormalProduct Common(IEnumerable<NormalProduct> products)
    {
        var all = products.ToArray();
        var atoms = all.SelectMany(p => p.Factors).Select(f => f.Atom).DistinctBy(a => a.Key);
        return new(atoms.Select(a => (a, all.Min(p => p.PowerOf(a)))));
    }

    /// <summary>A formula multiplied out.</summary>
    public static NormalSum From(Formula formula)
    {
        var stack = new Stack<NormalSum>();
        foreach (var node in formula.Nodes)
        {
            var arguments = new NormalSum[node.Arity];
            for (int k = node.Arity - 1; k >= 0; k--) arguments[k] = stack.Pop();
            stack.Push(Node(formula, node, arguments));
        }
        return stack.Pop();
    }

    private static NormalSum Node(Formula formula, FormulaNode node, NormalSum[] arguments)
    {
        switch (node.Op)
        {
            case FormulaOp.Constant: return Constant(node.Value);
            case FormulaOp.Variable: return Of(NormalAtom.Variable(formula.Variables[node.Index]));
            case FormulaOp.Negate: return arguments[0].Scale(-1);
            case FormulaOp.Add: return arguments[0].Plus(arguments[1]);
            case FormulaOp.Subtract: return arguments[0].Plus(arguments[1].Scale(-1));
            case FormulaOp.Multiply: return arguments[0].Times(arguments[1]);
            case FormulaOp.Divide: return arguments[0].Times(arguments[1].Raise(-1));
            case FormulaOp.Power when EvenPower(arguments[1]) is { } power: return arguments[0].Raise(power);
            case FormulaOp.Call:
                string name = Functions.All[node.Index].Name;
                if (name == "sqr") return arguments[0].Raise(2);
                return Folded(name, arguments) ?? DrawnOut(name, arguments) ?? Of(NormalAtom.Call(name, arguments));
            default: return Of(NormalAtom.Apply(node.Op, arguments));
        }
    }

    /// <summary>Numbers that a function lets pass: |c x| = |c| |x|, sqrt(c x) = sqrt(c) sqrt(x), ln(c x) = ln c + ln x, exp(c + x) = exp(c) exp(x), c positive for root and logarithm.</summary>
    private static NormalSum? DrawnOut(string function, NormalSum[] arguments)
    {
        if (arguments is not [{ Terms.Length: > 0 } argument]) return null;
        var (number, product) = argument.Terms[0];
        if (function == "exp" && argument.Terms.Length > 1 && product.Key.Length == 0)
            return Of(NormalAtom.Call("exp", [new(argument.Terms[1..])])).Scale(Math.Exp(number));
        if (argument.Terms.Length > 1 || number == 1) return null;
        NormalSum inner = Of(NormalAtom.Call(function, [new([(1, product)])]));
        return function switch
        {
            "abs" => inner.Scale(Math.Abs(number)),
            "sqrt" when number > 0 => inner.Scale(Math.Sqrt(number)),
            "ln" when number > 0 => inner.Plus(Constant(Math.Log(number))),
            _ => null,
        };
    }

    /// <summary>|a|^n is a^n for an even n only.</summary>
    private static int? EvenPower(NormalSum exponent) =>
        exponent.Terms is [{ Product.Key: "" } only] && Math.Abs(only.Number) is 2 or 4 or 6 or 8 && exponent.Terms.Length == 1 ? (int)exponent.Terms[0].Number : null;

    private static NormalSum? Folded(string function, NormalSum[] arguments)
    {
        if (arguments.Any(a => a.Terms.Length > 1 || a.Terms is [{ Product.Key.Length: > 0 }])) return null;
        var numbers = arguments.Select(a => Formula.Constant(a.Terms.Length == 0 ? 0 : a.Terms[0].Number)).ToArray();
        var value = Formula.Call(function, numbers);
        return value.IsConstant && double.IsFinite(value.ConstantValue) ? Constant(value.ConstantValue) : null;
    }
}
