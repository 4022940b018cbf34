using System.Globalization;
using NanoSpice.Engine;
using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>Which files an analysis leaves.</summary>
[Flags]
public enum ResultFormats
{
    None = 0,

    /// <summary>name.csv</summary>
    Csv = 1,

    /// <summary>name.raw with binary numbers</summary>
    Raw = 2,

    /// <summary>name.raw with numbers as text</summary>
    RawAscii = 4,

    /// <summary>name.svg</summary>
    Plot = 8,

    /// <summary>The plots are drawn for a report, whether they become files or not.</summary>
    Figures = 16,
}

/// <summary>What was written of one analysis.</summary>
/// <param name="Table">Heading of its table.</param>
/// <param name="Rows">Rows written [-].</param>
/// <param name="Complete">False when the run failed or was interrupted; the files then hold what was done.</param>
/// <param name="Files">Names of the files, without folder; empty if there were no rows and the run failed.</param>
/// <param name="Warnings">What could not be drawn.</param>
public sealed record WrittenAnalysis(WaveformTable Table, long Rows, bool Complete, IReadOnlyList<string> Files, IReadOnlyList<string> Warnings)
{
    /// <summary>The plots, where a report wants them.</summary>
    public IReadOnlyList<Plot> Figures { get; init; } = [];
}

/// <summary>Writes the result tables of a run into a folder as their rows come, in the formats asked for.</summary>
/// <param name="folder">Where the files go; made with the first table.</param>
/// <param name="formats">Which files.</param>
/// <param name="requests">.plot lines of the deck.</param>
public sealed class ResultFiles(string folder, ResultFormats formats, IReadOnlyList<PlotRequest> requests) : IRunFiles, IDisposable
{
    private readonly List<WrittenAnalysis> _written = [];
    private readonly List<string> _warnings = [];
    private readonly List<IWaveformSink> _writers = [];
    private readonly List<string> _names = [];
    private PlotCollector? _collector;
    private WaveformTable? _table;
    private long _rows;

    /// <summary>Why the folder takes no more; what came before is kept.</summary>
    internal Exception? Fault { get; private set; }

    Exception? IRunFiles.Fault => Fault;

    /// <summary>Analyses closed so far, in the order of the run.</summary>
    public IReadOnlyList<WrittenAnalysis> Written => _written;

    /// <summary>Reads a list such as "csv,raw"; null for a word it does not know, or for both forms of raw, which share a name.</summary>
    public static ResultFormats? ParseFormats(string list)
    {
        var formats = ResultFormats.None;
        foreach (string word in list.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            ResultFormats? one = word.ToLowerInvariant() switch
            {
                "csv" => ResultFormats.Csv,
                "raw" => ResultFormats.Raw,
                "raw-ascii" => ResultFormats.RawAscii,
                "svg" or "plot" => ResultFormats.Plot,
                _ => null,
            };
            formats |= one ?? ResultFormats.None;
            if (one is null)
            {
                return null;
            }
        }

        return formats.HasFlag(ResultFormats.Raw | ResultFormats.RawAscii) ? null : formats;
    }

    /// <inheritdoc/>
    public void Begin(WaveformTable table)
    {
        if (_table is not null)
        {
            throw new InvalidOperationException($"{_table.Name} is still open");
        }

        _table = table;
        _rows = 0;
        _warnings.Clear();
        try
        {
            Open(table);
        }
        catch (Exception e) when (TableFault.Is(e) && _written.Count > 0)
        {
            var failure = Stop(e);
            Close();
            throw failure;
        }
    }

    private void Open(WaveformTable table)
    {
        if (formats.HasFlag(ResultFormats.Csv))
        {
            Open(table.Name + ".csv", path => new CsvWriter(path));
        }

        if ((formats & (ResultFormats.Raw | ResultFormats.RawAscii)) != 0)
        {
            Open(table.Name + ".raw", path => new RawWriter(path, formats.HasFlag(ResultFormats.RawAscii)));
        }

        if ((formats & (ResultFormats.Plot | ResultFormats.Figures)) != 0)
        {
            _collector = new PlotCollector(PlotChooser.Choose(table, requests, _warnings.Add));
            _writers.Add(_collector);
        }

        foreach (var writer in _writers)
        {
            writer.Begin(table);
        }
    }

    /// <inheritdoc/>
    public void Row(ReadOnlySpan<double> values)
    {
        try
        {
            foreach (var writer in _writers)
            {
                writer.Row(values);
            }
        }
        catch (Exception e) when (TableFault.Is(e))
        {
            throw Stop(e);
        }

        _rows++;
    }

    /// <inheritdoc/>
    public void End(bool complete)
    {
        var table = _table ?? throw new InvalidOperationException("no table is open");
        IReadOnlyList<Plot> plots = [];
        SimulationException? failure = null;
        try
        {
            if (Fault is null && (complete || _rows > 0)) Finish(table, complete, out plots);
            else if (Fault is null) _names.Clear();
        }
        catch (Exception e) when (TableFault.Is(e))
        {
            failure = Stop(e);
        }

        _written.Add(new WrittenAnalysis(table, _rows, complete && Fault is null, [.. _names], [.. _warnings]) { Figures = formats.HasFlag(ResultFormats.Figures) ? plots : [] });
        Close();
        if (failure is not null) throw failure;
    }

    private void Finish(WaveformTable table, bool complete, out IReadOnlyList<Plot> plots)
    {
        foreach (var writer in _writers)
        {
            writer.End(complete);
        }

        plots = Plots(complete);
        WritePlots(table, plots);
    }

    /// <summary>Keeps the rows that are in the files, under their names.</summary>
    private SimulationException Stop(Exception cause)
    {
        Fault = cause;
        long[] kept = TableFault.Keep(_writers.OfType<ITableFile>());
        string[] files = [.. _names.Take(kept.Length).Where((_, k) => kept[k] > 0)];
        _names.Clear();
        _names.AddRange(files);
        _rows = kept.DefaultIfEmpty().Max();
        return TableFault.Failure(folder, _rows, cause);
    }

    /// <summary>Writes the numbers of the cycles of the analysis closed last, if it left a table in CSV.</summary>
    void IRunFiles.WriteCycles(DerivedTable derived)
    {
        var last = _written[^1];
        if (!formats.HasFlag(ResultFormats.Csv) || last.Files.Count == 0) return;
        string name = $"{last.Table.Name}-cycles.csv";
        derived.WriteCsv(Path.Combine(folder, name));
        _written[^1] = last with { Files = [.. last.Files, name] };
    }

    /// <summary>Drops a table that was begun but not ended; its files never appear.</summary>
    public void Dispose() => Close();

    private void Open<T>(string name, Func<string, T> open)
        where T : IWaveformSink
    {
        _writers.Add(open(Path.Combine(folder, name)));
        _names.Add(name);
    }

    private IReadOnlyList<Plot> Plots(bool complete)
    {
        var plots = _collector?.Plots() ?? [];
        return complete ? plots : [.. plots.Select(p => p with { Note = $"incomplete: {_rows.ToString(CultureInfo.InvariantCulture)} rows" })];
    }

    private void WritePlots(WaveformTable table, IReadOnlyList<Plot> plots)
    {
        for (int i = 0; i < plots.Count && formats.HasFlag(ResultFormats.Plot); i++)
        {
            string name = FileName(table.Name, i);
            AtomicFile.WriteText(Path.Combine(folder, name), SvgWriter.Write(plots[i]));
            _names.Add(name);
        }
    }

    /// <summary>tran1.svg, tran1-2.svg, ...</summary>
    internal static string FileName(string stem, int index)
        => index == 0 ? stem + ".svg" : $"{stem}-{(index + 1).ToString(CultureInfo.InvariantCulture)}.svg";

    private void Close()
    {
        foreach (var writer in _writers)
        {
            (writer as IDisposable)?.Dispose();
        }

        _writers.Clear();
        _names.Clear();
        _collector = null;
        _table = null;
    }
}
