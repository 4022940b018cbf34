using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NanoSpice.Engine.Devices;

/// <summary>A number with its slopes along vgs, vds and vbs: the laws of MOS transistors are written once, and differentiate themselves.</summary>
public readonly struct MosValue
{
    private readonly Vector256<double> _v;       // value, then the slopes

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private MosValue(Vector256<double> v) => _v = v;

    /// <summary>Zero, and all slopes zero.</summary>
    public bool IsZero => Vector256.EqualsAll(_v, Vector256<double>.Zero);

    public double Value => _v.ToScalar();

    /// <summary>Slopes along vgs, vds, vbs.</summary>
    public double Gate => _v.GetElement(1);

    public double Drain => _v.GetElement(2);

    public double Bulk => _v.GetElement(3);

    public static MosValue Vgs(double v) => new(Vector256.Create(v, 1, 0, 0));

    public static MosValue Vds(double v) => new(Vector256.Create(v, 0, 1, 0));

    public static MosValue Vbs(double v) => new(Vector256.Create(v, 0, 0, 1));

    public static implicit operator MosValue(double v) => new(Vector256.CreateScalar(v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MosValue operator +(MosValue a, MosValue b) => new(a._v + b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MosValue operator -(MosValue a, MosValue b) => new(a._v - b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MosValue operator -(MosValue a) => new(-a._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MosValue operator *(double a, MosValue b) => new(a * b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MosValue operator *(MosValue a, MosValue b) => new((b.Value * a._v + a.Value * b._v).WithElement(0, a.Value * b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MosValue operator /(MosValue a, double b) => new(a._v / b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MosValue operator /(MosValue a, MosValue b)
    {
        double q = a.Value / b.Value;
        return new(((a._v - q * b._v) / b.Value).WithElement(0, q));
    }

    public static MosValue Sqrt(MosValue a)
    {
        double root = Math.Sqrt(a.Value);
        return a.Through(root, 0.5 / root);
    }

    public static MosValue Exp(MosValue a)
    {
        double e = Math.Exp(a.Value);
        return a.Through(e, e);
    }

    /// <summary>a^exponent for a above 0.</summary>
    public static MosValue Pow(MosValue a, double exponent)
    {
        double power = Math.Pow(a.Value, exponent);
        return a.Through(power, exponent * power / a.Value);
    }

    public static MosValue Max(MosValue a, MosValue b) => a.Value >= b.Value ? a : b;

    public static MosValue Min(MosValue a, MosValue b) => a.Value <= b.Value ? a : b;

    /// <summary>The same with drain and source exchanged: of vgd, vsd and vbd before, of vgs, vds and vbs now.</summary>
    public MosValue Exchanged() => new(_v.WithElement(2, -Gate - Drain - Bulk));

    /// <summary>f(a), given f and its slope at a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MosValue Through(double f, double slope) => new((slope * _v).WithElement(0, f));
}
