namespace NanoSpice.Expressions;

/// <summary>What the random values of a deck are drawn from: the same seed and run give the same values, whatever else runs.</summary>
/// <param name="Seed">of the whole study</param>
/// <param name="Run">number of the run in it, from 0</param>
public sealed record DrawSeed(ulong Seed, long Run)
{
    /// <summary>
    ///   A number of uniform distribution between 0 and 1, neither of them, that depends on seed, run, place and count alone, as a hash does:
    ///   no draw knows of another, so neither threads nor the order of drawing matter.
    /// </summary>
    /// <param name="place">where the value is used: r1, x1.rload, model dx bf</param>
    /// <param name="count">number of the draw at that place, from 0</param>
    public double Uniform(string place, int count)
    {
        ulong h = 0xCBF29CE484222325;                                       // FNV-1a over the letters
        foreach (char c in place)
            h = unchecked((h ^ c) * 0x100000001B3);
        h = Mix(Mix(Mix(Mix(Seed) ^ unchecked((ulong)Run)) ^ h) ^ unchecked((ulong)count));
        return ((h >> 12) + 0.5) * (1.0 / (1L << 52));
    }

    /// <summary>A step and the output function of splitmix64 [XOSHIRO].</summary>
    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
