using System.Globalization;
using NanoSpice.Testing;

namespace NanoSpice.Fuzz;

/// <summary>Many mutations on several threads; what is found is stored, shortened where it does not hang.</summary>
internal sealed class Hunt(Subject subject, int seed, long first, long count, int threads, string folder)
{
    /// <summary>A trial that takes longer hangs [s].</summary>
    private const double Longest = 5;

    /// <summary>Files kept of one kind of fault.</summary>
    private const int Kept = 3;

    private readonly Mutator _mutator = new(Corpus.Of(subject), seed);
    private readonly Dictionary<string, int> _kinds = [];
    private readonly Lock _lock = new();
    private long _taken;
    private int _made;

    /// <returns>number of faults</returns>
    public int Run()
    {
        Directory.CreateDirectory(folder);
        var workers = Enumerable.Range(0, threads).Select(_ => Begin()).ToList();
        long said = 0;
        while (workers.Any(w => !w.IsDone))
        {
            Thread.Sleep(200);
            for (int k = 0; k < workers.Count; k++)
            {
                if (workers[k] is not { IsDone: false, Seconds: > Longest } stuck) continue;
                Report(stuck, stuck.Number, new("hang", $"longer than {Longest} s"));
                stuck.IsGivenUp = true;
                workers[k] = Begin();
            }
            if (Interlocked.Read(ref _taken) < said + 10_000) continue;
            said = Interlocked.Read(ref _taken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{said} of {count}, faults {_kinds.Values.Sum()}, {GC.GetTotalMemory(true) / 1e6:F0} MB managed, {Environment.WorkingSet / 1e6:F0} MB in all"));
        }
        foreach (var (kind, number) in _kinds) Console.WriteLine($"{number} x {kind}");
        Console.WriteLine($"{count} files of {subject}, seed {seed}: {_kinds.Values.Sum()} faults of {_kinds.Count} kinds");
        return _kinds.Values.Sum();
    }

    private long Next()
    {
        long taken = Interlocked.Increment(ref _taken) - 1;
        return taken < count ? first + taken : -1;
    }

    private Worker Begin()
    {
        string own = Path.Combine(folder, $"worker-{_made++}");
        if (Directory.Exists(own)) Directory.Delete(own, true);
        Prepare(own);
        var worker = new Worker(subject, own, _mutator, Next, Report);
        worker.Start();
        return worker;
    }

    /// <summary>Decks include files of the repository: they lie at the same places.</summary>
    public static void Prepare(string folder)
    {
        foreach (string part in (string[])["netlists", "models"])
        {
            foreach (string file in Directory.EnumerateFiles(Repository.Path(part), "*", SearchOption.AllDirectories))
            {
                string to = Path.Combine(folder, Path.GetRelativePath(Repository.Root, file));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(file, to, true);
            }
        }
    }

    private void Report(Worker worker, long number, Finding finding)
    {
        int times;
        lock (_lock)
        {
            times = _kinds[finding.Kind] = _kinds.GetValueOrDefault(finding.Kind) + 1;
            if (times <= Kept) Console.WriteLine($"number {number}: {finding.Kind}");
        }
        if (times > Kept) return;
        var (from, bytes) = _mutator.File(number);
        string stem = Path.Combine(folder, $"{subject}-{seed}-{number}");
        File.WriteAllBytes(stem + ".found", bytes);
        File.WriteAllText(stem + ".txt", $"{from.Name}\n{finding.Kind}\n{finding.Detail}\n");
        if (finding.Kind != "hang") File.WriteAllBytes(stem + ".short", Minimiser.Shrink(from, bytes, finding, new Trial(subject, worker.Folder)));
    }
}
