namespace NanoSpice.Netlist;

/// <summary>Collects cards into the open .subckt or .if, and closes those.</summary>
internal sealed class DeckBuilder(DiagnosticBag bag)
{
    /// <summary>.subckt and .if inside each other at most.</summary>
    private const int DeepestNesting = 50;

    private readonly Stack<Block> _open = new();
    private readonly List<Card> _top = [];

    /// <summary>Open blocks beyond the deepest one, which are left out with all that is in them.</summary>
    private int _tooDeep;

    public IReadOnlyList<Card> Cards => _top;

    /// <summary>Number of blocks open now; a file closes what it opened.</summary>
    public int Depth => _open.Count + _tooDeep;

    /// <summary>True inside an .if: whether a card counts is known only once the parameters are.</summary>
    public bool IsConditional => _open.Any(b => b.Head is null);

    public void Add(Card card)
    {
        if (_tooDeep == 0)
        {
            (_open.Count > 0 ? _open.Peek().Body : _top).Add(card);
        }
    }

    public void OpenSubcircuit(SubcircuitCard head)
    {
        if (CanOpen(".subckt", head.At))
        {
            _open.Push(new(head, head.At));
        }
    }

    public void OpenIf(Word? condition, SourceSpan at)
    {
        if (!CanOpen(".if", at))
        {
            return;
        }

        var block = new Block(null, at);
        block.Branches.Add((condition, block.Body));
        _open.Push(block);
    }

    public void CloseSubcircuit(Word? name, SourceSpan at)
    {
        if (LeftOut())
        {
            return;
        }

        if (!_open.TryPeek(out var block) || !_open.Any(b => b.Head is not null))
        {
            bag.Report(NetlistCodes.EndsAlone, ".ends without .subckt", at, "remove it, or add the missing .subckt line");
            return;
        }

        if (block.Head is null)
        {
            bag.Report(NetlistCodes.Crossed, $".ends, but the .if of line {block.At.Line} is still open", at, "put .endif before .ends");
            while (_open.Peek().Head is null)
            {
                Close();
            }
        }

        var head = _open.Peek().Head!;
        if (name is { } n && head.Name.Text.Length > 0 && !n.Text.Equals(head.Name.Text, StringComparison.OrdinalIgnoreCase))
        {
            bag.Report(NetlistCodes.WrongEnd, $".ends {n.Text} closes .subckt {head.Name.Text} of line {head.At.Line}", n.At,
                $"write .ends {head.Name.Text}");
        }

        Close();
    }

    public void NextBranch(string keyword, Word? condition, SourceSpan at)
    {
        if (_tooDeep > 0 || !InIf(keyword, at))
        {
            return;
        }

        var block = _open.Peek();
        if (block.Branches[^1].Condition is null && block.HasElse)
        {
            bag.Report(NetlistCodes.AfterElse, $".{keyword} below the .else of this .if", at, $"the .if stands on line {block.At.Line}");
        }

        block.HasElse |= keyword == "else";
        block.Body = [];
        block.Branches.Add((condition, block.Body));
    }

    public void CloseIf(SourceSpan at)
    {
        if (!LeftOut() && InIf("endif", at))
        {
            Close();
        }
    }

    /// <summary>At the end of a file: what it opened is closed and reported.</summary>
    public void CloseDownTo(int depth)
    {
        _tooDeep = Math.Min(_tooDeep, Math.Max(0, depth - _open.Count));
        while (_open.Count > depth)
        {
            var block = _open.Peek();
            string what = block.Head is { } head ? $".subckt {head.Name.Text}".TrimEnd() : ".if";
            string end = block.Head is null ? ".endif" : ".ends";
            bag.Report(NetlistCodes.UnclosedBlock, $"{what} has no {end}", block.At, $"add {end} below its last line");
            Close();
        }
    }

    private bool CanOpen(string what, SourceSpan at)
    {
        if (_tooDeep == 0 && _open.Count < DeepestNesting)
        {
            return true;
        }

        if (_tooDeep++ == 0)
        {
            bag.Report(NetlistCodes.TooDeep, $"this {what} stands inside {DeepestNesting} others, and none may stand deeper", at, "is an .ends or .endif missing above?");
        }

        return false;
    }

    /// <summary>True for the end of a block that was left out.</summary>
    private bool LeftOut()
    {
        if (_tooDeep == 0)
        {
            return false;
        }

        _tooDeep--;
        return true;
    }

    private bool InIf(string keyword, SourceSpan at)
    {
        if (_open.TryPeek(out var block) && block.Head is null)
        {
            return true;
        }

        if (block?.Head is { } head && _open.Any(b => b.Head is null))
        {
            bag.Report(NetlistCodes.Crossed, $".{keyword}, but the .subckt of line {head.At.Line} is still open", at,
                $"put .ends before .{keyword}");
        }
        else
        {
            bag.Report(NetlistCodes.NothingToClose, $".{keyword} without .if", at, "remove it, or add the missing .if line");
        }

        return false;
    }

    private void Close()
    {
        var block = _open.Pop();
        if (block.Head is null)
        {
            Add(new IfCard([.. block.Branches.Select(b => (b.Condition, (IReadOnlyList<Card>)b.Body))], block.At));
        }
        else if (block.Head.Name.Text.Length > 0)
        {
            Add(block.Head with { Body = block.Body });
        }
    }

    /// <summary>An open .subckt (Head) or .if (Branches).</summary>
    private sealed class Block(SubcircuitCard? head, SourceSpan at)
    {
        public SubcircuitCard? Head { get; } = head;

        public SourceSpan At { get; } = at;

        public List<Card> Body { get; set; } = [];

        public List<(Word? Condition, List<Card> Body)> Branches { get; } = [];

        public bool HasElse { get; set; }
    }
}
