using Sprache;

namespace NanoSpice.Expressions;

/// <summary>
/// A place in the text, as Sprache wants it, that moves by whole tokens. The first error is kept for the whole text: the
/// grammar never goes back behind a token, so what failed first is what is wrong.
/// </summary>
internal sealed class ExpressionInput(ParseAttempt attempt, int position) : IInput
{
    private Dictionary<object, object>? _memos;

    public ParseAttempt Attempt { get; } = attempt;

    public string Source => Attempt.Text;

    public int Position { get; } = position;

    public bool AtEnd => Position >= Source.Length;

    public char Current => Source[Position];

    public int Line => 1;

    public int Column => Position + 1;

    public IDictionary<object, object> Memos => _memos ??= [];

    public IInput Advance() => AdvanceTo(Position + 1);

    public ExpressionInput AdvanceTo(int position) => new(Attempt, position);

    public ExpressionInput SkipBlanks()
    {
        int p = Position;
        while (p < Source.Length && char.IsWhiteSpace(Source[p]))
            p++;
        return p == Position ? this : AdvanceTo(p);
    }

    public ReadOnlySpan<char> Rest => Source.AsSpan(Position);

    public bool StartsWith(string token) => string.CompareOrdinal(Source, Position, token, 0, token.Length) == 0;

    public bool Equals(IInput? other) => other is ExpressionInput o && ReferenceEquals(o.Attempt, Attempt) && o.Position == Position;

    public override bool Equals(object? obj) => Equals(obj as IInput);

    public override int GetHashCode() => Position;

    /// <summary>Records an error, unless one is recorded already, and fails here.</summary>
    public IResult<T> Fail<T>(int offset, int length, string message, string? hint = null)
    {
        Attempt.Error ??= new FormulaError(offset, length, message, hint);
        return Result.Failure<T>(this, message, []);
    }
}

/// <summary>One text being parsed and its first error.</summary>
internal sealed class ParseAttempt(string text, FunctionScope? scope)
{
    public string Text { get; } = text;

    public FunctionScope? Scope { get; } = scope;

    /// <summary>Place of the first '?'; behind it a ':' ends a name.</summary>
    public int FirstChoice { get; } = text.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? at : text.Length;

    public FormulaError? Error { get; set; }

    /// <summary>Parentheses, calls, choices and signs that are open.</summary>
    public int Depth { get; set; }
}
