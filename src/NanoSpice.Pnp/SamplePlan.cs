namespace NanoSpice.Pnp;

/// <summary>Times of the rows of output [s].</summary>
public static class SamplePlan
{
    /// <summary>First sample after a jump, as a share of the time at the new potential [-]: four decades before its end.</summary>
    private const double FirstAfterJump = 1e-4;

    /// <summary>Rows of a program of given potential, 0 and all ends of pieces among them; without samples only these.</summary>
    public static double[] Of(PnpSettings s, VoltageProgram program)
    {
        var times = new List<double> { 0 };
        for (int k = 0; k + 1 < program.Stops.Length; k++)
        {
            double from = program.Stops[k], length = program.Stops[k + 1] - from;
            for (int i = 1; i < s.Samples; i++)
                times.Add(from + length * (s.Program == PnpProgram.Step ? Math.Pow(FirstAfterJump, (double)(s.Samples - i) / (s.Samples - 1)) : (double)i / s.Samples));
            times.Add(program.Stops[k + 1]);
        }
        return [.. times];
    }

    /// <summary>Times of the snapshots: as asked, or middle and end of the first piece and middle of the second.</summary>
    public static double[] Snapshots(PnpSettings s, VoltageProgram? program)
    {
        if (s.Snapshots is { } asked) return [.. asked.Order()];
        if (program is null) return [];
        double[] stops = program.Stops;
        double[] times = [0.5 * (stops[0] + stops[1]), stops[1], .. stops.Length > 2 ? (double[])[0.5 * (stops[1] + stops[2])] : []];
        return times;
    }
}
