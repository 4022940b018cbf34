namespace NanoSpice.Discovery;

/// <summary>Every knob of the evolution; the same values and data give the same result whatever the number of threads.</summary>
public sealed record SearchOptions
{
    /// <summary>Start of all random numbers.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads that islands share; has no influence on the result.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Populations that evolve apart and exchange their best at the end of an epoch.</summary>
    public int Islands { get; init; } = 4;

    /// <summary>Chromosomes of an island.</summary>
    public int Population { get; init; } = 100;

    /// <summary>Most genes of a chromosome, each a term with a weight of its own.</summary>
    public int Genes { get; init; } = 4;

    /// <summary>Places of a gene's head, where functions may stand; its tail has one leaf more.</summary>
    public int Head { get; init; } = 8;

    /// <summary>Functions of one argument and operators a gene may use, by the names of formulas.</summary>
    public IReadOnlyList<string> Functions { get; init; } = ["+", "-", "*", "/", "sqrt", "exp", "ln", "sin", "cos", "abs"];

    /// <summary>Largest complexity of a law.</summary>
    public int MaxComplexity { get; init; } = 30;

    /// <summary>Terms must have units, and sums terms of the same unit, where the table says them; constants take any.</summary>
    public bool Units { get; init; }

    /// <summary>Evaluations after which the search ends.</summary>
    public long MaxEvaluations { get; init; } = 2_000_000;

    /// <summary>Evaluations without a better law after which it ends, once the noise floor is reached.</summary>
    public long Patience { get; init; } = 20_000;

    /// <summary>Mean square of the residual that noise or rounding leave; a law that reaches it needs no better one [unit of target squared].</summary>
    public double NoiseFloor { get; init; }

    /// <summary>Mean square of the residual of the best law known beforehand, which need not fit into genes [unit of target squared].</summary>
    public double Known { get; init; } = double.PositiveInfinity;

    /// <summary>Rows that say something new, at most those of the table: what counts in the criterion that tells whether the search gets on; 0: all.</summary>
    public double IndependentRows { get; init; }
}

/// <summary>How far a search is; for the terminal only.</summary>
/// <param name="Evaluations">formulas evaluated so far</param>
/// <param name="Best">the law that would be chosen now by its information criterion</param>
public sealed record SearchProgress(long Evaluations, long MaxEvaluations, Candidate Best);

/// <summary>Why a search ended.</summary>
public enum SearchStop
{
    /// <summary>All evaluations are spent.</summary>
    Budget,

    /// <summary>Nothing better for a while.</summary>
    Patience,

    /// <summary>Ctrl-C; the front so far is valid.</summary>
    Cancelled,
}

/// <summary>What a search found.</summary>
/// <param name="Front">the best law of each complexity, simplest first; each more exact than the ones before</param>
/// <param name="Evaluations">formulas evaluated</param>
/// <param name="Repeats">proposals that were not evaluated because an equal one had been</param>
public sealed record SearchResult(IReadOnlyList<Candidate> Front, long Evaluations, long Repeats, SearchStop Stop);

/// <summary>Keeps the state of a search so that a killed one goes on where it was and ends with the same bytes.</summary>
public interface ISearchStore
{
    /// <summary>The state last saved for this search; null: start from the beginning.</summary>
    BinaryReader? Load();

    /// <summary>Saves a state in place of the one before; either all of it or nothing.</summary>
    void Save(Action<BinaryWriter> write);
}
