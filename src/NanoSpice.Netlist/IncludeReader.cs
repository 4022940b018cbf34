namespace NanoSpice.Netlist;

/// <summary>.include and .lib: finds the file beside the including one, reads it in place, refuses circles.</summary>
internal sealed class IncludeReader(FileLoader loader, DiagnosticBag bag, CardReader cards)
{
    /// <summary>No deck nests deeper on purpose; stops circles through differently named links.</summary>
    private const int DeepestNesting = 100;

    /// <summary>Files being read now, outermost first; Section is null for whole files.</summary>
    private readonly List<(SourceFile File, string Key, string? Section)> _stack = [];

    /// <summary>Reads the deck itself, whose first line is the title.</summary>
    public void ReadWhole(SourceFile deck) => ReadWhole(deck, 1);

    /// <summary>.include file</summary>
    public void Include(LogicalLine line, Word keyword, int arguments)
    {
        var words = FileWords(line, arguments, wholeRest: true);
        if (words.Count == 0)
        {
            bag.Report(NetlistCodes.Incomplete, $".{keyword.Text} needs a file name", line.After(line.End - 1), $"write .{keyword.Text} \"name\"");
            return;
        }

        ReadFile(words[0], null);
    }

    /// <summary>.lib file section reads a section, .lib file a whole file; .lib name ... .endl is a section, skipped unless asked for.</summary>
    public void Library(LogicalLineReader lines, LogicalLine line, Word keyword, int arguments, string? section)
    {
        var words = FileWords(line, arguments, wholeRest: false);
        if (words.Count == 0)
        {
            bag.Report(NetlistCodes.Incomplete, ".lib needs a file name", line.After(line.End - 1), "write .lib \"file\" section");
        }
        else if (words.Count >= 2)
        {
            ReadFile(words[0], words[1]);
        }
        else if (section is null && EndsBelow(lines))
        {
            SkipSection(lines);
            if (_stack.Count > 1)
            {
                NoteSkipped(words[0], keyword);
            }
        }
        else
        {
            ReadFile(words[0], null);
        }
    }

    private void NoteSkipped(Word section, Word keyword)
    {
        var file = keyword.At.File;
        if (file.IncludedAt is { } at && !bag.All.Any(d => d.Code == NetlistCodes.SectionsSkipped.Code && d.At.Equals(at)))
        {
            bag.Report(NetlistCodes.SectionsSkipped, $"the library sections of '{file.Path}' are not read", at,
                $"select one: .lib \"{Path.GetFileName(file.Path)}\" {section.Text}");
        }
    }

    private void ReadFile(Word name, Word? section)
    {
        var from = name.At.File;
        string path = FileLoader.Resolve(from.Path, name.Body);
        string key = FileLoader.Key(path);
        string? wanted = section?.Text.ToLowerInvariant();
        if (_stack.Any(s => s.Key == key && s.Section == wanted) || _stack.Count >= DeepestNesting)
        {
            ReportCircle(name, key);
            return;
        }

        if (loader.Lines(path) is not { } lines)
        {
            bag.Report(NetlistCodes.CannotRead, $"cannot read '{path}'", name.At, "paths are relative to the file that includes");
            return;
        }

        var file = new SourceFile(path, lines, name.At);
        if (FileLoader.FirstBinaryLine(lines) is >= 0 and var binary)
        {
            bag.Report(NetlistCodes.NotText, $"'{path}' is not a text file", name.At, $"line {binary + 1} holds a zero byte");
            return;
        }

        if (section is { } s)
        {
            ReadSection(file, key, s);
        }
        else
        {
            ReadWhole(file, 0);
        }
    }

    private void ReadWhole(SourceFile file, int first)
    {
        _stack.Add((file, FileLoader.Key(file.Path), null));
        cards.ReadLines(new LogicalLineReader(file, first, bag), null);
        _stack.RemoveAt(_stack.Count - 1);
    }

    private void ReadSection(SourceFile file, string key, Word section)
    {
        var known = new List<string>();
        for (int index = 0; index < file.Lines.Count; index++)
        {
            if (SectionName(file.Lines[index]) is not { } name)
            {
                continue;
            }

            known.Add(name);
            if (!name.Equals(section.Text, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var lines = new LogicalLineReader(file, index + 1, bag);
            if (!EndsBelow(lines))
            {
                var line = file.Lines[index];
                bag.Report(NetlistCodes.UnclosedSection, $".lib {name} has no .endl", new(file, index + 1, 1, line.TrimEnd().Length),
                    "add .endl below the section's last line");
            }

            _stack.Add((file, key, section.Text.ToLowerInvariant()));
            cards.ReadLines(lines, section.Text);
            _stack.RemoveAt(_stack.Count - 1);
            return;
        }

        string? near = Spelling.Nearest(section.Text, known);
        bag.Report(NetlistCodes.NoSection, $"'{file.Path}' has no section {section.Text}", section.At,
            near is not null ? $"did you mean {near}?" : known.Count > 0 ? $"it has {string.Join(", ", known)}" : "it has no sections: write .include");
    }

    private void ReportCircle(Word name, string key)
    {
        int first = Math.Max(0, _stack.FindIndex(s => s.Key == key));
        var path = new System.Text.StringBuilder();
        for (int k = first; k < _stack.Count; k++)
        {
            int line = k + 1 < _stack.Count ? _stack[k + 1].File.IncludedAt?.Line ?? 0 : name.At.Line;
            path.Append($"{_stack[k].File.Path}({line}) -> ");
        }

        bag.Report(NetlistCodes.IncludesItself, $"'{FileLoader.Resolve(name.At.File.Path, name.Body)}' includes itself", name.At,
            $"{path}{FileLoader.Resolve(name.At.File.Path, name.Body)}");
    }

    /// <summary>True when an .endl comes before another section begins.</summary>
    private static bool EndsBelow(LogicalLineReader lines)
    {
        for (int index = lines.NextIndex; index < lines.File.Lines.Count; index++)
        {
            string text = lines.File.Lines[index];
            if (IsEnd(text))
            {
                return true;
            }

            if (SectionName(text) is not null)
            {
                return false;
            }
        }

        return false;
    }

    private static void SkipSection(LogicalLineReader lines)
    {
        while (lines.Read() is { } line && !IsEnd(line.ToString()))
        {
        }
    }

    private static bool IsEnd(string line) => line.AsSpan().Trim().StartsWith(".endl", StringComparison.OrdinalIgnoreCase);

    /// <summary>The name on a .lib line with one word; null for every other line.</summary>
    private static string? SectionName(string line)
    {
        if (!line.AsSpan().TrimStart().StartsWith(".lib", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        int start = LogicalLineReader.ContentStart(line);
        var words = line[start..LogicalLineReader.ContentEnd(line, start)].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 2 ? words[1].Trim('"', '\'') : null;
    }

    /// <summary>Words of a file name and a section; quotes hold blanks together, as does wholeRest for a name without quotes.</summary>
    private static List<Word> FileWords(LogicalLine line, int p, bool wholeRest)
    {
        var words = new List<Word>();
        while ((p = Characters.SkipBlanks(line.Text, p, line.End)) < line.End)
        {
            int close = line.Text[p] is '"' or '\'' ? Characters.Closing(line.Text, p, line.End) : -1;
            int stop = close + 1;
            if (close < 0)
            {
                stop = p;
                while (stop < line.End && (wholeRest || !Characters.IsBlank(line.Text[stop])))
                {
                    stop++;
                }
            }

            words.Add(new(line.Text[p..stop], line.Span(p, stop - p)));
            p = stop;
        }

        return words;
    }
}
