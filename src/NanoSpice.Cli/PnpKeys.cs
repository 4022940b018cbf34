using System.Globalization;
using System.Text;
using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>Every key of an mPNP configuration, in the order in which help and results show them.</summary>
internal static class PnpKeys
{
    /// <summary>Keys that set others and are not settings themselves: the preset goes before all others, the rate after them.</summary>
    public const string Preset = "preset", Rate = "rate";

    private static readonly string[] ProgramWords = ["cv", "step", "gcd", "table"], GeometryWords = ["network", "slit", "cell"];

    private static readonly PnpGeometry[] InNetwork = [PnpGeometry.Network], InPores = [PnpGeometry.Network, PnpGeometry.Slit];

    private static readonly PnpProgram[] BetweenVertices = [PnpProgram.CyclicVoltammetry, PnpProgram.Step, PnpProgram.ConstantCurrent];

    public static IReadOnlyList<PnpKey> All { get; } = [.. Electrolyte(), .. Geometry(), .. Drive(), .. Numerics()];

    /// <summary>The key of a name, case aside; null: there is none.</summary>
    public static PnpKey? Find(string name) => All.FirstOrDefault(k => k.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The settings as text, defaults included, numbers exact: the same settings give the same text.</summary>
    public static string Canonical(PnpSettings settings)
    {
        var text = new StringBuilder();
        foreach (var key in Settings)
        {
            string value = key.Value(settings) switch
            {
                double[] list => $"[{string.Join(", ", list.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}]",
                double number => number.ToString("R", CultureInfo.InvariantCulture),
                int count => count.ToString(CultureInfo.InvariantCulture),
                var other => other?.ToString() ?? "",
            };
            text.Append(CultureInfo.InvariantCulture, $"{key.Name}: {value}\n");
        }
        return text.ToString();
    }

    /// <summary>Keys that are settings of a run.</summary>
    public static IEnumerable<PnpKey> Settings => All.Where(k => k.Name is not (Preset or Rate));

    private static IEnumerable<PnpKey> Electrolyte() =>
    [
        new ChoiceKey(Preset, "parameter set that the other keys change: p0, or p1 with ion_size 0.50n, half_period 20n, gap 1n, ramp 1000n, cycles 3",
            ["p0", "p1"], _ => "p0", (s, word) => word == "p0" ? new() : new() { IonSize = 0.5e-9, HalfPeriod = 20e-9, Gap = 1e-9, RampTime = 1000e-9, Cycles = 3 }),
        new NumberKey("c0", "mol/m3", "concentration of each ion in the bulk", s => s.Concentration, (s, v) => s with { Concentration = v }),
        new NumberKey("temperature", "K", "temperature", s => s.Temperature, (s, v) => s with { Temperature = v }),
        new NumberKey("eps_r", "", "relative permittivity", s => s.Permittivity, (s, v) => s with { Permittivity = v }),
        new NumberKey("d_plus", "m2/s", "diffusivity of the cation", s => s.CationDiffusivity, (s, v) => s with { CationDiffusivity = v }),
        new NumberKey("d_minus", "m2/s", "diffusivity of the anion", s => s.AnionDiffusivity, (s, v) => s with { AnionDiffusivity = v }),
        new NumberKey("ion_size", "m", "edge a of the cube that an ion takes; 0: points", s => s.IonSize, (s, v) => s with { IonSize = v }),
        new NumberKey("stern", "m", "thickness of the Stern layer; 0: none", s => s.SternThickness, (s, v) => s with { SternThickness = v }),
    ];

    private static IEnumerable<PnpKey> Geometry() =>
    [
        new ChoiceKey("geometry", "network of slits, a straight slit, or cell (one dimension)", GeometryWords,
            s => GeometryWords[(int)s.Geometry], (s, word) => s with { Geometry = (PnpGeometry)Array.IndexOf(GeometryWords, word) }),
        new NumberKey("slit", "m", "slit width d", s => s.SlitWidth, (s, v) => s with { SlitWidth = v }) { Geometries = InPores },
        new CountKey("layers", "number of sheets and slits; of sections of a straight slit", s => s.Layers, (s, v) => s with { Layers = v }) { Geometries = InPores },
        new NumberKey("half_period", "m", "half sheet period Ly", s => s.HalfPeriod, (s, v) => s with { HalfPeriod = v }) { Geometries = [PnpGeometry.Network, PnpGeometry.Cell] },
        new NumberKey("gap", "m", "gap that a sheet leaves open", s => s.Gap, (s, v) => s with { Gap = v }) { Geometries = InNetwork },
        new NumberKey("sheet", "m", "thickness of a sheet", s => s.SheetThickness, (s, v) => s with { SheetThickness = v }) { Geometries = InPores },
        new NumberKey("reservoir", "m", "open space before the electrode; 0 only with geometry slit", s => s.Reservoir, (s, v) => s with { Reservoir = v }),
        new NumberKey("length", "m", "length of the straight slit", s => s.PoreLength, (s, v) => s with { PoreLength = v }) { Geometries = [PnpGeometry.Slit] },
    ];

    private static IEnumerable<PnpKey> Drive() =>
    [
        new ChoiceKey("program", "cv (ramps), step (jumps), gcd (constant current) or table", ProgramWords,
            s => ProgramWords[(int)s.Program], (s, word) => s with { Program = (PnpProgram)Array.IndexOf(ProgramWords, word) }),
        new NumberKey("v_start", "V", "potential at the start, in equilibrium", s => s.Start, (s, v) => s with { StartPotential = v }) { Programs = BetweenVertices, DefaultText = "v_low" },
        new NumberKey("v_low", "V", "lower vertex", s => s.LowPotential, (s, v) => s with { LowPotential = v }) { Programs = BetweenVertices },
        new NumberKey("v_high", "V", "upper vertex", s => s.HighPotential, (s, v) => s with { HighPotential = v }) { Programs = BetweenVertices },
        new NumberKey("ramp", "s", "duration of a ramp between the vertices", s => s.RampTime, (s, v) => s with { RampTime = v }) { Programs = [PnpProgram.CyclicVoltammetry, PnpProgram.Step] },
        new NumberKey(Rate, "V/s", "scan rate, in place of ramp", s => (s.HighPotential - s.LowPotential) / s.RampTime,
            (s, v) => s with { RampTime = Math.Abs(s.HighPotential - s.LowPotential) / v }) { Programs = [PnpProgram.CyclicVoltammetry], DefaultText = "from ramp" },
        new CountKey("cycles", "number of cycles", s => s.Cycles, (s, v) => s with { Cycles = v }) { Programs = BetweenVertices },
        new NumberKey("hold", "s", "time at each potential of program step", s => s.Hold, (s, v) => s with { HoldTime = v }) { Programs = [PnpProgram.Step], DefaultText = "ramp" },
        new NumberKey("current", "A/m", "current of program gcd, per metre of depth of a half period", s => s.Current, (s, v) => s with { Current = v }) { Programs = [PnpProgram.ConstantCurrent], DefaultText = "none" },
        new ListKey("table", "s, V", "points of program table: times and potentials by turns, or a CSV file of two columns; two equal times are a jump",
            s => [.. s.Table.SelectMany(p => new[] { p.Time, p.Potential })], PnpLists.Table) { Programs = [PnpProgram.Table], DefaultText = "none" },
        new CountKey("samples", "rows of output per ramp, hold or piece of a table; 0: the integrator's own points", s => s.Samples, (s, v) => s with { Samples = v }),
        new ListKey("snapshots", "s", "times of the field snapshots; default: middle and end of the first ramp, middle of the second",
            s => s.Snapshots is { } times ? [.. times] : null, PnpLists.Times) { DefaultText = "three" },
    ];

    private static IEnumerable<PnpKey> Numerics() =>
    [
        new CountKey("refine", "grid level k, 1 to 8: every cell of the base grid is split in k by k", s => s.Refine, (s, v) => s with { Refine = v }),
        new NumberKey("reltol", "", "relative tolerance of the time integration, 1e-8 to 1e-2", s => s.RelativeTolerance, (s, v) => s with { RelativeTolerance = v }),
    ];
}
