namespace NanoSpice.Discovery;

/// <summary>One column of numbers in SI units.</summary>
/// <param name="Name">lower-case variable name, as a formula reads it</param>
/// <param name="UnitText">unit as text after conversion to SI, "" when the header has none</param>
/// <param name="Unit">dimension; null: not known, such a column goes with everything</param>
/// <param name="Values">one value a row</param>
public sealed record DataColumn(string Name, string UnitText, UnitVector? Unit, double[] Values);

/// <summary>Rows that belong together: one slit in one half cycle of one run, in order of time.</summary>
/// <param name="Slit">number of the slit as in the table; 0 when there is none</param>
/// <param name="HalfCycle">0 for the first ramp, 1 for the way back, and so on</param>
/// <param name="Run">place in <see cref="Dataset.Runs"/></param>
/// <param name="Start">first row</param>
/// <param name="Count">number of rows</param>
public readonly record struct RowGroup(int Slit, int HalfCycle, int Run, int Start, int Count);

/// <summary>One table that was read: a rate, a slit width, or just a file.</summary>
/// <param name="Name">short label, unique among the runs: slit=1.5n, or the file's name</param>
/// <param name="Path">file as the user wrote it</param>
/// <param name="Conditions">what the run is known to have been made with (d, c0, ion_size, window, ramp ...), in order</param>
public sealed record DataRun(string Name, string Path, IReadOnlyList<KeyValuePair<string, string>> Conditions);

/// <summary>
/// The table that a law is sought in: a target, inputs, and rows ordered by run, slit, half cycle, time, so that every
/// group is a contiguous block. Values are in SI units, finite, and not constant.
/// </summary>
public sealed class Dataset
{
    /// <summary>The quantity to explain, as dphi.</summary>
    public required DataColumn Target { get; init; }

    /// <summary>What the law may be made of.</summary>
    public required IReadOnlyList<DataColumn> Inputs { get; init; }

    /// <summary>Columns of the table that are neither: phi, psi, nions ... for cards, alternatives and figures.</summary>
    public IReadOnlyList<DataColumn> Others { get; init; } = [];

    /// <summary>Blocks of rows; they cover all rows in order.</summary>
    public required IReadOnlyList<RowGroup> Groups { get; init; }

    /// <summary>The tables that rows come from.</summary>
    public required IReadOnlyList<DataRun> Runs { get; init; }

    /// <summary>Time of each row [s]; null when the table has none.</summary>
    public double[]? Time { get; init; }

    /// <summary>Number of rows.</summary>
    public int Rows => Target.Values.Length;

    /// <summary>An input or other column by its name, or null.</summary>
    public DataColumn? Find(string name) =>
        Inputs.Concat(Others).FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The rows of some groups, in the order given.</summary>
    public Dataset Take(IEnumerable<RowGroup> groups)
    {
        var chosen = groups.ToArray();
        var moved = new List<RowGroup>(chosen.Length);
        int start = 0;
        foreach (var group in chosen)
        {
            moved.Add(group with { Start = start });
            start += group.Count;
        }
        return new Dataset
        {
            Target = Pick(Target), Inputs = [.. Inputs.Select(Pick)], Others = [.. Others.Select(Pick)],
            Groups = moved, Runs = Runs, Time = Time is null ? null : PickValues(Time),
        };

        DataColumn Pick(DataColumn column) => column with { Values = PickValues(column.Values) };

        double[] PickValues(double[] values)
        {
            var picked = new double[start];
            for (int k = 0; k < chosen.Length; k++)
                values.AsSpan(chosen[k].Start, chosen[k].Count).CopyTo(picked.AsSpan(moved[k].Start));
            return picked;
        }
    }
}
