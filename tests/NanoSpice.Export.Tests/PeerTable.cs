using System.Globalization;
using System.Text.RegularExpressions;
using NanoSpice.Engine;
using NanoSpice.Elaboration;
using NanoSpice.Testing;

namespace NanoSpice.Export.Tests;

/// <summary>What ngspice gave for an analysis, under our names, at some of its points.</summary>
/// <param name="Names">scale first; complex vectors have .re and .im</param>
internal sealed partial record PeerTable(IReadOnlyList<string> Names, IReadOnlyList<double[]> Rows)
{
    private const int Points = 24;

    /// <summary>Our vectors from a plot of the raw file; those it does not have are left out.</summary>
    public static PeerTable From(NgspiceRaw raw, ExportedRun ours)
    {
        bool hasScale = ours.Table.Kind is not (WaveformKind.OperatingPoint or WaveformKind.TransferFunction);
        var columns = new List<(string Name, Func<int, double> Value)>();
        if (hasScale) columns.Add((ours.Table.Columns[0].Name, row => raw.Columns[0][row * (raw.Complex ? 2 : 1)]));
        foreach (var column in ours.Table.Columns.Skip(hasScale ? 1 : 0)) columns.AddRange(Of(column.Name, raw, ours));
        int count = raw.Columns[0].Length / (raw.Complex ? 2 : 1), step = Math.Max(1, count / Points);
        var rows = Enumerable.Range(0, count).Where(k => count < Points || k % step == step / 2).Select(k => columns.Select(c => c.Value(k)).ToArray());
        return new([.. columns.Select(c => c.Name)], [.. rows]);
    }

    public string Csv() => string.Join(',', Names.Select(n => n.Contains(',') ? $"\"{n}\"" : n)) + "\n" + string.Concat(Rows.Select(r => string.Join(',', r.Select(ExportedRun.Text)) + "\n"));

    public static PeerTable Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        string[] names = [.. Field().Matches(lines[0]).Select(m => m.Value.Trim('"'))];
        return new(names, [.. lines.Skip(1).Select(l => l.Split(',').Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray())]);
    }

    private static IEnumerable<(string, Func<int, double>)> Of(string name, NgspiceRaw raw, ExportedRun ours)
    {
        var planned = ours.Simulation.Analyses.Single(a => a.ResultName == ours.Table.Name);
        string source = planned.Card!.Words.Count > 0 ? planned.Card.Words[0].Text : "";
        if (Terms(name, source, planned.Analysis, ours) is not { } terms) yield break;
        foreach (var (_, vector) in terms) if (vector != "1" && !raw.Names.Contains(vector)) yield break;
        if (!raw.Complex)
        {
            yield return (name, row => terms.Sum(t => t.Factor * raw[t.Vector][row]));
            yield break;
        }
        System.Numerics.Complex At(int row) => terms.Aggregate(System.Numerics.Complex.Zero, (sum, t) => sum + t.Factor * new System.Numerics.Complex(raw[t.Vector][2 * row], raw[t.Vector][2 * row + 1]));
        bool inverse = name == "z" && source[0] is 'v' or 'V';
        System.Numerics.Complex Value(int row) => name == "z" && inverse ? 1 / At(row) : At(row);
        yield return (name + ".re", row => Value(row).Real);
        yield return (name + ".im", row => Value(row).Imaginary);
    }

    /// <summary>A vector of ours as a sum of vectors of the raw file.</summary>
    private static List<(double Factor, string Vector)>? Terms(string name, string source, Analysis analysis, ExportedRun ours)
    {
        var vectors = new VectorText(new ExportContext(ours.Simulation, Dialect.Of(Target.Ngspice), new()));
        List<(double, string)> Voltage(string a, string b) => [.. new[] { (1.0, a), (-1.0, b) }.Where(t => t.Item2 is not ("0" or "")).Select(t => (t.Item1, $"v({vectors.Node(t.Item2).ToLowerInvariant()})"))];
        var element = ours.Simulation.Elements.FirstOrDefault(e => e.Name.Equals(source, StringComparison.OrdinalIgnoreCase))?.Card;
        bool technique = TechniqueDrives.IsTechnique(ours.Simulation.Analyses.First(a => a.Analysis == analysis));
        bool current = element is not null && source[0] is 'i' or 'I';
        if (technique && name is "v") return current ? Voltage(element!.Words[1].Text, element.Words[0].Text) : Voltage(element!.Words[0].Text, element.Words[1].Text);
        if (technique && name is "i") return current ? null : [(-1, $"i({source.ToLowerInvariant()})")];
        if (technique && name is "z") return current ? Voltage(element!.Words[1].Text, element.Words[0].Text) : [(-1, $"i({source.ToLowerInvariant()})")];
        if (Nodes().Match(name) is { Success: true } v) return Voltage(v.Groups[1].Value, v.Groups[2].Value);
        // .tf: ngspice puts v( ) around the names.
        return [(1, analysis is TransferFunction ? $"v({name})" : name)];
    }

    [GeneratedRegex(@"^v\(([^,()]+)(?:,([^,()]+))?\)$")]
    private static partial Regex Nodes();

    [GeneratedRegex("\"[^\"]*\"|[^,]+")]
    private static partial Regex Field();
}
