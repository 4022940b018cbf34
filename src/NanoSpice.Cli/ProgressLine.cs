using System.Diagnostics;
using System.Globalization;

namespace NanoSpice.Cli;

/// <summary>Percent and time left on one line of the terminal, redrawn at most five times a second; nothing elsewhere.</summary>
internal sealed class ProgressLine(ConsoleReport console, string name) : IProgress<double>
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    /// <summary>Columns of the terminal but one: a longer line would wrap and not be redrawn in place.</summary>
    public static int Width => !Console.IsOutputRedirected && Console.WindowWidth is > 20 and var columns ? columns - 1 : PlainWidth;

    private const int PlainWidth = 79;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _next = Pace;
    private bool _drawn;

    public void Report(double value) => Report(value, "");

    /// <param name="tail">what is known so far; cut to the width of a terminal</param>
    public void Report(double value, string tail)
    {
        if (!console.IsTerminal || _clock.Elapsed < _next) return;
        var elapsed = _clock.Elapsed;
        _next = elapsed + Pace;
        string left = value > 0.01 ? $", {Duration(elapsed * ((1 - value) / value))} left" : "";
        string text = string.Create(CultureInfo.InvariantCulture, $"{name}: {100 * value,3:F0} %{left}{(tail.Length > 0 ? ", " : "")}{tail}");
        console.Error.Write($"\r{(text.Length > Width ? text[..Width] : text)}\u001b[K");
        _drawn = true;
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_drawn) console.Error.Write("\r\u001b[K");
    }

    public static string Duration(TimeSpan t) => t.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)t.TotalHours} h {t.Minutes} min")
        : t.TotalMinutes >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{t.Minutes} min {t.Seconds} s")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(t.TotalSeconds):F0} s");
}
