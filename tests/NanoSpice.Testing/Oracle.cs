namespace NanoSpice.Testing;

/// <summary>Where the expected value of a test comes from, best kind first.</summary>
public enum OracleKind
{
    /// <summary>A formula solved on paper.</summary>
    ClosedForm,

    /// <summary>A law that must hold: conservation, symmetry, a round trip.</summary>
    Invariant,

    /// <summary>The slope of the error under refinement.</summary>
    Order,

    /// <summary>A solution chosen first, its source term derived from it.</summary>
    Manufactured,

    /// <summary>A second method of our own: dense LU, differences, brute force.</summary>
    CrossCheck,

    /// <summary>Recorded or live output of another program.</summary>
    Peer,

    /// <summary>Stored text or work counts; never physics.</summary>
    Snapshot,
}

/// <summary>States a test's oracle; the house tests fail a test method without one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OracleAttribute(OracleKind kind, string because) : Attribute
{
    public OracleKind Kind { get; } = kind;

    public string Because { get; } = because;
}
