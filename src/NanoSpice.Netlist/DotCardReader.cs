namespace NanoSpice.Netlist;

/// <summary>Reads the dot cards but for files and sections.</summary>
internal sealed class DotCardReader
{
    private static readonly string[] Analyses =
        ["op", "dc", "ac", "tran", "noise", "tf", "four", "cv", "gcd", "ca", "eis", "ragone"];

    /// <summary>Cards of ngspice, LTspice and PSpice that NanoSpice has no use for; those mapped to true say nothing when skipped.</summary>
    private static readonly Dictionary<string, bool> Skipped = new()
    {
        ["sens"] = false, ["pz"] = false, ["disto"] = false, ["pss"] = false, ["sp"] = false, ["net"] = false, ["wave"] = false,
        ["csparam"] = false, ["hdl"] = false, ["savebias"] = false, ["loadbias"] = false, ["alter"] = false, ["data"] = false,
        ["machine"] = false, ["state"] = false, ["rule"] = false, ["text"] = false, ["alias"] = false, ["aliases"] = false, ["endaliases"] = true,
        ["distribution"] = false, ["stimulus"] = false, ["stimlib"] = false, ["vector"] = false, ["watch"] = false, ["mc"] = false,
        ["wcase"] = false, ["external"] = false, ["loadpz"] = false, ["ferret"] = false, ["encrypt"] = false, ["verilog"] = false, ["va"] = false,
        ["pre_osdi"] = false, ["autoconverge"] = true, ["prot"] = true, ["unprot"] = true, ["backanno"] = true, ["width"] = true, ["protect"] = true,
        ["unprotect"] = true,
    };

    private static readonly Dictionary<string, string> Aliases = new()
    {
        ["measure"] = "meas", ["fourier"] = "four", ["option"] = "options", ["opt"] = "options", ["macro"] = "subckt", ["eom"] = "ends",
        ["params"] = "param", ["parameter"] = "param", ["parameters"] = "param", ["global_param"] = "param", ["inc"] = "include", ["incl"] = "include", ["probe64"] = "probe", ["subcircuit"] = "subckt",
    };

    private static readonly string[] Others =
    [
        "meas", "step", "model", "subckt", "ends", "param", "func", "if", "elseif", "else", "endif", "global", "options", "temp", "ic",
        "nodeset", "save", "print", "probe", "plot", "title", "end", "include", "lib", "endl", "control", "endc",
    ];

    private readonly CardReader _cards;
    private readonly DiagnosticBag _bag;
    private readonly DefinitionReader _definitions;

    public DotCardReader(CardReader cards, DiagnosticBag bag)
    {
        (_cards, _bag) = (cards, bag);
        _definitions = new(cards, bag);
    }

    public static bool IsKnown(string keyword)
    {
        keyword = keyword.ToLowerInvariant();
        return Analyses.Contains(keyword) || Others.Contains(keyword) || Aliases.ContainsKey(keyword) || Skipped.ContainsKey(keyword);
    }

    /// <summary>The keyword without its dot, in lower case and by its main name, and where its arguments start.</summary>
    public Word Keyword(LogicalLine line, out int arguments)
    {
        int p = line.Start + 1;
        while (p < line.End && (char.IsLetterOrDigit(line.Text[p]) || line.Text[p] == '_'))
        {
            p++;
        }

        arguments = p;
        string text = line.Text[(line.Start + 1)..p].ToLowerInvariant();
        return new(Aliases.GetValueOrDefault(text, text), line.Span(line.Start, p - line.Start));
    }

    public void Read(LogicalLine line, Word keyword, int arguments)
    {
        switch (keyword.Text)
        {
            case "model":
                ReadModel(line, arguments);
                break;
            case "subckt":
                ReadSubcircuit(line, arguments);
                break;
            case "ends":
                _cards.Scanner.Scan(line, arguments);
                _cards.Builder.CloseSubcircuit(_cards.Scanner.Words is [var name, ..] ? name : null, keyword.At);
                break;
            case "if" or "elseif" or "else" or "endif":
                ReadBranch(line, keyword, arguments);
                break;
            case "param" or "func" or "ic" or "nodeset" or "save" or "print" or "probe" or "plot":
                _definitions.Read(line, keyword, arguments);
                break;
            case "meas":
                new MeasureReader(_cards, _bag).Read(line, keyword, arguments);
                break;
            case "options" or "temp" or "global":
                ReadList(line, keyword, arguments);
                break;
            case "title":
                _cards.Title = line.Text[arguments..line.End].Trim();
                break;
            case "endc":
                _bag.Report(NetlistCodes.UnclosedControl, ".endc without .control", keyword.At, "remove it, or add the missing .control line");
                break;
            default:
                ReadCommand(line, keyword, arguments);
                break;
        }
    }

    private void ReadModel(LogicalLine line, int arguments)
    {
        _cards.Scanner.Scan(line, arguments);
        var words = _cards.Scanner.Words;
        if (words.Count < 2)
        {
            string missing = words.Count == 0 ? "a name and a type" : "a type";
            _bag.Report(NetlistCodes.Incomplete, $".model needs {missing}", line.After(line.End - 1), "write .model name type(parameter=value)");
            return;
        }

        var (ancestor, type) = Ancestor(words);
        if (words.Count <= type)
        {
            _bag.Report(NetlistCodes.Incomplete, ".model needs a type", line.After(line.End - 1), "write .model name ako:other type(parameter=value)");
            return;
        }

        var (pairs, flags) = Pairs(words, type + 1);
        _cards.Builder.Add(new ModelCard(words[0], words[type], InOrder([.. _cards.Scanner.Parameters, .. pairs]), flags, line.At) { Ancestor = ancestor });
    }

    /// <summary>The model of ako:other, written with or without a blank, and the place of the type among the words.</summary>
    private static (Word? Ancestor, int Type) Ancestor(IReadOnlyList<Word> words)
    {
        var word = words[1];
        if (!word.Text.StartsWith("ako:", StringComparison.OrdinalIgnoreCase)) return (null, 1);
        if (word.Text.Length == 4) return words.Count > 2 ? (words[2], 3) : (null, 2);
        return (word with { Text = word.Text[4..], At = word.At with { Column = word.At.Column + 4, Length = Math.Max(1, word.At.Length - 4) } }, 2);
    }

    /// <summary>As written: a tolerance stands behind the parameter it belongs to.</summary>
    private static IReadOnlyList<Assignment> InOrder(IReadOnlyList<Assignment> all) => [.. all.OrderBy(a => a.Name.At.Line).ThenBy(a => a.Name.At.Column)];

    /// <summary>Words of a model card as flags, but a name followed by a number is a parameter: SPICE reads va 50 as va=50.</summary>
    private static (List<Assignment> Pairs, List<Word> Flags) Pairs(IReadOnlyList<Word> words, int first)
    {
        var (pairs, flags) = (new List<Assignment>(), new List<Word>());
        for (int k = first; k < words.Count; k++)
        {
            bool pair = k + 1 < words.Count && char.IsLetter(words[k].Text[0]) && words[k + 1].Text is [var start, ..] && start is >= '0' and <= '9' or '.' or '-' or '+' or '{' or '\'';
            if (pair) pairs.Add(new(words[k], [words[++k]]));
            else flags.Add(words[k]);
        }

        return (pairs, flags);
    }

    private void ReadSubcircuit(LogicalLine line, int arguments)
    {
        _cards.Scanner.Scan(line, arguments);
        var words = _cards.Scanner.Words;
        var name = words.Count > 0 ? words[0] : new Word("", line.At);
        if (words.Count == 0)
        {
            _bag.Report(NetlistCodes.Incomplete, ".subckt needs a name", line.After(line.End - 1), "write .subckt name pin1 pin2");
        }

        _cards.Builder.OpenSubcircuit(new(name, [.. words.Skip(1)], _cards.Scanner.Parameters, [], line.At) { Optional = _cards.Scanner.OptionalNodes });
    }

    private void ReadBranch(LogicalLine line, Word keyword, int arguments)
    {
        int start = Characters.SkipBlanks(line.Text, arguments, line.End);
        Word? rest = start < line.End ? new Word(line.Text[start..line.End], line.Span(start, line.End - start)) : null;
        if (keyword.Text is "else" or "endif")
        {
            if (rest is { } extra)
            {
                _bag.Report(NetlistCodes.ExtraWords, $".{keyword.Text} takes no words", extra.At,
                    keyword.Text == "else" ? "for a condition write .elseif" : "remove them, or put ; before them");
            }

            rest = null;
        }
        else if (rest is null)
        {
            _bag.Report(NetlistCodes.NoCondition, $".{keyword.Text} needs a condition", line.After(line.End - 1), $"write .{keyword.Text} (a > 1)");
            rest = new Word("0", keyword.At);
        }

        switch (keyword.Text)
        {
            case "if":
                _cards.Builder.OpenIf(rest, line.At);
                break;
            case "endif":
                _cards.Builder.CloseIf(keyword.At);
                break;
            default:
                _cards.Builder.NextBranch(keyword.Text, rest, keyword.At);
                break;
        }
    }

    private void ReadList(LogicalLine line, Word keyword, int arguments)
    {
        int start = Characters.SkipBlanks(line.Text, arguments, line.End);
        if (start < line.End && line.Text[start] == '=')
        {
            arguments = start + 1;
        }

        var scanner = _cards.Scanner;
        scanner.Scan(line, arguments);
        var words = scanner.Words;
        bool pairs = keyword.Text == "options";
        if (!pairs && scanner.Parameters is [var pair, ..])
        {
            _bag.Report(NetlistCodes.ExtraWords, $".{keyword.Text} takes no name=value", pair.Name.At, "remove it");
        }

        if (words.Count == 0 && (!pairs || scanner.Parameters.Count == 0))
        {
            var (what, hint) = keyword.Text switch
            {
                "temp" => ("a temperature", "write .temp 27"),
                "global" => ("a node", "write .global vdd"),
                _ => ("an option", "write .options reltol=1e-4"),
            };
            if (pairs) _bag.Report(NetlistCodes.NothingAsked, ".options names no option and is skipped", line.After(line.End - 1), hint);
            else _bag.Report(NetlistCodes.Incomplete, $".{keyword.Text} needs {what}", line.After(line.End - 1), hint);
            return;
        }

        _cards.Builder.Add(keyword.Text switch
        {
            "temp" => new TempCard(words, line.At),
            "global" => new GlobalCard(words, line.At),
            _ => new OptionsCard(scanner.Parameters, words, line.At),
        });
    }

    private void ReadCommand(LogicalLine line, Word keyword, int arguments)
    {
        if (Skipped.TryGetValue(keyword.Text, out bool silent))
        {
            if (!silent)
            {
                _bag.Report(NetlistCodes.NotSupported, $".{keyword.Text} is not a card of NanoSpice and is skipped", keyword.At);
            }

            return;
        }

        if (!Analyses.Contains(keyword.Text) && keyword.Text != "step")
        {
            var known = Analyses.Concat(Others).Concat(Aliases.Keys);
            string? near = keyword.Text.Length == 0 ? null : Spelling.Nearest(keyword.Text, known);
            _bag.Report(NetlistCodes.UnknownCard, $"there is no .{keyword.Text} card", keyword.At, near is null ? null : $"did you mean .{near}?");
            return;
        }

        _cards.Scanner.Scan(line, arguments, keyword.Text == "step" ? Parentheses.Separate : Parentheses.Join);
        _cards.Builder.Add(new CommandCard(keyword, _cards.Scanner.Words, _cards.Scanner.Parameters, line.At));
    }
}
