using System.Globalization;

namespace NanoSpice.Discovery;

/// <summary>Units as people write them: V, mV, A/m, Ohm m, m2/s, mol/m^3, 1/s.</summary>
public static class UnitText
{
    private static readonly Dictionary<string, UnitVector> Known = new(StringComparer.Ordinal)
    {
        ["1"] = default, ["-"] = default, ["m"] = new(0, 2, 0, 0, 0, 0), ["s"] = new(0, 0, 2, 0, 0, 0), ["A"] = new(0, 0, 0, 2, 0, 0),
        ["K"] = new(0, 0, 0, 0, 2, 0), ["mol"] = new(0, 0, 0, 0, 0, 2), ["g"] = new(2, 0, 0, 0, 0, 0), ["V"] = new(2, 4, -6, -2, 0, 0),
        ["C"] = new(0, 0, 2, 2, 0, 0), ["F"] = new(-2, -4, 8, 4, 0, 0), ["Ohm"] = new(2, 4, -6, -4, 0, 0), ["S"] = new(-2, -4, 6, 4, 0, 0),
        ["H"] = new(2, 4, -4, -4, 0, 0), ["W"] = new(2, 4, -6, 0, 0, 0), ["J"] = new(2, 4, -4, 0, 0, 0), ["N"] = new(2, 2, -4, 0, 0, 0),
        ["Hz"] = new(0, 0, -2, 0, 0, 0), ["h"] = new(0, 0, 2, 0, 0, 0), ["min"] = new(0, 0, 2, 0, 0, 0), ["M"] = new(0, -6, 0, 0, 0, 2),
        ["l"] = new(0, 6, 0, 0, 0, 0), ["L"] = new(0, 6, 0, 0, 0, 0),
    };

    private static readonly Dictionary<string, double> Sizes = new(StringComparer.Ordinal)
    {
        ["g"] = 1e-3, ["h"] = 3600, ["min"] = 60, ["M"] = 1000, ["l"] = 1e-3, ["L"] = 1e-3,
    };

    private static readonly Dictionary<char, double> Prefixes = new()
    {
        ['f'] = 1e-15, ['p'] = 1e-12, ['n'] = 1e-9, ['u'] = 1e-6, ['µ'] = 1e-6, ['μ'] = 1e-6, ['m'] = 1e-3, ['c'] = 1e-2, ['k'] = 1e3, ['M'] = 1e6, ['G'] = 1e9,
    };

    /// <summary>Units that a dimension is named by, in the order tried.</summary>
    private static readonly string[] Names = ["V", "A", "C", "s", "m", "Ohm", "F", "S", "K", "mol", "W", "J", "H"];

    /// <summary>Factor to SI and dimension of a unit; null when it is not known.</summary>
    public static (double Factor, UnitVector Unit)? Parse(string text)
    {
        double factor = 1;
        UnitVector unit = default;
        bool below = false;
        string spaced = text.Trim().Replace("·", " ", StringComparison.Ordinal).Replace("*", " ", StringComparison.Ordinal).Replace("/", " / ", StringComparison.Ordinal)
            .Replace("(", " ", StringComparison.Ordinal).Replace(")", " ", StringComparison.Ordinal);
        foreach (string word in spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word == "/")
            {
                below = true;
                continue;
            }
            if (One(word) is not var (size, one, power)) return null;
            if (below) power = -power;
            factor *= Math.Pow(size, power);
            for (int k = 0; k < Math.Abs(power); k++) unit = power > 0 ? unit * one : unit / one;
        }
        return (factor, unit);
    }

    /// <summary>The SI text of a dimension: V, A/m, Ohm m, 1/C.</summary>
    public static string Print(UnitVector unit)
    {
        if (unit.IsNone) return "";
        foreach (string name in Names) if (Known[name] == unit) return name;
        var metre = Known["m"];
        foreach (string name in Names)
        {
            UnitVector rest = Known[name];
            if (rest * metre == unit) return $"{name} m";
            if (rest * metre * metre == unit) return $"{name} m2";
            if (rest / metre == unit) return $"{name}/m";
            if (rest / metre / metre == unit) return $"{name}/m2";
            if (default(UnitVector) / rest == unit) return $"1/{name}";
            if (default(UnitVector) / rest * metre == unit) return $"m/{name}";
            foreach (string other in Names)
                if (rest / Known[other] == unit) return $"{name}/{other}";
        }
        return Base(unit);
    }

    private static string Base(UnitVector u)
    {
        (string Name, int Twice)[] parts = [("kg", u.Kilogram2), ("m", u.Metre2), ("s", u.Second2), ("A", u.Ampere2), ("K", u.Kelvin2), ("mol", u.Mole2)];
        return string.Join(' ', parts.Where(p => p.Twice != 0).Select(p => p.Twice == 2 ? p.Name : string.Create(CultureInfo.InvariantCulture, $"{p.Name}^{p.Twice / 2.0:g}")));
    }

    /// <summary>A word such as mV, m2, cm^-1.</summary>
    private static (double Size, UnitVector Unit, int Power)? One(string word)
    {
        int end = word.Length;
        while (end > 0 && (char.IsAsciiDigit(word[end - 1]) || word[end - 1] is '-' or '²' or '³')) end--;
        string tail = word[end..].Replace("²", "2", StringComparison.Ordinal).Replace("³", "3", StringComparison.Ordinal);
        string name = word[..end].TrimEnd('^');
        if (name.Length == 0) return word is "1" or "-" ? (1, default, 1) : null;
        int power = 1;
        if (tail.Length > 0 && (!int.TryParse(tail, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power) || power is 0 or > 9 or < -9)) return null;
        name = name is "Ω" or "Ω" or "ohm" or "OHM" ? "Ohm" : name.EndsWith('Ω') ? name[..^1] + "Ohm" : name;
        if (Known.TryGetValue(name, out var unit)) return (Sizes.GetValueOrDefault(name, 1), unit, power);
        return name.Length > 1 && Prefixes.TryGetValue(name[0], out double prefix) && Known.TryGetValue(name[1..], out unit)
            ? (prefix * Sizes.GetValueOrDefault(name[1..], 1), unit, power)
            : null;
    }
}
