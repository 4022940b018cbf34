namespace NanoSpice.Netlist;

/// <summary>.include and .lib: finds the file beside the including one, reads it in place, refuses circles.</summary>
internal sealed class IncludeReader(FileLoader loader, DiagnosticBag bag, CardReader cards)
{
    /// <summary>No deck nests deeper on purpose; stops circles through differently named links.</summary>
    private const int DeepestNesting = 50;

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
        else if (section is null && Sections(lines.File).FirstOrDefault(s => s.Start == line.Index) is { End: > 0 })
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

    /// <summary>Reads a file or a section of it in place; inside an .if only once its branch is taken.</summary>
    private void ReadFile(Word name, Word? section)
    {
        if (!CanReadMore(name))
        {
            return;
        }

        if (cards.Builder.IsConditional)
        {
            cards.Builder.Add(new IncludeCard(name, section, Later(name, section), name.At));
            return;
        }

        var (path, lines) = Find(name);
        string key = FileLoader.Key(path);
        string? wanted = section?.Body.ToLowerInvariant();
        if (_stack.Any(s => s.Key == key && s.Section == wanted) || _stack.Count >= DeepestNesting)
        {
            ReportCircle(name, key);
        }
        else if (lines is null)
        {
            ReportMissing(name, path);
        }
        else if (IsReadable(name, path, lines))
        {
            var file = new SourceFile(path, lines, name.At);
            if (section is { } s)
            {
                ReadSection(file, key, s);
            }
            else
            {
                ReadWhole(file, 0);
            }
        }
    }

    /// <summary>False once too much was included, which is said once.</summary>
    private bool CanReadMore(Word name)
    {
        bool can = loader.CanReadMore(out bool first);
        if (first)
        {
            bag.Report(NetlistCodes.TooMuch, $"more than {FileLoader.MostFiles} files or {FileLoader.MostLines} lines are included", name.At, "a file that several others include is read each time");
        }

        return can;
    }

    /// <summary>Reads the file when first asked to; the cards are kept, and what is wrong with them is said to everyone who asks. Safe for several threads.</summary>
    private Func<DiagnosticBag, IReadOnlyList<Card>> Later(Word name, Word? section)
    {
        var stack = _stack.ToArray();
        var own = new DiagnosticBag();
        IReadOnlyList<Card>? read = null;
        return late =>
        {
            lock (loader)
            {
                read ??= new CardReader(loader, own).ReadLater(includes =>
                {
                    includes._stack.AddRange(stack);
                    includes.ReadFile(name, section);
                });
                foreach (var d in own.All) late.Add(d);
                return read;
            }
        };
    }

    private (string Path, string[]? Lines) Find(Word name)
    {
        var from = name.At.File;
        foreach (string path in FileSearch.Candidates(from, name.Body))
        {
            if (loader.Lines(path) is { } lines)
            {
                return (path, lines);
            }
        }

        return (FileLoader.Resolve(from.Path, name.Body), null);
    }

    private void ReportMissing(Word name, string path)
    {
        if (FileSearch.IsOwnLibraryOfOthers(name.Body))
        {
            bag.Report(NetlistCodes.LibraryMissing, $"LTspice's own library '{name.Body}' is not here; its models are missing", name.At,
                "copy the models that the deck uses into it");
            return;
        }

        string? fault = FileSearch.Candidates(name.At.File, name.Body).Select(loader.Fault).FirstOrDefault(f => f is not null);
        bag.Report(NetlistCodes.CannotRead, $"cannot read '{path}'{(fault is null ? "" : ": " + fault)}", name.At,
            FileSearch.IsWindowsPath(name.Body) ? "put the file beside the deck" : "paths are relative to the file that includes");
    }

    private bool IsReadable(Word name, string path, string[] lines)
    {
        if (FileLoader.FirstBinaryLine(lines) is >= 0 and var binary)
        {
            bag.Report(NetlistCodes.NotText, $"'{path}' is not a text file", name.At, $"line {binary + 1} holds a zero byte");
            return false;
        }

        if (TextTraps.EncryptedLine(lines) is >= 0 and var encrypted)
        {
            bag.Report(NetlistCodes.Encrypted, $"'{path}' is encrypted and only the program it was made for can read it", name.At,
                $"see its line {encrypted + 1}; ask the vendor for a model in plain text");
            return false;
        }

        if (lines.Length == 0)
        {
            bag.Report(NetlistCodes.NoPlainFile, $"'{path}' is empty, or no plain file but a device or a pipe, and is not read", name.At);
        }

        loader.Count(lines);
        return true;
    }

    private IReadOnlyList<LibrarySection> Sections(SourceFile file) => LibrarySections.Of(file,
        name => FileSearch.LooksLikeFile(name) || FileSearch.Candidates(file, name).Any(path => loader.Lines(path) is not null));

    private void ReadWhole(SourceFile file, int first)
    {
        _stack.Add((file, FileLoader.Key(file.Path), null));
        cards.ReadLines(new LogicalLineReader(file, first, bag), null);
        _stack.RemoveAt(_stack.Count - 1);
    }

    private void ReadSection(SourceFile file, string key, Word section)
    {
        var sections = Sections(file);
        foreach (var found in sections)
        {
            if (!found.Name.Equals(section.Body, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (found.End < 0)
            {
                bag.Report(NetlistCodes.UnclosedSection, $".lib {found.Name} has no .endl",
                    new(file, found.Start + 1, 1, file.Lines[found.Start].TrimEnd().Length), "add .endl below the section's last line");
            }

            _stack.Add((file, key, section.Body.ToLowerInvariant()));
            cards.ReadLines(new LogicalLineReader(file, found.Start + 1, bag), section.Text);
            _stack.RemoveAt(_stack.Count - 1);
            return;
        }

        var known = sections.Select(s => s.Name).ToList();
        string? near = Spelling.Nearest(section.Body, known);
        bag.Report(NetlistCodes.NoSection, $"'{file.Path}' has no section {section.Body}", section.At,
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

    private static void SkipSection(LogicalLineReader lines)
    {
        while (lines.Read() is { } line && !LibrarySections.IsEnd(line.ToString()))
        {
        }
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
