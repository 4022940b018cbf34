namespace NanoSpice.Numerics;

/// <summary>How the factors are kept.</summary>
public enum LuStorage
{
    /// <summary>By predicted flops per factor entry.</summary>
    Automatic,

    /// <summary>Single columns: circuits, whose factors stay as sparse as the matrix.</summary>
    Columns,

    /// <summary>Dense blocks: meshes, whose factors fill in.</summary>
    Blocks,
}

/// <summary>Knobs of <see cref="SparseLu{T}"/>.</summary>
public sealed record SparseLuOptions
{
    /// <summary>The diagonal is the pivot if at least this share of the largest candidate [-]; 1e-3 keeps the sparse order, as in KLU.</summary>
    public double PivotThreshold { get; init; } = 1e-3;

    /// <summary>
    /// Largest |l u| of a single elimination step, relative to the largest entry of its row, that kept pivots may make [-]:
    /// beyond it Refactor gives up, as the backward error is this many units of round-off. Measured on random R, L, C
    /// networks over 16 decades of frequency: 1e4 keeps it below 2e-10 with one Factor in ten, 1e6 below 1e-7 with one in thirteen.
    /// </summary>
    public double GrowthLimit { get; init; } = 1e4;

    /// <summary>A column whose candidates all cancelled below this share of its entries is singular [-]; 2 units of round-off.</summary>
    public double SingularTolerance { get; init; } = 5e-16;

    /// <summary>Compare pivot candidates relative to the largest entry of their rows, so that units do not choose pivots.</summary>
    public bool Scale { get; init; } = true;

    /// <summary>Permute to block triangular form first: triangular parts cost no elimination.</summary>
    public bool BlockTriangular { get; init; } = true;

    /// <summary>How the factors are kept.</summary>
    public LuStorage Storage { get; init; } = LuStorage.Automatic;
}
