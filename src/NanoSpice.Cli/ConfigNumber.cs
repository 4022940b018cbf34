using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>Numbers of a configuration: plain, or with a SPICE suffix, and the key's own unit behind it if it must be.</summary>
internal static class ConfigNumber
{
    /// <summary>The number; null with an error reported.</summary>
    public static double? Read(PnpKey key, ConfigValue value, DiagnosticBag bag)
    {
        string text = value.Text.Trim();
        if (text.Length == 0)
        {
            bag.Report(PnpCodes.NotANumber, $"{key.Name} has no value", value.At, $"leave the line out for the default, {key.Default}");
            return null;
        }
        bool isNumber = SpiceNumber.TryParse(text, out double number, out var note);
        string letters = text.TrimStart('+', '-', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        if (letters.Length > 1 && letters[0] is 'e' or 'E') letters = letters[1..].TrimStart('+', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        if (isNumber && double.IsFinite(number) && IsPlain(letters, key.Unit, note)) return number;
        string unit = key.Unit.Length == 0 ? "" : $" in {key.Unit}";
        string why = isNumber && !double.IsFinite(number) ? "is beyond all numbers" : isNumber ? $"would read as {SpiceNumber.Format(number)}{(key.Unit.Length == 0 ? "" : $" {key.Unit}")}" : "is not a number";
        bag.Report(PnpCodes.NotANumber, $"{key.Name}: '{text}' {why}", value.At, $"write the number{unit} alone, or with a suffix: f p n u m k meg g; the default is {key.Default}");
        return null;
    }

    /// <summary>Nothing behind the number but a suffix and the unit: 1.5n, 1.5nm, 0.15V; not 298K (298,000), 5m for metres or 2 mol.</summary>
    private static bool IsPlain(string letters, string unit, SpiceNumberNote note)
    {
        if (note is not SpiceNumberNote.None) return false;
        if (letters.Length == 0) return true;
        if (letters.Equals(unit, StringComparison.OrdinalIgnoreCase)) return "kmunpfgt".Contains(char.ToLowerInvariant(unit[0]), StringComparison.Ordinal) is false;
        int suffix = letters.StartsWith("meg", StringComparison.OrdinalIgnoreCase) ? 3 : 1;
        bool isSuffix = suffix == 3 || "kmunpfgt\u00B5\u03BC".Contains(char.ToLowerInvariant(letters[0]), StringComparison.Ordinal);
        return isSuffix && (letters.Length == suffix || letters[suffix..].Equals(unit, StringComparison.Ordinal));
    }
}
