using NanoSpice.Engine;
using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>Decides which plots show a table: time series by unit, I-V curves of sweeps and of "i vs v" requests, Bode plots.</summary>
public static class PlotChooser
{
    /// <summary>Most curves of one unit drawn without being asked for; more cannot be told apart.</summary>
    private const int MostCurves = 8;

    /// <summary>Most panels drawn without being asked for.</summary>
    private const int MostPanels = 3;

    /// <summary>Plans for a table: one for each request meant for it, else one chosen from its columns; none for an operating point.</summary>
    /// <param name="table">Heading of the table.</param>
    /// <param name="requests">.plot lines of the deck.</param>
    /// <param name="warn">Told of vectors that are asked for but not in the table.</param>
    public static IReadOnlyList<PlotPlan> Choose(WaveformTable table, IReadOnlyList<PlotRequest> requests, Action<string> warn)
    {
        if (table.Kind is WaveformKind.OperatingPoint or WaveformKind.TransferFunction || table.Columns.Count < 2)
        {
            return [];
        }

        var mine = requests.Where(r => r.IsFor(table.Name)).ToList();
        return mine.Count == 0 ? Default(table) : [.. mine.SelectMany(r => Requested(table, r, warn))];
    }

    /// <summary>Name of what a unit measures, for the axis of several curves.</summary>
    public static string QuantityOf(string unit) => unit switch
    {
        "V" => "voltage",
        "A" => "current",
        "s" => "time",
        "Hz" => "frequency",
        "C" => "charge",
        "Ohm" => "resistance",
        "W" => "power",
        "F" => "capacitance",
        "S" => "conductance",
        "V/sqrt(Hz)" or "A/sqrt(Hz)" => "noise",
        _ => "value",
    };

    private static IReadOnlyList<PlotPlan> Default(WaveformTable table)
    {
        if (table.Kind == WaveformKind.Impedance)
        {
            return ImpedancePlots.Of(table);
        }

        if (TechniquePlots.Choose(table) is { } plan)
        {
            return [plan];
        }

        var all = Enumerable.Range(1, table.Columns.Count - 1).ToList();
        if (table.Kind == WaveformKind.Fourier) all = [.. all.Where(c => table.Columns[c].Unit is not ("" or "deg"))];
        // Gain and contributions of a noise analysis are drawn when asked for.
        if (table.Kind == WaveformKind.Noise && all.Where(c => table.Columns[c].Name.EndsWith("_spectrum", StringComparison.Ordinal)).ToList() is { Count: > 0 } spectra) all = spectra;
        var units = all.Select(c => table.Columns[c].Unit).Distinct().OrderBy(RankOf).Take(MostPanels).ToList();
        var shown = table.IsComplex
            ? Foremost(table, all)
            : units.SelectMany(u => Foremost(table, [.. all.Where(c => table.Columns[c].Unit == u)])).ToList();
        string note = shown.Count < all.Count ? $"{shown.Count} of {all.Count} vectors shown" : "";
        return [Arrange(table, 0, shown, note)];
    }

    /// <summary>Plans of one request: its curves against the scale, and those against each other vector.</summary>
    private static IEnumerable<PlotPlan> Requested(WaveformTable table, PlotRequest request, Action<string> warn)
    {
        var groups = new List<(int X, List<int> Ys)>();
        foreach (var curve in request.Curves)
        {
            var ys = Find(table, curve.Y);
            int x = curve.X is null || table.IsComplex ? 0 : Find(table, curve.X).FirstOrDefault(-1);
            if (ys.Count == 0 || x < 0)
            {
                warn($"{table.Name}: '{(ys.Count == 0 ? curve.Y : curve.X)}' of .plot is not among the results and is left out of the picture");
                continue;
            }

            int group = groups.FindIndex(g => g.X == x);
            if (group < 0)
            {
                group = groups.Count;
                groups.Add((x, []));
            }

            groups[group].Ys.AddRange(ys.Where(y => !groups[group].Ys.Contains(y)));
        }

        return groups.SelectMany(g => table.Kind == WaveformKind.Impedance && g.Ys.Remove(ImpedancePlots.Column)
            ? [.. ImpedancePlots.Of(table), .. g.Ys.Count > 0 ? [Arrange(table, g.X, g.Ys, "")] : Array.Empty<PlotPlan>()]
            : new[] { Arrange(table, g.X, g.Ys, "") });
    }

    private static PlotPlan Arrange(WaveformTable table, int x, List<int> columns, string note)
    {
        var scale = table.Columns[x];
        bool overFrequency = table.IsComplex || table.Kind == WaveformKind.Noise;
        bool isTight = x == 0 && (overFrequency || table.Kind == WaveformKind.Transient);
        var axis = new Axis(scale.Name, scale.Unit) { Tight = isTight, Logarithmic = overFrequency };
        if (table.IsComplex)
        {
            string magnitude = columns.Count == 1 ? table.Columns[columns[0]].Name : "magnitude";
            return new PlotPlan(
                axis, x, [new Axis(magnitude, "dB"), new Axis("phase", "deg")],
                [.. columns.Select(c => new PlannedCurve(table.Columns[c].Name, c, 0))], PlotForm.Bode, note);
        }

        var units = columns.Select(c => table.Columns[c].Unit).Distinct().OrderBy(RankOf).ToList();
        var axes = units.Select(u => AxisOf(table, u, [.. columns.Where(c => table.Columns[c].Unit == u)]));
        return new PlotPlan(
            axis, x, [.. axes], [.. columns.Select(c => new PlannedCurve(table.Columns[c].Name, c, units.IndexOf(table.Columns[c].Unit)))], PlotForm.Lines, note);
    }

    /// <summary>A single curve is named at the axis, several by their quantity.</summary>
    private static Axis AxisOf(WaveformTable table, string unit, List<int> columns)
        => new(columns.Count == 1 ? table.Columns[columns[0]].Name : QuantityOf(unit), unit) { Logarithmic = table.Kind is WaveformKind.Noise or WaveformKind.Fourier };

    /// <summary>The first columns, those of the top level of the deck (no dot in the name) before inner ones.</summary>
    private static List<int> Foremost(WaveformTable table, List<int> columns) => columns.Count <= MostCurves
        ? columns
        : [.. columns.OrderBy(c => table.Columns[c].Name.Contains('.')).Take(MostCurves).Order()];

    /// <summary>Volts above amperes above the rest.</summary>
    private static int RankOf(string unit) => unit switch { "V" => 0, "A" => 1, _ => 2 };

    /// <summary>Columns that a vector of a .plot line means; vdb(x), vp(x) and the like mean v(x), which a Bode plot shows whole.</summary>
    private static List<int> Find(WaveformTable table, string vector)
    {
        string name = Plain(vector);
        if (name == "all")
        {
            return [.. Enumerable.Range(1, table.Columns.Count - 1)];
        }

        int found = IndexOf(table, name);
        int open = name.IndexOf('(');
        if (found < 0 && table.IsComplex && open > 1 && name[1..open] is "db" or "p" or "m" or "r" or "i")
        {
            found = IndexOf(table, name[0] + name[open..]);
        }
        else if (found < 0 && table.IsComplex && open > 0 && name[..open] is "db" or "ph" or "cph" or "mag" or "abs" or "real" or "imag")
        {
            found = IndexOf(table, name[(open + 1)..].TrimEnd(')') + (name.EndsWith("))", StringComparison.Ordinal) ? ")" : ""));
        }

        return found < 0 ? [] : [found];
    }

    private static int IndexOf(WaveformTable table, string plain)
    {
        for (int c = 0; c < table.Columns.Count; c++)
        {
            if (Plain(table.Columns[c].Name) == plain)
            {
                return c;
            }
        }

        return -1;
    }

    private static string Plain(string name) => string.Concat(name.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
}
