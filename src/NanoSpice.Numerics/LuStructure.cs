namespace NanoSpice.Numerics;

/// <summary>What Analyze knows before any number: permutations, blocks, structural defects.</summary>
/// <remarks>Does not change, so solvers may share it; what only blocks need is found when they ask for it.</remarks>
internal sealed class LuStructure
{
    private readonly Lazy<LuStructure> _inOneBlock;
    private readonly Lazy<FrontTree> _fronts;

    /// <summary>Finds the block triangular form and a minimum-degree order inside each block.</summary>
    public LuStructure(SparsePattern pattern, SparseLuOptions options)
    {
        Pattern = pattern;
        var form = BlockTriangular.Of(pattern, options.BlockTriangular);
        (Columns, Rows, Blocks) = (form.Columns, form.Rows, form.Starts);
        (UnmatchedColumns, UnmatchedRows) = (form.UnmatchedColumns, form.UnmatchedRows);
        PositionOfRow = new int[pattern.Size];
        for (int k = 0; k < pattern.Size; k++) PositionOfRow[Rows[k]] = k;
        for (int b = 0; b + 1 < Blocks.Length; b++) OrderBlock(Blocks[b], Blocks[b + 1] - Blocks[b]);
        for (int k = 0; k < pattern.Size; k++) PositionOfRow[Rows[k]] = k;
        _inOneBlock = new(() => new LuStructure(pattern, options with { BlockTriangular = false }));
        _fronts = new(() => new FrontTree(Ordering.BlockGraph(pattern, Columns, PositionOfRow, 0, pattern.Size)));
    }

    /// <summary>The same pattern ordered as a whole, for fronts.</summary>
    public LuStructure InOneBlock => _inOneBlock.Value;

    /// <summary>Fronts of the elimination in this order.</summary>
    public FrontTree Fronts => _fronts.Value;

    public SparsePattern Pattern { get; }

    /// <summary>Original column at each position, in elimination order.</summary>
    public int[] Columns { get; }

    /// <summary>Original row at each position: the diagonal before numerical pivoting.</summary>
    public int[] Rows { get; }

    /// <summary>Position of each original row.</summary>
    public int[] PositionOfRow { get; }

    /// <summary>Diagonal block b holds positions Blocks[b] .. Blocks[b+1]-1.</summary>
    public int[] Blocks { get; }

    public int[] UnmatchedColumns { get; }

    public int[] UnmatchedRows { get; }

    /// <summary>Predicted entries of L and U in the diagonal blocks ordered; pivoting may add to them.</summary>
    public double Entries { get; private set; }

    /// <summary>Predicted multiplications and additions of a factorization of these blocks.</summary>
    public double Flops { get; private set; }

    private void OrderBlock(int first, int size)
    {
        if (size <= 2) return;
        EliminationOrder found = Ordering.MinimumDegree(Ordering.BlockGraph(Pattern, Columns, PositionOfRow, first, size));
        Permute(Columns, first, found.Order);
        Permute(Rows, first, found.Order);
        Entries += found.Entries;
        Flops += found.Flops;
    }

    private static void Permute(int[] array, int first, int[] order)
    {
        int[] old = array[first..(first + order.Length)];
        for (int k = 0; k < order.Length; k++) array[first + k] = old[order[k]];
    }
}
