using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>Where the analyses of one simulation write their tables.</summary>
internal interface IRunFiles : IWaveformSink
{
    /// <summary>Tables closed so far.</summary>
    IReadOnlyList<WrittenAnalysis> Written { get; }

    /// <summary>Why the folder takes no more; null while it does.</summary>
    Exception? Fault { get; }

    /// <summary>Takes the numbers of the cycles of the table closed last.</summary>
    void WriteCycles(DerivedTable derived);

    /// <summary>Takes the numbers derived from the table closed last.</summary>
    void WriteNumbers(IReadOnlyList<DerivedNumber> numbers)
    {
    }
}
