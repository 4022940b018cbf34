using System.Globalization;

namespace NanoSpice.Pnp;

/// <summary>What the settings may be, and why: physics, what the grid resolves, what the program needs.</summary>
public static class SettingRanges
{
    /// <summary>Below or above these no electrolyte is liquid; catches degrees Celsius [K].</summary>
    private const double Coldest = 150, Hottest = 1000;

    /// <summary>Potentials beyond this are doubted [V].</summary>
    private const double Doubted = 2;

    /// <summary>Water at room temperature: 1e-9 to 1e-8; beyond this the unit is doubted [m2/s].</summary>
    private const double FastIon = 1e-7;

    /// <summary>No atom is smaller, and the cells at sheets are 0.04 nm [m].</summary>
    private const double NarrowestSlit = 0.1e-9;

    private const int MostLayers = 1000, MostCycles = 10_000, FinestLevel = 8;

    /// <summary>What cannot be run; empty: the settings can be run.</summary>
    public static IReadOnlyList<SettingFault> Faults(PnpSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var simple = Single(settings).ToList();
        // Relations between values that are themselves impossible would only repeat what is said already.
        var wrong = simple.Select(f => f.Key).ToHashSet();
        return [.. simple, .. Relations(settings).Where(r => !r.Keys.Any(wrong.Contains)).Select(r => r.Fault), .. Programs(settings)];
    }

    /// <summary>What can be run but is probably not meant.</summary>
    public static IReadOnlyList<SettingFault> Warnings(PnpSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return [.. Doubts(settings)];
    }

    /// <summary>Length of the program [s]; null when it is known only afterwards.</summary>
    public static double? Duration(PnpSettings s) => s.Program switch
    {
        PnpProgram.CyclicVoltammetry => 2 * s.RampTime * s.Cycles,
        PnpProgram.Step => 2 * s.Hold * s.Cycles,
        PnpProgram.Table when s.Table.Count > 0 => s.Table[^1].Time,
        _ => null,
    };

    private static IEnumerable<SettingFault> Single(PnpSettings s)
    {
        (string Key, double Value, string What)[] positive =
        [
            ("c0", s.Concentration, "without ions there is no charge to store"),
            ("d_plus", s.CationDiffusivity, "an ion that cannot move carries no current"), ("d_minus", s.AnionDiffusivity, "an ion that cannot move carries no current"),
            ("slit", s.SlitWidth, "a slit has a width"), ("half_period", s.HalfPeriod, "a sheet has a width"), ("gap", s.Gap, "without openings the slits are not reached"),
            ("sheet", s.SheetThickness, "a sheet has a thickness"), ("length", s.PoreLength, "a pore has a length"), ("ramp", s.RampTime, "a jump is written program: step"),
            ("hold", s.Hold, "each potential is held for a time"),
        ];
        foreach (var (key, value, what) in positive)
            if (!(value > 0) && Given(s, key)) yield return new(key, $"{key} is {Text(value)}: {what}", "it must be above 0");
        if (!(s.IonSize >= 0)) yield return new("ion_size", $"ion_size is {Text(s.IonSize)}: a size is not negative", "0 takes ions as points");
        if (!(s.SternThickness >= 0)) yield return new("stern", $"stern is {Text(s.SternThickness)}: a thickness is not negative", "0 leaves the Stern layer out");
        if (!(s.Reservoir > 0) && (s.Geometry != PnpGeometry.Slit || s.Reservoir < 0))
            yield return new("reservoir", $"reservoir is {Text(s.Reservoir)}: the electrode needs open space in front of it", "only a straight pore (geometry: slit) may have 0");
        if (!(s.Temperature >= Coldest && s.Temperature <= Hottest))
            yield return new("temperature", $"temperature is {Text(s.Temperature)} K: no electrolyte is liquid there", $"it is in kelvin, {Text(Coldest)} to {Text(Hottest)}; 25 degrees Celsius are 298.15");
        if (!(s.Permittivity >= 1)) yield return new("eps_r", $"eps_r is {Text(s.Permittivity)}: vacuum has 1, matter more", "water has 78.5 at 298 K");
        if (s.SlitWidth is > 0 and < NarrowestSlit && s.Geometry != PnpGeometry.Cell)
            yield return new("slit", $"a slit of {Nm(s.SlitWidth)} is narrower than an atom", $"at least {Nm(NarrowestSlit)}");
        if (s.Layers is < 1 or > MostLayers) yield return new("layers", $"layers is {s.Layers}: at least one slit, at most {MostLayers}", "the paper has 6");
        if (s.Cycles is < 1 or > MostCycles) yield return new("cycles", $"cycles is {s.Cycles}: at least one, at most {MostCycles}", "");
        if (s.Samples < 0) yield return new("samples", $"samples is {s.Samples}: a number of rows is not negative", "0 gives the integrator's own points");
        if (s.Refine is < 1 or > FinestLevel)
            yield return new("refine", $"refine is {s.Refine}: grid levels go from 1 to {FinestLevel}", "work grows with its third power; 2 is within half a percent");
        if (!(s.RelativeTolerance >= 1e-8 && s.RelativeTolerance <= 1e-2))
            yield return new("reltol", $"reltol is {Text(s.RelativeTolerance)}: below 1e-8 round-off decides, above 1e-2 the result means nothing", "it goes from 1e-8 to 1e-2");
    }

    /// <summary>Keys whose default means "not given" are judged only where they are used.</summary>
    private static bool Given(PnpSettings s, string key) => key switch
    {
        "hold" => s.HoldTime is not null,
        "slit" => s.Geometry != PnpGeometry.Cell,
        "gap" => s.Geometry == PnpGeometry.Network,
        "half_period" => s.Geometry != PnpGeometry.Slit,
        "sheet" => s.Geometry != PnpGeometry.Cell,
        "length" => s.Geometry == PnpGeometry.Slit,
        _ => true,
    };

    private static IEnumerable<(string[] Keys, SettingFault Fault)> Relations(PnpSettings s)
    {
        var scales = new Scales(s);
        double packing = 2 * scales.Packing, debye = scales.DebyeLength;
        if (packing >= 1)
        {
            double most = Math.Cbrt(1 / (2 * s.Concentration * Scales.Avogadro));
            yield return (["ion_size", "c0"], new(Blame(s, "ion_size", "c0"),
                $"ions alone would fill {Short(100 * packing)} % of the space: 2 ion_size^3 c0 NA = {Short(packing)}", $"ion_size below {Nm(most)} at this c0"));
        }
        if (s.Geometry != PnpGeometry.Cell && s.IonSize >= s.SlitWidth)
            yield return (["ion_size", "slit"], new(Blame(s, "slit", "ion_size"), $"an ion of ion_size {Nm(s.IonSize)} does not fit into a slit of {Nm(s.SlitWidth)}", "ion_size must be smaller than slit"));
        if (s.Geometry == PnpGeometry.Network && s.Gap >= s.HalfPeriod)
            yield return (["gap", "half_period"], new(Blame(s, "gap", "half_period"), $"a gap of {Nm(s.Gap)} leaves nothing of a sheet in a half_period of {Nm(s.HalfPeriod)}", "gap must be smaller than half_period"));
        double cell = SmallestCell(s), time = cell * cell / Math.Min(s.CationDiffusivity, s.AnionDiffusivity);
        double shortest = s.Program switch { PnpProgram.CyclicVoltammetry => s.RampTime, PnpProgram.Step => s.Hold, _ => double.PositiveInfinity };
        if (shortest < time)
            yield return (["ramp", "hold", "d_plus", "d_minus", "refine"], new(s.Program == PnpProgram.Step && s.HoldTime is not null ? "hold" : "ramp",
                $"{Short(shortest)} s is too short for the grid: ions need {Short(time)} s across its smallest cell of {Nm(cell)}, so no double layer can form", $"at least {Short(time)} s, better 100 times that"));
        if (debye < 2 * cell)
            yield return (["c0", "eps_r", "temperature", "refine"], new(Blame(s, "c0", "eps_r", "temperature"),
                $"the Debye length is {Nm(debye)}, the smallest cell {Nm(cell)}: the double layer falls between the cells", "a lower c0, or a higher refine"));
    }

    private static IEnumerable<SettingFault> Programs(PnpSettings s)
    {
        if (s.Program == PnpProgram.Table)
        {
            if (TableFault(s.Table) is { } fault) yield return fault;
        }
        else if (!(s.LowPotential < s.HighPotential))
            yield return new(Blame(s, "v_low", "v_high"), $"v_low {Text(s.LowPotential)} V is not below v_high {Text(s.HighPotential)} V: there is nothing to sweep", "v_low must be below v_high");
        else if (s.Program == PnpProgram.CyclicVoltammetry && (s.Start < s.LowPotential || s.Start > s.HighPotential))
            yield return new("v_start", $"v_start {Text(s.Start)} V is outside the window from {Text(s.LowPotential)} V to {Text(s.HighPotential)} V", "a cycle starts and ends there");
        if (s.Program == PnpProgram.ConstantCurrent)
        {
            if (!(s.Current > 0)) yield return new("current", $"current is {Text(s.Current)}: program gcd charges with a current above 0", "in A per metre of depth of a half period, for example current: 1m");
            if (s.Start >= s.HighPotential && s.LowPotential < s.HighPotential)
                yield return new("v_start", $"v_start {Text(s.Start)} V is not below v_high {Text(s.HighPotential)} V: there is nothing to charge", "v_start must be below v_high");
        }
        if (s.Snapshots is null) yield break;
        double end = Duration(s) ?? double.PositiveInfinity;
        foreach (double t in s.Snapshots)
            if (!(t >= 0 && t <= end * (1 + 1e-12)))
                yield return new("snapshots", $"a snapshot at {Short(t)} s is outside the run", double.IsFinite(end) ? $"the run goes from 0 to {Short(end)} s" : "times start at 0");
    }

    private static SettingFault? TableFault(IReadOnlyList<(double Time, double Potential)> table)
    {
        if (table.Count < 2) return new("table", $"program table needs at least two points, it has {table.Count}", "table: [0, 0, 200n, 0.15] goes from 0 V to 0.15 V in 200 ns");
        if (table[0].Time < 0) return new("table", $"the table starts at {Short(table[0].Time)} s", "the run starts at 0");
        for (int i = 1; i < table.Count; i++)
        {
            if (table[i].Time < table[i - 1].Time)
                return new("table", $"time falls from {Short(table[i - 1].Time)} s to {Short(table[i].Time)} s at point {i + 1}", "times rise; two equal times are a jump");
            if (i > 1 && table[i].Time == table[i - 2].Time)
                return new("table", $"three points at {Short(table[i].Time)} s", "two equal times are a jump, the one between has no effect");
        }
        return table[^1].Time > 0 ? null : new("table", "the table ends at 0 s", "the last time is the end of the run");
    }

    private static IEnumerable<SettingFault> Doubts(PnpSettings s)
    {
        (string Key, double Value)[] potentials = s.Program == PnpProgram.Table
            ? [.. s.Table.Where(p => Math.Abs(p.Potential) > Doubted).Take(1).Select(p => ("table", p.Potential))]
            : [("v_start", s.StartPotential ?? 0), ("v_low", s.LowPotential), ("v_high", s.HighPotential)];
        foreach (var (key, value) in potentials)
            if (Math.Abs(value) > Doubted) yield return new(key, $"{key} reaches {Text(value)} V: water splits at 1.23 V, and the model has no reactions", "the solver itself bears it; ions pack densely at the walls");
        foreach (var (key, value) in ((string, double)[])[("d_plus", s.CationDiffusivity), ("d_minus", s.AnionDiffusivity)])
            if (value > FastIon) yield return new(key, $"{key} is {Text(value)} m2/s, far above that of any ion in water", "2e-5 cm2/s are 2e-9 m2/s");
        if (s.Geometry == PnpGeometry.Network && s.Gap < s.HalfPeriod && 2 * s.Gap > s.HalfPeriod)
            yield return new("gap", $"gaps of {Nm(s.Gap)} at both ends of a half_period of {Nm(s.HalfPeriod)} overlap: ions pass straight through the stack", "below half of half_period they go through the slits");
    }

    /// <summary>Size of the smallest cell of the grid [m].</summary>
    private static double SmallestCell(PnpSettings s) => PnpLayout.AtSheets * Scales.Length / Math.Max(1, s.Refine);

    /// <summary>Of keys that contradict each other the first that is not as in P0; the first when all are.</summary>
    private static string Blame(PnpSettings s, params string[] keys)
    {
        var p0 = new PnpSettings();
        return keys.FirstOrDefault(k => Value(s, k) != Value(p0, k)) ?? keys[0];
    }

    private static double Value(PnpSettings s, string key) => key switch
    {
        "c0" => s.Concentration, "eps_r" => s.Permittivity, "temperature" => s.Temperature, "ion_size" => s.IonSize, "slit" => s.SlitWidth,
        "gap" => s.Gap, "half_period" => s.HalfPeriod, "v_low" => s.LowPotential, "v_high" => s.HighPotential,
        _ => throw new ArgumentException($"no value for {key}"),
    };

    private static string Nm(double length) => $"{Short(length / Scales.Length)} nm";

    private static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
}
