using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>A number with its name and unit: one derived from an analysis.</summary>
public sealed record NamedValue(string Name, double Value, string Unit = "");

/// <summary>What summary.json tells of one analysis.</summary>
/// <param name="Written">Its files and rows.</param>
public sealed record AnalysisSummary(WrittenAnalysis Written)
{
    /// <summary>Work done: steps, iterations, factorizations, in the order of the analysis.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Work { get; init; } = [];

    /// <summary>Numbers derived from the table.</summary>
    public IReadOnlyList<NamedValue> Derived { get; init; } = [];

    /// <summary>Results of .meas.</summary>
    public IReadOnlyList<DerivedNumber> Measurements { get; init; } = [];

    /// <summary>Warnings of the run.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>What summary.json tells of a sweep.</summary>
/// <param name="Quantities">Stepped quantities.</param>
/// <param name="Count">Points of the plan.</param>
/// <param name="Points">The points that were run, the first ten thousand.</param>
/// <param name="Files">Tables and figures over the points.</param>
public sealed record SweepSummary(
    IReadOnlyList<Engine.WaveformColumn> Quantities, int Count, IReadOnlyList<PointSummary> Points, IReadOnlyList<string> Files);

/// <summary>What summary.json tells of a point of a sweep.</summary>
public sealed record PointSummary(IReadOnlyList<double> Values, string Status, string Reason, IReadOnlyList<AnalysisSummary> Analyses);

/// <summary>What summary.json tells of a run.</summary>
public sealed record RunSummary
{
    /// <summary>Version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>Path of the deck as given.</summary>
    public required string Deck { get; init; }

    /// <summary>Title line of the deck.</summary>
    public string Title { get; init; } = "";

    /// <summary>Exit status: 0 done, 1 bad input, 2 numerical failure, 130 interrupted.</summary>
    public required int ExitCode { get; init; }

    /// <summary>Why the run ended as it did, in words; empty for a run that is done.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Options and parameters in force, as text, in the order given.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Options { get; init; } = [];

    /// <summary>Matrix patterns ordered for factorization; points of a sweep whose circuits are alike share one.</summary>
    public long SymbolicFactorizations { get; init; }

    /// <summary>The sweep of a stepped deck; null without one.</summary>
    public SweepSummary? Sweep { get; init; }

    /// <summary>The analyses in the order of the run.</summary>
    public IReadOnlyList<AnalysisSummary> Analyses { get; init; } = [];

    /// <summary>Warnings on the deck as a whole.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
