using System.Text.RegularExpressions;

namespace NanoSpice.Netlist;

/// <summary>Cards read by <see cref="CardGrammar"/>: .param, .func, .ic, .nodeset and the output cards.</summary>
internal sealed partial class DefinitionReader(CardReader cards, DiagnosticBag bag)
{
    private LogicalLine _line = null!;
    private string _text = "";
    private int _offset;

    public void Read(LogicalLine line, Word keyword, int arguments)
    {
        (_line, _text, _offset) = (line, line.Text[arguments..line.End], arguments);
        switch (keyword.Text)
        {
            case "param":
                ReadParameters();
                break;
            case "func":
                ReadFunction();
                break;
            case "ic" or "nodeset":
                ReadNodeValues(keyword);
                break;
            default:
                ReadOutput(keyword);
                break;
        }
    }

    private void ReadParameters()
    {
        var (items, stop) = CardGrammar.Items(CardGrammar.Definition, _text);
        var plain = items.Where(d => d.Arguments is null).Select(d => new Assignment(At(d.Name), [At(d.Value)])).ToArray();
        if (plain.Length > 0)
        {
            cards.Builder.Add(new ParamCard(plain, _line.At));
        }

        foreach (var f in items.Where(d => d.Arguments is not null))
        {
            cards.Builder.Add(new FuncCard(At(f.Name), [.. f.Arguments!.Select(At)], At(f.Value), _line.At));
        }

        ReportRest(stop, items.Count, "param", "rload=1k");
    }

    private void ReadFunction()
    {
        var (items, stop) = CardGrammar.Items(CardGrammar.Function, _text);
        if (items is [var f])
        {
            cards.Builder.Add(new FuncCard(At(f.Name), [.. f.Arguments!.Select(At)], At(f.Value), _line.At));
            return;
        }

        bag.Report(NetlistCodes.BadFunction, ".func needs a name, arguments in parentheses and an expression",
            Here(stop), "write .func f(x,y) {x*y}");
    }

    private void ReadNodeValues(Word keyword)
    {
        var (items, stop) = CardGrammar.Items(CardGrammar.NodeValue, _text);
        if (items.Count > 0)
        {
            var values = items.Select(d => new Assignment(Squeezed(d.Name), [At(d.Value)])).ToArray();
            cards.Builder.Add(new NodeValueCard(keyword.Text == "ic", values, _line.At));
        }

        ReportRest(stop, items.Count, keyword.Text, "v(node)=1");
    }

    /// <summary>A message when a list of assignments is empty or stops before the end of the card.</summary>
    private void ReportRest(int stop, int count, string keyword, string example)
    {
        if (stop == _text.Length && count > 0)
        {
            return;
        }

        if (stop == _text.Length)
        {
            bag.Report(NetlistCodes.Incomplete, $".{keyword} needs name=value", _line.After(_line.End - 1), $"write .{keyword} {example}");
            return;
        }

        int equals = _text.IndexOf('=', stop);
        string name = equals < 0 ? "" : _text[stop..equals].Trim();
        if (equals >= 0 && name.Length > 0 && !name.Any(Characters.IsBlank) && Characters.SkipBlanks(_text, equals + 1, _text.Length) == _text.Length)
        {
            bag.Report(NetlistCodes.NoValue, $"{name}= needs a value", _line.After(_offset + equals), $"write {name}={ExpressionKeys.ExampleValue(name)}");
        }
        else
        {
            bag.Report(NetlistCodes.BadAssignment, $".{keyword} needs name=value here", Here(stop), $"write .{keyword} {example}");
        }
    }

    private void ReadOutput(Word keyword)
    {
        if (keyword.Text == "probe" && SetAsideForm() && _text.Trim().Length == 0)
        {
            return;      // PSpice: everything, which is what is saved anyway
        }

        var (items, stop) = CardGrammar.Items(CardGrammar.Output, keyword.Text is "plot" or "print" ? WithoutSettings() : _text);
        if (stop < _text.Length)
        {
            bag.Report(NetlistCodes.BadVector, $"no vector of .{keyword.Text} can be read here", Here(stop), "write v(node), v(a,b), i(v1) or @r1[i]");
        }

        Word? analysis = null;
        if (keyword.Text != "save" && items is [{ Versus: null } first, ..] && At(first.Vector) is var word && IsAnalysis(word.Text))
        {
            analysis = word;
            items.RemoveAt(0);
        }

        if (items.Count == 0 && stop == _text.Length)
        {
            bag.Report(NetlistCodes.NothingAsked, $".{keyword.Text} names no vector and is skipped", _line.After(_line.End - 1), "write v(node), v(a,b) or i(v1)");
            return;
        }

        var vectors = items.Select(v => new OutputVector(Squeezed(v.Vector), v.Versus is { } x ? Squeezed(x) : null)).ToArray();
        cards.Builder.Add(new OutputCard(keyword, analysis, vectors, _line.At));
    }

    /// <summary>Blanks out the file format of .probe/csdf and .probe64; always true.</summary>
    private bool SetAsideForm()
    {
        _text = ProbeForm().Replace(_text, m => new string(' ', m.Length));
        return true;
    }

    [GeneratedRegex(@"^\s*(/\w+\s*)+")]
    private static partial Regex ProbeForm();

    private static bool IsAnalysis(string word) =>
        word.ToLowerInvariant() is "op" or "dc" or "ac" or "tran" or "noise" or "tf" or "four" or "cv" or "gcd" or "ca" or "eis" or "ragone"
            or "fourier" or "hb" or "hb_fd" or "hb_td" or "hb_ic" or "hb_startup" or "homotopy" or "sens" or "tranadjoint" or "es" or "pce" or "ac_ic";

    /// <summary>SPICE2's plot limits, v(a) (0,5), and how other programs format a table, width=21, become blanks.</summary>
    private string WithoutSettings() => PrintSettings().Replace(PlotLimits().Replace(_text, Blank), Blank);

    private static string Blank(Match m) => new(' ', m.Length);

    [GeneratedRegex(@"\b(width|precision|format|file|delimiter|filter|timescale|timescalefactor)\s*=\s*\S+", RegexOptions.IgnoreCase)]
    private static partial Regex PrintSettings();

    [GeneratedRegex(@"(?<=[\s,)])\(\s*[-+.\d][\w.+-]*(\s*,\s*|\s+)[-+.\d][\w.+-]*\s*\)")]
    private static partial Regex PlotLimits();

    private Word At(Piece piece) => new(cards.Pool.Share(_text.AsSpan(piece.Start, piece.Length)), _line.Span(_offset + piece.Start, piece.Length));

    /// <summary>A vector's name without the blanks inside, so that v( a , b ) is v(a,b).</summary>
    private Word Squeezed(Piece piece)
    {
        var word = At(piece);
        return word.Text[0] is '{' or '\'' or '"' || !word.Text.Any(Characters.IsBlank)
            ? word
            : word with { Text = string.Concat(word.Text.Where(c => !Characters.IsBlank(c))) };
    }

    /// <summary>The word where reading stopped.</summary>
    private SourceSpan Here(int stop)
    {
        int end = stop;
        while (end < _text.Length && !Characters.IsBlank(_text[end]))
        {
            end++;
        }

        return stop == _text.Length ? _line.After(_line.End - 1) : _line.Span(_offset + stop, end - stop);
    }
}
