using System.Globalization;
using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>The results of .meas of one analysis: name, value, and where on the scale, as ngspice prints them.</summary>
internal sealed class MeasureTable(string result, IReadOnlyList<DerivedNumber> numbers)
{
    private readonly List<DerivedNumber> _measured = [.. numbers.Where(n => n.IsMeasurement)];

    /// <summary>tran1</summary>
    public string Result => result;

    public bool IsEmpty => _measured.Count == 0;

    /// <summary>One line a measurement; those that failed say why.</summary>
    public void Print(TextWriter output)
    {
        output.WriteLine($"{Result}: measurements");
        int width = _measured.Max(m => m.Name.Length), unit = _measured.Max(m => m.Unit.Length);
        foreach (var m in _measured)
        {
            string value = m.Failure is null ? $"{Figure(m.Value),14} {m.Unit.PadRight(unit)}" : $"{"failed",14}: {m.Failure}";
            output.WriteLine($"  {m.Name.PadRight(width)} = {value}{string.Concat(m.Places.Select(p => $"  {p.Role}= {Figure(p.Value)}"))}".TrimEnd());
        }
    }

    /// <summary>The same for a page, heads first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Cells() =>
        [["name", "value", "unit", "where"], .. _measured.Select(m => (string[])
            [m.Name, m.Failure is null ? Figure(m.Value) : "failed", m.Unit, m.Failure ?? string.Join(", ", m.Places.Select(p => $"{p.Role} {Figure(p.Value)}"))])];

    private static string Figure(double value) => (value == 0 ? 0 : value).ToString("G7", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
}
