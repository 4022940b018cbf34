using System.Text;

namespace NanoSpice.Netlist;

/// <summary>Reads files and splits them into lines; the same file is split once.</summary>
internal sealed class FileLoader(Func<string, string?>? readFile)
{
    private readonly Dictionary<string, string[]?> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _faults = new(StringComparer.Ordinal);

    /// <summary>Inclusions of one deck at most, and lines of all of them: a file that is included twice counts twice.</summary>
    public const int MostFiles = 10_000, MostLines = 5_000_000;

    private int _files;
    private long _included;
    private bool _isFull;

    /// <summary>False once too much was included.</summary>
    /// <param name="first">true the first time that it is too much</param>
    public bool CanReadMore(out bool first)
    {
        bool isFull = _files > MostFiles || _included > MostLines;
        first = isFull && !_isFull;
        _isFull |= isFull;
        return !isFull;
    }

    /// <summary>Remembers that a file is read.</summary>
    public void Count(string[] lines) => (_files, _included) = (_files + 1, _included + lines.Length);

    /// <summary>The file's lines, or null when it cannot be read.</summary>
    public string[]? Lines(string path)
    {
        string key = Key(path);
        if (!_lines.TryGetValue(key, out var lines))
        {
            string? text = readFile is null ? ReadText(path) : readFile(path);
            lines = text is null ? null : Split(text);
            _lines[key] = lines;
        }

        return lines;
    }

    /// <summary>Lines of the files that were read, in the order of their paths.</summary>
    public IReadOnlyList<string[]> Texts
    {
        get
        {
            // Includes of an .if are read later, by any thread, and hold this lock.
            lock (this) return [.. _lines.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => l.Value).OfType<string[]>()];
        }
    }

    /// <summary>Why a file that is there was not read, or counts as empty; null for one that was read, and for one that is not there.</summary>
    public string? Fault(string path) => _faults.GetValueOrDefault(path);

    /// <summary>One name for one file, however it is reached.</summary>
    public static string Key(string path)
    {
        try
        {
            return Path.GetFullPath(path);
        }
        catch (ArgumentException)
        {
            return path;
        }
    }

    /// <summary>Path of an included file, as seen from the file that includes it.</summary>
    public static string Resolve(string from, string name)
    {
        string? folder = Path.GetDirectoryName(from);
        return Path.IsPathRooted(name) || string.IsNullOrEmpty(folder) ? name : Path.Combine(folder, name);
    }

    /// <summary>Lines of a text with any of the three line ends; the byte order mark is cut.</summary>
    public static string[] Split(string text)
    {
        var lines = new List<string>();
        int start = text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0;
        while (start < text.Length)
        {
            int length = text.AsSpan(start).IndexOfAny('\r', '\n');
            if (length < 0)
            {
                lines.Add(text[start..]);
                break;
            }

            lines.Add(text.Substring(start, length));
            start += length;
            start += text[start] == '\r' && start + 1 < text.Length && text[start + 1] == '\n' ? 2 : 1;
        }

        return [.. lines];
    }

    /// <summary>Index of the first line with a zero character, which no text has; -1 for text.</summary>
    public static int FirstBinaryLine(IReadOnlyList<string> lines)
    {
        for (int index = 0; index < lines.Count; index++)
        {
            if (lines[index].Contains('\0'))
            {
                return index;
            }
        }

        return -1;
    }

    private string? ReadText(string path)
    {
        try
        {
            if (FileSearch.AnyCase(path) is not { } found) return null;
            if (PlainFile.Fault(found) is not { } fault) return Decode(File.ReadAllBytes(found));
            _faults[path] = fault;
            return PlainFile.IsEmpty(found) ? "" : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>UTF-16 by its mark or by the zeros of plain letters, UTF-8 if it is valid, and Latin-1 for what old editors wrote.</summary>
    internal static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 2 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF)))
        {
            return (bytes[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(bytes[2..]);
        }

        if (bytes.Length >= 4 && bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0)
        {
            return Encoding.Unicode.GetString(bytes);
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
