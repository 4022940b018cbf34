using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration.Tests;

/// <summary>Runs a deck and keeps the rows of one analysis.</summary>
public sealed class MemoryRun : IWaveformSink
{
    private readonly List<double[]> _rows = [];
    private int _cursor;

    private MemoryRun()
    {
    }

    /// <summary>Heading of the result.</summary>
    public WaveformTable Table { get; private set; } = null!;

    /// <summary>Number of rows.</summary>
    public int Count => _rows.Count;

    /// <summary>Work counts of the analysis.</summary>
    public IReadOnlyDictionary<string, long> Work { get; private set; } = new Dictionary<string, long>();

    /// <summary>Runs a deck given as text; a deck with errors fails the test with its messages.</summary>
    /// <param name="keyword">runs up to the first analysis of that kind; null: the first of all</param>
    public static MemoryRun Of(string text, string name = "deck.cir", string? keyword = null)
    {
        var bag = new DiagnosticBag();
        Simulation? simulation = Elaborator.Elaborate(NetlistReader.ReadText(text, name, bag), bag);
        Assert.True(simulation is not null, string.Join('\n', bag.All.Select(d => $"{d.Code} {d.Message}")));
        var run = new MemoryRun();
        foreach (PlannedAnalysis planned in simulation.Analyses)
        {
            AnalysisContext context = simulation.Context(planned, run);
            planned.Analysis.Run(context);
            run.Work = context.Work;
            if (keyword is null || planned.Analysis.Keyword == keyword) break;
        }
        return run;
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

    /// <summary>True if the vector was recorded.</summary>
    public bool Has(string column) => Find(column) >= 0;

    /// <summary>Place of a column in a row; of a complex vector "v(a).re" and "v(a).im".</summary>
    public int Offset(string column)
    {
        int at = Find(column);
        Assert.True(at >= 0, $"no vector {column} among {string.Join(' ', Table.Columns.Select(c => c.Name))}");
        return !Table.IsComplex ? at : 2 * at - (column.EndsWith(".re") ? 1 : 0);
    }

    private int Find(string column)
    {
        string name = column.EndsWith(".re") || column.EndsWith(".im") ? column[..^3] : column;
        return Table.Columns.Select(c => c.Name.ToLowerInvariant()).ToList().IndexOf(name);
    }

    /// <summary>Number in a row.</summary>
    public double this[int row, int offset] => _rows[row][offset];

    /// <summary>A whole column.</summary>
    public double[] Column(string name) => _rows.Select(r => r[Offset(name)]).ToArray();

    /// <summary>Value at time t, linear between rows; ask in rising order.</summary>
    public double At(double t, int offset)
    {
        if (_cursor >= _rows.Count || _rows[_cursor][0] > t) _cursor = 0;
        while (_cursor + 2 < _rows.Count && _rows[_cursor + 1][0] < t) _cursor++;
        double[] a = _rows[_cursor], b = _rows[Math.Min(_cursor + 1, _rows.Count - 1)];
        double w = b[0] > a[0] ? Math.Clamp((t - a[0]) / (b[0] - a[0]), 0, 1) : 1;
        return a[offset] + w * (b[offset] - a[offset]);
    }
}
