using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>What of a vector an *expect line speaks of.</summary>
public enum ExpectedFigure
{
    /// <summary>Value at a point of the scale, or the only value of an operating point.</summary>
    Value,
    Max,
    Min,
    /// <summary>Mean over the scale, weighted by its steps.</summary>
    Avg,
    /// <summary>Last value.</summary>
    Final,
}

/// <summary>How a value is looked at.</summary>
public enum ExpectedView
{
    /// <summary>As it is; the magnitude of a complex value.</summary>
    Plain,
    /// <summary>20 log10 of the magnitude.</summary>
    Db,
    /// <summary>Phase in degrees.</summary>
    Deg,
    Re,
    Im,
}

/// <summary>A comment line that states what a result should be:
/// <c>*expect tran1 v(out) at 1m = 0.632 tol 1e-3 ; 1 - 1/e</c>. Other programs read over it.</summary>
public sealed record Expectation
{
    private const string Form = "*expect tran1 v(out) at 1m = 0.632 tol 1e-3 [when rc=5, gamma=0.9], or max(..) min(..) avg(..) final(..) db(..) deg(..) re(..) im(..)";

    /// <summary>tran1</summary>
    public required string Result { get; init; }

    public required ExpectedFigure Figure { get; init; }

    public required ExpectedView View { get; init; }

    /// <summary>v(out), in lower case.</summary>
    public required string Vector { get; init; }

    /// <summary>Point of the scale [s, Hz, or the unit swept]; null where there is none.</summary>
    public double? At { get; init; }

    /// <summary>Points of a sweep that it speaks of: stepped quantities and their values; empty: all points.</summary>
    public IReadOnlyList<(string Quantity, double Value)> When { get; init; } = [];

    public required double Value { get; init; }

    /// <summary>Largest deviation, in the unit of the value.</summary>
    public required double Tolerance { get; init; }

    /// <summary>Where the value comes from; text behind the semicolon.</summary>
    public required string Origin { get; init; }

    /// <summary>The line without comment sign and origin.</summary>
    public required string Text { get; init; }

    public required SourceSpan Place { get; init; }

    /// <summary>All *expect lines of a file; lines that cannot be read are warned of.</summary>
    public static IReadOnlyList<Expectation> Read(SourceFile file, DiagnosticBag bag)
    {
        var all = new List<Expectation>();
        for (int k = 0; k < file.Lines.Count; k++)
        {
            string line = file.Lines[k];
            if (line.Length < 7 || line[0] != '*' || !line.StartsWith("*expect", StringComparison.OrdinalIgnoreCase)) continue;
            var place = new SourceSpan(file, k + 1, 1, line.Length);
            if (Parse(line, place) is { } expectation) all.Add(expectation);
            else bag.Warn(Codes.BadExpectation, "this expectation cannot be read", place, $"write {Form}");
        }
        return all;
    }

    /// <summary>True where the point has the values that the expectation asks for; without a sweep, when it asks for none.</summary>
    public bool HoldsAt(SweepPoint? point) => When.All(w => point is not null && Enumerable.Range(0, point.Values.Count).Any(k =>
        point.Quantities[k].Label.Equals(w.Quantity, StringComparison.OrdinalIgnoreCase) && Math.Abs(point.Values[k] - w.Value) <= 1e-9 * Math.Abs(w.Value)));

    /// <summary>One line from its asterisk on; null when it is not of the form.</summary>
    public static Expectation? Parse(string line, SourceSpan place)
    {
        string body = line["*expect".Length..], origin = "";
        int semicolon = body.IndexOf(';');
        if (semicolon >= 0) (body, origin) = (body[..semicolon], body[(semicolon + 1)..].Trim());
        body = body.Trim().ToLowerInvariant();
        string text = body;
        int when = body.IndexOf(" when ", StringComparison.Ordinal);
        if (when >= 0 && Points(body[(when + 6)..]) is null) return null;
        var points = when < 0 ? [] : Points(body[(when + 6)..])!;
        if (when >= 0) body = body[..when];
        int equals = body.IndexOf('=');
        if (equals < 0) return null;
        string left = body[..equals].Trim(), right = body[(equals + 1)..];
        int tol = right.IndexOf(" tol ", StringComparison.Ordinal), space = left.IndexOf(' ');
        if (space < 0 || Number(tol < 0 ? right : right[..tol]) is not { } value) return null;
        if (Tolerate(tol < 0 ? "0.1%" : right[(tol + 5)..].Trim(), value) is not { } tolerance) return null;
        string result = left[..space], subject = left[space..];
        int at = subject.IndexOf(" at ", StringComparison.Ordinal);
        double? point = null;
        if (at >= 0 && (point = Number(subject[(at + 4)..])) is null) return null;
        var (figure, view, vector) = Subject(string.Concat((at < 0 ? subject : subject[..at]).Where(c => !char.IsWhiteSpace(c))));
        if (vector.Length == 0) return null;
        return new()
        {
            Result = result, Figure = figure, View = view, Vector = vector, At = point, Value = value, Tolerance = tolerance, When = points,
            Origin = origin, Text = string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries)), Place = place,
        };
    }

    /// <summary>rc=5, gamma=0.9</summary>
    private static List<(string, double)>? Points(string text)
    {
        var all = new List<(string, double)>();
        foreach (string part in text.Replace(" = ", "=", StringComparison.Ordinal).Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=');
            if (equals < 1 || Number(part[(equals + 1)..]) is not { } value) return null;
            all.Add((part[..equals], value));
        }
        return all.Count > 0 ? all : null;
    }

    private static double? Tolerate(string text, double value)
    {
        if (!text.EndsWith('%')) return Number(text) is >= 0 and var absolute ? absolute : null;
        return Number(text[..^1]) is >= 0 and var percent ? percent / 100 * Math.Abs(value) : null;
    }

    private static (ExpectedFigure, ExpectedView, string) Subject(string text)
    {
        var (figure, view) = (ExpectedFigure.Value, ExpectedView.Plain);
        while (text.EndsWith(')') && text.IndexOf('(') is > 0 and var open)
        {
            string outer = text[..open];
            if (outer is "max" or "min" or "avg" or "final") figure = Enum.Parse<ExpectedFigure>(outer, true);
            else if (outer is "db" or "deg" or "re" or "im") view = Enum.Parse<ExpectedView>(outer, true);
            else if (outer is "mag") view = ExpectedView.Plain;
            else break;
            text = text[(open + 1)..^1];
        }
        return (figure, view, text);
    }

    private static double? Number(string text)
    {
        text = text.Trim();
        if (text.Length == 0) return null;
        if (ValueReader.IsDelimited(text)) text = text[1..^1];
        if (SpiceNumber.TryParse(text, out double plain, out _)) return plain;
        if (FormulaParser.Parse(text).Formula?.Bind(_ => null) is not { Variables.Count: 0 } formula) return null;
        return formula.Evaluate([]);
    }
}
