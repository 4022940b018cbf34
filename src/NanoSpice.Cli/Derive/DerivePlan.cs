using System.Globalization;
using System.Text.Json;
using NanoSpice.Expressions;
using NanoSpice.Netlist;
using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>What a run is for.</summary>
internal enum DeriveRole
{
    /// <summary>Elements and laws are extracted from it, and the ladder is compared with it.</summary>
    Main,

    /// <summary>The same with the other parameter set.</summary>
    Other,

    /// <summary>More layers or another rate: the elements of the first main run are carried over.</summary>
    Transfer,
}

/// <summary>One mPNP run of a derivation.</summary>
/// <param name="Name">its folder, and what tables of the report call it: slit=1.5n</param>
/// <param name="Tables">folder of the user's own slits.csv and cell.csv in place of a run; null: it is run</param>
internal sealed record DeriveCase(DeriveRole Role, string Name, PnpSettings Settings, string? Tables)
{
    /// <summary>Folder below that of the results.</summary>
    public string Folder => Path.Combine("pnp", Role switch { DeriveRole.Main => "main", DeriveRole.Other => "other", _ => "transfer" }, Name);

    /// <summary>A name for cards and files: d_1.5n, other_d_1.5n.</summary>
    public string Word => TableCase.Word((Role == DeriveRole.Other ? "other_" : "") + Name.Replace("slit=", "d", StringComparison.Ordinal));
}

/// <summary>Everything a configuration of nanospice derive asks for.</summary>
/// <param name="Card">the user's own card with a NANOSTACK, in place of the extracted elements; null: none</param>
/// <param name="Deck">the user's own deck in place of the ladder's; null: none</param>
/// <param name="Discover">the law is sought, not only fitted</param>
/// <param name="FreeFit">ladders are fitted to the voltammogram as well, as a bound</param>
internal sealed record DerivePlan(IReadOnlyList<DeriveCase> Cases, string? Card, string? Deck, ulong Seed, bool Discover, bool FreeFit)
{
    private static readonly (string Name, string Default, string Meaning)[] OwnKeys =
    [
        ("other", "p0, or p1 when preset is p0", "second parameter set at the same slit widths: p0, p1 or none"),
        ("transfer_layers", "[12, 24]", "layers to which the elements of the first run are carried over; none: [0]"),
        ("transfer_rates", "[2, 0.5, 0.25]", "factors on the scan rate to which they are carried over; none: [0]"),
        ("tables", "none", "folders with slits.csv and cell.csv of one's own, in place of mPNP runs"),
        ("card", "none", "card of one's own with a NANOSTACK, in place of the extracted elements"),
        ("deck", "none", "deck of one's own, whose first analysis is compared with the first run"),
        ("discover", "yes", "no: the law of element N is fitted, but no law is sought"),
        ("free_fit", "yes", "no: no ladder is fitted to the voltammogram"),
        ("seed", "1", "start of all random numbers"),
    ];

    /// <summary>What holds where neither file nor command line says otherwise: set P1 at four slit widths on the base grid.</summary>
    private static readonly (string Name, string[] Values)[] Defaults = [(PnpKeys.Preset, ["p1"]), ("slit", ["1.5n", "2n", "3n", "5n"]), ("refine", ["1"])];

    /// <summary>The table of keys for --keys, those of nanospice pnp apart.</summary>
    public static void WriteKeys(TextWriter output)
    {
        int name = OwnKeys.Max(k => k.Name.Length), value = OwnKeys.Max(k => k.Default.Length);
        output.WriteLine($"{"key".PadRight(name)}  {"default".PadRight(value)}  meaning");
        foreach (var key in OwnKeys) output.WriteLine($"{key.Name.PadRight(name)}  {key.Default.PadRight(value)}  {key.Meaning}");
        output.WriteLine($"and all keys of nanospice pnp, with the defaults {string.Join(", ", Defaults.Select(d => $"{d.Name}: {(d.Values.Length > 1 ? $"[{string.Join(", ", d.Values)}]" : d.Values[0])}"))}");
    }

    /// <summary>The plan; everything that is wrong goes to the bag.</summary>
    public static DerivePlan Read(IReadOnlyList<ConfigEntry> file, IReadOnlyList<ConfigEntry> overrides, DiagnosticBag bag)
    {
        List<ConfigEntry> all = [.. file.Where(f => !overrides.Any(o => Same(o.Name, f.Name))), .. overrides];
        var own = new DeriveKeyReader(all, bag);
        List<ConfigEntry> given = [.. all.Where(e => !OwnKeys.Any(k => Same(k.Name, e.Name)) && IsKnown(e, bag))], pnp = [.. Defaults.Where(d => !given.Any(g => Same(g.Name, d.Name))).Select(Entry), .. given];
        var cases = new List<DeriveCase>();
        var folders = own.Files("tables");
        var main = PnpConfiguration.Read(pnp, [], bag);
        string preset = pnp.First(e => Same(e.Name, PnpKeys.Preset)).Values is [var only, ..] ? only.Text.ToLowerInvariant() : "p1";
        if (folders.Count > 0) cases.AddRange(folders.Select((f, k) => new DeriveCase(DeriveRole.Main, Named(folders, k), Recorded(f) ?? (main.Count > 0 ? main[0].Settings : new PnpSettings()), f)));
        else cases.AddRange(main.Select(c => new DeriveCase(DeriveRole.Main, NameOf(c), c.Settings, null)));
        string other = own.Choice("other", ["p0", "p1", "none"]) ?? (folders.Count > 0 ? "none" : preset == "p0" ? "p1" : "p0");
        if (other != "none" && folders.Count == 0) cases.AddRange(Others(pnp, other).Select(c => new DeriveCase(DeriveRole.Other, NameOf(c), c.Settings, null)));
        if (folders.Count == 0 && cases.Count > 0 && !bag.HasErrors) cases.AddRange(Transfers(cases[0].Settings, own));
        if (cases.FirstOrDefault(c => c.Settings is not { Program: PnpProgram.CyclicVoltammetry, Geometry: PnpGeometry.Network, Layers: >= 2 }) is { } foreign)
            bag.Report(DeriveCodes.BadRun, $"{foreign.Name}: derive needs program cv, geometry network and two layers or more", pnp[0].NameAt, "nanospice pnp runs other programs and geometries");
        else if (cases.FirstOrDefault(c => c.Tables is null && (c.Settings.Samples < NetworkTableFile.LeastRows || c.Settings.Start != c.Settings.LowPotential)) is { } odd)
            bag.Report(DeriveCodes.BadRun, $"{odd.Name}: derive needs {NetworkTableFile.LeastRows} samples or more a ramp, and a run that starts at v_low", pnp[0].NameAt, "leave out samples and v_start");
        return new(cases, own.File("card"), own.File("deck"), own.Seed(), own.Flag("discover"), own.Flag("free_fit"));
    }

    private static bool IsKnown(ConfigEntry entry, DiagnosticBag bag)
    {
        if (PnpKeys.Find(entry.Name) is not null) return true;
        string? near = NearestName.Of(entry.Name, PnpKeys.All.Select(k => k.Name).Concat(OwnKeys.Select(k => k.Name)));
        bag.Report(PnpCodes.UnknownKey, $"there is no key '{entry.Name}'", entry.NameAt, near is null ? "nanospice derive --keys lists them" : $"did you mean '{near}'?");
        return false;
    }

    private static ConfigEntry Entry((string Name, string[] Values) d)
    {
        var at = new SourceSpan(new SourceFile("defaults of nanospice derive", [$"{d.Name}: {string.Join(", ", d.Values)}"]), 1, 1, d.Name.Length);
        return new(d.Name, at, [.. d.Values.Select(v => new ConfigValue(v, at, "."))], d.Values.Length > 1, false);
    }

    /// <summary>The other set keeps the slit widths, layers, grid and window that are given, not what makes its set: ion size, period, gap, ramp, cycles.</summary>
    private static IReadOnlyList<PnpCase> Others(List<ConfigEntry> pnp, string preset)
    {
        string[] kept = ["slit", "layers", "refine", "reltol", "v_low", "v_high", "samples"];
        var entries = pnp.Where(e => kept.Contains(e.Name.ToLowerInvariant())).Prepend(Entry((PnpKeys.Preset, [preset])));
        return PnpConfiguration.Read([.. entries], [], new DiagnosticBag());
    }

    private static IEnumerable<DeriveCase> Transfers(PnpSettings first, DeriveKeyReader own)
    {
        foreach (double layers in own.Numbers("transfer_layers", [12, 24]).Where(n => n > 0))
            yield return new(DeriveRole.Transfer, F($"layers={layers}"), first with { Layers = (int)layers }, null);
        foreach (double factor in own.Numbers("transfer_rates", [2, 0.5, 0.25]).Where(n => n > 0))
            yield return new(DeriveRole.Transfer, F($"rate_x{factor}"), first with { RampTime = first.RampTime / factor }, null);
    }

    /// <summary>Name of the folder, with a number where two have the same.</summary>
    private static string Named(IReadOnlyList<string> folders, int k)
    {
        string Last(string folder) => Path.GetFileName(folder.TrimEnd('/', '\\'));
        int before = folders.Take(k).Count(f => Last(f) == Last(folders[k]));
        return before == 0 ? Last(folders[k]) : F($"{Last(folders[k])}_{before + 1}");
    }

    private static string NameOf(PnpCase run) => run.Name.Length > 0 ? run.Name : $"slit={F($"{run.Settings.SlitWidth * 1e9:g6}n")}";

    /// <summary>Settings of the run that wrote a table, from its summary.json; null when there is none.</summary>
    private static PnpSettings? Recorded(string folder)
    {
        string path = Path.Combine(folder, "summary.json");
        try
        {
            if (!File.Exists(path)) return null;
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var source = new SourceFile(path, [""]);
            var at = new SourceSpan(source, 1, 1, 1);
            var entries = json.RootElement.GetProperty("settings").EnumerateObject().Where(s => s.Value.ValueKind is JsonValueKind.Number or JsonValueKind.String)
                .Where(s => s.Name != "current").Select(s => new ConfigEntry(s.Name, at, [new(s.Value.ToString(), at, folder)], false, false));
            var bag = new DiagnosticBag();
            var cases = PnpConfiguration.Read([.. entries], [], bag);
            return bag.HasErrors ? null : cases[0].Settings;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
