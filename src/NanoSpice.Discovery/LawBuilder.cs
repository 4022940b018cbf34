using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>Writes a sum of products as a law: common factors drawn out, numbers as numbers or as letters.</summary>
internal sealed class LawBuilder
{
    private readonly HashSet<string> _taken;
    private readonly bool _lettered;
    private readonly List<string> _letters = [];
    private readonly List<double> _numbers = [];

    private LawBuilder(IEnumerable<string> names, bool lettered) => (_taken, _lettered) = ([.. names], lettered);

    /// <summary>The law of a sum.</summary>
    /// <param name="names">names of the inputs; letters keep clear of them</param>
    public static Law Build(NormalSum sum, IEnumerable<string> names)
    {
        var open = new LawBuilder(names, lettered: true);
        var form = open.Sum(sum.Terms);
        var formula = FormulaSimplifier.Simplify(new LawBuilder(names, lettered: false).Sum(sum.Terms));
        Formula[] terms = [.. sum.Terms.Select(t => new LawBuilder(names, lettered: false).Product(null, t.Product))];
        return new Law(formula, form.ToString(), terms, [.. sum.Terms.Select(t => t.Number)], formula.Complexity)
        {
            Open = form, Letters = open._letters, Numbers = open._numbers, Sum = sum,
        };
    }

    private Formula Sum((double Number, NormalProduct Product)[] terms)
    {
        if (terms.Length == 0) return Formula.Constant(0);
        if (terms.Length == 1) return Product(terms[0].Number, terms[0].Product);
        var common = NormalSum.Common(terms.Select(t => t.Product));
        // A common denominator alone is no gain: 1/x + 1 stays.
        if (common.Factors.Length > 0)
        {
            var rest = terms.Select(t => (t.Number, t.Product.Times(common.Raise(-1)))).ToArray();
            return Quotient(common, Plain(rest));
        }
        return Plain(terms);
    }

    private Formula Plain((double Number, NormalProduct Product)[] terms)
    {
        Formula? sum = null;
        foreach (var (number, product) in terms)
        {
            bool minus = sum is not null && number < 0 && (!_lettered || number == -1);
            var term = Product(minus ? -number : number, product);
            sum = sum is null ? term : Formula.Apply(minus ? FormulaOp.Subtract : FormulaOp.Add, sum, term);
        }
        return sum!;
    }

    /// <summary>number x product; null stands for no number at all.</summary>
    private Formula Product(double? number, NormalProduct product)
    {
        if (product.Factors.Length == 0) return Number(number ?? 1);
        if (number is null or 1) return Quotient(product, null);
        if (number == -1) return Formula.Apply(FormulaOp.Negate, Quotient(product, null));
        return Quotient(product, Number(number.Value), numberFirst: true);
    }

    /// <summary>Factors with positive powers times more, over those with negative powers.</summary>
    private Formula Quotient(NormalProduct product, Formula? more, bool numberFirst = false)
    {
        Formula? top = numberFirst ? more : null, bottom = null;
        foreach (var (atom, power) in product.Factors.Where(f => f.Power > 0)) top = Times(top, Raise(atom, power));
        if (!numberFirst && more is not null) top = Times(top, more);
        foreach (var (atom, power) in product.Factors.Where(f => f.Power < 0)) bottom = Times(bottom, Raise(atom, -power));
        top ??= Formula.Constant(1);
        return bottom is null ? top : Formula.Apply(FormulaOp.Divide, top, bottom);
    }

    private static Formula Times(Formula? a, Formula b) => a is null ? b : Formula.Apply(FormulaOp.Multiply, a, b);

    /// <summary>x^n as products: the power of expressions is that of |x|.</summary>
    private Formula Raise(NormalAtom atom, int power)
    {
        var once = Atom(atom);
        if (power == 1) return once;
        var even = Formula.Apply(FormulaOp.Power, once, Formula.Constant(power - (power % 2)));
        return power % 2 == 0 ? even : Formula.Apply(FormulaOp.Multiply, once, even);
    }

    private Formula Atom(NormalAtom atom) => atom.Op switch
    {
        FormulaOp.Variable => Formula.Variable(atom.Name),
        FormulaOp.Add => Sum(atom.Arguments[0].Terms),
        FormulaOp.Call => Formula.Call(atom.Name, [.. atom.Arguments.Select(a => Sum(a.Terms))]),
        _ => Formula.Apply(atom.Op, [.. atom.Arguments.Select(a => Sum(a.Terms))]),
    };

    private Formula Number(double value)
    {
        if (!_lettered || value is 1 or -1) return Formula.Constant(value);
        string letter = "";
        for (int at = 0; letter.Length == 0; at++)
        {
            string name = at < 26 ? ((char)('a' + at)).ToString() : $"k{at}";
            if (name is "e" or "i" or "v" || _taken.Contains(name) || _letters.Contains(name)) continue;
            letter = name;
        }
        _letters.Add(letter);
        _numbers.Add(value);
        return Formula.Variable(letter);
    }
}
