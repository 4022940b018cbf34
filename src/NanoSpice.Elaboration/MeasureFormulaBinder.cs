using System.Text.RegularExpressions;
using NanoSpice.Engine;
using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>Expressions of .meas: parameters become constants; vectors, the scale and earlier measurements stay.</summary>
internal sealed partial class MeasureFormulaBinder(CircuitParts parts, Scope top, VectorBinder vectors)
{
    private static readonly Dictionary<string, MeasureView> Views = new(StringComparer.Ordinal)
    {
        ["db"] = MeasureView.Decibels, ["m"] = MeasureView.Magnitude, ["p"] = MeasureView.Radians, ["r"] = MeasureView.Real, ["i"] = MeasureView.Imaginary,
    };

    /// <summary>Units of the columns that techniques have of themselves.</summary>
    private static readonly Dictionary<string, string> OwnUnits = new(StringComparer.OrdinalIgnoreCase)
    {
        ["v"] = "V", ["i"] = "A", ["z"] = "Ohm", ["current"] = "A", ["power"] = "W", ["energy"] = "J", ["charge"] = "C", ["v_end"] = "V", ["time"] = "s",
    };

    /// <summary>Names of earlier measurements with their units, by kind of analysis.</summary>
    private readonly Dictionary<string, Dictionary<string, string>> _results = new(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, OrderedVectors> _measured = new(StringComparer.OrdinalIgnoreCase);

    private readonly List<(string Kind, string Name, SourceSpan At)> _own = [];

    private DiagnosticBag Bag => parts.Bag;

    /// <summary>Set when a card asks for what another simulator would measure there; it is then left out, not in error.</summary>
    public bool IsLeftOut { get; set; }

    /// <summary>Vectors named of analyses whose vectors are their own, to be checked when these are known.</summary>
    public IEnumerable<(string Name, SourceSpan At)> OwnVectors(string kind) => _own.Where(o => o.Kind == kind).Select(o => (o.Name, o.At));

    /// <summary>Vectors that the measurements of a kind of analysis need.</summary>
    public IReadOnlyList<SavedVector> Vectors(string kind) => _measured.TryGetValue(kind, out var vectors) ? vectors.All : [];

    /// <summary>False when that name was there before.</summary>
    public bool Remember(string kind, string name, string unit)
    {
        if (!_results.TryGetValue(kind, out var names)) _results[kind] = names = new(StringComparer.OrdinalIgnoreCase);
        bool isNew = !names.ContainsKey(name);
        names[name] = unit;
        return isNew;
    }

    /// <summary>True when every bare name of the card means something in that kind of analysis; nothing is reported.</summary>
    public bool CanServe(MeasureCard card, AnalysisKind kind) => card.Clauses.All(c =>
        c.Text is not { } text || FormulaParser.Parse(Plain(text).Trim('\'', '{', '}').Replace('=', '-'), top.Functions).Formula is not { } formula
        || formula.Variables.All(n => n.EndsWith(')') || n.Contains('#') || n[0] == '@' || n == "last" || top.FindParameter(n) is not null || IsKnown(n, kind)));

    /// <summary>A whole number from 1 on, or from -1 back; null with an error reported.</summary>
    public int? Count(Word word)
    {
        double value = parts.Values.Read(word, top, bare: true);
        if (double.IsNaN(value)) return null;
        if (Math.Abs(value) is >= 1 and <= int.MaxValue && value == Math.Floor(value)) return (int)value;
        Bag.Error(Codes.BadMeasureCount, $"crossings are counted from 1 on, or from -1 back; {word.Text} is none of them", word.At, "write rise=1, fall=2, fall=-2 or cross=last");
        return null;
    }

    /// <summary>The expression bound; null with the errors reported.</summary>
    /// <param name="vectors">vectors may stand in it, not parameters and earlier measurements alone</param>
    public MeasureFormula? Bind(Word written, AnalysisKind kind, bool vectors)
    {
        var word = written with { Text = Plain(written) };
        if (parts.Values.Parse(word, top) is not { Formula: { } formula } parsed) return null;
        bool failed = false;
        var results = _results.GetValueOrDefault(kind.Keyword);
        var bound = formula.Bind(name =>
        {
            if (results?.ContainsKey(name) == true) return null;
            if (name == "temper") return Formula.Constant(parts.Values.Celsius);
            if (parts.Values.Parameter(name, top) is not { } value) return null;
            failed |= double.IsNaN(value);
            return Formula.Constant(value);
        });
        var inputs = new MeasureInput[bound.Variables.Count];
        var units = new string[inputs.Length];
        for (int k = 0; k < inputs.Length; k++)
        {
            var at = ValueReader.PlaceOf(bound.Variables[k], parsed, word);
            if (Input(bound.Variables[k], at, kind, vectors) is { } input) (inputs[k], units[k]) = input;
            else failed = true;
        }
        return failed ? null : new MeasureFormula(bound, inputs, written.Body.Trim(), MeasureUnits.Of(bound, units));
    }

    private (MeasureInput, string)? Input(string name, SourceSpan at, AnalysisKind kind, bool vectors)
    {
        if (_results.GetValueOrDefault(kind.Keyword)?.TryGetValue(name, out string? unit) == true) return (new(name, true), unit);
        if (!vectors)
        {
            Bag.Error(Codes.UnknownMeasureName, $"'{name}' is neither a parameter nor an earlier measurement", at,
                Suggestion.Hint(name, Known(kind), name.Contains('(') ? "a vector is measured first: .meas tran x find v(out) at=1m" : "measurements can be used below the line that makes them"));
            return null;
        }
        if (IsScale(name, kind)) return (MeasureInput.Scale, "");
        if (kind.HasOwnNames)
        {
            if (!kind.Owns(name) && name[^1] == ')' && name[0] is 'v' or 'i')
            {
                Bag.Warn(Codes.MeasureNotMade, $"not measured: .{kind.Keyword} has no {name}", at, $"it has vectors of its own: {string.Join(", ", kind.OwnVectors.Take(8))}");
                IsLeftOut = true;
                return null;
            }
            _own.Add((kind.Keyword, name, at));
            return (new(name, false), "");
        }
        if (kind.OwnVectors.Contains(name, StringComparer.OrdinalIgnoreCase)) return (new(name, false), OwnUnits.GetValueOrDefault(name, ""));
        // im(v1) is the magnitude of a current, im(z) the imaginary part of a column.
        if (name.StartsWith("im(", StringComparison.Ordinal) && kind.OwnVectors.Contains(name[3..^1], StringComparer.OrdinalIgnoreCase))
            return (new(name[3..^1], false, MeasureView.Imaginary), OwnUnits.GetValueOrDefault(name[3..^1], ""));
        if (!IsKnown(name, kind) && !name.EndsWith(')') && !name.EndsWith(']') && !name.EndsWith("#branch", StringComparison.Ordinal))
        {
            Bag.Error(Codes.UnknownMeasureName, $"there is no vector, parameter or earlier measurement '{name}'", at, Suggestion.Hint(name, Known(kind), "measurements can be used below the line that makes them"));
            return null;
        }
        if (this.Vector(name, at, kind) is not { } saved) return null;
        int open = name.IndexOf('(');
        string head = open > 1 && name[0] is 'v' or 'i' ? name[1..Math.Max(1, open)] : "";
        var view = Views.GetValueOrDefault(head);
        return (new(saved.Name, false, view), view switch { MeasureView.Decibels => "dB", MeasureView.Radians => "rad", _ => saved.Probe.Unit });
    }

    private SavedVector? Vector(string name, SourceSpan at, AnalysisKind kind)
    {
        if (vectors.Bind(name, at) is not { } saved) return null;
        if (!_measured.TryGetValue(kind.Keyword, out var wanted)) _measured[kind.Keyword] = wanted = new();
        wanted.Add(saved);
        return saved;
    }

    private bool IsKnown(string name, AnalysisKind kind) => kind.HasOwnNames && kind.Owns(name) ||
        _results.GetValueOrDefault(kind.Keyword)?.ContainsKey(name) == true || IsScale(name, kind) || name == "temper"
        || kind.OwnVectors.Contains(name, StringComparer.OrdinalIgnoreCase) || parts.Nodes.Find(name) is not null;

    private static bool IsScale(string name, AnalysisKind kind) => kind.Keyword switch
    {
        "tran" or "cv" or "gcd" or "ca" => name == "time",
        "ac" or "noise" or "eis" => name is "frequency" or "freq" or "hertz",
        _ => false,
    };

    private IEnumerable<string> Known(AnalysisKind kind) => (_results.GetValueOrDefault(kind.Keyword)?.Keys ?? Enumerable.Empty<string>()).Concat(top.ParameterNames).Concat(kind.OwnVectors);

    /// <summary>par('x') is (x), in as many letters.</summary>
    private static string Plain(Word word) => Par().Replace(word.Text, m => $"   ({new string(' ', m.Groups[1].Length)}{m.Groups[2].Value})".PadRight(m.Length));

    [GeneratedRegex(@"(?<![\w.])par(\(\s*')([^']*)'\s*\)", RegexOptions.IgnoreCase)]
    private static partial Regex Par();
}
