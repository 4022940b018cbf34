using NanoSpice.Testing;

namespace NanoSpice.Discovery.Tests;

/// <summary>A ladder table as the dataset that reading its CSV would give.</summary>
public static class LadderData
{
    public static Dataset Of(LadderTable table)
    {
        int[] order = [.. Enumerable.Range(0, table.Rows)];
        double[] slit = table.Column("slit"), sheet = table.Column("phi_m"), time = table.Column("time");
        double[] rate = table.Names.Contains("rate") ? table.Column("rate") : new double[table.Rows];
        double[] rates = [.. rate.Distinct()];
        var groups = new List<RowGroup>();
        for (int r = 0; r < order.Length; r++)
        {
            int half = r > 0 && slit[r] == slit[r - 1] && time[r] > time[r - 1] && sheet[r] < sheet[r - 1] ? 1 : 0, run = Array.IndexOf(rates, rate[r]);
            if (groups.Count > 0 && groups[^1] is var g && g.Slit == (int)slit[r] && g.HalfCycle == half && g.Run == run) groups[^1] = g with { Count = g.Count + 1 };
            else groups.Add(new((int)slit[r], half, run, r, 1));
        }
        DataColumn Column(string name, UnitVector unit)
        {
            string text = table.Units[Array.IndexOf(table.Names, name)];
            return new(name, text, text.Length > 0 ? unit : null, table.Column(name));
        }
        UnitVector volt = new(2, 4, -6, -2, 0, 0), ampere = new(0, 0, 0, 2, 0, 0), coulomb = new(0, 0, 2, 2, 0, 0), second = new(0, 0, 2, 0, 0, 0);
        return new Dataset
        {
            Target = Column("dphi", volt),
            Inputs = [Column("i", ampere), Column("q", coulomb), Column("phi", volt), Column("phi_m", volt), Column("time", second)],
            Groups = groups, Runs = [.. rates.Select(r => new DataRun($"rate={r}", "ladder", []))], Time = time,
        };
    }
}
