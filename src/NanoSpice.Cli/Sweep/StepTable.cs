using System.Globalization;
using NanoSpice.Elaboration;
using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>How a point of a sweep ended.</summary>
internal enum PointStatus
{
    Done,
    Failed,
    Interrupted,
}

/// <summary>One row a point of a sweep: stepped values, how it ended, numbers derived, of cycles the last. As steps.csv, on the screen, in the report.</summary>
internal sealed class StepTable(SweepPlan plan)
{
    /// <summary>Rows and numbers printed at most.</summary>
    private const int ShownRows = 40, ShownNumbers = 6;

    private readonly List<(string Result, string Quantity, string Unit, bool Measured)> _numbers = [];
    private readonly List<(SweepPoint Point, PointStatus Status, Dictionary<int, double> Values)> _rows = [];

    public bool HasNumbers => _numbers.Count > 0;

    public int Count => _rows.Count;

    /// <summary>Names and units of the stepped quantities.</summary>
    public static IReadOnlyList<WaveformColumn> Columns(SweepPlan plan) => [.. plan.Quantities.Select(q => new WaveformColumn(q.Label, q.Unit))];

    /// <param name="derived">numbers of techniques</param>
    /// <param name="measured">results of .meas</param>
    public void Add(SweepPoint point, PointStatus status, IReadOnlyList<DerivedTable> derived, IEnumerable<(string Result, DerivedNumber Number)> measured)
    {
        var values = new Dictionary<int, double>();
        foreach (var (result, n) in derived.SelectMany(t => t.Last.Select(n => (t.Result, n))).Concat(measured))
        {
            int at = _numbers.FindIndex(k => k.Result == result && k.Quantity == n.Quantity && k.Measured == n.IsMeasurement);
            if (at < 0)
            {
                at = _numbers.Count;
                _numbers.Add((result, n.Quantity, n.Unit, n.IsMeasurement));
            }
            values[at] = n.Value;
        }
        _rows.Add((point, status, values));
    }

    /// <summary>Places of the numbers, those looked at first in front: results of .meas, then the best known ones.</summary>
    public IEnumerable<int> Ranked => Enumerable.Range(0, _numbers.Count).OrderBy(k => _numbers[k].Measured ? -1 : StepFigure.RankOf(_numbers[k].Quantity));

    /// <summary>Name of a number: capacitance, or cv1.capacitance where several analyses derive one.</summary>
    public string NameOf(int number) =>
        _numbers.Count(n => n.Quantity == _numbers[number].Quantity) > 1 ? $"{_numbers[number].Result}.{_numbers[number].Quantity}" : _numbers[number].Quantity;

    /// <summary>The numbers with their units, in order.</summary>
    public IReadOnlyList<WaveformColumn> Numbers => [.. _numbers.Select((n, k) => new WaveformColumn(NameOf(k), n.Unit))];

    /// <summary>A number at every point that has it.</summary>
    public IEnumerable<(FamilyPoint Point, double Value)> Values(int number) =>
        _rows.Where(r => r.Values.ContainsKey(number)).Select(r => (FamilyPoint.Of(r.Point), r.Values[number]));

    public void WriteCsv(string path)
    {
        using var file = new AtomicFile(path);
        using (var text = new StreamWriter(file.Stream, new System.Text.UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" })
        {
            text.WriteLine(string.Join(',', Columns(plan).Select(Heading).Append("status").Concat(Numbers.Select(Heading))));
            foreach (var (point, status, values) in _rows)
            {
                var numbers = Enumerable.Range(0, _numbers.Count).Select(k => values.GetValueOrDefault(k, double.NaN));
                text.WriteLine(string.Join(',', point.Values.Select(Exact).Append(WordOf(status)).Concat(numbers.Select(Exact))));
            }
        }
        file.Commit();
    }

    /// <summary>Rows for people, the head first; some of many.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Cells(int mostRows, int mostNumbers)
    {
        int[] shown = [.. Ranked.Take(mostNumbers)];
        bool failed = _rows.Any(r => r.Status != PointStatus.Done);
        List<IReadOnlyList<string>> all = [[.. Columns(plan).Select(Heading), .. failed ? ["status"] : Array.Empty<string>(), .. shown.Select(k => Heading(Numbers[k]))]];
        foreach (var (point, status, values) in _rows.Take(mostRows))
            all.Add([.. point.Values.Select(SweepPoint.Text), .. failed ? [WordOf(status)] : Array.Empty<string>(), .. shown.Select(k => values.TryGetValue(k, out double v) ? Figure(v) : "-")]);
        return all;
    }

    public void Print(TextWriter output)
    {
        var cells = Cells(ShownRows, ShownNumbers);
        output.WriteLine($"sweep: {Count} {(Count == 1 ? "point" : "points")}");
        WriteAligned(output, cells);
        if (Count > ShownRows) output.WriteLine($"  ... and {Count - ShownRows} more in steps.csv");
        if (_numbers.Count > ShownNumbers) output.WriteLine($"  {_numbers.Count - ShownNumbers} more numbers in steps.csv");
    }

    public static string WordOf(PointStatus status) => status switch { PointStatus.Done => "done", PointStatus.Failed => "failed", _ => "interrupted" };

    /// <summary>Columns as wide as they have to be, numbers to the right.</summary>
    public static void WriteAligned(TextWriter output, IReadOnlyList<IReadOnlyList<string>> cells)
    {
        int[] widths = [.. Enumerable.Range(0, cells[0].Count).Select(c => cells.Max(r => r[c].Length))];
        foreach (var row in cells) output.WriteLine("  " + string.Join("  ", row.Select((text, c) => text.PadLeft(widths[c]))));
    }

    public static string Figure(double value) => (value == 0 ? 0 : value).ToString("G6", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);

    private static string Heading(WaveformColumn column) => CsvWriter.Field($"{column.Name}[{column.Unit}]");

    private static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
