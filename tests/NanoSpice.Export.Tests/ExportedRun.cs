using System.Globalization;
using NanoSpice.Elaboration;
using NanoSpice.Engine;
using NanoSpice.Netlist;
using NanoSpice.Testing;

namespace NanoSpice.Export.Tests;

/// <summary>A deck of netlists/ and what it becomes; one run of ours.</summary>
internal sealed class ExportedRun : IWaveformSink
{
    private readonly List<double[]> _rows = [];

    public required Simulation Simulation { get; init; }

    public required IReadOnlyList<ExportedDeck> Decks { get; init; }

    public required IReadOnlyList<Diagnostic> Messages { get; init; }

    public WaveformTable Table { get; private set; } = null!;

    public IReadOnlyList<double[]> Rows => _rows;

    /// <summary>Derived numbers of the run.</summary>
    public IReadOnlyList<DerivedNumber> Derived { get; private set; } = [];

    public static ExportedRun Of(string path, Target target = Target.Ngspice)
    {
        var bag = new DiagnosticBag();
        var simulation = Elaborator.Elaborate(NetlistReader.Read(path, bag), bag);
        return Of(simulation, target, bag);
    }

    public static ExportedRun OfText(string text, Target target = Target.Ngspice)
    {
        var bag = new DiagnosticBag();
        return Of(Elaborator.Elaborate(NetlistReader.ReadText(text, "deck.cir", bag), bag), target, bag);
    }

    private static ExportedRun Of(Simulation? simulation, Target target, DiagnosticBag bag)
    {
        Assert.True(simulation is not null, string.Join('\n', bag.All.Select(d => d.Message)));
        return new() { Simulation = simulation, Decks = Exporter.Export(simulation, target, "0.0.0", bag), Messages = bag.All };
    }

    public void Run(string result)
    {
        var planned = Simulation.Analyses.Single(a => a.ResultName == result);
        var context = Simulation.Context(planned, this);
        planned.Analysis.Run(context);
        Derived = context.Derived;
    }

    public void Begin(WaveformTable table)
    {
        Table = table;
        _rows.Clear();
    }

    public void Row(ReadOnlySpan<double> values) => _rows.Add(values.ToArray());

    public void End(bool complete)
    {
    }

    /// <summary>Smallest and largest value of a number of the rows near x, linear between rows.</summary>
    public (double Low, double High) Near(double x, int offset, double reach)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        int first = Index(x - reach);
        foreach (double at in (double[])[x - reach, x, x + reach]) Take(Linear(at, offset));
        for (int k = first; k < _rows.Count && _rows[k][0] <= x + reach; k++) if (_rows[k][0] >= x - reach) Take(_rows[k][offset]);
        return (low, high);

        void Take(double y) => (low, high) = (Math.Min(low, y), Math.Max(high, y));
    }

    private int Index(double x)
    {
        int low = 0, high = _rows.Count - 1;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (_rows[middle][0] <= x) low = middle;
            else high = middle;
        }
        return low;
    }

    private double Linear(double x, int offset)
    {
        if (_rows.Count == 1) return _rows[0][offset];
        double[] a = _rows[Index(x)], b = _rows[Math.Min(Index(x) + 1, _rows.Count - 1)];
        double w = b[0] == a[0] ? 1 : Math.Clamp((x - a[0]) / (b[0] - a[0]), 0, 1);
        return a[offset] + w * (b[offset] - a[offset]);
    }

    /// <summary>Numbers of all netlists, relative to netlists/.</summary>
    public static IEnumerable<string> Netlists() => Directory.EnumerateFiles(Repository.Path("netlists"), "*.cir", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Repository.Path("netlists"), f).Replace('\\', '/')).Order(StringComparer.Ordinal);

    public static string Text(double value) => value.ToString("G9", CultureInfo.InvariantCulture);
}
