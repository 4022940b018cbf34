using System.Globalization;
using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice.Discovery;

/// <summary>A column of a table as read, in SI units.</summary>
/// <param name="At">its name in the header</param>
internal sealed record TableColumn(string Name, string UnitText, UnitVector? Unit, SourceSpan At, List<double> Values);

/// <summary>Text of numbers under a header line: name[unit], name (unit) or name; separated by semicolons, tabs, commas or blanks, quoted where it holds one; lines with # are comments.</summary>
internal sealed class DataTable
{
    /// <summary>Sums of products of four such numbers are still finite.</summary>
    private const double Largest = 1e70;

    private readonly SourceFile _file;
    private readonly DiagnosticBag _bag;
    private char _separator = ',';

    private DataTable(SourceFile file, DiagnosticBag bag) => (_file, _bag) = (file, bag);

    public List<TableColumn> Columns { get; } = [];

    /// <summary>Place of the header, for messages about the whole table.</summary>
    public SourceSpan Header { get; private set; }

    public int Rows => Columns.Count == 0 ? 0 : Columns[0].Values.Count;

    /// <summary>Reads a table; what is wrong goes to the bag, all of it.</summary>
    public static DataTable Read(string path, string text, DiagnosticBag bag)
    {
        var table = new DataTable(new SourceFile(path, text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n')), bag);
        int header = table.ReadHeader();
        for (int line = header + 1; line < table._file.Lines.Count; line++) table.ReadRow(line);
        return table;
    }

    private SourceSpan At(int line, int start, int length) => new(_file, line + 1, start + 1, Math.Max(1, length));

    private static bool IsEmpty(string line) => line.Length == 0 || line.TrimStart() is "" or ['#', ..];

    private int ReadHeader()
    {
        int line = 0;
        while (line < _file.Lines.Count && IsEmpty(_file.Lines[line])) line++;
        if (line == _file.Lines.Count)
        {
            _bag.Report(DataCodes.NoHeader, "the table is empty", At(0, 0, 1), "the first line names the columns: time[s],i[A],q[C],dphi[V]");
            return line;
        }
        string text = _file.Lines[line];
        // A comma may stand within a name, as v(a,b), where others separate.
        _separator = ";\t, ".FirstOrDefault(text.Contains, ',');
        Header = At(line, 0, text.Length);
        var fields = Fields(text);
        if (fields.Any(f => Number(f.Text) is not null))
        {
            _bag.Report(DataCodes.NoHeader, "the first line must name the columns, not hold numbers", At(line, 0, text.Length), "put a line such as time[s],slit,i[A],q[C],dphi[V] on top");
            return _file.Lines.Count;
        }
        foreach (var (start, field) in fields) AddColumn(line, start, field);
        return line;
    }

    private void AddColumn(int line, int start, string field)
    {
        var at = At(line, start, field.Length);
        int open = field.LastIndexOf('[') is >= 0 and var square ? square : field.EndsWith(')') && field.LastIndexOf(" (", StringComparison.Ordinal) is >= 0 and var round ? round + 1 : -1;
        bool hasUnit = open > 0 && field[^1] is ']' or ')' && open > 0;
        string name = (hasUnit ? field[..open] : field).Trim().ToLowerInvariant(), unitText = hasUnit ? field[(open + 1)..^1].Trim() : "";
        string plain = Plain(name);
        if (plain != name) _bag.Report(DataCodes.Renamed, $"the column '{name}' is called {plain} in laws", at);
        if (Columns.Any(c => c.Name == plain))
            _bag.Report(DataCodes.DuplicateColumn, $"the column {plain} stands twice in the header", at, "rename one of them");
        UnitVector? unit = null;
        double factor = 1;
        if (unitText.Length > 0)
        {
            if (UnitText.Parse(unitText) is var (size, vector)) (factor, unit) = (size, vector);
            else _bag.Report(DataCodes.BadUnit, $"the unit '{unitText}' of {plain} is not known", at, "units are such as V, mV, A, A/m, C/m, s, Ohm m, mol/m3; leave the brackets out for none");
        }
        Columns.Add(new(plain, factor == 1 ? unitText : unit is { } u ? UnitText.Print(u) : "", unit, at, []));
        _factors.Add(factor);
    }

    private readonly List<double> _factors = [];

    /// <summary>A name that formulas read as one variable.</summary>
    private static string Plain(string name)
    {
        if (name is not ("e" or "pi") && FormulaParser.Parse(name).Formula is { } f && f.Nodes.Length == 1 && f.Variables.Count == 1) return f.Variables[0];
        string letters = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return (letters.Length == 0 || !char.IsLetter(letters[0]) || letters is "e" or "pi" ? "x_" : "") + letters;
    }

    private void ReadRow(int line)
    {
        string text = _file.Lines[line];
        if (IsEmpty(text)) return;
        var fields = Fields(text);
        if (fields.Count != Columns.Count)
        {
            _bag.Report(DataCodes.RowLength, $"{fields.Count} value{(fields.Count == 1 ? "" : "s")} where the header has {Columns.Count} names", At(line, 0, text.Length));
            return;
        }
        for (int k = 0; k < fields.Count; k++)
        {
            double? value = Number(fields[k].Text);
            if (value is not { } number || !(Math.Abs(number) <= Largest))
            {
                string what = fields[k].Text.Length == 0 ? "an empty field" : value is { } size && double.IsFinite(size) ? $"'{fields[k].Text}' is too large to be squared and summed" : $"'{fields[k].Text}' is no finite number";
                _bag.Report(DataCodes.NotANumber, $"{what} in column {Columns[k].Name}", At(line, fields[k].Start, fields[k].Text.Length),
                    fields[k].Text.Contains(',') ? "numbers have a decimal point" : "leave out rows with missing values");
                number = 0;
            }
            Columns[k].Values.Add(number * _factors[k]);
        }
    }

    private static double? Number(string field) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    private List<(int Start, string Text)> Fields(string line)
    {
        var fields = new List<(int, string)>();
        for (int start = 0; start <= line.Length;)
        {
            int end = start;
            for (bool quoted = false; end < line.Length && (quoted || line[end] != _separator); end++) quoted ^= line[end] == '"';
            int first = start, last = end;
            while (first < last && line[first] is ' ' or '\t' or '"') first++;
            while (last > first && line[last - 1] is ' ' or '\t' or '"') last--;
            if (_separator != ' ' || last > first) fields.Add((first, line[first..last]));
            start = end + 1;
        }
        return fields;
    }
}
