using NanoSpice.Elaboration;
using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>The result files of a stepped deck, open until its last point is done.</summary>
internal sealed class SteppedFiles(string folder, ResultFormats formats, IReadOnlyList<PlotRequest> requests, SweepPlan plan) : IDisposable
{
    private readonly Dictionary<string, StepFamily> _families = [];
    private readonly List<string> _order = [];

    /// <summary>Folder of the results.</summary>
    public string Folder => folder;

    public ResultFormats Formats => formats;

    /// <summary>What the analyses left, after Close.</summary>
    public IReadOnlyList<WrittenAnalysis> Written { get; private set; } = [];

    /// <summary>Why the folder takes no more; null while it does.</summary>
    public Exception? Fault => _families.Values.Select(f => f.Fault).FirstOrDefault(f => f is not null);

    /// <summary>Takes the tables of one point.</summary>
    public IRunFiles At(SweepPoint point) => new PointFiles(this, point);

    /// <param name="all">false when points are missing</param>
    public void Close(bool all) => Written = [.. _order.Select(name => _families[name].Close(all))];

    public void Dispose()
    {
        foreach (var family in _families.Values) family.Dispose();
    }

    private StepFamily FamilyOf(WaveformTable table)
    {
        if (_families.TryGetValue(table.Name, out var family)) return family;
        _order.Add(table.Name);
        return _families[table.Name] = new(folder, formats, requests, plan, table);
    }

    /// <summary>The tables of one point on their way to the families.</summary>
    private sealed class PointFiles(SteppedFiles files, SweepPoint point) : IRunFiles
    {
        private readonly List<WrittenAnalysis> _written = [];
        private WaveformTable _table = null!;
        private StepFamily _family = null!;
        private long _rows;

        public IReadOnlyList<WrittenAnalysis> Written => _written;

        public Exception? Fault => files.Fault;

        public void Begin(WaveformTable table)
        {
            (_table, _family, _rows) = (table, files.FamilyOf(table), 0);
            _family.Begin(point, table);
        }

        public void Row(ReadOnlySpan<double> values)
        {
            _rows++;
            _family.Row(values);
        }

        public void End(bool complete)
        {
            _family.End(complete);
            _written.Add(new(_table, _rows, complete, [], []));
        }

        public void WriteCycles(DerivedTable derived) => _family.AddCycles(derived);
    }
}
