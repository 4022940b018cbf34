namespace NanoSpice.Numerics;

/// <summary>What an error in the charges of a step does to the unknowns: e_x = J^-1 alpha e_q, in tolerances.</summary>
/// <remarks>
///   For an unknown that stores charge and moves slowly this is its own local error. A fast one that follows others gets only what
///   reaches it (the filter of stiff error estimates), and a current that is the derivative of a charge gets the error of that
///   derivative, which a comparison with its predicted value does not see while the step is constant.
/// </remarks>
internal sealed class LocalError(int size, JacobianFactors factors, ErrorWeights weights)
{
    private readonly double[] _error = new double[size];

    /// <summary>Norm of J^-1 alpha (a + factor b); b may be empty.</summary>
    public double Norm(double alpha, ReadOnlySpan<double> a, ReadOnlySpan<double> b, double factor)
    {
        VectorMath.Scale(_error, alpha, a);
        if (b.Length > 0) VectorMath.AddScaled(_error, alpha * factor, b);
        factors.Solve(_error);
        return weights.Norm(_error);
    }
}
