using Sprache;

namespace NanoSpice.Netlist;

/// <summary>A piece of a card by offset and length.</summary>
internal readonly record struct Piece(int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>name = value, or name(arguments) = value.</summary>
internal sealed record Definition(Piece Name, IReadOnlyList<Piece>? Arguments, Piece Value);

/// <summary>A vector, or what it is drawn against.</summary>
internal sealed record VectorItem(Piece Vector, Piece? Versus);

/// <summary>The dot cards with a grammar of their own, under the manual's terms. Pieces count from the start of the parsed text.</summary>
internal static class CardGrammar
{
    private static readonly Parser<char> Blank = Parse.Char(c => Characters.IsBlank(c), "blank");

    private static readonly Parser<char> Separator = Parse.Char(c => Characters.IsBlank(c) || c == ',', "separator");

    private static readonly Parser<Piece> Identifier = Place(
        from first in Parse.Char(Characters.IsNameStart, "name")
        from rest in Parse.Char(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '$' or '#', "name").Many()
        select first);

    /// <summary>Everything up to the next name= or the end; not empty.</summary>
    private static readonly Parser<Piece> Expression = Take(
        (text, start) => start < text.Length && text[start] != '=' ? Characters.ExpressionEnd(text, start, text.Length) : start, "expression");

    /// <summary>Text without blanks outside brackets and quotes: v(a, b), @r1[i], {2*v(a)}, 1.5, v(a)-v(b).</summary>
    private static readonly Parser<Piece> Vector = Take(VectorEnd, "vector");

    private static readonly Parser<IReadOnlyList<Piece>> Arguments =
        from open in Parse.Char('(').Token()
        from names in Identifier.Token().DelimitedBy(Parse.Char(',').Token()).Optional()
        from close in Parse.Char(')').Token()
        select (IReadOnlyList<Piece>)[.. names.GetOrElse([])];

    /// <summary>.param: name=value, name(arguments)=value.</summary>
    public static readonly Parser<Definition> Definition =
        from name in Identifier
        from arguments in Arguments.Optional()
        from sign in Parse.Char('=').Token()
        from value in Expression
        select new Definition(name, arguments.IsDefined ? arguments.Get() : null, value);

    /// <summary>.func: name(arguments) body, name(arguments) = body.</summary>
    public static readonly Parser<Definition> Function =
        from name in Identifier
        from arguments in Arguments
        from sign in Parse.Char('=').Token().Optional()
        from blanks in Blank.Many()
        from body in Take((text, start) => Characters.TrimEnd(text, start, text.Length), "expression")
        select new Definition(name, arguments, body);

    /// <summary>.ic and .nodeset: v(node)=value; or v(node) value, the value without blanks.</summary>
    public static readonly Parser<Definition> NodeValue =
        from node in Vector
        from value in Parse.Char('=').Token().Then(_ => Expression).Or(Blank.AtLeastOnce().Then(_ => Vector))
        select new Definition(node, null, value);

    /// <summary>.save, .print, .probe, .plot: vector, vector vs vector.</summary>
    public static readonly Parser<VectorItem> Output =
        from vector in Vector
        from versus in (
            from before in Blank.AtLeastOnce()
            from keyword in Parse.IgnoreCase("vs")
            from after in Blank.AtLeastOnce()
            from x in Vector
            select x).Optional()
        select new VectorItem(vector, versus.IsDefined ? versus.Get() : null);

    /// <summary>As many items as can be read, and the offset where reading stopped (text.Length when all is read).</summary>
    public static (List<T> Items, int Stop) Items<T>(Parser<T> item, string text)
    {
        var items = new List<T>();
        IInput at = Separator.Many()(new Input(text)).Remainder;
        while (!at.AtEnd)
        {
            var result = item(at);
            if (!result.WasSuccessful)
            {
                break;
            }

            items.Add(result.Value);
            at = Separator.Many()(result.Remainder).Remainder;
        }

        return (items, at.Position);
    }

    private static Parser<Piece> Place<T>(Parser<T> parser) => parser.Span().Select(s => new Piece(s.Start.Pos, s.Length));

    /// <summary>A terminal given by a function from start to end; fails when it takes nothing.</summary>
    private static Parser<Piece> Take(Func<string, int, int> endOf, string name) => input =>
    {
        int start = input.Position;
        int end = endOf(input.Source, start);
        if (end <= start)
        {
            return Result.Failure<Piece>(input, $"{name} expected", [name]);
        }

        IInput rest = input;
        for (int p = start; p < end; p++)
        {
            rest = rest.Advance();
        }

        return Result.Success(new Piece(start, end - start), rest);
    };

    private static int VectorEnd(string text, int start)
    {
        int p = start;
        for (; p < text.Length; p++)
        {
            char c = text[p];
            if (Characters.IsBlank(c) || c is ',' or ')' or '=' or ']' or '}')
            {
                break;
            }

            if (c is '(' or '[' or '{' or '\'' or '"')
            {
                int close = Characters.Closing(text, p, text.Length);
                if (close < 0)
                {
                    return start;
                }

                p = close;
            }
        }

        return p;
    }
}
