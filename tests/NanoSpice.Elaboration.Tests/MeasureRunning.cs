using NanoSpice.Engine;
using Xunit;

namespace NanoSpice.Elaboration.Tests;

/// <summary>Runs every analysis of some cards and keeps what .meas found.</summary>
internal static class MeasureRunning
{
    /// <summary>Measurements by name, of the analysis given.</summary>
    public static Dictionary<string, DerivedNumber> Measure(string cards, string result = "tran1") =>
        Context(cards, result).Derived.Where(d => d.IsMeasurement).ToDictionary(d => d.Name);

    /// <summary>The value of measurement m.</summary>
    public static double One(string cards, string result = "tran1")
    {
        var m = Measure(cards, result)["m"];
        Assert.True(m.Failure is null, m.Failure);
        return m.Value;
    }

    public static AnalysisContext Context(string cards, string result, RecordingSink? sink = null)
    {
        var simulation = DeckText.Simulation(cards);
        var planned = simulation.Analyses.Single(a => a.ResultName == result);
        var context = simulation.Context(planned, sink ?? new RecordingSink());
        planned.Analysis.Run(context);
        return context;
    }
}
