using System.Diagnostics;
using System.Globalization;

namespace NanoSpice.Cli;

/// <summary>Done, failed, left, rate, time to go and what is worst now on one line of the terminal; nothing elsewhere.</summary>
internal sealed class BatchProgress(ConsoleReport console, BatchPlan plan, int before, int total)
{
    /// <summary>A run that takes longer is named, and no rate is told before so long.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(2), Settled = TimeSpan.FromSeconds(0.5);

    private readonly Lock _lock = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Dictionary<int, TimeSpan> _running = [];
    private RunRecord? _failure;
    private int _done, _failed;
    private bool _drawn;

    /// <summary>A run begins.</summary>
    public void Begin(int run)
    {
        lock (_lock) _running[run] = _clock.Elapsed;
    }

    /// <summary>A run has ended; null: it was given up.</summary>
    public void End(int run, RunRecord? record)
    {
        lock (_lock)
        {
            _running.Remove(run);
            if (record is null) return;
            if (record.Status == RunStatus.Done) _done++;
            else (_failed, _failure) = (_failed + 1, record);
        }
    }

    public void Draw()
    {
        if (!console.IsTerminal) return;
        string text;
        lock (_lock) text = Text(_clock.Elapsed);
        int width = ProgressLine.Width;
        console.Error.Write($"\r{(text.Length > width ? text[..width] : text)}\u001b[K");
        _drawn = true;
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_drawn) console.Error.Write("\r\u001b[K");
    }

    internal string Text(TimeSpan elapsed)
    {
        int now = _done + _failed, left = total - before - now;
        double rate = now / elapsed.TotalSeconds;
        string pace = now == 0 || left == 0 || elapsed < Settled ? "" : string.Create(CultureInfo.InvariantCulture, $", {Pace(rate)}, {ProgressLine.Duration(TimeSpan.FromSeconds(left / rate))} to go");
        return string.Create(CultureInfo.InvariantCulture, $"batch: {before + now - _failed} done, {_failed} failed, {left} left{pace}{Worst(elapsed)}");
    }

    private static string Pace(double rate) => rate >= 10 ? $"{rate.ToString("F0", CultureInfo.InvariantCulture)}/s"
        : rate * 60 >= 10 ? $"{(rate * 60).ToString("F0", CultureInfo.InvariantCulture)}/min" : $"{(rate * 3600).ToString("F0", CultureInfo.InvariantCulture)}/h";

    /// <summary>The run that has been going on for longest, if for long; else the last one that failed.</summary>
    private string Worst(TimeSpan elapsed)
    {
        if (_running.Count > 0 && _running.MinBy(r => (r.Value, r.Key)) is var (run, since) && elapsed - since > Long)
            return string.Create(CultureInfo.InvariantCulture, $"; run {run + 1}{At(run)} for {ProgressLine.Duration(elapsed - since)}");
        return _failure is null ? "" : string.Create(CultureInfo.InvariantCulture, $"; run {_failure.Run + 1}{At(_failure.Run)} {_failure.StatusWord}");
    }

    private string At(int run) => plan[run].Point.Label is { Length: > 0 } label ? $" ({label})" : "";
}
