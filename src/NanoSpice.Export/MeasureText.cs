using System.Text.RegularExpressions;
using NanoSpice.Netlist;

namespace NanoSpice.Export;

/// <summary>Which .meas lines every SPICE reads.</summary>
internal static partial class MeasureText
{
    /// <summary>Plain vectors and numbers only.</summary>
    public static bool IsPlain(MeasureCard card) => card.Analysis is not null && card.Clauses.All(c =>
        c.Keyword is { } k && (k.Text is not ("param" or "at" or "goal" or "minval" or "weight") || (k.Text == "at" && Number().IsMatch(c.Text?.Text ?? "")))
        && (c.Text is not { } t || Plain().IsMatch(string.Concat(t.Text.Where(x => !char.IsWhiteSpace(x))))));

    [GeneratedRegex(@"^(v(db|m|p|r|i)?\([^()]+\)|i\(v[^()]*\)|[-+.\da-z]+)(=[-+.\da-z]+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Plain();

    [GeneratedRegex(@"^[-+.\d][-+.\da-z]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Number();
}
