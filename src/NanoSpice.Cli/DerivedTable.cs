using System.Globalization;
using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>The numbers that a technique derived: one row a quantity and one column a cycle for people, one row a cycle as CSV.</summary>
internal sealed class DerivedTable
{
    /// <summary>Cycles printed at most, the last ones; the file holds all.</summary>
    private const int ShownCycles = 6;

    private readonly int _most;
    private readonly List<DerivedNumber> _whole;
    private readonly List<(string Quantity, string Unit)> _quantities;
    private readonly List<int> _cycles;
    private readonly Dictionary<(string, int), double> _values = [];

    public DerivedTable(string result, IReadOnlyList<DerivedNumber> numbers)
    {
        (Result, _most) = (result, IsHarmonics(result) ? int.MaxValue : ShownCycles);
        _whole = [.. numbers.Where(n => n.Cycle == 0 && !n.IsMeasurement)];
        var ofCycles = numbers.Where(n => n.Cycle > 0).ToList();
        _quantities = [.. ofCycles.Select(n => (n.Quantity, n.Unit)).Distinct()];
        _cycles = [.. ofCycles.Select(n => n.Cycle).Distinct().Order()];
        foreach (var n in ofCycles) _values[(n.Quantity, n.Cycle)] = n.Value;
    }

    /// <summary>cv1</summary>
    public string Result { get; }

    public bool IsEmpty => _whole.Count == 0 && _cycles.Count == 0;

    public bool HasCycles => _cycles.Count > 0;

    /// <summary>The cycles of .four are harmonics.</summary>
    private static bool IsHarmonics(string result) => result.StartsWith("four", StringComparison.Ordinal);

    /// <summary>What a sweep looks at: the numbers of the last cycle, then those of the whole run; of harmonics these alone.</summary>
    public IEnumerable<DerivedNumber> Last =>
        _quantities.Where(q => !IsHarmonics(Result) && _values.ContainsKey((q.Quantity, _cycles[^1]))).Select(q => new DerivedNumber(q.Quantity, _values[(q.Quantity, _cycles[^1])], q.Unit)).Concat(_whole);

    /// <summary>Prints the table.</summary>
    public void Print(TextWriter output)
    {
        if (HasCycles && IsHarmonics(Result))
        {
            PrintHarmonics(output);
            return;
        }
        int width = _quantities.Select(q => q.Quantity).Concat(_whole.Select(n => n.Name)).Max(n => n.Length);
        if (HasCycles)
        {
            int[] shown = [.. _cycles.TakeLast(ShownCycles)];
            string what = Result.StartsWith("ragone", StringComparison.Ordinal) ? "discharge" : "cycle";
            width = Math.Max(width, what.Length);
            string more = shown.Length < _cycles.Count ? $", the last {shown.Length} of {_cycles.Count}" : "";
            output.WriteLine($"{Result}: numbers of the {what}s{more}");
            output.WriteLine($"  {what.PadRight(width)}{string.Concat(shown.Select(c => c.ToString(CultureInfo.InvariantCulture).PadLeft(13)))}");
            foreach (var (quantity, unit) in _quantities)
                output.WriteLine($"  {quantity.PadRight(width)}{string.Concat(shown.Select(c => Shown(quantity, c).PadLeft(13)))} {unit}".TrimEnd());
        }
        else output.WriteLine($"{Result}: derived numbers");
        foreach (var n in _whole) output.WriteLine($"  {n.Name.PadRight(width)}{Figure(n.Value).PadLeft(13)} {n.Unit}".TrimEnd());
    }

    /// <summary>One row a harmonic: the numbers of it stand side by side.</summary>
    private void PrintHarmonics(TextWriter output)
    {
        output.WriteLine($"{Result}: harmonics of the last period");
        int width = Math.Max(8, _whole.Max(n => n.Name.Length));
        string Head((string Quantity, string Unit) q) => q.Unit.Length > 0 ? $"{q.Quantity} {q.Unit}" : q.Quantity;
        int[] widths = [.. _quantities.Select(q => Math.Max(13, Head(q).Length + 2))];
        foreach (var n in _whole) output.WriteLine($"  {n.Name.PadRight(width)}{Figure(n.Value).PadLeft(13)} {n.Unit}".TrimEnd());
        output.WriteLine($"  {"harmonic".PadRight(width)}{string.Concat(_quantities.Select((q, k) => Head(q).PadLeft(widths[k])))}");
        foreach (int c in _cycles)
            output.WriteLine($"  {c.ToString(CultureInfo.InvariantCulture).PadRight(width)}{string.Concat(_quantities.Select((q, k) => Shown(q.Quantity, c).PadLeft(widths[k])))}");
    }

    /// <summary>One row a cycle.</summary>
    public void WriteCsv(string path) => WriteCsv(path, [], [([], this)]);

    /// <summary>One row a cycle of every point of a sweep, with its stepped values in front.</summary>
    public static void WriteCsv(string path, IReadOnlyList<WaveformColumn> steps, IReadOnlyList<(IReadOnlyList<double> Point, DerivedTable Derived)> points)
    {
        using var csv = new CsvWriter(path, steps);
        var quantities = points.SelectMany(p => p.Derived._quantities).Distinct().ToList();
        WaveformColumn[] columns = [new("cycle", ""), .. quantities.Select(q => new WaveformColumn(q.Quantity, q.Unit))];
        csv.Begin(new WaveformTable(points[0].Derived.Result, WaveformKind.DcSweep, "", columns, false));
        foreach (var (point, derived) in points)
        {
            csv.At(point);
            foreach (int cycle in derived._cycles)
                csv.Row([cycle, .. quantities.Select(q => derived._values.GetValueOrDefault((q.Quantity, cycle), double.NaN))]);
        }
        csv.End(true);
    }

    /// <summary>Tables for a page, heads first: the numbers of the cycles, and those of the whole run.</summary>
    /// <param name="meaning">of a quantity</param>
    public IEnumerable<(string Caption, IReadOnlyList<IReadOnlyList<string>> Rows)> Cells(Func<string, string> meaning)
    {
        int[] shown = [.. _cycles.TakeLast(_most)];
        if (HasCycles)
        {
            string word = IsHarmonics(Result) ? "harmonic" : "cycle", more = shown.Length < _cycles.Count ? $", the last {shown.Length} of {_cycles.Count}" : "";
            IReadOnlyList<string> head = ["number", .. shown.Select(c => $"{word} {c.ToString(CultureInfo.InvariantCulture)}"), "unit", "meaning"];
            yield return ($"Numbers of the {word}s{more}", [head, .. _quantities.Select(q => (string[])[q.Quantity, .. shown.Select(c => Shown(q.Quantity, c)), q.Unit, meaning(q.Quantity)])]);
        }
        if (_whole.Count > 0)
            yield return ("Derived numbers", [["number", "value", "unit", "meaning"], .. _whole.Select(n => (string[])[n.Name, Figure(n.Value), n.Unit, meaning(n.Quantity)])]);
    }

    private string Shown(string quantity, int cycle) => _values.TryGetValue((quantity, cycle), out double value) ? Figure(value) : "-";

    private static string Figure(double value) => (value == 0 ? 0 : value).ToString("G6", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
}
