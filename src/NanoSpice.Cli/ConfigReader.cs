using NanoSpice.Netlist;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace NanoSpice.Cli;

/// <summary>Reads flat YAML: keys with a value or a list of values, each with its place.</summary>
internal sealed class ConfigReader
{
    /// <summary>Lists inside each other that are looked into.</summary>
    private const int DeepestList = 10;

    private readonly SourceFile _file;
    private readonly DiagnosticBag _bag;
    private readonly Parser _parser;
    private readonly List<ConfigEntry> _entries = [];

    private readonly string _folder;

    private readonly string _keys;

    private ConfigReader(SourceFile file, string text, string folder, string keys, DiagnosticBag bag) =>
        (_file, _bag, _parser, _folder, _keys) = (file, bag, new(new StringReader(text)), folder, keys);

    /// <summary>The entries in their order; what is wrong with the text goes to the bag, and the rest is read as far as possible.</summary>
    /// <param name="path">as messages show it</param>
    /// <param name="folder">where file names in it count from</param>
    /// <param name="keys">where the keys are listed: a hint</param>
    public static IReadOnlyList<ConfigEntry> Read(string path, string text, string folder, string keys, DiagnosticBag bag)
    {
        string plain = text.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        var reader = new ConfigReader(new(path, plain.Split('\n')), plain, folder, keys, bag);
        try
        {
            reader.ReadDocuments();
        }
        catch (YamlException e)
        {
            reader.ReportSyntax(e.Start);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // The parser meets the end of a list that it did not see begin, or a tag that is no address.
            reader.ReportSyntax(reader._parser.Current?.Start ?? Mark.Empty);
        }
        return reader._entries;
    }

    private void ReadDocuments()
    {
        int documents = 0;
        while (_parser.MoveNext())
        {
            switch (_parser.Current)
            {
                case DocumentStart start when ++documents > 1:
                    _bag.Report(PnpCodes.NotYaml, "a second document, which is not read", SpanOf(start), "one file holds one configuration; lists run several");
                    return;
                case MappingStart:
                    ReadKeys();
                    break;
                case Scalar { Value.Length: 0 } or StreamStart or StreamEnd or DocumentStart or DocumentEnd:
                    break;
                case { } other:
                    _bag.Report(PnpCodes.NotYaml, "expected lines of the form key: value", SpanOf(other), "a colon and a blank stand between key and value");
                    Skip();
                    break;
            }
        }
    }

    private void ReadKeys()
    {
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            if (_parser.Current is Scalar key)
            {
                var at = SpanOf(key);
                _parser.MoveNext();
                ReadEntry(key.Value, at);
                continue;
            }
            if (_parser.Current is null) return;
            _bag.Report(PnpCodes.Nested, "a key is a word", SpanOf(_parser.Current), _keys);
            Skip();
            _parser.MoveNext();
            Skip();
        }
    }

    private void ReadEntry(string name, SourceSpan at)
    {
        switch (_parser.Current)
        {
            case Scalar value:
                _entries.Add(new(name, at, [new(value.Value, value.Value.Length == 0 ? at : SpanOf(value), _folder)], false, false));
                break;
            case SequenceStart:
                bool isNested = false;
                var values = new List<ConfigValue>();
                if (ReadList(values, ref isNested)) _entries.Add(new(name, at, values, true, isNested));
                break;
            default:
                _bag.Report(PnpCodes.Nested, $"{(name.Length > 0 ? name : "a key without a name")}: expected a value or a list of values", _parser.Current is { } found ? SpanOf(found) : at, "the file is flat: one key: value a line, none indented");
                Skip();
                break;
        }
    }

    /// <summary>Values up to the end of the list, those of inner lists among them; false when something else was met and reported.</summary>
    private bool ReadList(List<ConfigValue> values, ref bool isNested, int depth = 0)
    {
        bool isGood = true;
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
        {
            if (_parser.Current is Scalar value) values.Add(new(value.Value, SpanOf(value), _folder));
            else if (_parser.Current is SequenceStart && depth < DeepestList)
            {
                isNested = true;
                isGood &= ReadList(values, ref isNested, depth + 1);
            }
            else
            {
                _bag.Report(PnpCodes.Nested, "a list holds values", SpanOf(_parser.Current!), "for example [1.5n, 2n, 3n]");
                Skip();
                isGood = false;
            }
        }
        return isGood;
    }

    /// <summary>Leaves the parser at the last event of the present node.</summary>
    private void Skip()
    {
        int depth = 0;
        do
        {
            // Null at the end of the file.
            depth += _parser.Current?.NestingIncrease ?? 0;
        }
        while (depth > 0 && _parser.MoveNext());
    }

    private void ReportSyntax(Mark at)
    {
        int line = (int)Math.Clamp(at.Line, 1, Math.Max(1, _file.Lines.Count)), column = (int)Math.Max(1, at.Column);
        // A tab in front of a key is met while the line above it is read.
        int tab = Enumerable.Range(line, 2).FirstOrDefault(n => n <= _file.Lines.Count && _file.Lines[n - 1].StartsWith('\t'));
        if (tab > 0)
        {
            _bag.Report(PnpCodes.NotYaml, "a tab where YAML wants blanks", new(_file, tab, 1, 1), "keys start at the left edge");
            return;
        }
        // A bracket left open is noticed only where the next word does not fit.
        int open = Enumerable.Range(1, line).LastOrDefault(n => _file.Lines[n - 1].Count(c => c == '[') > _file.Lines[n - 1].Count(c => c == ']'));
        if (open > 0)
        {
            _bag.Report(PnpCodes.NotYaml, "a list that is not closed", new(_file, open, _file.Lines[open - 1].LastIndexOf('[') + 1, 1), "for example slit: [1.5n, 2n, 3n]");
            return;
        }
        bool isKey = _file.Lines[line - 1].Contains(':', StringComparison.Ordinal);
        _bag.Report(PnpCodes.NotYaml, isKey ? "this line does not fit to those above it" : "expected key: value", new(_file, line, column, 1),
            isKey ? "each line is key: value, none indented" : "a colon and a blank stand between key and value");
    }

    private SourceSpan SpanOf(ParsingEvent e)
    {
        bool isOneLine = e.End.Line == e.Start.Line;
        return new(_file, (int)e.Start.Line, (int)e.Start.Column, Math.Max(1, isOneLine ? (int)(e.End.Column - e.Start.Column) : 1));
    }
}
