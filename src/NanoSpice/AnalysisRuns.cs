using NanoSpice.Elaboration;
using NanoSpice.Engine;

namespace NanoSpice;

/// <summary>Runs the analyses of a simulation one after the other; a failure of one does not stop the next.</summary>
internal static class AnalysisRuns
{
    public static RunResults Of(Simulation simulation, IReadOnlyDictionary<string, double> values, CancellationToken cancellation, IProgress<double>? progress)
    {
        var done = new List<AnalysisResult>();
        SimulationException? failure = null;
        foreach (var planned in simulation.Analyses)
        {
            if (cancellation.IsCancellationRequested) break;
            var sink = new ColumnSink();
            var warnings = new List<string>();
            var part = progress is null ? null : new PartOfRun(progress, done.Count, simulation.Analyses.Count);
            var context = simulation.Context(planned, sink, cancellation, part, warnings.Add);
            string? reason = null;
            try
            {
                planned.Analysis.Run(context);
            }
            catch (SimulationException e)
            {
                reason = $"{planned.ResultName}: {e.Message}";
                failure ??= new SimulationException(reason, e.Advice);
            }
            catch (OperationCanceledException)
            {
                // The analysis has closed its table; what it computed is kept.
            }
            done.Add(new(planned, sink, context, warnings) { Failure = reason });
        }
        var results = new RunResults(done, values, simulation.Drawn);
        if (cancellation.IsCancellationRequested) throw new RunCanceledException(results, cancellation);
        if (failure is not null) throw new RunException(failure.Message, failure.Advice, results);
        return results;
    }

    /// <summary>The fraction of one of several analyses as a fraction of the run.</summary>
    private sealed class PartOfRun(IProgress<double> whole, int before, int count) : IProgress<double>
    {
        public void Report(double value) => whole.Report((before + value) / count);
    }
}
