using System.Diagnostics;

namespace NanoSpice.Fuzz;

/// <summary>One thread that takes numbers, tries their files, and can be seen to hang.</summary>
internal sealed class Worker
{
    private readonly Trial _trial;
    private readonly Mutator _mutator;
    private readonly Func<long> _next;
    private readonly Action<Worker, long, Finding> _report;
    private readonly string _mark;
    private readonly Thread _thread;
    private long _started;

    public Worker(Subject subject, string folder, Mutator mutator, Func<long> next, Action<Worker, long, Finding> report)
    {
        (Folder, _trial, _mutator, _next, _report) = (folder, new Trial(subject, folder), mutator, next, report);
        _mark = Path.Combine(folder, "number");
        _thread = new Thread(Work) { IsBackground = true };
    }

    /// <summary>Where its files are.</summary>
    public string Folder { get; }

    /// <summary>The number being tried; -1 before the first and when there are no more.</summary>
    public long Number { get; private set; } = -1;

    /// <summary>Time since its trial began [s].</summary>
    public double Seconds => Stopwatch.GetElapsedTime(Interlocked.Read(ref _started)).TotalSeconds;

    public bool IsDone { get; private set; }

    /// <summary>Set when nobody waits for it any longer.</summary>
    public bool IsGivenUp { get; set; }

    public void Start()
    {
        Interlocked.Exchange(ref _started, Stopwatch.GetTimestamp());
        _thread.Start();
    }

    private void Work()
    {
        for (long number = _next(); number >= 0 && !IsGivenUp; number = _next())
        {
            var (from, bytes) = _mutator.File(number);
            // What kills the process is named by this file.
            File.WriteAllText(_mark, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Number = number;
            Interlocked.Exchange(ref _started, Stopwatch.GetTimestamp());
            if (_trial.Run(from, bytes) is not { } finding || IsGivenUp) continue;
            // Shortening the file takes longer than a trial may.
            Interlocked.Exchange(ref _started, long.MaxValue);
            _report(this, number, finding);
        }
        (Number, IsDone) = (-1, true);
        File.Delete(_mark);
    }
}
