using System.Diagnostics;
using System.Globalization;

namespace NanoSpice.Cli;

/// <summary>Done, failed, left, rate, time left and the slowest run on one line of the terminal; nothing elsewhere.</summary>
internal sealed class BatchProgress(ConsoleReport console, BatchPlan plan, int before, int total)
{
    private readonly Lock _lock = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _done, _failed, _slowest = -1;
    private double _longest;
    private bool _drawn;

    public void Add(RunRecord record)
    {
        lock (_lock)
        {
            if (record.Status == RunStatus.Done) _done++;
            else _failed++;
            if (record.Seconds <= _longest) return;
            (_longest, _slowest) = (record.Seconds, record.Run);
        }
    }

    public void Draw()
    {
        if (!console.IsTerminal) return;
        string text;
        lock (_lock) text = Text(_clock.Elapsed);
        console.Error.Write($"\r{(text.Length > ProgressLine.Width ? text[..ProgressLine.Width] : text)}\u001b[K");
        _drawn = true;
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_drawn) console.Error.Write("\r\u001b[K");
    }

    private string Text(TimeSpan elapsed)
    {
        int now = _done + _failed, left = total - before - now;
        double rate = now / elapsed.TotalSeconds;
        string time = now == 0 || left == 0 ? "" : $", {ProgressLine.Duration(TimeSpan.FromSeconds(left / rate))}";
        string slow = _slowest < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; slowest {_slowest + 1}: {_longest:G3} s {plan[_slowest].Point.Label}");
        return string.Create(CultureInfo.InvariantCulture, $"batch: {before + now - _failed} done, {_failed} failed, {left} left, {rate:G3}/s{time}{slow}");
    }
}
