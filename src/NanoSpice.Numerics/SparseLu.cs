using System.Numerics;

namespace NanoSpice.Numerics;

/// <summary>
/// Direct solver for one sparsity pattern: block triangular form, minimum-degree order, threshold partial pivoting,
/// refactorization with kept pivots. Values change, the pattern does not. One thread per instance.
/// </summary>
/// <remarks>[Davis] ch. 6 and 7, [KLU]. Rows and columns are named as in the pattern throughout.</remarks>
/// <typeparam name="T">double or Complex.</typeparam>
public sealed class SparseLu<T> where T : struct, INumberBase<T>
{
    // Measured on meshes of 400 to 90,000 unknowns: columns and blocks refactor equally fast at 17 flops an entry; without
    // vectors, for Complex, blocks gain only their regular memory order.
    private static readonly double FlopsPerEntryOfBlocks = typeof(T) == typeof(double) ? 18 : 70;

    private readonly LuStructure structure;
    private readonly SparseLuOptions options;
    private readonly FrontLu<T>? fronts;
    private ColumnLu<T>? columns;
    private bool inFronts;

    private SparseLu(LuStructure structure, SparseLuOptions options)
    {
        (this.structure, this.options) = (structure, options);
        var pattern = structure.Pattern;
        bool blocks = options.Storage == LuStorage.Blocks
            || (options.Storage == LuStorage.Automatic && structure.Flops > FlopsPerEntryOfBlocks * structure.Entries);
        if (structure.UnmatchedColumns.Length > 0 || pattern.Size == 0) return;
        if (!blocks) columns = new ColumnLu<T>(structure, options);
        else fronts = new FrontLu<T>(BlockCount == 1 ? structure : structure.InOneBlock, options);
    }

    /// <summary>Orders the pattern; no values are needed.</summary>
    /// <exception cref="ArgumentException">T is neither double nor Complex.</exception>
    public static SparseLu<T> Analyze(SparsePattern pattern, SparseLuOptions? options = null)
    {
        if (typeof(T) != typeof(double) && typeof(T) != typeof(Complex)) throw new ArgumentException($"SparseLu of {typeof(T)}");
        options ??= new SparseLuOptions();
        return new SparseLu<T>(new LuStructure(pattern, options), options);
    }

    /// <summary>A solver by an analysis already made, which several may share.</summary>
    internal static SparseLu<T> Of(LuStructure structure, SparseLuOptions options) => new(structure, options);

    /// <summary>Unknowns (columns) that cannot all be determined whatever the values; empty for a sound pattern.</summary>
    public ReadOnlySpan<int> UnmatchedColumns => structure.UnmatchedColumns;

    /// <summary>Equations (rows) left over by the best assignment of equations to unknowns; as many as UnmatchedColumns.</summary>
    public ReadOnlySpan<int> UnmatchedRows => structure.UnmatchedRows;

    /// <summary>First unmatched unknown, or null.</summary>
    public int? StructurallySingularColumn => structure.UnmatchedColumns.Length > 0 ? structure.UnmatchedColumns[0] : null;

    /// <summary>First unmatched equation, or null.</summary>
    public int? StructurallySingularRow => structure.UnmatchedRows.Length > 0 ? structure.UnmatchedRows[0] : null;

    /// <summary>Diagonal blocks of the block triangular form.</summary>
    public int BlockCount => structure.Blocks.Length - 1;

    /// <summary>Entries of L and U after the last Factor; work of a solve.</summary>
    public int FactorEntries => inFronts ? fronts!.Entries : columns?.Entries ?? 0;

    /// <summary>Whether the factors are dense blocks or single columns.</summary>
    public LuStorage Storage => inFronts || columns is null ? LuStorage.Blocks : LuStorage.Columns;

    /// <summary>Factorizations with new pivots so far.</summary>
    public int FactorCount { get; private set; }

    /// <summary>Factorizations with kept pivots so far, failed ones included.</summary>
    public int RefactorCount { get; private set; }

    /// <summary>True when Refactor and Solve may be called.</summary>
    public bool IsFactored { get; private set; }

    /// <summary>Factors a, choosing pivots; allocates.</summary>
    public LuStatus Factor(SparseMatrix<T> a)
    {
        Check(a);
        FactorCount++;
        IsFactored = false;
        if (StructurallySingularColumn is int column) return new LuStatus(LuOutcome.Singular, column);
        LuStatus status = fronts?.Factor(a) ?? new LuStatus(LuOutcome.PivotTooSmall, -1);
        inFronts = status.Ok;
        if (status.Outcome == LuOutcome.PivotTooSmall)           // blocks choose pivots within a front only, columns everywhere
        {
            columns ??= new ColumnLu<T>(structure, options);
            status = columns.Factor(a);
        }
        IsFactored = status.Ok;
        return status;
    }

    /// <summary>Factors a with the pivots of the last Factor; allocates nothing. PivotTooSmall asks for Factor.</summary>
    /// <exception cref="InvalidOperationException">No pivots: Factor has not succeeded yet.</exception>
    public LuStatus Refactor(SparseMatrix<T> a)
    {
        Check(a);
        if (!IsFactored) throw new InvalidOperationException("Refactor before Factor");
        RefactorCount++;
        LuStatus status = inFronts ? fronts!.Factor(a) : columns!.Refactor(a);
        IsFactored = status.Ok;
        return status;
    }

    /// <summary>Refactor where it will do, else Factor.</summary>
    public LuStatus Update(SparseMatrix<T> a)
    {
        if (!IsFactored) return Factor(a);
        LuStatus status = Refactor(a);
        return status.Outcome == LuOutcome.PivotTooSmall ? Factor(a) : status;
    }

    /// <summary>Drops factors and pivots: the next Update is a Factor, and depends on its matrix alone.</summary>
    public void Forget() => IsFactored = false;

    /// <summary>b becomes the solution of A x = b; allocates nothing.</summary>
    public void Solve(Span<T> b)
    {
        CheckSolvable(b);
        if (inFronts) fronts!.Solve(b);
        else columns!.Solve(b);
    }

    /// <summary>b becomes the solution of A' x = b, transposed and not conjugated; allocates nothing.</summary>
    public void SolveTransposed(Span<T> b)
    {
        CheckSolvable(b);
        if (inFronts) fronts!.SolveTransposed(b);
        else columns!.SolveTransposed(b);
    }

    private void Check(SparseMatrix<T> a)
    {
        if (!ReferenceEquals(a.Pattern, structure.Pattern)) throw new ArgumentException("matrix of another pattern", nameof(a));
    }

    private void CheckSolvable(Span<T> b)
    {
        if (!IsFactored) throw new InvalidOperationException("Solve without factors");
        if (b.Length != structure.Pattern.Size) throw new ArgumentException("length differs from the matrix size", nameof(b));
    }
}
