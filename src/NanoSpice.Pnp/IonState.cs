using System.Runtime.Intrinsics;
using NanoSpice.Numerics;

namespace NanoSpice.Pnp;

/// <summary>Unknowns of every cell turned into concentrations; the bath is the entry after the last cell.</summary>
/// <remarks>
///   c+- = e^{w+-} / (1 + v (e^{w+} + e^{w-})),   m = log(1 + v (e^{w+} + e^{w-})),   mu+- = +-phi + w+-.
///   So 0 &lt; c and v (c+ + c-) &lt; 1 whatever w.   dc_s/dw_s = c_s (1 - v c_s),  dc_s/dw_r = -v c_s c_r,  dm/dw_s = v c_s. [KBA]
/// </remarks>
public sealed class IonState
{
    private readonly double _packing;

    /// <param name="packing">v</param>
    public IonState(int cells, double packing)
    {
        _packing = packing;
        (Phi, W, C, M) = (new double[cells + 1], [new double[cells + 1], new double[cells + 1]], [new double[cells + 1], new double[cells + 1]], new double[cells + 1]);
        BathW = -Math.Log(1 - 2 * packing);
        Set(cells, 0, BathW, BathW);
    }

    /// <summary>Electric potential [kT/e].</summary>
    public double[] Phi { get; }

    /// <summary>w of cation (0) and anion (1).</summary>
    public double[][] W { get; }

    /// <summary>Concentrations of cation (0) and anion (1) [c0].</summary>
    public double[][] C { get; }

    /// <summary>Steric part m of the chemical potential [kT].</summary>
    public double[] M { get; }

    /// <summary>w of both ions in the bulk, where c = 1 and phi = 0.</summary>
    public double BathW { get; }

    /// <summary>v [-]</summary>
    public double Packing => _packing;

    /// <summary>Takes the unknowns (phi, w+, w-) of all cells.</summary>
    public void Set(ReadOnlySpan<double> x)
    {
        int cells = Phi.Length - 1, width = Vector256<double>.Count, cell = 0;
        double[] plus = W[0], minus = W[1];
        for (int c = 0, i = 0; c < cells; c++, i += 3) (Phi[c], plus[c], minus[c]) = (x[i], x[i + 1], x[i + 2]);
        var one = Vector256<double>.One;
        for (; cell <= cells - width; cell += width)
        {
            Vector256<double> a = VectorFunctions.Exp(Vector256.Create(plus, cell)), b = VectorFunctions.Exp(Vector256.Create(minus, cell));
            var all = one + _packing * (a + b);
            var share = one / all;
            (a * share).CopyTo(C[0], cell);
            (b * share).CopyTo(C[1], cell);
            VectorFunctions.Log(all).CopyTo(M, cell);
        }
        for (; cell < cells; cell++) Set(cell, Phi[cell], plus[cell], minus[cell]);
    }

    /// <summary>(mu+ - mu-)/2 of a cell [kT]: the potential of charge, 0 in equilibrium with the bulk.</summary>
    public double Psi(int cell) => Phi[cell] + 0.5 * (W[0][cell] - W[1][cell]);

    private void Set(int cell, double phi, double plus, double minus)
    {
        double a = Math.Exp(plus), b = Math.Exp(minus), excess = _packing * (a + b), share = 1 / (1 + excess);
        Phi[cell] = phi;
        (W[0][cell], W[1][cell]) = (plus, minus);
        (C[0][cell], C[1][cell]) = (a * share, b * share);
        M[cell] = Math.Log(1 + excess);
    }
}
