using NanoSpice.Elaboration;
using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>A deck of a batch.</summary>
/// <param name="Name">as given: its column of runs.csv</param>
/// <param name="Path">absolute</param>
internal sealed record BatchDeckName(string Name, string Path, SourceSpan At);

/// <summary>The share of a batch that one process of several does: runs k, k + n, k + 2n, ... of n.</summary>
internal readonly record struct BatchShard(int Number, int Of)
{
    public static BatchShard Whole => new(1, 1);

    public bool IsWhole => Of == 1;

    public bool Has(int run) => run % Of == Number - 1;

    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Number}/{Of}");
}

/// <summary>What nanospice batch was asked for.</summary>
internal sealed record BatchSettings
{
    public IReadOnlyList<BatchDeckName> Decks { get; init; } = [];

    /// <summary>Values in place of those of .param lines.</summary>
    public IReadOnlyList<ParameterOverride> Parameters { get; init; } = [];

    /// <summary>--sweep and --grid, in the order given.</summary>
    public IReadOnlyList<OuterAxis> Axes { get; init; } = [];

    /// <summary>Draws at every point; 0: what the deck draws from stays at its nominal value.</summary>
    public int Draws { get; init; }

    public ulong Seed { get; init; } = 1;

    /// <summary>Runs at once.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Longest run [s].</summary>
    public double Timeout { get; init; } = double.PositiveInfinity;

    /// <summary>Folder of the results; null: results/[deck name].</summary>
    public string? Output { get; init; }

    /// <summary>Files of each run that are kept.</summary>
    public ResultFormats Keep { get; init; } = ResultFormats.Csv;

    /// <summary>A batch begun in the folder is gone on with.</summary>
    public bool Resume { get; init; }

    public BatchShard Shard { get; init; } = BatchShard.Whole;

    /// <summary>Tasks of the job array whose script is wanted in place of a run; 0: none.</summary>
    public int SlurmTasks { get; init; }
}
