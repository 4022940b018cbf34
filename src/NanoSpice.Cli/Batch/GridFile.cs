using NanoSpice.Elaboration;
using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>Reads --grid FILE.csv: a heading that names what varies, and a point a line.</summary>
internal static class GridFile
{
    private static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>The axis; null with errors in the bag, each at its place in the file.</summary>
    /// <param name="shown">path as messages show it</param>
    public static OuterAxis? Read(ConfigValue name, string shown, DiagnosticBag bag)
    {
        string full = Path.GetFullPath(name.Text, name.Folder);
        if (TextInput.Fault(full, "grid", "a table") is { } fault)
        {
            bag.Report(BatchCodes.BadGrid, $"{name.Text}: {fault.What}", name.At, fault.Advice);
            return null;
        }
        var file = new SourceFile(shown, File.ReadAllText(full).TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n'));
        int errors = bag.ErrorCount;
        List<Word>? heading = null;
        var rows = new List<double[]>();
        for (int line = 1; line <= file.Lines.Count; line++)
        {
            var cells = Cells(file, line);
            if (cells.Count == 0) continue;
            if (heading is null) heading = Heading(cells, bag);
            else if (cells.Count != heading.Count)
                bag.Report(BatchCodes.BadGrid, $"{cells.Count} {(cells.Count == 1 ? "value" : "values")} where the heading names {heading.Count}", cells[^1].At, "every line has one value a column");
            else rows.Add(Row(cells, bag));
        }
        if (rows.Count == 0 && bag.ErrorCount == errors) bag.Report(BatchCodes.BadGrid, "it holds no points", new(file, 1, 1, 1), "a heading such as rc,gamma, then a point a line");
        return bag.ErrorCount > errors ? null : new(heading!, rows);
    }

    /// <summary>Words of a line that is neither empty nor a comment.</summary>
    private static List<Word> Cells(SourceFile file, int line)
    {
        var cells = new List<Word>();
        string text = file.Lines[line - 1], plain = text.Trim();
        if (plain.Length == 0 || plain[0] is '#' or '*') return cells;
        int at = 0;
        foreach (string cell in text.Split(Separators))
        {
            string word = cell.Trim().Trim('"');
            int start = word.Length == 0 ? at : text.IndexOf(word, at, StringComparison.Ordinal);
            cells.Add(new(word, new(file, line, start + 1, Math.Max(1, word.Length))));
            at += cell.Length + 1;
        }
        return cells;
    }

    /// <summary>rc[Ohm] is rc.</summary>
    private static List<Word> Heading(List<Word> cells, DiagnosticBag bag)
    {
        foreach (var cell in cells)
        {
            if (cell.Text.Length == 0) bag.Report(BatchCodes.BadGrid, "a column without a name", cell.At, "name what varies: rc,gamma");
            else if (SpiceNumber.TryParse(cell.Text, out _, out _)) bag.Report(BatchCodes.BadGrid, $"'{cell.Text}' is a number where a column is named", cell.At, "the first line names what varies: rc,gamma");
        }
        return [.. cells.Select(c => c.Text.IndexOf('[') is > 0 and var open && c.Text[^1] == ']' ? c with { Text = c.Text[..open] } : c)];
    }

    private static double[] Row(List<Word> cells, DiagnosticBag bag)
    {
        var row = new double[cells.Count];
        for (int k = 0; k < row.Length; k++)
        {
            if (!SpiceNumber.TryParse(cells[k].Text, out row[k], out _) || !double.IsFinite(row[k]))
                bag.Report(BatchCodes.BadGrid, cells[k].Text.Length == 0 ? "a value is missing" : $"'{cells[k].Text}' is not a number", cells[k].At);
        }
        return row;
    }
}
