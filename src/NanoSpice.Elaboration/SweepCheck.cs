using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>Elaborates the points of a sweep before any of them runs, so that a bad one stops the deck as any bad value does.</summary>
internal static class SweepCheck
{
    /// <summary>Points looked at, at most; of larger sweeps these many in even strides. The others are met when their turn comes.</summary>
    private const int Most = 1000;

    /// <summary>Elements elaborated in all, at most.</summary>
    private const int MostElements = 200_000;

    /// <summary>Points with errors that are reported.</summary>
    private const int MostReported = 10;

    /// <summary>Adds the messages that the first point did not give.</summary>
    public static void Run(Simulation first, SweepPlan plan, DiagnosticBag bag)
    {
        var known = bag.All.ToHashSet();
        int looked = Math.Min(plan.Count, Math.Clamp(MostElements / Math.Max(1, first.Circuit.Devices.Count), 2, Most)), reported = 0;
        for (int k = 1; k < looked && reported < MostReported; k++)
        {
            var point = plan[(int)((long)k * (plan.Count - 1) / (looked - 1))];
            var own = new DiagnosticBag();
            first.AtPoint(point, own);
            int errors = bag.ErrorCount;
            foreach (var d in own.All)
                if (known.Add(d)) bag.Add(d);
            if (bag.ErrorCount == errors) continue;
            reported++;
            bag.Note(Codes.StepPoint, $"an error comes up at {point.Label}", point.Quantities[0].Place);
        }
    }
}
