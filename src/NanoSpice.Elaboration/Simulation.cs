using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>What a deck asks for, ready to run.</summary>
public sealed class Simulation
{
    public required string Title { get; init; }

    public required SourceFile File { get; init; }

    public required Circuit Circuit { get; init; }

    public required SimulationOptions Options { get; init; }

    /// <summary>In the order of the deck.</summary>
    public required IReadOnlyList<PlannedAnalysis> Analyses { get; init; }

    /// <summary>The cards of the deck's level that count here: overrides in place, branches of .if decided.</summary>
    public IReadOnlyList<Card> Cards { get; init; } = [];

    /// <summary>Every element line of the flattened deck.</summary>
    public IReadOnlyList<ElementInstance> Elements { get; init; } = [];

    /// <summary>.ic values [V].</summary>
    public required IReadOnlyList<(Unknown Node, double Value)> InitialConditions { get; init; }

    /// <summary>.nodeset values [V].</summary>
    public required IReadOnlyList<(Unknown Node, double Value)> NodeSets { get; init; }

    /// <summary>The *expect lines of the deck.</summary>
    public required IReadOnlyList<Expectation> Expectations { get; init; }

    /// <summary>The .plot lines.</summary>
    public required IReadOnlyList<OutputCard> Plots { get; init; }

    /// <summary>The same deck at another temperature [K], for temperature sweeps.</summary>
    public required Func<double, Simulation> AtTemperature { get; init; }

    /// <summary>What .step and lists of .temp vary; null when the deck has none.</summary>
    public SweepPlan? Sweep { get; init; }

    /// <summary>The point of the sweep that this simulation stands at.</summary>
    public SweepPoint? Point { get; init; }

    /// <summary>
    ///   The same deck at another point of its sweep: from the cards as they were read, sharing nothing that changes with this simulation,
    ///   so points may run at once; null with errors in the bag.
    /// </summary>
    public required Func<SweepPoint, DiagnosticBag, Simulation?> AtPoint { get; init; }

    /// <summary>What a name means, written as a heading of a .step table: rc, temp, v1, 2n2222(vaf); null with errors in the bag. Points may vary it.</summary>
    public required Func<string, SourceSpan, DiagnosticBag, StepQuantity?> Quantity { get; init; }

    /// <summary>Top-level parameters whose definition has a random value in it, with the values they have here; those that the deck uses.</summary>
    public IReadOnlyList<(string Name, double Value)> Drawn { get; init; } = [];

    /// <summary>The simulations of a sweep, one after the other; this one alone without a sweep.</summary>
    public IEnumerable<Simulation> AtAllPoints()
    {
        yield return this;
        for (int k = 1; k < (Sweep?.Count ?? 0); k++)
        {
            var bag = new DiagnosticBag();
            yield return AtPoint(Sweep![k], bag) ?? throw new InvalidOperationException(string.Join('\n', bag.All.Select(d => d.Message)));
        }
    }

    /// <summary>What an analysis runs in, its rows going to the sink.</summary>
    public AnalysisContext Context(PlannedAnalysis planned, IWaveformSink sink, CancellationToken cancellation = default, IProgress<double>? progress = null, Action<string>? warn = null)
    {
        IReadOnlyList<SavedVector> saved = [.. planned.Saved, .. planned.Measures.Unsaved];
        var measures = planned.Measures.List.Count == 0 ? null : new MeasureRun(planned.Measures.List, saved, planned.Saved.Count, sink);
        var context = new AnalysisContext
        {
            AtTemperature = kelvin =>
            {
                var other = AtTemperature(kelvin);
                return other.Context(other.Analyses.First(a => a.ResultName == planned.ResultName), sink, cancellation, progress, warn);
            },
            Circuit = Circuit,
            ResultName = planned.ResultName,
            Title = Title,
            Saved = saved,
            Names = planned.Names,
            Sink = measures ?? sink,
            Measures = measures,
            Options = Options,
            InitialConditions = InitialConditions,
            NodeSets = NodeSets,
            Cancellation = cancellation,
            Progress = progress,
            Warn = warn ?? (_ => { }),
        };
        if (measures is not null) measures.Results = context.Derived;
        return context;
    }
}

/// <summary>An element line as it stands in one place of the flattened deck.</summary>
/// <param name="Name">full name in lower case: x1.r1</param>
/// <param name="Card">with the values of the sweep's point in place</param>
/// <param name="Device">the device of that name, or the line's first</param>
/// <param name="Copies">parallel copies that the instances around it ask for</param>
public sealed record ElementInstance(string Name, ElementCard Card, Device? Device, double Copies);

/// <summary>The .meas lines of one analysis.</summary>
/// <param name="List">in the order of the deck</param>
/// <param name="Unsaved">vectors that are read for them and not written</param>
public sealed record PlannedMeasures(IReadOnlyList<Measurement> List, IReadOnlyList<SavedVector> Unsaved)
{
    public static PlannedMeasures None { get; } = new([], []);
}

/// <summary>One analysis of the deck.</summary>
/// <param name="ResultName">tran1: keyword and number among its kind</param>
/// <param name="Saved">what it records besides its scale</param>
public sealed record PlannedAnalysis(string ResultName, Analysis Analysis, IReadOnlyList<SavedVector> Saved)
{
    /// <summary>Vectors of its own that output lines ask for.</summary>
    public OwnVectors Names { get; init; } = OwnVectors.None;

    /// <summary>The statement as it was read.</summary>
    public CommandCard? Card { get; init; }

    /// <summary>The line of the deck, as it stands there.</summary>
    public string Statement { get; init; } = "";

    public PlannedMeasures Measures { get; init; } = PlannedMeasures.None;
}
