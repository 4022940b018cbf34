namespace NanoSpice.Derive;

/// <summary>How far the current of a model is from that of a table, over one cycle.</summary>
/// <param name="Cycle">1, 2, ...</param>
/// <param name="Rms">rms of the difference over max |I| of the table in the cycle [-]</param>
/// <param name="Worst">largest difference over the same [-]</param>
/// <param name="Asymmetry">A of the model in this cycle [-]</param>
/// <param name="TableAsymmetry">A of the table in this cycle [-]</param>
public sealed record CycleAgreement(int Cycle, double Rms, double Worst, double Asymmetry, double TableAsymmetry);

/// <summary>Compares currents with those of a table.</summary>
public static class Agreement
{
    /// <summary>Every whole cycle of the table.</summary>
    public static IReadOnlyList<CycleAgreement> Of(NetworkTable table, double[] model)
    {
        ArgumentNullException.ThrowIfNull(table);
        var cycles = new List<CycleAgreement>();
        for (int c = 1; c <= table.Cycles; c++)
        {
            var (first, last) = table.Cycle(c);
            double largest = 0, sum = 0, worst = 0;
            for (int k = first; k <= last; k++)
            {
                double off = model[k] - table.Current[k];
                largest = Math.Max(largest, Math.Abs(table.Current[k]));
                sum += off * off;
                worst = Math.Max(worst, Math.Abs(off));
            }
            cycles.Add(new(c, Math.Sqrt(sum / (last - first + 1)) / largest, worst / largest, Asymmetry(table, model, c), Asymmetry(table, table.Current, c)));
        }
        return cycles;
    }

    /// <summary>A = rms over the window of [I_up(v) + I_down(v_low + v_high - v)] / max |I|: zero for any linear ladder in its periodic state.</summary>
    /// <remarks>The current on the way back is taken at the mirrored potentials, by straight lines between rows: of evenly spaced rows these are rows.</remarks>
    /// <param name="table">gives potentials and half cycles</param>
    public static double Asymmetry(NetworkTable table, double[] current, int cycle)
    {
        ArgumentNullException.ThrowIfNull(table);
        var (up, down) = (table.Ramps[2 * cycle - 2], table.Ramps[2 * cycle - 1]);
        double[] v = table.Potential;
        double ends = v[up.First - 1] + v[up.Last], slack = 1e-6 * Math.Abs(v[up.Last] - v[up.First - 1]);
        double sum = 0, largest = 0;
        int count = 0, at = down.First;
        for (int k = down.First; k <= down.Last; k++) largest = Math.Max(largest, Math.Abs(current[k]));
        for (int k = up.First; k <= up.Last; k++)
        {
            largest = Math.Max(largest, Math.Abs(current[k]));
            double mirrored = ends - v[k], way = Math.Sign(v[down.Last] - v[down.First]);
            // Beside the vertex, where the current jumps, there may be no row on the way back.
            if (way * (mirrored - v[down.First]) < -slack || way * (mirrored - v[down.Last]) > slack) continue;
            while (at + 2 <= down.Last && way * (mirrored - v[at + 1]) > 0) at++;
            double w = v[at + 1] == v[at] ? 0 : Math.Clamp((mirrored - v[at]) / (v[at + 1] - v[at]), 0, 1);
            double both = current[k] + current[at] + w * (current[at + 1] - current[at]);
            sum += both * both;
            count++;
        }
        return Math.Sqrt(sum / count) / largest;
    }
}
