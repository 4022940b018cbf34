using NanoSpice.Numerics;

namespace NanoSpice.Engine;

/// <summary>What a cell stores, for the scale of time of a phase whose end is not known.</summary>
internal static class CellEstimate
{
    /// <summary>Low-frequency capacitance at a steady state in which the source holds the potential [F]; NaN when it cannot be had.</summary>
    /// <remarks>
    ///   A slow ramp v = t: x = x1 t + x2 with  G x1 = e  (e: the source's equation) and  G x2 = -C x1; then i = g t + c, and c is the
    ///   current in x2.
    /// </remarks>
    public static double Capacitance(Circuit circuit, ReadOnlySpan<double> x, Unknown branch)
    {
        SparseMatrix<double> conductance = new(circuit.Pattern), capacitance = new(circuit.Pattern);
        circuit.Equations.IsStatic = true;
        circuit.LoadSmallSignal(0, x, conductance, capacitance);
        circuit.Equations.IsStatic = false;
        var lu = circuit.Symbolic.Analyze<double>(circuit.Pattern, new SparseLuOptions { PivotThreshold = circuit.Options.PivotThreshold });
        if (!lu.Update(conductance).Ok) return double.NaN;
        double[] first = new double[circuit.Size], second = new double[circuit.Size];
        first[branch.Index] = 1;
        lu.Solve(first);
        for (int j = 0; j < circuit.Size; j++)
            for (int k = circuit.Pattern.Starts[j]; k < circuit.Pattern.Starts[j + 1]; k++)
                second[circuit.Pattern.Rows[k]] -= capacitance.Values[k] * first[j];
        lu.Solve(second);
        return second[branch.Index];
    }
}
