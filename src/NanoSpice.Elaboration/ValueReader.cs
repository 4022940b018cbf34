using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>Words of the netlist as numbers: plain numbers, {expressions}, parameters. Every failure is reported once, where its text stands.</summary>
/// <param name="draws">what random functions give; null: their nominal values, without a word</param>
internal sealed class ValueReader(DiagnosticBag bag, Draws? draws = null)
{
    /// <summary>Parameters at most that wait for each other.</summary>
    private const int DeepestChain = 200;

    private readonly Dictionary<(string, FunctionScope?), FormulaText> _parsed = [];
    private readonly List<ParameterEntry> _busy = [];

    /// <summary>Circuit temperature in degrees Celsius, for the name temper.</summary>
    public double Celsius { get; set; } = 27;

    public DiagnosticBag Bag { get; } = bag;

    public Draws Draws { get; } = draws ?? new(null, new DiagnosticBag());

    /// <summary>True for a number, {expression} or 'expression'.</summary>
    public static bool IsNumber(string text) => IsDelimited(text) || IsUnclosed(text) || SpiceNumber.TryParse(text, out _, out _);

    /// <summary>True for an expression whose closing brace is missing; the netlist reader has said so.</summary>
    public static bool IsUnclosed(string text) => text.Length > 0 && text[0] is '{' or '\'' && !IsDelimited(text);

    public static bool IsDelimited(string text) => text.Length >= 2 && (text[0], text[^1]) is ('{', '}') or ('\'', '\'') or ('"', '"');

    /// <summary>Value of a word; NaN with an error reported. A bare name or expression counts only where the syntax has nothing but values.</summary>
    /// <param name="place">where random values are drawn; default: by file, line and column</param>
    public double Read(Word word, Scope scope, bool bare, DrawPlace? place = null)
    {
        string text = word.Text;
        if (text.Length > 0 && text[0] is not ('{' or '\'' or '"') && SpiceNumber.TryParse(text, out double value, out var note))
        {
            if (note != SpiceNumberNote.None) Explain(note, word);
            return IsFinite(value, word) ? value : double.NaN;
        }
        if (!bare && !IsDelimited(text) && !IsUnclosed(text))
        {
            string? hint = scope.FindParameter(text) is null ? "numbers look like 10k, 2.2u, 1e-9; expressions stand in braces: {2*r}" : $"write {{{text}}} for the parameter";
            Bag.Error(Codes.NotANumber, $"'{text}' is not a number", word.At, hint);
            return double.NaN;
        }
        return Evaluate(word, scope, place);
    }

    /// <summary>The word as a formula whose parameters are not yet known, random values drawn; null with an error reported.</summary>
    public FormulaText? Parse(Word word, Scope scope, DrawPlace? place = null)
    {
        if (IsUnclosed(word.Text))
        {
            ReportTail(word);
            return null;
        }
        string text = Inner(word.Text, out int start);
        if (!_parsed.TryGetValue((text, scope.Functions), out var parsed))
        {
            parsed = FormulaParser.Parse(text, scope.Functions);
            _parsed.Add((text, scope.Functions), parsed);
        }
        if (parsed.Error is { } e)
        {
            Bag.Error(Codes.BadExpression, e.Message, Part(word, start + e.Offset, e.Length), e.Hint);
            return null;
        }
        return parsed.DrawCalls.Count == 0 ? parsed : Draw(parsed, word, scope, place ?? new($"{scope.Prefix}{Places.Short(word.At)}", "", word.At.Column));
    }

    /// <summary>The formula with random values in place of their calls; null with an error reported.</summary>
    private FormulaText? Draw(FormulaText parsed, Word word, Scope scope, DrawPlace place)
    {
        var drawn = new double[parsed.DrawCalls.Count];
        for (int k = 0; k < drawn.Length; k++)
        {
            var call = parsed.DrawCalls[k];
            var arguments = new double[call.Arguments.Count];
            for (int a = 0; a < arguments.Length; a++)
            {
                bool failed = false;
                var bound = call.Arguments[a].Bind(name => Known(name, scope, ref failed) ?? Earlier(name, k));
                if (failed) return null;
                if (bound.Variables.Count > 0)
                {
                    ReportUnknown(bound.Variables[0], parsed, word, scope);
                    return null;
                }
                arguments[a] = bound.Evaluate([]);
            }
            drawn[k] = Draws.Value(call, arguments, place, k, word.At);
            if (!IsFinite(drawn[k], word)) return null;
        }
        return parsed.WithDraws(k => drawn[k]);

        Formula? Earlier(string name, int before)
        {
            for (int k = 0; k < before; k++)
                if (parsed.DrawCalls[k].Variable == name) return Formula.Constant(drawn[k]);
            return null;
        }
    }

    /// <summary>A parameter or the temperature as a constant; null for other names.</summary>
    private Formula? Known(string name, Scope scope, ref bool failed)
    {
        if (Parameter(name, scope) is not { } value) return name is "temper" or "temp" ? Formula.Constant(Celsius) : null;
        failed |= double.IsNaN(value);
        return Formula.Constant(value);
    }

    /// <summary>What is left open the netlist reader has reported; letters behind the closing brace it leaves to the expression.</summary>
    private void ReportTail(Word word)
    {
        char closer = word.Text[0] == '{' ? '}' : '\'';
        int close = word.Text.IndexOf(closer, 1);
        if (close < 0 || Bag.All.Any(d => d.Severity == Severity.Error && d.At.File == word.At.File && d.At.Line == word.At.Line)) return;
        Bag.Error(Codes.BadExpression, $"nothing can stand behind this {closer}", Part(word, close, 1), "put braces around the whole expression");
    }

    /// <summary>Value of a parameter seen from a level; null when there is no such parameter, NaN when it has no value (reported).</summary>
    public double? Parameter(string name, Scope scope) => scope.FindParameter(name) is { } entry ? Value(entry) : null;

    /// <summary>The place of some letters of a word that starts with or without a delimiter.</summary>
    public static SourceSpan Part(Word word, int offset, int length)
    {
        var at = word.At;
        offset = Math.Clamp(offset, 0, Math.Max(0, at.Length - 1));
        return at with { Column = at.Column + offset, Length = Math.Clamp(length, 1, Math.Max(1, at.Length - offset)) };
    }

    /// <summary>Offset of the formula inside a word.</summary>
    public static int StartOf(Word word) => IsDelimited(word.Text) ? 1 : 0;

    private static string Inner(string text, out int start)
    {
        start = IsDelimited(text) ? 1 : 0;
        string inner = start == 1 ? text[1..^1] : text;
        // braces and quotes inside an expression are parentheses, as in Xyce and ngspice
        if (inner.Contains('{')) inner = inner.Replace('{', '(').Replace('}', ')');
        return inner.Contains('\'') && inner.Count(c => c == '\'') % 2 == 0 ? QuotesAsParentheses(inner) : inner;
    }

    private static string QuotesAsParentheses(string text)
    {
        bool open = false;
        return string.Concat(text.Select(c => c != '\'' ? c : (open = !open) ? '(' : ')'));
    }

    private double Evaluate(Word word, Scope scope, DrawPlace? place)
    {
        if (Parse(word, scope, place) is not { Formula: { } formula } parsed) return double.NaN;
        bool failed = false;
        var bound = formula.Bind(name => Known(name, scope, ref failed));
        if (failed) return double.NaN;
        if (bound.Variables.Count > 0)
        {
            foreach (string name in bound.Variables) ReportUnknown(name, parsed, word, scope);
            return double.NaN;
        }
        double result = bound.IsConstant ? bound.ConstantValue : bound.Evaluate([]);
        return IsFinite(result, word) ? result : double.NaN;
    }

    /// <summary>False, and reported, when a constant came out as infinite or undefined.</summary>
    public bool IsFinite(double value, Word word)
    {
        if (double.IsFinite(value)) return true;
        bool isNumber = SpiceNumber.TryParse(word.Text, out _, out _);
        Bag.Error(Codes.NotFinite, isNumber ? $"{word.Text} is too large for a number" : $"{word.Text} has no finite value", word.At, isNumber ? "numbers go to 1.8e308" : "check for a division by zero or a logarithm of zero");
        return false;
    }

    private void ReportUnknown(string name, FormulaText parsed, Word word, Scope scope)
    {
        var at = PlaceOf(name, parsed, word);
        if (name.Contains('#') && parsed.PastCalls.FirstOrDefault(c => c.Variable == name) is { } past)
            Bag.Error(Codes.CircuitQuantity, $"{past.Function}() is not known before the circuit is solved", word.At, "a B, E or G source can use it: B1 out 0 V={...}");
        else if (name.Contains('(') || name is "time" or "hertz" || name[0] == '@')
            Bag.Error(Codes.CircuitQuantity, $"{name} is not known before the circuit is solved", at, "a B, E or G source can use it: B1 out 0 V={...}");
        else
            Bag.Error(Codes.UnknownParameter, $"there is no parameter '{name}'", at, Suggestion.Hint(name, scope.ParameterNames, "define it with .param"));
    }

    /// <summary>Where a variable stands in the text of its formula.</summary>
    public static SourceSpan PlaceOf(string variable, FormulaText parsed, Word word)
    {
        foreach (var o in parsed.Occurrences)
        {
            if (o.Variable == variable) return Part(word, StartOf(word) + o.Offset, o.Length);
        }
        return word.At;
    }

    /// <summary>Parameters of a level that were worked out and have a random value in their own text.</summary>
    public IReadOnlyList<(string, double)> Drawn(Scope scope) =>
    [
        .. scope.Parameters.Entries.Where(e => e.State == ParameterEntry.Progress.Done && _parsed.TryGetValue((Inner(e.Text.Text, out _), e.EvaluatedIn.Functions), out var parsed) && parsed.DrawCalls.Count > 0)
            .Select(e => (e.Name, e.Value)),
    ];

    private double Value(ParameterEntry entry)
    {
        if (entry.State == ParameterEntry.Progress.Done) return entry.Value;
        if (entry.State == ParameterEntry.Progress.Busy)
        {
            ReportCycle(entry);
            return double.NaN;
        }
        if (_busy.Count == DeepestChain)
        {
            Bag.Error(Codes.ParameterCycle, $"parameters depend on each other through more than {DeepestChain} steps: {string.Join(" -> ", _busy.Take(3).Select(e => e.Name))} ...", entry.Text.At, "give one of them a value of its own");
            return double.NaN;
        }
        entry.State = ParameterEntry.Progress.Busy;
        _busy.Add(entry);
        entry.Value = Read(entry.Text, entry.EvaluatedIn, bare: true, new(entry.Level, entry.Name));
        _busy.RemoveAt(_busy.Count - 1);
        entry.State = ParameterEntry.Progress.Done;
        return entry.Value;
    }

    private void ReportCycle(ParameterEntry entry)
    {
        int from = _busy.IndexOf(entry);
        string path = string.Join(" -> ", _busy.Skip(from).Append(entry).Select(e => e.Name));
        Bag.Error(Codes.ParameterCycle, $"parameters depend on each other in a circle: {path}", entry.Text.At, "give one of them a value of its own");
    }

    private void Explain(SpiceNumberNote note, Word word)
    {
        string text = word.Text;
        switch (note)
        {
            case SpiceNumberNote.FaradLooksLikeFemto:
                Bag.Warn(Codes.NumberTrap, $"{text} is read with F = femto, 1e-15", word.At, $"for farads leave the unit out: {text[..^1]}");
                break;
            case SpiceNumberNote.MegaLooksLikeMilli:
                Bag.Warn(Codes.NumberTrap, $"{text} is read with M = milli, 1e-3", word.At, "mega is written Meg; write a small m to be clear");
                break;
            case SpiceNumberNote.AmpereLooksLikeAtto:
                Bag.Note(Codes.NumberTrap, $"{text} is read with A = ampere; later versions of ngspice than 39 read atto, 1e-18", word.At, $"leave the unit out to be clear: {text.TrimEnd('a', 'A')}");
                break;
            default:
                Bag.Note(Codes.NumberTrap, $"{text} is read with the scale letter as decimal point, as LTspice does; ngspice drops the digits behind it", word.At);
                break;
        }
    }
}
