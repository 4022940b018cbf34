namespace NanoSpice.Engine;

/// <summary>One saved vector: its name, and how to read it at the equations' point.</summary>
public sealed record SavedVector(string Name, Probe Probe)
{
    /// <summary>True for an expression of several quantities, which small-signal analyses do not write.</summary>
    public bool IsExpression { get; init; }
}

/// <summary>Vectors of an analysis's own that output lines ask for.</summary>
/// <param name="Only">nothing else is wanted: there is a .save</param>
public readonly record struct OwnVectors(IReadOnlyList<string> All, bool Only)
{
    public static OwnVectors None => new([], false);
}

/// <summary>What an analysis runs in.</summary>
public sealed class AnalysisContext
{
    public required Circuit Circuit { get; init; }

    /// <summary>tran1</summary>
    public required string ResultName { get; init; }

    /// <summary>Title of the deck.</summary>
    public required string Title { get; init; }

    /// <summary>What to write, without the scale (time, frequency, swept value).</summary>
    public required IReadOnlyList<SavedVector> Saved { get; init; }

    /// <summary>What to write of an analysis whose vectors are its own.</summary>
    public OwnVectors Names { get; init; } = OwnVectors.None;

    public required IWaveformSink Sink { get; init; }

    /// <summary>The measurements of this run, which stand before the sink; null when there are none.</summary>
    public MeasureRun? Measures { get; init; }

    public required SimulationOptions Options { get; init; }

    /// <summary>.ic values: node and voltage [V].</summary>
    public IReadOnlyList<(Unknown Node, double Value)> InitialConditions { get; init; } = [];

    /// <summary>.nodeset values.</summary>
    public IReadOnlyList<(Unknown Node, double Value)> NodeSets { get; init; } = [];

    /// <summary>The same circuit at another temperature [K], for temperature sweeps; null where it cannot be rebuilt.</summary>
    public Func<double, AnalysisContext>? AtTemperature { get; init; }

    public CancellationToken Cancellation { get; init; }

    /// <summary>Fraction done, 0 to 1.</summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>Takes warnings of the run.</summary>
    public Action<string> Warn { get; init; } = _ => { };

    /// <summary>Work done: steps, iterations, factorizations; written by the analysis, in this order.</summary>
    public Dictionary<string, long> Work { get; } = [];

    /// <summary>Numbers that a technique derives from its run, and those of .meas, in the order in which they are shown.</summary>
    public List<DerivedNumber> Derived { get; } = [];
}
