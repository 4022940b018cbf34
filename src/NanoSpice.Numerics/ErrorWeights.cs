using System.Numerics;
using System.Runtime.InteropServices;

namespace NanoSpice.Numerics;

/// <summary>Scales errors to tolerances: error_i / (reltol scale_i + abstol_i), scale_i the largest |x_i| seen so far.</summary>
/// <remarks>
///   The running maximum is the full scale that reltol refers to: a signal crossing zero does not ask for smaller steps.
///   Norms are maximum norms, because in a circuit the error sits in few unknowns and a mean over thousands would hide it.
/// </remarks>
public sealed class ErrorWeights(double relative, ReadOnlySpan<double> absolute)
{
    private readonly double[] _absolute = absolute.ToArray();
    private readonly double[] _scale = new double[absolute.Length];
    private readonly double[] _inverse = new double[absolute.Length];

    /// <summary>reltol of this norm [-].</summary>
    public double Relative => relative;

    /// <summary>1 / (reltol scale + abstol) of every unknown.</summary>
    public ReadOnlySpan<double> Inverse => _inverse;

    public ReadOnlySpan<double> Scale => _scale;

    /// <summary>Takes an accepted point into the scale.</summary>
    public void Update(ReadOnlySpan<double> x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double size = Math.Abs(x[i]);
            if (size > _scale[i]) _scale[i] = size;
            _inverse[i] = 1 / (relative * _scale[i] + _absolute[i]);
        }
    }

    internal void Save(BinaryWriter writer) => writer.WriteVector(_scale);

    internal void Load(BinaryReader reader)
    {
        reader.ReadVector(_scale);
        Update(_scale);
    }

    /// <summary>max |v_i| / weight_i.</summary>
    public double Norm(ReadOnlySpan<double> v) => Norm(v, default, 0);

    /// <summary>max |v_i + factor u_i| / weight_i; u may be empty.</summary>
    public double Norm(ReadOnlySpan<double> v, ReadOnlySpan<double> u, double factor)
    {
        var max = Vector<double>.Zero;
        int width = Vector<double>.Count, i = 0, n = v.Length;
        for (; i <= n - width; i += width)
        {
            var s = new Vector<double>(v[i..]);
            if (u.Length > 0) s += factor * new Vector<double>(u[i..]);
            s = Vector.Abs(s * new Vector<double>(_inverse, i));
            max = Vector.ConditionalSelect(Vector.LessThanOrEqual(s, max), max, s);    // a NaN wins: it fails every comparison
        }
        double norm = 0;
        for (int k = 0; k < width; k++) norm = Larger(norm, max[k]);
        for (; i < n; i++) norm = Larger(norm, Math.Abs((v[i] + (u.Length > 0 ? factor * u[i] : 0)) * _inverse[i]));
        return norm;
    }

    /// <summary>max |v_i| / weight_i with x taken into the scale.</summary>
    public double NormAt(ReadOnlySpan<double> x, ReadOnlySpan<double> v)
    {
        double norm = 0;
        for (int i = 0; i < v.Length; i++) norm = Larger(norm, Math.Abs(v[i]) / (relative * Math.Max(_scale[i], Math.Abs(x[i])) + _absolute[i]));
        return norm;
    }

    /// <summary>Unknown with the largest weighted entry.</summary>
    public int Worst(ReadOnlySpan<double> v)
    {
        int worst = 0;
        double norm = -1;
        for (int i = 0; i < v.Length; i++)
        {
            double e = Math.Abs(v[i] * _inverse[i]);
            if (!(e <= norm)) (worst, norm) = (i, e);
        }
        return worst;
    }

    private static double Larger(double a, double b) => b <= a ? a : b;
}
