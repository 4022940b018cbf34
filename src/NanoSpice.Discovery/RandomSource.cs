using System.Numerics;

namespace NanoSpice.Discovery;

/// <summary>Random numbers whose state can be stored: xoshiro256**, seeded through splitmix64 [XOSHIRO].</summary>
internal sealed class RandomSource
{
    private ulong _a, _b, _c, _d;

    public RandomSource(ulong seed, ulong stream)
    {
        ulong state = seed ^ (stream * 0x9E3779B97F4A7C15);
        _a = Split(ref state);
        _b = Split(ref state);
        _c = Split(ref state);
        _d = Split(ref state);
    }

    /// <summary>64 random bits.</summary>
    public ulong Bits()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9, shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform in 0 .. 1, 1 excluded.</summary>
    public double Uniform() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 .. count - 1.</summary>
    public int Below(int count) => (int)Math.BigMul(Bits(), (ulong)count, out _);

    public bool Chance(double probability) => Uniform() < probability;

    /// <summary>Normal, mean 0, deviation 1.</summary>
    public double Normal()
    {
        double u = 1 - Uniform(), v = Uniform();
        return Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * v);
    }

    public void Save(BinaryWriter to)
    {
        to.Write(_a);
        to.Write(_b);
        to.Write(_c);
        to.Write(_d);
    }

    public void Load(BinaryReader from)
    {
        _a = from.ReadUInt64();
        _b = from.ReadUInt64();
        _c = from.ReadUInt64();
        _d = from.ReadUInt64();
    }

    private static ulong Split(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
