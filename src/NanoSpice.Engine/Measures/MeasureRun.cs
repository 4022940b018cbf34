namespace NanoSpice.Engine;

/// <summary>Stands between an analysis and its sink: takes the measured columns out of the rows, and measures when the table ends.</summary>
/// <param name="written">columns of the saved vectors that go on to the sink; those behind them are only measured</param>
/// <param name="saved">all vectors read, the written ones first</param>
public sealed class MeasureRun(IReadOnlyList<Measurement> measurements, IReadOnlyList<SavedVector> saved, int written, IWaveformSink sink) : IWaveformSink
{
    private MeasureLayout _layout = new([], false);
    private RowTrace? _rows;
    private DenseTrace? _dense;
    private WaveformTable? _table;
    private double[] _row = [];
    private int[] _places = [];
    private int _width;

    /// <summary>Takes the numbers.</summary>
    public List<DerivedNumber> Results { get; set; } = [];

    /// <summary>For an analysis that can answer between its rows: the values of saved vectors (complex in pairs) at a value of the scale.</summary>
    public Func<double, double[]>? Between { get; set; }

    /// <summary>Follows the integrator of a transient: measures on its own interpolation, not on the rows.</summary>
    /// <param name="own">columns of the analysis that are no saved vectors</param>
    internal Numerics.IStepObserver Follow(AnalysisContext context, bool linear, double start, Func<string, Probe?>? own = null)
    {
        var probes = _layout.Names.Select(n => own?.Invoke(n) ?? saved.First(s => s.Name.Equals(n, StringComparison.OrdinalIgnoreCase)).Probe);
        return _dense = new DenseTrace(context, [.. probes], linear, start);
    }

    public void Begin(WaveformTable table)
    {
        _table = table;
        var wanted = measurements.SelectMany(m => m.Formulas).SelectMany(f => f.Inputs).Where(i => !i.IsResult && !i.IsScale).Select(i => i.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var columns = Enumerable.Range(0, table.Columns.Count).Where(c => wanted.Contains(table.Columns[c].Name)).ToList();
        _layout = new MeasureLayout([.. columns.Select(c => table.Columns[c].Name)], table.IsComplex);
        _places = [.. columns.SelectMany(c => table.IsComplex ? [2 * c - 1, 2 * c] : new[] { c })];
        _row = new double[_layout.RowLength];
        _rows = new RowTrace(_layout);
        int shown = table.Columns.Count - (saved.Count - written);
        _width = table.IsComplex ? 2 * shown - 1 : shown;
        sink.Begin(shown == table.Columns.Count ? table : table with { Columns = [.. table.Columns.Take(shown)] });
    }

    public void Row(ReadOnlySpan<double> values)
    {
        sink.Row(values[.._width]);
        if (_dense is not null) return;
        // An operating point has no scale.
        Pick(values, _table!.Kind == WaveformKind.OperatingPoint ? 0 : values[0]);
        _rows!.Add(_row);
    }

    public void End(bool complete)
    {
        sink.End(complete);
        if (!complete)
        {
            foreach (var m in measurements) Results.Add(new DerivedNumber(m.Name, double.NaN, "") { IsMeasurement = true, Failure = "the run stopped before its end" });
            _dense?.Dispose();
            return;
        }
        if (Between is not null) _rows!.Solve = Solve;
        var evaluator = new MeasureEvaluator(_dense is null ? _rows! : _dense, _layout, _table!.Kind == WaveformKind.OperatingPoint ? "" : _table.Columns[0].Unit);
        foreach (var m in measurements)
        {
            Results.RemoveAll(r => r.IsMeasurement && r.Name == m.Name);
            Results.Add(evaluator.Evaluate(m));
        }
        _dense?.Dispose();
    }

    private void Pick(ReadOnlySpan<double> values, double scale)
    {
        _row[0] = scale;
        for (int k = 0; k < _places.Length; k++) _row[1 + k] = values[_places[k]];
    }

    private void Solve(double at, double[] row)
    {
        Pick(Between!(at), at);
        _row.CopyTo(row, 0);
    }
}
