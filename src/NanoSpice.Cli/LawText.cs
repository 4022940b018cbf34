using System.Globalization;
using System.Text.RegularExpressions;
using NanoSpice.Discovery;

namespace NanoSpice.Cli;

/// <summary>Laws as people read them.</summary>
internal static partial class LawText
{
    /// <summary>dphi = i*(5 - 4500*q), all digits: reads back as the same law.</summary>
    public static string Full(string target, Law law) => $"{target} = {law.Formula}";

    /// <summary>dphi = i*(a + b*q)</summary>
    public static string Form(string target, Law law) => $"{target} = {law.Form}";

    /// <summary>The law with numbers of six digits.</summary>
    public static string Short(string target, Law law) => $"{target} = {Rounded(law.Formula.ToString())}";

    /// <summary>Evaluations and the best law so far, for the progress line.</summary>
    public static string Progress(SearchProgress p)
    {
        string terms = string.Join(" + ", p.Best.Terms.Zip(p.Best.Weights, (t, w) => w == 1 ? t.ToString() : string.Create(CultureInfo.InvariantCulture, $"{w:R}*({t})")));
        return string.Create(CultureInfo.InvariantCulture, $"{p.Evaluations} evaluations, {Rounded(terms)}");
    }

    /// <summary>Six digits; 4.5e-09 is written 4.5e-9.</summary>
    public static string Number(double value) => double.IsFinite(value)
        ? Exponent().Replace(value.ToString("g6", CultureInfo.InvariantCulture), "e$1$2")
        : "-";

    /// <summary>Two digits of percent: 0.031 %.</summary>
    public static string Percent(double share) => double.IsFinite(share) ? $"{Exponent().Replace((100 * share).ToString("g2", CultureInfo.InvariantCulture), "e$1$2")} %" : "-";

    private static string Rounded(string formula) => Numbers().Replace(formula, m => Number(double.Parse(m.Value, CultureInfo.InvariantCulture)));

    // Digits of a name, as in phi_2 or v(x.1), stay as they are.
    [GeneratedRegex(@"(?<![A-Za-z0-9_.])\d+(\.\d+)?(e-?\d+)?(?![A-Za-z0-9_.])")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"e\+?(-?)0*(\d+)")]
    private static partial Regex Exponent();
}
