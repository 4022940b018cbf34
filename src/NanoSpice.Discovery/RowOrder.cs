using System.Globalization;
using NanoSpice.Netlist;

namespace NanoSpice.Discovery;

/// <summary>Puts rows in the order of run, slit, half cycle and time, and leaves out those that say nothing.</summary>
internal sealed class RowOrder(DataTable[] tables, IReadOnlyList<DataFile> files, ColumnChoice columns, DataRequest request)
{
    /// <summary>Distinct values of a rate column beyond which it is no label.</summary>
    private const int MostRates = 20;

    private readonly List<DataRun> _runs = [];

    private readonly record struct Row(int Table, int Index, int Run, int Slit, int Half, double Time);

    /// <summary>The dataset, inputs not yet judged.</summary>
    public Dataset Build(DiagnosticBag bag)
    {
        var rows = new List<Row>();
        for (int t = 0; t < tables.Length; t++) rows.AddRange(RowsOf(t));
        rows = [.. rows.Where(r => Counts(r.Half))];
        LeaveOut(rows, bag);
        string[] others = [.. tables[0].Columns.Select(c => c.Name).Where(n => n != columns.Target && !columns.Inputs.Contains(n) && !DatasetReader.IsLabel(n))];
        return new Dataset
        {
            Target = Column(columns.Target, rows), Inputs = [.. columns.Inputs.Select(n => Column(n, rows))], Others = [.. others.Select(n => Column(n, rows))],
            Groups = Groups(rows), Runs = _runs, Time = columns.Time is null ? null : [.. rows.Select(r => r.Time)],
        };
    }

    private IEnumerable<Row> RowsOf(int t)
    {
        List<double>? Values(string? name) => name is null ? null : Column(tables[t], name).Values;
        List<double>? slits = Values(columns.Slit), times = Values(columns.Time), rates = Values(columns.Rate), sheets = Values(columns.Sheet);
        double[] distinct = rates?.Distinct().Order().ToArray() ?? [];
        if (distinct.Length is < 2 or > MostRates) distinct = [];
        int first = _runs.Count;
        if (distinct.Length == 0) _runs.Add(new(files[t].Name, files[t].Path, files[t].Conditions));
        foreach (double rate in distinct)
            _runs.Add(new(string.Create(CultureInfo.InvariantCulture, $"{(tables.Length > 1 ? files[t].Name + " " : "")}{columns.Rate}={rate:g6}"), files[t].Path, files[t].Conditions));
        var rows = Enumerable.Range(0, tables[t].Rows).Select(r => new Row(t, r, first + (distinct.Length == 0 ? 0 : Array.IndexOf(distinct, rates![r])),
            slits is null ? 0 : (int)slits[r], 0, times is null ? r : times[r]));
        foreach (var series in rows.GroupBy(r => (r.Run, r.Slit)).OrderBy(g => g.Key.Run).ThenBy(g => g.Key.Slit))
        {
            Row[] ordered = [.. series.OrderBy(r => r.Time)];
            int[] halves = times is null || sheets is null ? new int[ordered.Length] : Halves([.. ordered.Select(r => sheets[r.Index])]);
            for (int k = 0; k < ordered.Length; k++) yield return ordered[k] with { Half = halves[k] };
        }
    }

    /// <summary>Counts turning points; a turn must come back by 1 % of the whole range, which noise does not.</summary>
    private static int[] Halves(double[] sheet)
    {
        double range = sheet.Max() - sheet.Min(), extreme = sheet[0];
        var halves = new int[sheet.Length];
        int half = 0, turn = 0, direction = 0;
        for (int k = 1; k < sheet.Length; k++)
        {
            if (direction == 0 && Math.Abs(sheet[k] - sheet[0]) > 0.01 * range) direction = Math.Sign(sheet[k] - sheet[0]);
            if (direction * (sheet[k] - extreme) >= 0 || direction == 0) (extreme, turn) = (sheet[k], k);
            else if (Math.Abs(sheet[k] - extreme) > 0.01 * range)
            {
                half++;
                direction = -direction;
                for (int back = turn + 1; back < k; back++) halves[back] = half;
                (extreme, turn) = (sheet[k], k);
            }
            halves[k] = half;
        }
        return halves;
    }

    private bool Counts(int half) => request.Part switch
    {
        DataPart.FirstRamp => half == 0,
        DataPart.Charge => half % 2 == 0,
        DataPart.Discharge => half % 2 == 1,
        _ => true,
    };

    /// <summary>Open space and the last slit of mPNP tables, slits not asked for, and slits whose target is zero throughout.</summary>
    private void LeaveOut(List<Row> rows, DiagnosticBag bag)
    {
        if (request.Slits is { } asked)
        {
            foreach (int slit in asked.Where(s => rows.All(r => r.Slit != s)).Distinct())
                bag.Report(DataCodes.MissingSlit, $"there is no slit {slit}", columns.At(columns.Slit ?? columns.Target), $"slits are {string.Join(", ", rows.Select(r => r.Slit).Distinct().Order())}");
            rows.RemoveAll(r => !asked.Contains(r.Slit));
        }
        else if (columns.IsPnp && rows.RemoveAll(r => r.Slit == 0) > 0)
            bag.Report(DataCodes.LeftOut, "slit 0 is the open space, whose step to slit 1 has a law of its own: its rows are left out", columns.At("slit"), "--slits 0 looks at it alone");
        foreach (var slit in rows.GroupBy(r => r.Slit).ToArray())
        {
            if (slit.Any(r => Value(columns.Target, r) != 0)) continue;
            rows.RemoveAll(r => r.Slit == slit.Key);
            bag.Report(DataCodes.LeftOut, $"{columns.Target} of slit {slit.Key} is zero throughout: its rows are left out", columns.At(columns.Target));
        }
    }

    private static List<RowGroup> Groups(List<Row> rows)
    {
        var groups = new List<RowGroup>();
        for (int r = 0; r < rows.Count; r++)
        {
            if (groups.Count > 0 && groups[^1] is var g && g.Slit == rows[r].Slit && g.HalfCycle == rows[r].Half && g.Run == rows[r].Run) groups[^1] = g with { Count = g.Count + 1 };
            else groups.Add(new(rows[r].Slit, rows[r].Half, rows[r].Run, r, 1));
        }
        return groups;
    }

    private double Value(string name, Row row) => Column(tables[row.Table], name).Values[row.Index];

    private DataColumn Column(string name, List<Row> rows)
    {
        var first = Column(tables[0], name);
        List<double>[] values = [.. tables.Select(t => Column(t, name).Values)];
        return new(name, first.UnitText, first.Unit, [.. rows.Select(r => values[r.Table][r.Index])]);
    }

    private static TableColumn Column(DataTable table, string name) => table.Columns.First(c => c.Name == name);
}
