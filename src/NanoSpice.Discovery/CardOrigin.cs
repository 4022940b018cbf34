namespace NanoSpice.Discovery;

/// <summary>Where a card comes from; all of it ends up in its comments.</summary>
public sealed record CardOrigin
{
    /// <summary>Name of the model or subcircuit.</summary>
    public required string Name { get; init; }

    /// <summary>Version of NanoSpice.</summary>
    public required string Version { get; init; }

    /// <summary>Hash of tables and options.</summary>
    public required string Hash { get; init; }

    /// <summary>Seed of the search and of the bootstrap.</summary>
    public required ulong Seed { get; init; }

    /// <summary>discover or fit.</summary>
    public required string Command { get; init; }

    /// <summary>Held-out error over the target's rms [-]; null when none was made.</summary>
    public double? HeldOutNrmse { get; init; }
}
