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
    /// <param name="table">gives the rows of the half cycles; equally spaced in time, so that row k up and row k down are at mirrored potentials</param>
    public static double Asymmetry(NetworkTable table, double[] current, int cycle)
    {
        ArgumentNullException.ThrowIfNull(table);
        var (up, down) = (table.Ramps[2 * cycle - 2], table.Ramps[2 * cycle - 1]);
        int count = Math.Min(up.Last - up.First, down.Last - down.First) + 1;
        double sum = 0, largest = 0;
        for (int k = 0; k < count; k++)
        {
            double a = current[up.First + k], b = current[down.First + k];
            sum += (a + b) * (a + b);
            largest = Math.Max(largest, Math.Max(Math.Abs(a), Math.Abs(b)));
        }
        return Math.Sqrt(sum / count) / largest;
    }
}
