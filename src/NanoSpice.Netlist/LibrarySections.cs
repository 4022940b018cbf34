namespace NanoSpice.Netlist;

/// <summary>A section of a library, <c>.lib name ... .endl</c>.</summary>
/// <param name="Start">its .lib line, counted from 0</param>
/// <param name="End">its .endl line; -1 when that is missing</param>
internal readonly record struct LibrarySection(string Name, int Start, int End);

/// <summary>Finds the sections of a file. Sections do not nest; a .lib line that names a file reads that file, also inside a section.</summary>
internal static class LibrarySections
{
    public static IReadOnlyList<LibrarySection> Of(SourceFile file, Func<string, bool> isFile)
    {
        var sections = new List<LibrarySection>();
        LibrarySection? open = null;
        for (int index = 0; index < file.Lines.Count; index++)
        {
            string text = file.Lines[index];
            if (IsEnd(text))
            {
                if (open is { } done)
                {
                    sections.Add(done with { End = index });
                }

                open = null;
            }
            else if (SectionName(text) is { } name && !isFile(name))
            {
                if (open is { } unclosed)
                {
                    sections.Add(unclosed);
                }

                open = new(name, index, -1);
            }
        }

        if (open is { } last)
        {
            sections.Add(last);
        }

        return sections;
    }

    public static bool IsEnd(string line) => line.AsSpan().TrimStart().StartsWith(".endl", StringComparison.OrdinalIgnoreCase);

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
}
