using System.Diagnostics;
using System.Globalization;

namespace NanoSpice.Cli;

/// <summary>Percent and time left on one line of the terminal, redrawn at most five times a second; nothing elsewhere.</summary>
internal sealed class ProgressLine(ConsoleReport console, string name) : IProgress<double>
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _next = Pace;
    private bool _drawn;

    public void Report(double value)
    {
        if (!console.IsTerminal || _clock.Elapsed < _next) return;
        var elapsed = _clock.Elapsed;
        _next = elapsed + Pace;
        string left = value > 0.01 ? $", {Duration(elapsed * ((1 - value) / value))} left" : "";
        console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{name}: {100 * value,3:F0} %{left}\u001b[K"));
        _drawn = true;
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_drawn) console.Error.Write("\r\u001b[K");
    }

    private static string Duration(TimeSpan t) => t.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)t.TotalHours} h {t.Minutes} min")
        : t.TotalMinutes >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{t.Minutes} min {t.Seconds} s")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(t.TotalSeconds):F0} s");
}
