using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>Where commands write: human text to Error, tables and JSON to Output. Tests inject their own writers.</summary>
/// <param name="isTerminal">whether Error is a terminal: progress is shown only there</param>
/// <param name="folder">relative paths count from here</param>
public sealed class ConsoleReport(TextWriter output, TextWriter error, bool isTerminal, string folder)
{
    /// <summary>Messages of one code shown at most; a deck of 100,000 lines may have as many.</summary>
    private const int ShownOfACode = 20;

    public TextWriter Output { get; } = output;

    public TextWriter Error { get; } = error;

    public bool IsTerminal { get; } = isTerminal;

    /// <summary>Where a deck without a name comes from.</summary>
    public TextReader Input { get; init; } = Console.In;

    /// <summary>The process's own streams.</summary>
    public static ConsoleReport ForTerminal() => new(
        new StreamWriter(Console.OpenStandardOutput()) { NewLine = "\n" },
        new StreamWriter(Console.OpenStandardError()) { NewLine = "\n", AutoFlush = true },
        !Console.IsErrorRedirected, Environment.CurrentDirectory);

    /// <summary>The same place, with all that is said going into one file.</summary>
    public ConsoleReport Into(TextWriter file) => new(file, file, false, folder) { Input = Input };

    /// <summary>True when relative paths count from the process's own folder.</summary>
    public bool IsHere => folder == Environment.CurrentDirectory;

    /// <summary>A path of the command line as the file system takes it.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, folder);

    /// <summary>A path as short as a user would write it.</summary>
    public string ShownPath(string path)
    {
        string relative = Path.GetRelativePath(folder, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    /// <summary>"nanospice: error: ..." and what to do about it.</summary>
    public void Fail(string message, string? advice = null)
    {
        Error.WriteLine($"nanospice: error: {message}");
        if (advice is not null) Error.WriteLine($"  hint: {advice}");
    }

    /// <summary>Messages about a deck with their lines, each once, and their number.</summary>
    public void Diagnostics(IReadOnlyList<Diagnostic> all)
    {
        Diagnostic[] distinct = [.. all.Distinct()];
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var d in DiagnosticPrinter.InOrder(distinct))
        {
            int count = seen[d.Code] = seen.GetValueOrDefault(d.Code) + 1;
            if (count <= ShownOfACode) Error.Write(DiagnosticPrinter.Print(d));
        }
        foreach (var (code, count) in seen.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (count > ShownOfACode) Error.WriteLine($"... and {count - ShownOfACode} more of {code}");
        }
        Error.Write(DiagnosticPrinter.Summary(distinct));
    }

    public void Flush()
    {
        Output.Flush();
        Error.Flush();
    }
}
