namespace NanoSpice.Netlist;

/// <summary>A place in a netlist file; line and column count from 1.</summary>
public readonly record struct SourceSpan(SourceFile File, int Line, int Column, int Length);

/// <summary>A file that was read: path as the user would write it, its lines, and where it was included from.</summary>
public sealed class SourceFile(string path, IReadOnlyList<string> lines, SourceSpan? includedAt = null)
{
    public string Path { get; } = path;

    /// <summary>Physical lines; Lines[0] is line 1.</summary>
    public IReadOnlyList<string> Lines { get; } = lines;

    /// <summary>The .include or .lib line that brought this file in; null for the deck itself.</summary>
    public SourceSpan? IncludedAt { get; } = includedAt;
}
