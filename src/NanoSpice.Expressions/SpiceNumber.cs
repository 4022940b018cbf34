using System.Globalization;

namespace NanoSpice.Expressions;

/// <summary>What a reader should know about a number that was read, although it is legal.</summary>
public enum SpiceNumberNote
{
    /// <summary>Nothing to say.</summary>
    None,

    /// <summary>"1F" is 1e-15: F is the prefix femto, not farad.</summary>
    FaradLooksLikeFemto,

    /// <summary>"1M" is 1e-3: SPICE ignores case, mega is written meg.</summary>
    MegaLooksLikeMilli,

    /// <summary>"2A" is 2: a is the unit, as in ngspice 39, LTspice and PSpice; later versions of ngspice take it for the prefix atto.</summary>
    AmpereLooksLikeAtto,

    /// <summary>"4k7" is read as 4.7k, as LTspice does; ngspice reads 4k.</summary>
    InfixScale,
}

/// <summary>
/// SPICE numbers, both ways: digits, exponent, scale factor (t g meg k mil m u n p f, any case, also the micro sign),
/// then letters of a unit that are ignored. A scaled number is rounded once: 2.2meg is exactly 2.2e6.
/// </summary>
public static class SpiceNumber
{
    private const double Mil = 25.4e-6;

    private static readonly double[] PowersOfTen = [.. Enumerable.Range(0, 23).Select(k => double.Parse($"1e{k}", CultureInfo.InvariantCulture))];

    /// <summary>Reads the whole text as one number, sign allowed.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double value, out SpiceNumberNote note)
    {
        text = text.Trim();
        bool negative = text.Length > 0 && text[0] == '-';
        if (text.Length > 0 && text[0] is '-' or '+')
            text = text[1..];
        if (!TryReadPrefix(text, out value, out int length, out note) || length != text.Length)
        {
            value = 0;
            note = SpiceNumberNote.None;
            return false;
        }
        if (negative)
            value = -value;
        return true;
    }

    /// <summary>Engineering notation that reads back to the same double: 4.7k, 2.2meg, 10u; powers of ten outside 1e-15 .. 1e15.</summary>
    public static string Format(double value)
    {
        if (value == 0 || !double.IsFinite(value))
            return value.ToString("R", CultureInfo.InvariantCulture);
        string shortest = value.ToString("E16", CultureInfo.InvariantCulture);
        for (int digits = 0; digits < 17; digits++)
        {
            string trial = value.ToString("E" + digits, CultureInfo.InvariantCulture);
            if (double.Parse(trial, CultureInfo.InvariantCulture) != value)
                continue;
            shortest = trial;
            break;
        }
        int mark = shortest.IndexOf('E');
        int exponent = int.Parse(shortest.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = shortest[..mark].Replace(".", "", StringComparison.Ordinal);
        string sign = value < 0 ? "-" : "";
        mantissa = mantissa.TrimStart('-').TrimEnd('0');
        int group = (int)Math.Floor(exponent / 3.0);
        if (group is < -5 or > 4)
            return sign + WithPoint(mantissa, 1) + "e" + exponent.ToString(CultureInfo.InvariantCulture);
        return sign + WithPoint(mantissa, exponent - 3 * group + 1) + ScaleNames[group + 5];
    }

    private static readonly string[] ScaleNames = ["f", "p", "n", "u", "m", "", "k", "meg", "g", "t"];

    private static string WithPoint(string digits, int whole) => digits.Length <= whole
        ? digits.PadRight(whole, '0')
        : digits[..whole] + "." + digits[whole..];

    /// <summary>Reads an unsigned number at the start of the text; length includes scale and unit letters.</summary>
    internal static bool TryReadPrefix(ReadOnlySpan<char> text, out double value, out int length, out SpiceNumberNote note)
    {
        value = 0;
        note = SpiceNumberNote.None;
        var digits = new Digits();
        int at = length = digits.Read(text, 0);
        if (digits.Count == 0)
            return false;
        bool plain = !digits.HasPoint;
        int exponent = 0;
        int afterExponent = ReadExponent(text, at, ref exponent);
        plain &= afterExponent == at;
        at = afterExponent;
        int scaleLength = Scale(text[at..], out int power, out bool mil);
        note = NoteFor(text[at..], scaleLength, power);
        at += scaleLength;
        if (plain && scaleLength > 0 && at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at = digits.ReadFraction(text, at);
            note = SpiceNumberNote.InfixScale;
        }
        while (at < text.Length && IsUnitLetter(text[at]))
            at++;
        length = at;
        if (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] is '.' or '_'))
            return false;
        value = digits.Value(exponent + power);
        if (mil)
            value *= Mil;
        return true;
    }

    private static bool IsUnitLetter(char c) => char.IsLetter(c) || c is '°';

    private static int ReadExponent(ReadOnlySpan<char> text, int at, ref int exponent)
    {
        if (at >= text.Length || text[at] is not ('e' or 'E'))
            return at;
        int p = at + 1;
        bool negative = p < text.Length && text[p] == '-';
        if (p < text.Length && text[p] is '-' or '+')
            p++;
        if (p >= text.Length || !char.IsAsciiDigit(text[p]))
            return at;
        int e = 0;
        for (; p < text.Length && char.IsAsciiDigit(text[p]); p++)
            e = Math.Min(10 * e + (text[p] - '0'), 99_999);
        exponent = negative ? -e : e;
        return p;
    }

    private static int Scale(ReadOnlySpan<char> rest, out int power, out bool mil)
    {
        power = 0;
        mil = false;
        if (rest.IsEmpty)
            return 0;
        if (rest.StartsWith("meg", StringComparison.OrdinalIgnoreCase))
        {
            power = 6;
            return 3;
        }
        if (rest.StartsWith("mil", StringComparison.OrdinalIgnoreCase))
        {
            mil = true;
            return 3;
        }
        power = char.ToLowerInvariant(rest[0]) switch
        {
            't' => 12, 'g' => 9, 'k' => 3, 'm' => -3, 'u' or '\u00B5' or '\u03BC' => -6, 'n' => -9, 'p' => -12, 'f' => -15, _ => 0,
        };
        return power == 0 ? 0 : 1;
    }

    private static SpiceNumberNote NoteFor(ReadOnlySpan<char> rest, int scaleLength, int power)
    {
        if (scaleLength == 0 && !rest.IsEmpty && rest[0] is 'a' or 'A')
            return SpiceNumberNote.AmpereLooksLikeAtto;
        if (scaleLength != 1)
            return SpiceNumberNote.None;
        return (rest[0], power) switch
        {
            ('F', -15) => SpiceNumberNote.FaradLooksLikeFemto,
            ('M', -3) => SpiceNumberNote.MegaLooksLikeMilli,
            _ => SpiceNumberNote.None,
        };
    }

    /// <summary>The digits of a number as one integer and a power of ten; more than 18 digits fall back to the framework's reader.</summary>
    private ref struct Digits
    {
        private ulong _value;
        private int _fraction;
        private int _kept;
        private System.Text.StringBuilder? _all;

        public int Count { get; private set; }

        public bool HasPoint { get; private set; }

        public int Read(ReadOnlySpan<char> text, int at)
        {
            for (; at < text.Length; at++)
            {
                char c = text[at];
                if (c == '.' && !HasPoint)
                    HasPoint = true;
                else if (char.IsAsciiDigit(c))
                    Add(c);
                else
                    break;
            }
            return at;
        }

        public int ReadFraction(ReadOnlySpan<char> text, int at)
        {
            HasPoint = true;
            return Read(text, at);
        }

        private void Add(char digit)
        {
            if (HasPoint)
                _fraction++;
            Count++;
            if (_all is null && _kept == 18)
                _all = new(_value.ToString(CultureInfo.InvariantCulture));
            if (_all is not null)
                _all.Append(digit);
            else if (_value != 0 || digit != '0')
            {
                _value = 10 * _value + (ulong)(digit - '0');
                _kept++;
            }
        }

        /// <summary>Correctly rounded: one multiplication or division while both factors are exact doubles, else parsed.</summary>
        public readonly double Value(int exponent)
        {
            exponent -= _fraction;
            if (_all is null && _value <= 1UL << 53 && Math.Abs(exponent) <= 22)
                return exponent >= 0 ? _value * PowersOfTen[exponent] : _value / PowersOfTen[-exponent];
            string digits = _all?.ToString() ?? _value.ToString(CultureInfo.InvariantCulture);
            return double.Parse($"{digits}e{exponent}", NumberStyles.Float, CultureInfo.InvariantCulture);
        }
    }
}
