using NanoSpice.Elaboration;

namespace NanoSpice.Cli;

/// <summary>What a run left besides its files: one of a deck, or one of all points of a sweep.</summary>
internal interface IRunOutcome
{
    /// <summary>0, 2 or 130: the worst that happened.</summary>
    int ExitCode { get; }

    /// <summary>Why the exit code is not 0.</summary>
    string Reason { get; }

    IReadOnlyList<AnalysisSummary> Analyses { get; }

    IReadOnlyList<ExpectationOutcome> Expectations { get; }

    /// <summary>Values of the operating points, by result name.</summary>
    IReadOnlyList<(string Result, OperatingPointTable Table)> OperatingPoints { get; }

    /// <summary>Numbers that the techniques derived, one table an analysis that has some.</summary>
    IReadOnlyList<DerivedTable> Derived { get; }

    /// <summary>Results of .meas, one table an analysis that has some.</summary>
    IReadOnlyList<MeasureTable> Measured { get; }
}
