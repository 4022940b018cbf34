namespace NanoSpice.Numerics;

/// <summary>The Jacobian of a system with its factors: what is reused from iteration to iteration and step to step.</summary>
public sealed class JacobianFactors(IDaeSystem system, SparseLu<double> lu, WorkCount work)
{
    public SparseMatrix<double> Matrix { get; } = new(system.Pattern);

    public SparseLu<double> Lu { get; } = lu;

    /// <summary>The alpha of df/dx + alpha dq/dx that the factors hold [1/s]; NaN before the first factorization.</summary>
    public double Alpha { get; private set; } = double.NaN;

    /// <summary>Factors the matrix as it stands, with kept pivots where they are good.</summary>
    public LuStatus Factor(double alpha)
    {
        work.Factorizations++;
        Alpha = double.NaN;
        int pivotings = Lu.FactorCount;
        var status = Lu.Update(Matrix);
        work.Pivotings += Lu.FactorCount - pivotings;
        if (status.Ok) Alpha = alpha;
        return status;
    }

    /// <summary>Forgets the factors: the equations changed.</summary>
    public void Invalidate() => Alpha = double.NaN;

    /// <summary>Forgets the factors with their pivots: nothing that was factored before shows in what comes.</summary>
    public void Forget()
    {
        Invalidate();
        Lu.Forget();
    }

    public void Solve(Span<double> b) => Lu.Solve(b);
}
