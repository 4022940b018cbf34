namespace NanoSpice.Engine;

/// <summary>Reads the saved vectors at a point and hands the row to the sink; allocates nothing per row.</summary>
public sealed class ResultTable
{
    private readonly AnalysisContext _context;
    private readonly double[] _row;
    private readonly int _first;

    /// <param name="scale">column 0 (time, swept value), null when there is none</param>
    public ResultTable(AnalysisContext context, WaveformKind kind, WaveformColumn? scale)
    {
        _context = context;
        _first = scale is null ? 0 : 1;
        var columns = context.Saved.Select(s => new WaveformColumn(s.Name, s.Probe.Unit));
        WaveformColumn[] all = scale is null ? [.. columns] : [scale, .. columns];
        _row = new double[all.Length];
        context.Sink.Begin(new WaveformTable(context.ResultName, kind, context.Title, all, IsComplex: false));
    }

    public long Rows { get; private set; }

    /// <summary>One row: the scale's value, and the saved vectors of the context at (t, x, dx/dt); slope may be empty.</summary>
    public void Row(double scale, double t, ReadOnlySpan<double> x, ReadOnlySpan<double> slope) => Row(_context, scale, t, x, slope);

    /// <summary>The same with the circuit and probes of another context (temperature sweeps).</summary>
    public void Row(AnalysisContext at, double scale, double t, ReadOnlySpan<double> x, ReadOnlySpan<double> slope)
    {
        var eq = at.Circuit.Equations;
        eq.SetPoint(t, x);
        if (slope.Length > 0) eq.SetSlope(slope);
        else eq.ClearSlope();
        if (_first == 1) _row[0] = scale;
        for (int k = 0; k < at.Saved.Count; k++) _row[_first + k] = at.Saved[k].Probe.Read(eq);
        _context.Sink.Row(_row);
        Rows++;
    }

    public void End(bool complete) => _context.Sink.End(complete);
}
