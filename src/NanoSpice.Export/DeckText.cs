using System.Text;
using NanoSpice.Engine;
using NanoSpice.Elaboration;
using NanoSpice.Netlist;

namespace NanoSpice.Export;

/// <summary>One file: the cards in their order, what is lowered in their place, the library behind them.</summary>
internal sealed class DeckText
{
    private readonly ExportContext _context;
    private readonly Drive? _drive;
    private readonly IReadOnlyList<PlannedAnalysis> _analyses;
    private readonly ElementLines _elements;
    private readonly StatementLines _statements;
    private readonly StringBuilder _text = new();
    private int _commented = 1;

    /// <param name="drive">the technique that the file is for; null: the statements as they stand</param>
    public DeckText(ExportContext context, IReadOnlyList<PlannedAnalysis> analyses, Drive? drive)
    {
        context.Restart();
        (_context, _analyses, _drive) = (context, analyses, drive);
        _elements = new(context, drive);
        _statements = new(context, _elements, analyses, drive);
    }

    private Dialect Dialect => _context.Dialect;

    public string Write(IEnumerable<string> provenance, Level top)
    {
        var simulation = _context.Simulation;
        _text.Append(simulation.Title.Length == 0 ? "*" : simulation.Title).Append('\n');
        foreach (string line in provenance) _text.Append("* ").Append(line).Append('\n');
        foreach (string line in _statements.Stepped()) _text.Append(line).Append('\n');
        foreach (var card in simulation.Cards) Append(card, top, 0);
        Comments(simulation.File, int.MaxValue);
        foreach (string line in _statements.Closing()) _text.Append(line).Append('\n');
        foreach (string line in _context.Library.Lines().Concat(_context.Own.Values.SelectMany(l => l))) _text.Append(line).Append('\n');
        return _text.Append(".end\n").ToString();
    }

    private void Append(Card card, Level level, int indent)
    {
        if (level.IsTop) Comments(card.At.File, card.At.Line);
        _elements.Check(card, level);
        switch (card)
        {
            case ElementCard e when _drive?.Source is { } source && e.Name.At == source.Name.At:
                foreach (string line in _drive.Lines) Line(indent, [line]);
                break;
            case ElementCard e:
                Line(indent, _elements.Of(level.IsTop ? Pointed(e) : e, level));
                break;
            case SubcircuitCard s:
                Subcircuit(s, level, indent);
                break;
            case IfCard choice when Dialect.IsNgspice:
                Choice(choice, level, indent);
                break;
            case IfCard:
                _context.NoForm(".if in a subcircuit", card.At, "decide it by hand");
                break;
            default:
                foreach (string line in _statements.Of(card)) Line(indent, line[0] == '*' ? [line] : line.Split(' '));
                break;
        }
    }

    /// <summary>The line with the value of the sweep's point.</summary>
    private ElementCard Pointed(ElementCard card) => _context.Instances(card).FirstOrDefault()?.Card ?? card;

    private void Subcircuit(SubcircuitCard s, Level level, int indent)
    {
        if (s.Optional.Count > 0) _context.NoForm($"OPTIONAL: nodes of subcircuit {s.Name.Text}", s.Name.At, "give the node on every line");
        string[] defaults = [.. s.Defaults.Select(_elements.Pair)];
        Line(indent, [".subckt", s.Name.Text, .. s.Pins.Select(p => p.Text), .. defaults.Length > 0 && Dialect.IsXyce ? ["PARAMS:"] : Array.Empty<string>(), .. defaults]);
        var inner = new Level(s.Body, level, s);
        foreach (var card in s.Body) Append(card, inner, indent + 2);
        Line(indent, [".ends", s.Name.Text]);
    }

    private void Choice(IfCard choice, Level level, int indent)
    {
        for (int k = 0; k < choice.Branches.Count; k++)
        {
            var (condition, body) = choice.Branches[k];
            Line(indent, condition is { } c ? [k == 0 ? ".if" : ".elseif", c.Text] : [".else"]);
            foreach (var card in body) Append(card, level, indent + 2);
        }
        Line(indent, [".endif"]);
    }

    private void Line(int indent, IEnumerable<string> words)
    {
        if (words.Any()) NetlistWriter.AppendLine(_text, indent, words);
    }

    /// <summary>The deck's own comments up to a line; not those that NanoSpice reads, and not how to run it.</summary>
    private void Comments(SourceFile file, int line)
    {
        if (!ReferenceEquals(file, _context.Simulation.File)) return;
        for (; _commented < Math.Min(line - 1, file.Lines.Count); _commented++)
        {
            string text = file.Lines[_commented].Trim();
            if (text.StartsWith('*') && !text.StartsWith("*expect", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("* run:", StringComparison.Ordinal)) _text.Append(text).Append('\n');
        }
    }
}
