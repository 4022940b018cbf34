using System.Globalization;
using System.Text.RegularExpressions;

namespace NanoSpice.Export;

/// <summary>A simulator that a deck is written for.</summary>
public enum Target
{
    Ngspice,
    Ltspice,
    Xyce,
}

/// <summary>How a simulator spells what the decks have in common.</summary>
public sealed partial class Dialect
{
    private static readonly string[] Common =
        ["sqrt", "abs", "exp", "ln", "log", "log10", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "floor", "ceil", "int", "min", "max", "pow", "v", "i", "ddt", "u", "uramp"];

    private static readonly string[] OfNgspice = ["sgn", "nint", "u2", "eq0", "ne0", "gt0", "lt0", "ge0", "le0", "pwr", "sqr", "pwl", "ternary_fcn", "arctan", "par"];

    private static readonly string[] OfLtspice = ["sgn", "round", "stp", "buf", "inv", "atan2", "hypot", "limit", "uplim", "dnlim", "pwr", "pwrs", "table", "tbl", "if", "idt", "delay", "mc", "flat", "square", "arctan", "re", "im", "mag", "ph"];

    private static readonly string[] OfXyce = ["sgn", "nint", "atan2", "fmod", "sign", "stp", "limit", "pwr", "pwrs", "table", "if", "sdt", "idt", "re", "img"];

    private readonly HashSet<string> _functions;

    private Dialect(Target target, string name, string[] functions) =>
        (Target, Name, _functions) = (target, name, [.. Common, .. functions]);

    public Target Target { get; }

    /// <summary>As people write it.</summary>
    public string Name { get; }

    public static Dialect Of(Target target) => target switch
    {
        Target.Ngspice => new(target, "ngspice", OfNgspice),
        Target.Ltspice => new(target, "LTspice", OfLtspice),
        _ => new(target, "Xyce", OfXyce),
    };

    public bool IsNgspice => Target == Target.Ngspice;

    public bool IsXyce => Target == Target.Xyce;

    /// <summary>Heading of a subcircuit's parameters, with a blank behind.</summary>
    public string Parameters => IsXyce ? "PARAMS: " : "";

    /// <summary>Power: ^ is exclusive or in LTspice and Xyce.</summary>
    public string Power => IsNgspice ? "^" : "**";

    /// <summary>A place inside the instances path, u1.n6 of them: xu1.n6 or xu1:n6.</summary>
    public string Path(string dotted) => IsNgspice ? dotted : dotted.Replace('.', ':');

    public string Choice(string condition, string yes, string no) =>
        Target == Target.Ltspice ? $"if({condition}, {yes}, {no})" : $"({condition} ? {yes} : {no})";

    /// <summary>A behavioural value behind V= or I=.</summary>
    public string Behaviour(string expression) => IsXyce ? $"{{{expression}}}" : expression;

    /// <summary>The first function of an expression that the simulator lacks; null when it has all.</summary>
    public string? Missing(string expression, IReadOnlySet<string> own) => FunctionName().Matches(expression).Select(m => m.Groups[1].Value)
        .FirstOrDefault(f => !_functions.Contains(f.ToLowerInvariant()) && !own.Contains(f.ToLowerInvariant()));

    /// <summary>An expression of our language in the simulator's.</summary>
    public string Expression(string text)
    {
        if (IsNgspice) return text;
        string powered = text.Replace("**", "^", StringComparison.Ordinal).Replace("^", "**", StringComparison.Ordinal);
        return Target == Target.Ltspice ? Choices(powered) : powered;
    }

    /// <summary>a ? b : c as if(a, b, c), inside parentheses and between commas as well.</summary>
    private static string Choices(string text)
    {
        if (!text.Contains('?', StringComparison.Ordinal)) return text;
        var pieces = new List<string>();
        int depth = 0, start = 0;
        for (int k = 0; k < text.Length; k++)
        {
            if (text[k] == ')') depth--;
            if (text[k] == ',' && depth == 0)
            {
                pieces.Add(Choices(text[start..k]));
                start = k + 1;
            }
            if (text[k] == '(') depth++;
        }
        if (pieces.Count > 0) return string.Join(',', [.. pieces, Choices(text[start..])]);
        int mark = Outside(text, '?', 0);
        if (mark < 0) return Group().Replace(text, m => $"({Choices(m.Value[1..^1])})");
        int colon = Outside(text, ':', mark + 1);
        return $"if({Choices(text[..mark].Trim())}, {Choices(text[(mark + 1)..colon].Trim())}, {Choices(text[(colon + 1)..].Trim())})";
    }

    /// <summary>Place of a sign outside all parentheses; of ':' that of the choice just opened.</summary>
    private static int Outside(string text, char sign, int from)
    {
        int depth = 0, open = 0;
        for (int k = from; k < text.Length; k++)
        {
            if (text[k] == '(') depth++;
            if (text[k] == ')') depth--;
            if (depth != 0) continue;
            if (text[k] == sign && open == 0) return k;
            if (sign == ':') open += text[k] == '?' ? 1 : text[k] == ':' ? -1 : 0;
        }
        return -1;
    }

    /// <summary>Shortest text that reads back to the number.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture).Replace("E+", "e", StringComparison.Ordinal).Replace('E', 'e');

    [GeneratedRegex(@"([A-Za-z_]\w*)\s*\(")]
    private static partial Regex FunctionName();

    [GeneratedRegex(@"\((?>[^()]+|(?<o>\()|(?<-o>\)))*(?(o)(?!))\)")]
    private static partial Regex Group();
}
