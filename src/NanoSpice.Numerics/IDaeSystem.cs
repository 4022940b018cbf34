namespace NanoSpice.Numerics;

/// <summary>f(x, t) + d/dt q(x, t) = 0: the one equation form for circuits and for the PDE.</summary>
public interface IDaeSystem
{
    /// <summary>Number of unknowns and of equations.</summary>
    int Size { get; }

    /// <summary>Pattern of df/dx + alpha dq/dx.</summary>
    SparsePattern Pattern { get; }

    /// <summary>Absolute tolerance of every unknown, in its unit; length Size.</summary>
    ReadOnlySpan<double> AbsoluteTolerance { get; }

    /// <summary>Overwrites f and q, and the Jacobian df/dx + alpha dq/dx when one is asked for.</summary>
    void Load(double t, ReadOnlySpan<double> x, double alpha, Span<double> f, Span<double> q, SparseMatrix<double>? jacobian);
}
