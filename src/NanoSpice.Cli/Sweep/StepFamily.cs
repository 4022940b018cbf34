using NanoSpice.Elaboration;
using NanoSpice.Engine;
using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>The files of one analysis of a stepped deck: the rows of all points one after the other in the table, a plot a point in the raw file.</summary>
internal sealed class StepFamily : IDisposable
{
    private readonly string _folder;
    private readonly ResultFormats _formats;
    private readonly SweepPlan _plan;
    private readonly IReadOnlyList<PlotRequest> _requests;
    private readonly WaveformTable _first;
    private readonly CsvWriter? _csv;
    private readonly RawWriter? _raw;
    private readonly List<string> _warnings = [];
    private readonly List<(FamilyPoint Point, IReadOnlyList<Plot> Plots)> _plots = [];
    private readonly List<(FamilyPoint Point, double[] Row)> _operatingPoints = [];
    private readonly List<(IReadOnlyList<double> Values, DerivedTable Derived)> _cycles = [];
    private IReadOnlyList<PlotPlan> _plans = [];
    private PlotCollector? _collector;
    private FamilyPoint _point = new([], []);
    private int[]? _map;
    private double[] _mapped = [];
    private long[] _kept = [];
    private bool _complete = true;
    private long _rows;

    /// <param name="first">heading of the first point: columns of the table</param>
    public StepFamily(string folder, ResultFormats formats, IReadOnlyList<PlotRequest> requests, SweepPlan plan, WaveformTable first)
    {
        (_folder, _formats, _requests, _plan, _first) = (folder, formats, requests, plan, first);
        if (formats.HasFlag(ResultFormats.Csv)) _csv = new(Path.Combine(folder, first.Name + ".csv"), StepTable.Columns(plan));
        if ((formats & (ResultFormats.Raw | ResultFormats.RawAscii)) != 0) _raw = new(Path.Combine(folder, first.Name + ".raw"), formats.HasFlag(ResultFormats.RawAscii));
        _csv?.Begin(first);
    }

    /// <summary>Why the files take no more; what is whole in them is kept.</summary>
    public Exception? Fault { get; private set; }

    private IEnumerable<ITableFile> Files => new ITableFile?[] { _csv, _raw }.OfType<ITableFile>();

    private bool Draws => (_formats & (ResultFormats.Plot | ResultFormats.Figures)) != 0;

    public void Begin(SweepPoint point, WaveformTable table)
    {
        _point = FamilyPoint.Of(point);
        _map = table.Columns.SequenceEqual(_first.Columns) ? null : Map(table);
        _csv?.At(point.Values);
        Guard(() => _raw?.Begin(table, point.Label));
        _collector = null;
        if (!Draws || table.Kind == WaveformKind.OperatingPoint || !FamilyFigure.IsDrawn(point.Index, _plan.Count)) return;
        var plans = PlotChooser.Choose(table, _requests, WarnOnce);
        if (_plans.Count == 0) _plans = plans;
        _collector = new PlotCollector(plans);
        _collector.Begin(table);
    }

    public void Row(ReadOnlySpan<double> values)
    {
        try
        {
            Add(values);
        }
        catch (Exception e) when (TableFault.Is(e))
        {
            throw Stop(e);
        }
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (TableFault.Is(e))
        {
            throw Stop(e);
        }
    }

    private SimulationException Stop(Exception cause)
    {
        Fault = cause;
        _kept = TableFault.Keep(Files);
        _rows = _kept.DefaultIfEmpty().Max();
        return TableFault.Failure(_folder, _rows, cause);
    }

    private void Add(ReadOnlySpan<double> values)
    {
        _raw?.Row(values);
        _rows++;
        _collector?.Row(values);
        var row = values;
        if (_map is { } map)
        {
            for (int k = 0; k < map.Length; k++) _mapped[k] = map[k] < 0 ? double.NaN : values[map[k]];
            row = _mapped;
        }
        _csv?.Row(row);
        if (Draws && _first.Kind == WaveformKind.OperatingPoint) _operatingPoints.Add((_point, row.ToArray()));
    }

    public void End(bool complete)
    {
        _complete &= complete;
        if (_collector?.Plots() is { Count: > 0 } plots) _plots.Add((_point, plots));
        _collector = null;
    }

    /// <summary>Numbers of the cycles of the point that ended last.</summary>
    public void AddCycles(DerivedTable derived) => _cycles.Add((_point.Values, derived));

    /// <summary>Finishes the files.</summary>
    /// <param name="all">false when points are missing</param>
    public WrittenAnalysis Close(bool all)
    {
        var names = new List<string>();
        IReadOnlyList<Plot> plots = [];
        try
        {
            if (_rows > 0 && Fault is null) plots = Finish(names);
        }
        catch (Exception e) when (TableFault.Is(e))
        {
            Stop(e);
        }
        if (Fault is not null) names = [.. Files.Select((f, k) => f == _csv ? _first.Name + ".csv" : _first.Name + ".raw").Where((_, k) => _kept[k] > 0)];
        Dispose();
        var heading = _first with { Columns = [.. StepTable.Columns(_plan), .. _first.Columns] };
        return new(heading, _rows, _complete && all && Fault is null, names, _warnings) { Figures = _formats.HasFlag(ResultFormats.Figures) ? plots : [] };
    }

    private IReadOnlyList<Plot> Finish(List<string> names)
    {
        _csv?.End(true);
        _raw?.End(true);
        if (_csv is not null) names.Add(_first.Name + ".csv");
        if (_raw is not null) names.Add(_first.Name + ".raw");
        var plots = Figures();
        for (int k = 0; k < plots.Count && _formats.HasFlag(ResultFormats.Plot); k++)
        {
            names.Add(ResultFiles.FileName(_first.Name, k));
            AtomicFile.WriteText(Path.Combine(_folder, names[^1]), SvgWriter.Write(plots[k]));
        }
        WriteCycles(names);
        return plots;
    }

    public void Dispose()
    {
        _csv?.Dispose();
        _raw?.Dispose();
    }

    private IReadOnlyList<Plot> Figures()
    {
        if (_operatingPoints.Count > 0) return OperatingPoints();
        return [.. _plans.Select((plan, k) => (plan, Members: _plots.Where(p => k < p.Plots.Count).Select(p => (p.Point, p.Plots[k])).ToList()))
            .Where(p => p.Members.Count > 0).Select(p => FamilyFigure.Of(p.Members, p.plan, _plan.Count))];
    }

    /// <summary>Operating points over the innermost quantity.</summary>
    private IReadOnlyList<Plot> OperatingPoints()
    {
        var tables = StoredFamily.OverInner(_first, StepTable.Columns(_plan)[0], [.. _operatingPoints.OrderBy(p => p.Point.Values[0])]);
        return StoredFamily.Plots(tables, _requests, WarnOnce, _plan.Axes[0].Logarithmic);
    }

    private void WriteCycles(List<string> names)
    {
        if (_cycles.Count == 0 || _csv is null) return;
        names.Add($"{_first.Name}-cycles.csv");
        DerivedTable.WriteCsv(Path.Combine(_folder, names[^1]), StepTable.Columns(_plan), _cycles);
    }

    /// <summary>Where each number of a row of the table stands in rows of a point whose vectors differ; -1 where it has none.</summary>
    private int[] Map(WaveformTable table)
    {
        var missing = table.Columns.Select(c => c.Name).Except(_first.Columns.Select(c => c.Name)).ToList();
        if (missing.Count > 0) WarnOnce($"{_first.Name}: {string.Join(", ", missing.Take(5))}{(missing.Count > 5 ? " ..." : "")} is not there at the first point and is left out of the table; the raw file has all");
        _mapped = new double[_first.RowLength];
        var map = new int[_first.RowLength];
        for (int c = 0; c < _first.Columns.Count; c++)
        {
            int from = table.Columns.ToList().FindIndex(o => o.Name == _first.Columns[c].Name);
            if (!_first.IsComplex || c == 0) map[c] = from;
            else (map[2 * c - 1], map[2 * c]) = from < 0 ? (-1, -1) : (2 * from - 1, 2 * from);
        }
        return map;
    }

    private void WarnOnce(string warning)
    {
        if (!_warnings.Contains(warning)) _warnings.Add(warning);
    }
}
