using System.Globalization;
using System.Numerics;

namespace NanoSpice.Cli;

/// <summary>A double in the fewest decimal digits that read back to the same bits: the text of double.ToString("R"), in a quarter of its time.</summary>
/// <remarks>
///   R. Giulietti, "The Schubfach way to render doubles" (2021), sections 9.1 to 9.9, and names as there: the value c 2^q lies in an interval of
///   numbers that round to it; among the multiples of 10^(k+1) and 10^k in it, k = floor(log10 2^q), is the shortest decimal.
///   Magnitudes outside 1e-40..1e40, not found in tables of volts and amperes, are left to the framework.
/// </remarks>
internal static class ShortestDouble
{
    /// <summary>Longest text: -2.2250738585072014E-308.</summary>
    public const int Longest = 24;

    /// <summary>Exponents of the stored powers of ten.</summary>
    private const int LeastPower = -30, GreatestPower = 60;

    private const double Least = 1e-40, Greatest = 1e40;

    /// <summary>Integers below this are exact and have no more digits than are written without exponent.</summary>
    private const double GreatestPlain = 1e15;

    /// <summary>Places before the point from which, and zeros after it below which, an exponent is written.</summary>
    private const int MostBefore = 17, MostZeros = 4;

    private const int SignificandBits = 52, ExponentBias = 1023 + SignificandBits;

    private static readonly UInt128[] Powers = [.. Enumerable.Range(LeastPower, GreatestPower - LeastPower + 1).Select(Power)];

    /// <summary>Writes the number.</summary>
    /// <param name="to">at least <see cref="Longest"/> bytes</param>
    /// <returns>bytes written</returns>
    public static int Write(double value, Span<byte> to)
    {
        double size = Math.Abs(value);
        if (!(size >= Least && size <= Greatest))
        {
            value.TryFormat(to, out int all, default, CultureInfo.InvariantCulture);
            return all;
        }
        int sign = 0;
        if (value < 0) to[sign++] = (byte)'-';
        if (size < GreatestPlain && size == Math.Floor(size))
        {
            ((ulong)size).TryFormat(to[sign..], out int whole, default, CultureInfo.InvariantCulture);
            return sign + whole;
        }
        var (digits, exponent) = Decimal(size);
        return sign + Layout(digits, exponent, to[sign..]);
    }

    /// <summary>digits 10^exponent, the last digit not 0.</summary>
    private static (ulong Digits, int Exponent) Decimal(double size)
    {
        long bits = BitConverter.DoubleToInt64Bits(size);
        ulong fraction = (ulong)bits & ((1UL << SignificandBits) - 1), c = fraction | (1UL << SignificandBits);
        int q = (int)(bits >> SignificandBits) - ExponentBias;
        // Below a power of two the neighbour is half as far.
        bool isClose = fraction == 0;
        ulong odd = c & 1;
        int k = (int)((q * 1262611L - (isClose ? 524031 : 0)) >> 22);
        int h = q + (int)((-k * 1741647L) >> 19) + 1;
        var g = Powers[-k - LeastPower];
        ulong left = RoundToOdd(g, ((4 * c) - (isClose ? 1UL : 2UL)) << h) + odd, middle = RoundToOdd(g, (4 * c) << h), right = RoundToOdd(g, ((4 * c) + 2) << h) - odd;
        ulong s = middle / 4, tens = s / 10;
        bool isUnder = left <= 40 * tens, isOver = (40 * tens) + 40 <= right;
        if (isUnder != isOver) return Trimmed(isOver ? tens + 1 : tens, k + 1);
        isUnder = left <= 4 * s;
        isOver = (4 * s) + 4 <= right;
        if (isUnder != isOver) return (isOver ? s + 1 : s, k);
        ulong half = (4 * s) + 2;
        return (middle > half || (middle == half && (s & 1) != 0) ? s + 1 : s, k);
    }

    private static (ulong Digits, int Exponent) Trimmed(ulong digits, int exponent)
    {
        while (digits % 10_000 == 0) (digits, exponent) = (digits / 10_000, exponent + 4);
        while (digits % 10 == 0) (digits, exponent) = (digits / 10, exponent + 1);
        return (digits, exponent);
    }

    /// <summary>floor(g c / 2^128), its last bit set where something was cut off.</summary>
    private static ulong RoundToOdd(UInt128 g, ulong c)
    {
        ulong low = Math.BigMul((ulong)g, c, out _), high = Math.BigMul((ulong)(g >> 64), c, out ulong rest);
        rest += low;
        if (rest < low) high++;
        return rest > 1 ? high | 1 : high;
    }

    /// <summary>As the framework places point and exponent: 0.0001, 1E-05, 12345678901234567, 1.5E+17.</summary>
    private static int Layout(ulong digits, int exponent, Span<byte> to)
    {
        Span<byte> text = stackalloc byte[20];
        digits.TryFormat(text, out int count, default, CultureInfo.InvariantCulture);
        text = text[..count];
        int point = count + exponent;
        if (point > MostBefore || point <= -MostZeros) return Scientific(text, point - 1, to);
        if (point <= 0)
        {
            "0.000"u8.CopyTo(to);
            text.CopyTo(to[(2 - point)..]);
            return 2 - point + count;
        }
        if (point >= count)
        {
            text.CopyTo(to);
            to[count..point].Fill((byte)'0');
            return point;
        }
        text[..point].CopyTo(to);
        to[point] = (byte)'.';
        text[point..].CopyTo(to[(point + 1)..]);
        return count + 1;
    }

    private static int Scientific(ReadOnlySpan<byte> text, int exponent, Span<byte> to)
    {
        int at = 0;
        to[at++] = text[0];
        if (text.Length > 1)
        {
            to[at++] = (byte)'.';
            text[1..].CopyTo(to[at..]);
            at += text.Length - 1;
        }
        to[at++] = (byte)'E';
        to[at++] = exponent < 0 ? (byte)'-' : (byte)'+';
        int size = Math.Abs(exponent);
        to[at++] = (byte)('0' + (size / 10));
        to[at++] = (byte)('0' + (size % 10));
        return at;
    }

    /// <summary>10^e, scaled by a power of two into [2^127, 2^128), rounded up.</summary>
    private static UInt128 Power(int e)
    {
        var power = BigInteger.Pow(10, Math.Abs(e));
        int bits = (int)power.GetBitLength();
        if (e < 0) return (UInt128)(((BigInteger.One << (127 + bits)) + power - 1) / power);
        return (UInt128)(bits <= 128 ? power << (128 - bits) : ((power - 1) >> (bits - 128)) + 1);
    }
}
