namespace NanoSpice.Netlist;

/// <summary>A word of the netlist as written, with its place. {expr} and 'expr' are one word including their delimiters.</summary>
public readonly record struct Word(string Text, SourceSpan At)
{
    public override string ToString() => Text;
}

/// <summary>name=value; Value.Text is null for a bare flag written as a word of a parameter list.</summary>
/// <param name="Values">more than one for lists: ic=1,2 or lists in parentheses</param>
public sealed record Assignment(Word Name, IReadOnlyList<Word> Values)
{
    public Word Value => Values[0];
}

/// <summary>One logical line of the deck.</summary>
public abstract record Card(SourceSpan At);

/// <summary>Device or subcircuit instance (X). Words: everything after the name up to the parameters, parentheses and commas removed,
/// so V1 in 0 PULSE(0 5 1n) has the words in 0 PULSE 0 5 1n.</summary>
public sealed record ElementCard(Word Name, IReadOnlyList<Word> Words, IReadOnlyList<Assignment> Parameters, SourceSpan At) : Card(At);

public sealed record ModelCard(Word Name, Word Type, IReadOnlyList<Assignment> Parameters, IReadOnlyList<Word> Flags, SourceSpan At) : Card(At);

/// <summary>.subckt ... .ends with all its cards.</summary>
public sealed record SubcircuitCard(Word Name, IReadOnlyList<Word> Pins, IReadOnlyList<Assignment> Defaults, IReadOnlyList<Card> Body, SourceSpan At)
    : Card(At);

/// <summary>.param a=1 b={2*a}</summary>
public sealed record ParamCard(IReadOnlyList<Assignment> Assignments, SourceSpan At) : Card(At);

/// <summary>.func f(x,y) {x*y}; also .param f(x,y)=...</summary>
public sealed record FuncCard(Word Name, IReadOnlyList<Word> Arguments, Word Body, SourceSpan At) : Card(At);

/// <summary>.if / .elseif / .else / .endif; Condition is null for the else branch.</summary>
public sealed record IfCard(IReadOnlyList<(Word? Condition, IReadOnlyList<Card> Body)> Branches, SourceSpan At) : Card(At);

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

/// <summary>Every other dot card that runs something: .op .dc .ac .tran .noise .tf .four .cv .gcd .ca .eis, .meas, .step.
/// Keyword without the dot, lower case.</summary>
public sealed record CommandCard(Word Keyword, IReadOnlyList<Word> Words, IReadOnlyList<Assignment> Parameters, SourceSpan At) : Card(At);

/// <summary>What was read: title line and cards in order, includes in place.</summary>
public sealed record Deck(string Title, SourceFile File, IReadOnlyList<Card> Cards);
