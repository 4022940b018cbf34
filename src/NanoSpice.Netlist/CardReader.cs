using System.Text;

namespace NanoSpice.Netlist;

/// <summary>Reads files card by card; element cards here, dot cards and includes by their own readers.</summary>
internal sealed class CardReader
{
    private readonly DiagnosticBag _bag;
    private readonly IncludeReader _includes;
    private readonly DotCardReader _dotCards;
    private bool _controlNoted;

    private readonly FileLoader _loader;

    public CardReader(FileLoader loader, DiagnosticBag bag)
    {
        _bag = bag;
        Pool = new();
        Scanner = new(Pool, bag);
        Builder = new(bag);
        _loader = loader;
        _includes = new(loader, bag, this);
        _dotCards = new(this, bag);
    }

    public StringPool Pool { get; }

    public WordScanner Scanner { get; }

    public DeckBuilder Builder { get; }

    public string Title { get; set; } = "";

    /// <summary>Reads the whole deck; its first line is the title.</summary>
    public Deck ReadDeck(SourceFile file)
    {
        if (file.Lines.Count > 0)
        {
            string first = file.Lines[0];
            Title = first.Trim().TrimStart('*').Trim();
            if (TextTraps.LooksLikeCard(first))
            {
                _bag.Report(NetlistCodes.TitleLooksLikeCard, "the first line is the title; it is not read as a card",
                    new(file, 1, 1, Math.Max(1, first.TrimEnd().Length)), "put a title line above it");
            }
        }

        _includes.ReadWhole(file);
        if (Builder.Cards.Count == 0 && !_bag.HasErrors)
        {
            _bag.Report(NetlistCodes.NoCards, "the deck has no cards", new(file, Math.Max(1, file.Lines.Count), 1, 1),
                "the first line is the title, cards come below");
        }

        return new(Title, file, [.. Builder.Cards]) { Loader = _loader };
    }

    /// <summary>The cards of a file that is read after the deck: an include of an .if.</summary>
    public IReadOnlyList<Card> ReadLater(Action<IncludeReader> read)
    {
        read(_includes);
        return [.. Builder.Cards];
    }

    /// <summary>Reads cards until the file, or its .end or .endl, ends.</summary>
    /// <param name="section">the library section being read; null outside sections</param>
    public void ReadLines(LogicalLineReader lines, string? section)
    {
        int depth = Builder.Depth;
        while (lines.Read() is { } line)
        {
            if (!Ascii.IsValid(line.Text))
            {
                TextTraps.ReportLookAlikes(line, _bag);
            }

            if (line.Text[line.Start] != '.')
            {
                ReadElement(line);
                continue;
            }

            var keyword = _dotCards.Keyword(line, out int arguments);
            if (keyword.Text == "end")
            {
                NoteRest(lines);
                break;
            }

            if (keyword.Text == "endl" && section is not null)
            {
                break;
            }

            ReadDotCard(lines, line, keyword, arguments, section);
        }

        Builder.CloseDownTo(depth);
    }

    private void ReadDotCard(LogicalLineReader lines, LogicalLine line, Word keyword, int arguments, string? section)
    {
        switch (keyword.Text)
        {
            case "include" or "inc":
                _includes.Include(line, keyword, arguments);
                break;
            case "lib":
                _includes.Library(lines, line, keyword, arguments, section);
                break;
            case "endl":
                _bag.Report(NetlistCodes.UnclosedSection, ".endl without .lib", keyword.At, "remove it, or add the missing .lib line");
                break;
            case "control":
                SkipControl(lines, keyword);
                break;
            default:
                _dotCards.Read(line, keyword, arguments);
                break;
        }
    }

    private void ReadElement(LogicalLine line)
    {
        string text = line.Text;
        int p = line.Start;
        if (!char.IsAsciiLetter(text[p]))
        {
            _bag.Report(NetlistCodes.NoCard, $"a card starts with a letter or a dot, not with {text[p]}", line.Span(p, 1),
                "write * before it if it is a comment, + if it continues the card above");
            return;
        }

        while (p < line.End && !Characters.IsBlank(text[p]) && text[p] is not ('(' or ',' or '='))
        {
            p++;
        }

        int length = p - line.Start;
        var name = new Word(Pool.Share(text.AsSpan(line.Start, length)), line.Span(line.Start, length));
        Scanner.Scan(line, p, Parentheses.Separate, char.ToLowerInvariant(text[line.Start]));
        Builder.Add(new ElementCard(name, Scanner.Words, Scanner.Parameters, line.At));
    }

    private void SkipControl(LogicalLineReader lines, Word keyword)
    {
        while (lines.Read() is { } line)
        {
            if (line.ToString().StartsWith(".endc", StringComparison.OrdinalIgnoreCase))
            {
                if (!_controlNoted)
                {
                    _bag.Report(NetlistCodes.ControlNotRun, ".control block is not run; the rest of the deck runs", keyword.At);
                }

                _controlNoted = true;
                return;
            }
        }

        _bag.Report(NetlistCodes.UnclosedControl, ".control has no .endc", keyword.At, "add .endc below its last command");
    }

    private void NoteRest(LogicalLineReader lines)
    {
        LogicalLine? first = null;
        int count = 0;
        var rest = new LogicalLineReader(lines.File, lines.NextIndex, new DiagnosticBag());
        while (rest.Read() is { } line)
        {
            first ??= line;
            count++;
        }

        if (first is not null)
        {
            _bag.Report(NetlistCodes.AfterEnd, count == 1 ? "1 card below .end is not read" : $"{count} cards below .end are not read", first.At);
        }
    }
}
