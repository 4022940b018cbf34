using System.Runtime.CompilerServices;
using Sprache;

namespace NanoSpice.Expressions;

/// <summary>
/// The grammar of expressions, ngspice's precedence (measured on version 39): power binds tighter than a sign before it, and
/// goes from left to right like all binary operators: -2^2 is -4, 2^3^2 is 64.
/// </summary>
internal static class FormulaGrammar
{
    private static readonly Parser<Syntax> Number = NumberAt;
    private static readonly Parser<Syntax> Named = FormulaTokens.Named(Expression);
    private static readonly Parser<Syntax> Group = GroupAt;
    private static readonly Parser<Syntax> Primary = Number.Or(Named).Or(Group).Or(NothingAt);

    /// <summary>Exponents may carry a sign: 2^-1.</summary>
    private static readonly Parser<Syntax> PowerRule = Chain(Primary, ExponentAt, FormulaOp.Power);
    private static readonly Parser<Syntax> Unary = SignedAt;
    private static readonly Parser<Syntax> Product = Chain(Unary, Unary, FormulaOp.Multiply, FormulaOp.Divide, FormulaOp.Modulo);
    private static readonly Parser<Syntax> Sum = Chain(Product, Product, FormulaOp.Add, FormulaOp.Subtract);
    private static readonly Parser<Syntax> Order =
        Chain(Sum, Sum, FormulaOp.Less, FormulaOp.LessOrEqual, FormulaOp.Greater, FormulaOp.GreaterOrEqual);
    private static readonly Parser<Syntax> Equality = Chain(Order, Order, FormulaOp.Equal, FormulaOp.NotEqual);
    private static readonly Parser<Syntax> Conjunction = Chain(Equality, Equality, FormulaOp.And);
    private static readonly Parser<Syntax> Disjunction = Chain(Conjunction, Conjunction, FormulaOp.Or);

    /// <summary>The whole text is one expression.</summary>
    public static readonly Parser<Syntax> Whole =
        from expression in new Parser<Syntax>(Expression)
        from end in new Parser<Syntax?>(EndAt)
        select expression;

    /// <summary>Parentheses, calls, choices and signs inside each other at most: some 4 kB of stack each.</summary>
    private const int DeepestNesting = 250;

    /// <summary>The rule one level deeper, where there is a level left.</summary>
    private static IResult<Syntax> Deeper(ExpressionInput input, Func<ExpressionInput, IResult<Syntax>> rule)
    {
        if (input.Attempt.Depth == DeepestNesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return input.Fail<Syntax>(input.Position, 1, $"the expression is nested too deeply: {DeepestNesting} levels are the most");
        input.Attempt.Depth++;
        var result = rule(input);
        input.Attempt.Depth--;
        return result;
    }

    /// <summary>condition ? yes : no, or what binds tighter.</summary>
    private static IResult<Syntax> Expression(IInput at) => Deeper((ExpressionInput)at, Choice);

    private static IResult<Syntax> Choice(ExpressionInput input)
    {
        var condition = Disjunction(input);
        if (!condition.WasSuccessful)
            return condition;
        var mark = FormulaTokens.After(condition).SkipBlanks();
        if (!mark.StartsWith("?"))
            return condition;
        var yes = Expression(mark.AdvanceTo(mark.Position + 1));
        if (!yes.WasSuccessful)
            return yes;
        var colon = FormulaTokens.After(yes).SkipBlanks();
        if (!colon.StartsWith(":"))
            return colon.Fail<Syntax>(mark.Position, 1, "this '?' has no ':'", "a choice is written condition ? value : other");
        var no = Expression(colon.AdvanceTo(colon.Position + 1));
        return no.WasSuccessful
            ? Result.Success(new Syntax(FormulaOp.Select, mark.Position, 1, condition.Value, yes.Value, no.Value), no.Remainder)
            : no;
    }

    /// <summary>operand (operator operand)*, from left to right. An operator without its operand is an error, not an end.</summary>
    private static Parser<Syntax> Chain(Parser<Syntax> first, Parser<Syntax> next, params FormulaOp[] operators) => at =>
    {
        var left = first(at);
        while (left.WasSuccessful)
        {
            var input = FormulaTokens.After(left).SkipBlanks();
            int length = FormulaTokens.Operator(input.Rest, out var op);
            if (length == 0 || !operators.Contains(op))
                break;
            var right = next(input.AdvanceTo(input.Position + length));
            left = right.WasSuccessful
                ? Result.Success(new Syntax(op, input.Position, length, left.Value, right.Value), right.Remainder)
                : right;
        }
        return left;
    };

    private static IResult<Syntax> SignedAt(IInput at)
    {
        var input = ((ExpressionInput)at).SkipBlanks();
        if (input.AtEnd || input.Current is not ('-' or '+' or '!' or '~'))
            return PowerRule(input);
        var operand = Deeper((ExpressionInput)input.Advance(), SignedAt);
        if (!operand.WasSuccessful || input.Current == '+')
            return operand;
        var op = input.Current == '-' ? FormulaOp.Negate : FormulaOp.Not;
        return Result.Success(new Syntax(op, input.Position, 1, operand.Value), operand.Remainder);
    }

    private static IResult<Syntax> ExponentAt(IInput at)
    {
        var input = ((ExpressionInput)at).SkipBlanks();
        return !input.AtEnd && input.Current is '-' or '+' or '!' or '~' ? SignedAt(input) : Primary(input);
    }

    private static IResult<Syntax> NumberAt(IInput at)
    {
        var input = ((ExpressionInput)at).SkipBlanks();
        if (input.AtEnd || !(char.IsAsciiDigit(input.Current) || input.Current == '.'))
            return Result.Failure<Syntax>(input, "", ["a number"]);
        bool isNumber = SpiceNumber.TryReadPrefix(input.Rest, out double value, out int length, out _);
        if (isNumber && !double.IsFinite(value))
            return input.Fail<Syntax>(input.Position, length, "this number is too large", "numbers go to 1.8e308");
        if (isNumber)
            return Result.Success(new Syntax(FormulaOp.Constant, input.Position, length) { Value = value }, input.AdvanceTo(input.Position + length));
        length = FormulaTokens.WordLength(input.Rest);
        return input.Fail<Syntax>(input.Position, length, $"'{input.Rest[..length]}' is not a number");
    }

    private static IResult<Syntax> GroupAt(IInput at)
    {
        var open = ((ExpressionInput)at).SkipBlanks();
        if (open.AtEnd || open.Current != '(' || open.Attempt.Error is not null)
            return Result.Failure<Syntax>(open, "", ["'('"]);
        var inner = Expression(open.AdvanceTo(open.Position + 1));
        if (!inner.WasSuccessful)
            return inner;
        var close = FormulaTokens.After(inner).SkipBlanks();
        return close.StartsWith(")")
            ? Result.Success(inner.Value, close.AdvanceTo(close.Position + 1))
            : FormulaTokens.Unclosed<Syntax>(open, close);
    }

    /// <summary>Last alternative of a value: says which value is missing.</summary>
    private static IResult<Syntax> NothingAt(IInput at)
    {
        var input = ((ExpressionInput)at).SkipBlanks();
        string before = FormulaTokens.TokenBefore(input);
        string message = before.Length == 0 ? "expected a value" : $"expected a value after '{before}'";
        string? hint = input.AtEnd ? null : FormulaTokens.HintFor(input.Rest);
        return input.Fail<Syntax>(input.Position, 1, message, hint);
    }

    private static IResult<Syntax?> EndAt(IInput at)
    {
        var input = ((ExpressionInput)at).SkipBlanks();
        if (input.AtEnd)
            return Result.Success<Syntax?>(null, input);
        char c = input.Current;
        int length = FormulaTokens.WordLength(input.Rest);
        string word = input.Rest[..length].ToString();
        string message = c switch
        {
            ')' => "this ')' closes nothing",
            ':' => "this ':' has no '?' before it",
            ',' => "a ',' is used only between the arguments of a function",
            _ when char.IsLetterOrDigit(c) || c is '(' or '_' or '@' or '.' => $"expected an operator before '{word}'",
            _ => $"'{word}' is not an operator",
        };
        return input.Fail<Syntax?>(input.Position, length, message, FormulaTokens.HintFor(input.Rest));
    }
}
