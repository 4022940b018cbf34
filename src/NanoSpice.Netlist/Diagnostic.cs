namespace NanoSpice.Netlist;

public enum Severity
{
    Note,
    Warning,
    Error,
}

/// <summary>One message about the netlist, at its place, with what to do about it.</summary>
/// <param name="Code">three letters for the area and a number: NET001; listed in netlists/MESSAGES.md</param>
public sealed record Diagnostic(Severity Severity, string Code, string Message, SourceSpan At, string? Hint = null);

/// <summary>Collects diagnostics; one bad card never hides the next.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _all = [];

    public IReadOnlyList<Diagnostic> All => _all;

    public bool HasErrors => ErrorCount > 0;

    public int ErrorCount { get; private set; }

    public void Add(Diagnostic d)
    {
        _all.Add(d);
        if (d.Severity == Severity.Error) ErrorCount++;
    }

    public void Error(string code, string message, SourceSpan at, string? hint = null) => Add(new(Severity.Error, code, message, at, hint));

    public void Warn(string code, string message, SourceSpan at, string? hint = null) => Add(new(Severity.Warning, code, message, at, hint));

    /// <summary>Adds a message of a listed kind, with that kind's severity.</summary>
    public void Report(DiagnosticCode code, string message, SourceSpan at, string? hint = null) =>
        Add(new(code.Severity, code.Code, message, at, hint));

    public void Note(string code, string message, SourceSpan at, string? hint = null) => Add(new(Severity.Note, code, message, at, hint));
}
