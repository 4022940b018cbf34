namespace NanoSpice.Engine.Devices;

/// <summary>The parasitic elements that LTspice lets C, L, V, I, B and SW carry. Each becomes an element of its own: c1.rser.</summary>
/// <remarks>In series with the element: rser, then lser with rlshunt across it. Across all of that: rpar, cpar.</remarks>
internal static class Parasitics
{
    public static Parameter Rser => Parameter.Number("rser", "Ohm", "series resistance", 0) with { Min = 0 };

    public static Parameter[] Parallel =>
    [
        Parameter.Number("rpar", "Ohm", "resistance across the element") with { Min = 0, MinExclusive = true },
        Parameter.Number("cpar", "F", "capacitance across the element", 0) with { Min = 0 },
    ];

    public static Parameter[] SeriesInductance =>
    [
        Parameter.Number("lser", "H", "series inductance", 0) with { Min = 0 },
        Parameter.Number("rlshunt", "Ohm", "resistance across lser") with { Min = 0, MinExclusive = true },
    ];

    /// <summary>The terminal of the element proper behind rser; a itself when there is none.</summary>
    /// <param name="copies">parallel copies of the whole</param>
    public static Unknown BehindResistance(DeviceRequest d, Unknown a, double copies)
    {
        double r = d.Number("rser");
        if (!(r > 0)) return a;
        var inner = d.InnerNode("rser");
        d.Add(new Resistor($"{d.Name}.rser", a, inner, r / copies) { Temperature = d.Temperature });
        return inner;
    }

    /// <summary>The terminal of the element proper behind lser; a itself when there is none.</summary>
    public static Unknown BehindInductance(DeviceRequest d, Unknown a, double inductance, double shunt, double copies)
    {
        if (!(inductance > 0)) return a;
        var inner = d.InnerNode("lser");
        d.Add(new Inductor($"{d.Name}.lser", a, inner, d.Branch("lser"), inductance / copies));
        if (!double.IsNaN(shunt)) d.Add(new Resistor($"{d.Name}.rlshunt", a, inner, shunt / copies) { Temperature = d.Temperature });
        return inner;
    }

    /// <summary>rpar and cpar between the outer terminals.</summary>
    public static void Across(DeviceRequest d, Unknown a, Unknown b, double copies)
    {
        if (d.Has("rpar")) d.Add(new Resistor($"{d.Name}.rpar", a, b, d.Number("rpar") / copies) { Temperature = d.Temperature });
        if (d.Number("cpar") > 0) d.Add(new Capacitor($"{d.Name}.cpar", a, b, d.Number("cpar") * copies));
    }
}
