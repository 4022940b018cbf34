using System.Collections.Concurrent;
using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>Runs the simulations of a configuration on all cores, each on one; a failure of one does not stop the others.</summary>
internal sealed class PnpBatch(IReadOnlyList<PnpCase> cases, string folder, bool plot, PnpSolver solver, ConsoleReport console, CancellationToken cancellation)
{
    private readonly Lock _lock = new();
    private readonly ProgressLine _progress = new(console, "pnp");
    private readonly double[] _shares = new double[cases.Count];

    /// <summary>The outcomes in the order of the configuration; null for one that was not begun.</summary>
    public IReadOnlyList<PnpOutcome?> Run()
    {
        var outcomes = new PnpOutcome?[cases.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        // One at a time in their order: they differ in length.
        Parallel.ForEach(Partitioner.Create(Enumerable.Range(0, cases.Count), EnumerablePartitionerOptions.NoBuffering), options, k =>
        {
            if (!cancellation.IsCancellationRequested) outcomes[k] = Run(k);
        });
        _progress.Clear();
        return outcomes;
    }

    private PnpOutcome Run(int k)
    {
        var run = cases[k];
        string own = run.Name.Length > 0 ? Path.Combine(folder, run.Name) : folder;
        try
        {
            return new PnpMember(run, own, plot, solver, text => Say(run, text), share => Progress(k, share)).Run(cancellation);
        }
        catch (Exception e)
        {
            bool isFile = e is IOException or UnauthorizedAccessException;
            var report = new PnpReport { Failure = isFile ? e.Message : $"internal error: {e.GetType().Name}: {e.Message}", Hint = isFile ? "check the path, its rights and the room on the disk" : "this is a fault of the program" };
            return new(run.Name, own, run.Settings, report, isFile ? ExitCode.BadInput : ExitCode.NumericalFailure, 0, []);
        }
        finally
        {
            Progress(k, 1);
        }
    }

    private void Say(PnpCase run, string text)
    {
        lock (_lock)
        {
            _progress.Clear();
            console.Error.WriteLine(run.Name.Length > 0 ? $"{run.Name}: {text}" : text);
        }
    }

    private void Progress(int k, double share)
    {
        lock (_lock)
        {
            _shares[k] = share;
            _progress.Report(_shares.Average());
        }
    }
}
