namespace NanoSpice.Engine;

/// <summary>Reads the saved vectors at a point and hands the row to the sink; allocates nothing per row.</summary>
public sealed class ResultTable
{
    private readonly AnalysisContext _context;
    private readonly double[] _row;
    private readonly int _first;

    /// <param name="scale">column 0 (time, swept value)</param>
    public ResultTable(AnalysisContext context, WaveformKind kind, WaveformColumn scale)
        : this(context, kind, [scale])
    {
    }

    /// <param name="leading">scale and what else stands before the saved vectors; empty for an operating point</param>
    public ResultTable(AnalysisContext context, WaveformKind kind, IReadOnlyList<WaveformColumn> leading)
    {
        _context = context;
        _first = leading.Count;
        WaveformColumn[] all = [.. leading, .. context.Saved.Select(s => new WaveformColumn(s.Name, s.Probe.Unit))];
        _row = new double[all.Length];
        context.Sink.Begin(new WaveformTable(context.ResultName, kind, context.Title, all, IsComplex: false));
    }

    public long Rows { get; private set; }

    /// <summary>One row: the scale's value, and the saved vectors of the context at (t, x, dx/dt); slope may be empty.</summary>
    public void Row(double scale, double t, ReadOnlySpan<double> x, ReadOnlySpan<double> slope) => Row(_context, scale, t, x, slope);

    /// <summary>The same with the circuit and probes of another context (temperature sweeps).</summary>
    public void Row(AnalysisContext at, double scale, double t, ReadOnlySpan<double> x, ReadOnlySpan<double> slope) =>
        Row(at, _first == 0 ? [] : [scale], t, x, slope);

    /// <summary>The same with all leading columns.</summary>
    public void Row(ReadOnlySpan<double> leading, double t, ReadOnlySpan<double> x, ReadOnlySpan<double> slope) => Row(_context, leading, t, x, slope);

    private void Row(AnalysisContext at, ReadOnlySpan<double> leading, double t, ReadOnlySpan<double> x, ReadOnlySpan<double> slope)
    {
        var eq = at.Circuit.Equations;
        eq.SetPoint(t, x);
        if (slope.Length > 0) eq.SetSlope(slope);
        else eq.ClearSlope();
        leading.CopyTo(_row);
        for (int k = 0; k < at.Saved.Count; k++) _row[_first + k] = at.Saved[k].Probe.Read(eq);
        _context.Sink.Row(_row);
        Rows++;
    }

    public void End(bool complete) => _context.Sink.End(complete);
}
