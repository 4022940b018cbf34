namespace NanoSpice.Netlist;

/// <summary>A word of the netlist as written, with its place. {expr}, 'expr' and "file name" are one word including their delimiters.</summary>
public readonly record struct Word(string Text, SourceSpan At)
{
    /// <summary>True for {expr} and 'expr'.</summary>
    public bool IsExpression => Text.Length > 1 && Text[0] is '{' or '\'' && Text[^1] == (Text[0] == '{' ? '}' : '\'');

    /// <summary>The text without the delimiters {}, '' or "" around it.</summary>
    public string Body => IsExpression || (Text.Length > 1 && Text[0] == '"' && Text[^1] == '"') ? Text[1..^1] : Text;

    /// <summary>The place of Text[offset .. offset + length], also where the word goes on in + lines.</summary>
    public SourceSpan Inside(int offset, int length)
    {
        if (At.File is null || At.Line < 1 || At.Line > At.File.Lines.Count)
        {
            return At;
        }

        var line = LogicalLineReader.From(At.File, At.Line - 1);
        return line.Span(line.OffsetOf(At.Column) + offset, length);
    }

    public override string ToString() => Text;
}

/// <summary>name=value. A value is a plain word (also r=v(a)*2), a delimited one, or an expression without delimiters, as written.</summary>
/// <param name="Values">more than one for lists: ic=1,2 or ic=(1,2) or coefficients=[0 1]; at least one</param>
public sealed record Assignment(Word Name, IReadOnlyList<Word> Values)
{
    public Word Value => Values[0];
}

/// <summary>One logical line of the deck.</summary>
public abstract record Card(SourceSpan At);

/// <summary>Device or subcircuit instance (X). Words: everything after the name up to the parameters, parentheses and commas removed,
/// so V1 in 0 PULSE(0 5 1n) has the words in 0 PULSE 0 5 1n.</summary>
/// <remarks>
///   V1 a 0 PWL FILE="x.txt" r=0       words a 0 PWL; parameters FILE="x.txt" r=0
///   E1 a 0 POLY(2) (b,0) (c,0) 0 1    words a 0 POLY 2 b 0 c 0 0 1
///   E1 a 0 TABLE {v(b)} = (0,0) (1,2) words a 0 TABLE {v(b)} 0 0 1 2; likewise LAPLACE
///   E1 a 0 VALUE = {2*v(b)}           words a 0; parameter VALUE={2*v(b)}, also where the equals sign is left out
///   B1 a 0 V=v(b)*2 + 1 tc1=0         words a 0; parameters V with the value "v(b)*2 + 1", tc1=0: the value of V= and I= of B,
///                                     R= of R, C= and Q= of C, L= and FLUX= of L, VALUE=, VOL=, CUR= of E G F H runs to the
///                                     next name= or the end of the card, unless {} or '' end it
///   X1 a b divider params: r=1k       words a b divider; parameter r=1k
/// </remarks>
public sealed record ElementCard(Word Name, IReadOnlyList<Word> Words, IReadOnlyList<Assignment> Parameters, SourceSpan At) : Card(At);

/// <summary>.model name type(p=v flag) with or without the parentheses.</summary>
public sealed record ModelCard(Word Name, Word Type, IReadOnlyList<Assignment> Parameters, IReadOnlyList<Word> Flags, SourceSpan At) : Card(At)
{
    /// <summary>The model whose parameters hold where this one gives none, .model name ako:other type(...); null when there is none.</summary>
    public Word? Ancestor { get; init; }
}

/// <summary>.subckt ... .ends with all its cards.</summary>
public sealed record SubcircuitCard(Word Name, IReadOnlyList<Word> Pins, IReadOnlyList<Assignment> Defaults, IReadOnlyList<Card> Body, SourceSpan At)
    : Card(At)
{
    /// <summary>Nodes behind OPTIONAL: with the node each is tied to when an instance leaves it out.</summary>
    public IReadOnlyList<Assignment> Optional { get; init; } = [];
}

/// <summary>.param a=1 b={2*a} c = a + 1; one value each, delimited or not.</summary>
public sealed record ParamCard(IReadOnlyList<Assignment> Assignments, SourceSpan At) : Card(At);

/// <summary>.func f(x,y) {x*y}; also .param f(x,y)=..., which stands behind the ParamCard of the same line. Body delimited or not.</summary>
public sealed record FuncCard(Word Name, IReadOnlyList<Word> Arguments, Word Body, SourceSpan At) : Card(At);

/// <summary>.if / .elseif / .else / .endif; Condition is as written, often in parentheses, and null for the else branch.</summary>
public sealed record IfCard(IReadOnlyList<(Word? Condition, IReadOnlyList<Card> Body)> Branches, SourceSpan At) : Card(At);

/// <summary>.include or .lib inside an .if: the file is read only when its branch is taken. Read keeps the cards, and reports to every bag it gets.</summary>
public sealed record IncludeCard(Word File, Word? Section, Func<DiagnosticBag, IReadOnlyList<Card>> Read, SourceSpan At) : Card(At);

public sealed record OptionsCard(IReadOnlyList<Assignment> Assignments, IReadOnlyList<Word> Flags, SourceSpan At) : Card(At);

/// <summary>.temp 27 85</summary>
public sealed record TempCard(IReadOnlyList<Word> Values, SourceSpan At) : Card(At);

public sealed record GlobalCard(IReadOnlyList<Word> Nodes, SourceSpan At) : Card(At);

/// <summary>.ic or .nodeset: v(node)=value; Name.Text is the whole "v(node)".</summary>
public sealed record NodeValueCard(bool IsInitialCondition, IReadOnlyList<Assignment> Assignments, SourceSpan At) : Card(At);

/// <summary>.save .print .probe .plot: Analysis is null for .save; Vectors as written: v(a) v(a,b) i(v1) @r1[i] vdb(out) all;
/// "i(v1) vs v(in)" is one Output with Versus.</summary>
public sealed record OutputCard(Word Keyword, Word? Analysis, IReadOnlyList<OutputVector> Vectors, SourceSpan At) : Card(At);

public sealed record OutputVector(Word Vector, Word? Versus = null);

/// <summary>.meas, .measure: Analysis is null where it is left out; Clauses in the order written.</summary>
public sealed record MeasureCard(Word Keyword, Word? Analysis, Word Name, IReadOnlyList<MeasureClause> Clauses, SourceSpan At) : Card(At);

/// <summary>A keyword of .meas by its main name in lower case (avg rms integ min max pp min_at max_at find deriv param when at trig targ val
/// rise fall cross td from to goal minval weight) and the expression behind it, delimited or not; Text is null where there is none, Keyword where
/// the card does not begin with one.</summary>
public sealed record MeasureClause(Word? Keyword, Word? Text);

/// <summary>Every other dot card that runs something: .op .dc .ac .tran .noise .tf .four .cv .gcd .ca .eis, .step.
/// Keyword without the dot, lower case.</summary>
/// <remarks>v(a,b) and i(v1) are one word here, but for .step. .fourier is four.</remarks>
public sealed record CommandCard(Word Keyword, IReadOnlyList<Word> Words, IReadOnlyList<Assignment> Parameters, SourceSpan At) : Card(At);

/// <summary>What was read: title line and cards in order, includes in place.</summary>
public sealed record Deck(string Title, SourceFile File, IReadOnlyList<Card> Cards)
{
    internal FileLoader? Loader { get; init; }

    /// <summary>Lines of the deck and of all files looked into for it so far, also of those that left no card.</summary>
    public IEnumerable<IReadOnlyList<string>> Texts => [File.Lines, .. Loader?.Texts ?? []];
}
