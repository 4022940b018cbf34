using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice;

/// <summary>A deck with errors. The message is what the program nanospice prints: every error with file, line, column and a hint.</summary>
public sealed class DeckException : Exception
{
    internal DeckException(IReadOnlyList<Diagnostic> diagnostics)
        : base(DiagnosticPrinter.Print([.. diagnostics.Where(d => d.Severity == Severity.Error)]).TrimEnd()) => Diagnostics = [.. DiagnosticPrinter.InOrder(diagnostics)];

    /// <summary>All messages in the order of the text, warnings and notes included.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}

/// <summary>A numerical failure: an analysis did not get to its end. The message tells where, and what was tried.</summary>
public sealed class RunException : SimulationException
{
    internal RunException(string message, string? advice, RunResults results)
        : base(message, advice) => Results = results;

    /// <summary>What was computed: the failed analysis up to where it got, and the others as a whole.</summary>
    public RunResults Results { get; }
}

/// <summary>A run that was cancelled.</summary>
public sealed class RunCanceledException : OperationCanceledException
{
    internal RunCanceledException(RunResults results, CancellationToken cancellation)
        : base("the run was cancelled", cancellation) => Results = results;

    /// <summary>What was computed.</summary>
    public RunResults Results { get; }
}
