using System.Globalization;

namespace NanoSpice.Engine;

/// <summary>Where a solution failed, in the circuit's own words: the devices at an unknown with their last values, an expression that is no number.</summary>
internal static class Trouble
{
    private const int Named = 3, Shown = 4;

    /// <summary>"v(c2) = 4.98 V at last; devices there: q1 (ic = 0.00102 A, ...), r3 (i = 0.001 A)"; those that carry most first.</summary>
    public static string At(Circuit circuit, int unknown, ReadOnlySpan<double> x)
    {
        var devices = DevicesAt(circuit, unknown, x, out _);
        var eq = circuit.Equations;
        eq.SetPoint(eq.Time, x);
        eq.ClearSlope();
        var u = circuit.Unknowns[unknown];
        string last = double.IsFinite(x[unknown]) ? $"; {u.Vector} = {Number(x[unknown])} {u.Unit} at last" : "";
        return devices.Count == 0 ? last : $"{last}; devices there: {string.Join(", ", devices.Take(Named).Select(d => Values(d, eq)))}";
    }

    /// <summary>True when no device holds charge at the unknown.</summary>
    public static bool IsBare(Circuit circuit, int unknown, ReadOnlySpan<double> x)
    {
        DevicesAt(circuit, unknown, x, out bool stores);
        return !stores && circuit.Unknowns[unknown].Kind == UnknownKind.Voltage;
    }

    /// <summary>What gave a value that is no number at the point last tried, as a sentence without its end; null when everything is finite.</summary>
    public static string? NotFinite(Circuit circuit)
    {
        var eq = circuit.Equations;
        foreach (var d in circuit.Devices)
        {
            eq.Begin(null, null, 0);
            d.Load(eq);
            double worst = Sum(eq.F) + Sum(eq.Q);
            if (d.Formula is { } formula && Expression(d, formula, eq) is { } text) return text;
            if (!double.IsFinite(worst)) return $"{d.Name} gives a value that is {Kind(worst)}";
        }
        return null;
    }

    private static string? Expression(Device d, CircuitFormula formula, Equations eq)
    {
        double value = formula.Evaluate(eq, out var gradient);
        string what = Kind(value);
        if (double.IsFinite(value))
        {
            what = "";
            foreach (double g in gradient) if (!double.IsFinite(g)) what = $"without a finite slope";
            if (what == "") return null;
        }
        var at = formula.Formula.Variables.Select((name, k) => $"{name} = {Number(formula.ValueOf(k, eq))}").Take(Shown).ToArray();
        return $"the expression of {d.Name}, {formula.Formula}, is {what}" + (at.Length > 0 ? $" at {string.Join(", ", at)}" : "");
    }

    private static List<Device> DevicesAt(Circuit circuit, int unknown, ReadOnlySpan<double> x, out bool stores)
    {
        var eq = circuit.Equations;
        bool limiting = eq.Limiting;
        eq.Limiting = false;
        eq.SetPoint(eq.Time, x);
        var name = circuit.Unknowns[unknown] is { Kind: UnknownKind.Current } branch ? branch.Name : null;
        var found = new List<(Device Device, double Flow)>();
        stores = false;
        foreach (var d in circuit.Devices)
        {
            eq.Begin(null, null, 0);
            d.Load(eq);
            double flow = Math.Abs(eq.F[unknown]), charge = eq.Q[unknown];
            bool touches = name is null ? d.Links.Any(l => l.Kind != LinkKind.Sensing && (l.A.Index == unknown || l.B.Index == unknown)) : d.Name == name;
            stores |= charge != 0 || (touches && d.Links.Any(l => l.Kind == LinkKind.Capacitive));
            if (touches || flow != 0 || charge != 0) found.Add((d, d.Name == name ? double.PositiveInfinity : flow));
        }
        eq.Limiting = limiting;
        return [.. found.OrderByDescending(f => f.Flow).Select(f => f.Device)];
    }

    private static string Values(Device d, Equations eq)
    {
        var values = d.Quantities.Select(q => (Name: q, Probe: d.Probe(q))).Where(q => q.Probe is not null).Take(Shown)
            .Select(q => (q.Name, Value: q.Probe!.Read(eq), q.Probe.Unit)).Where(q => double.IsFinite(q.Value))
            .Select(q => $"{q.Name} = {Number(q.Value)} {q.Unit}").ToArray();
        return values.Length == 0 ? d.Name : $"{d.Name} ({string.Join(", ", values)})";
    }

    private static double Sum(ReadOnlySpan<double> v)
    {
        double sum = 0;
        foreach (double e in v) sum += Math.Abs(e);
        return sum;
    }

    private static string Kind(double value) => double.IsNaN(value) ? "not a number" : "infinite";

    private static string Number(double value) => value.ToString("g4", CultureInfo.InvariantCulture);
}
