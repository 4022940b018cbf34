namespace NanoSpice.Netlist;

/// <summary>Where a file that a deck names may be: as written, with the backslashes of Windows, beside the including file or the deck.</summary>
public static class FileSearch
{
    private static readonly string[] LibraryEndings =
        [".lib", ".inc", ".mod", ".model", ".mdl", ".sub", ".cir", ".ckt", ".net", ".sp", ".spi", ".spice", ".txt", ".l", ".bjt", ".dio", ".mos", ".jft"];

    /// <summary>Paths to try, best first; the first is the one that messages show.</summary>
    public static IEnumerable<string> Candidates(SourceFile from, string name)
    {
        var deck = from;
        while (deck.IncludedAt is { } at)
        {
            deck = at.File;
        }

        string plain = Path.DirectorySeparatorChar == '\\' ? name : name.Replace('\\', '/');
        yield return FileLoader.Resolve(from.Path, name);
        yield return FileLoader.Resolve(from.Path, plain);
        yield return FileLoader.Resolve(deck.Path, plain);
        if (IsWindowsPath(name))
        {
            string last = plain[(plain.LastIndexOf('/') + 1)..];
            yield return FileLoader.Resolve(from.Path, last);
            yield return FileLoader.Resolve(deck.Path, last);
        }
    }

    /// <summary>The file on disk that a deck names; null when there is none.</summary>
    public static string? OnDisk(SourceFile from, string name) =>
        Candidates(from, name).Select(AnyCase).FirstOrDefault(p => p is not null);

    /// <summary>The path of an existing file, also if its name differs in case, as file names of Windows may; null when there is none.</summary>
    public static string? AnyCase(string path)
    {
        if (File.Exists(path))
        {
            return path;
        }

        string folder = Path.GetDirectoryName(path) is { Length: > 0 } given ? given : ".";
        string name = Path.GetFileName(path);
        return name.Length > 0 && Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).FirstOrDefault(f => Path.GetFileName(f).Equals(name, StringComparison.OrdinalIgnoreCase))
            : null;
    }

    /// <summary>C:\folder\name or \\server\name.</summary>
    public static bool IsWindowsPath(string name) =>
        name.StartsWith(@"\\", StringComparison.Ordinal) || (name.Length > 2 && char.IsAsciiLetter(name[0]) && name[1] == ':' && name[2] is '\\' or '/');

    /// <summary>True for LTspice's own libraries, which its netlists name by the path they had on the author's machine.</summary>
    public static bool IsOwnLibraryOfOthers(string name)
    {
        string plain = name.Replace('\\', '/').ToLowerInvariant();
        return plain.Contains("/lib/cmp/standard.", StringComparison.Ordinal) || plain.StartsWith("standard.", StringComparison.Ordinal);
    }

    /// <summary>True when a word names a file rather than a section of a library.</summary>
    public static bool LooksLikeFile(string name) =>
        name.AsSpan().IndexOfAny('/', '\\') >= 0 || LibraryEndings.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));
}
