using System.Text.RegularExpressions;
using NanoSpice.Elaboration;
using NanoSpice.Expressions;
using NanoSpice.Netlist;
using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>One run that a configuration asks for.</summary>
/// <param name="Name">its folder in a batch: slit=1.5n, several lists slit=1.5n,ramp=100n; empty when there is only one run</param>
internal sealed record PnpCase(string Name, PnpSettings Settings);

/// <summary>Entries of a file and of the command line made into the settings of one or several runs.</summary>
internal sealed partial class PnpConfiguration
{
    /// <summary>What one value of one key does to the settings.</summary>
    private sealed record Setting(PnpKey Key, string Text, SourceSpan At, Func<PnpSettings, PnpSettings> Apply);

    /// <summary>Runs of one configuration at most.</summary>
    private const int MostRuns = 10_000;

    private readonly DiagnosticBag _bag;

    /// <summary>Keys as given, each with its values; in the order given.</summary>
    private readonly List<(ConfigEntry Entry, PnpKey Key, List<Setting> Values)> _given = [];

    /// <summary>Keys that were meant and could not be read; what they have to do with is not judged.</summary>
    private readonly HashSet<string> _unread = [];

    private PnpConfiguration(DiagnosticBag bag) => _bag = bag;

    /// <summary>The runs asked for; everything that is wrong goes to the bag.</summary>
    /// <param name="file">entries of the file; of the same key in <paramref name="overrides"/> the latter holds</param>
    public static IReadOnlyList<PnpCase> Read(IReadOnlyList<ConfigEntry> file, IReadOnlyList<ConfigEntry> overrides, DiagnosticBag bag)
    {
        var configuration = new PnpConfiguration(bag);
        configuration.Take(file, overrides);
        return configuration.Cases();
    }

    /// <summary>-p key=value as entries; commas make a list.</summary>
    /// <param name="folder">where file names in them count from</param>
    public static IReadOnlyList<ConfigEntry> Entries(IReadOnlyList<ParameterOverride> overrides, string folder)
    {
        var file = new SourceFile("command line", [.. overrides.Select(o => $"-p {o.Name}={o.Value}")]);
        var entries = new Dictionary<string, ConfigEntry>(StringComparer.OrdinalIgnoreCase);
        for (int k = 0; k < overrides.Count; k++)
        {
            var (name, value) = overrides[k];
            var values = new List<ConfigValue>();
            int column = 5 + name.Length;
            foreach (string part in value.Trim('[', ']').Split(','))
            {
                values.Add(new(part.Trim(), new(file, k + 1, column, Math.Max(1, part.Length)), folder));
                column += part.Length + 1;
            }
            entries[name] = new(name, new(file, k + 1, 4, name.Length), values, values.Count > 1, false);
        }
        return [.. entries.Values];
    }

    private void Take(IReadOnlyList<ConfigEntry> file, IReadOnlyList<ConfigEntry> overrides)
    {
        var replaced = overrides.Select(o => o.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in file)
        {
            if (seen.Add(entry.Name))
            {
                if (!replaced.Contains(entry.Name)) Take(entry);
            }
            else _bag.Report(PnpCodes.Duplicate, $"{entry.Name} is given twice", entry.NameAt, "keep one of them; several values are a list: [1.5n, 2n]");
        }
        foreach (var entry in overrides) Take(entry);
    }

    private void Take(ConfigEntry entry)
    {
        if (PnpKeys.Find(entry.Name) is not { } key)
        {
            string? near = NearestName.Of(entry.Name, PnpKeys.All.Select(k => k.Name));
            if (near is not null) _unread.Add(near);
            _bag.Report(PnpCodes.UnknownKey, $"there is no key '{entry.Name}'", entry.NameAt, near is null ? "nanospice pnp --keys lists them" : $"did you mean '{near}'?");
            return;
        }
        var values = new List<Setting>();
        if (key.IsList) Add(key.Read(entry.Values, entry.NameAt, _bag), entry.Name, entry.Values.Count > 0 ? entry.Values[0].At : entry.NameAt);
        else if (entry.IsNested || entry.Values.Count == 0)
            _bag.Report(PnpCodes.Nested, $"{key.Name}: expected a value or a list of values", entry.Values.Count > 0 ? entry.Values[0].At : entry.NameAt, $"for example {key.Name}: {key.Default}");
        else
            foreach (var value in entry.Values) Add(key.Read([value], entry.NameAt, _bag), value.Text, value.At);
        if (values.Count == 0) _unread.Add(key.Name);
        else _given.Add((entry, key, values));

        void Add(Func<PnpSettings, PnpSettings>? apply, string text, SourceSpan at)
        {
            if (apply is null) _unread.Add(key.Name);
            else if (values.Any(v => v.Text == text)) _bag.Report(PnpCodes.SameRun, $"{key.Name} has the value {text} twice", at, "each run of a list has a folder of its own");
            else values.Add(new(key, text, at, apply));
        }
    }

    private List<PnpCase> Cases()
    {
        if (_given.Find(g => g.Key.Name == PnpKeys.Rate) is { Key: not null } rate && _given.Any(g => g.Key.Name == "ramp"))
            _bag.Report(PnpCodes.Exclusive, "ramp and rate are both given", rate.Entry.NameAt, "rate is (v_high - v_low) / ramp: keep one of them");
        if (_given.Aggregate(1.0, (n, g) => n * g.Values.Count) is > MostRuns and var runs)
        {
            var (entry, _, _) = _given.Where(g => g.Values.Count > 1).MaxBy(g => g.Values.Count);
            _bag.Report(PnpCodes.TooManyRuns, $"the lists ask for {runs.ToString("g4", System.Globalization.CultureInfo.InvariantCulture)} runs, more than {MostRuns}", entry.NameAt, "every combination of their values is a run");
            return [];
        }
        List<List<Setting>> all = [[]];
        foreach (var (_, _, values) in _given) all = [.. all.SelectMany(c => values.Select(v => new List<Setting>([.. c, v])))];
        var lists = _given.Where(g => g.Entry.IsList && !g.Key.IsList).Select(g => g.Key).ToHashSet();
        return [.. all.Select(c => Case(c, string.Join(',', c.Where(s => lists.Contains(s.Key)).Select(s => $"{s.Key.Name}={s.Text}"))))];
    }

    private PnpCase Case(List<Setting> chosen, string name)
    {
        var settings = new PnpSettings();
        foreach (var setting in chosen.OrderBy(s => s.Key.Name switch { PnpKeys.Preset => 0, PnpKeys.Rate => 2, _ => 1 })) settings = setting.Apply(settings);
        foreach (var fault in SettingRanges.Faults(settings)) Report(PnpCodes.OutOfRange, fault, chosen);
        foreach (var fault in SettingRanges.Warnings(settings)) Report(PnpCodes.Doubtful, fault, chosen);
        foreach (var setting in chosen)
            if (Unused(setting.Key, settings) is { } by) _bag.Report(PnpCodes.NoEffect, $"{setting.Key.Name} has no effect with {by}", setting.At);
        return new(name, settings);
    }

    private void Report(DiagnosticCode code, SettingFault fault, List<Setting> chosen)
    {
        if (_unread.Contains(fault.Key) || Words().Matches(fault.Message).Any(w => _unread.Contains(w.Value))) return;
        // Where nobody wrote the key at fault: what it follows from, or what asks for it.
        string[] keys = [fault.Key, .. fault.Key == "ramp" ? (string[])[PnpKeys.Rate] : [], "program", "geometry", PnpKeys.Preset];
        var at = keys.Select(k => chosen.Find(s => s.Key.Name == k)).FirstOrDefault(s => s is not null) ?? chosen.FirstOrDefault();
        if (at is not null) _bag.Report(code, fault.Message, at.At, fault.Hint.Length > 0 ? fault.Hint : null);
    }

    [GeneratedRegex("[a-z_]+")]
    private static partial Regex Words();

    /// <summary>"program: step" or "geometry: cell" when that does not use the key; null when it is used.</summary>
    private static string? Unused(PnpKey key, PnpSettings settings)
    {
        if (key.Geometries.Count > 0 && !key.Geometries.Contains(settings.Geometry)) return $"geometry: {PnpKeys.Find("geometry")!.Value(settings)}";
        return key.Programs.Count > 0 && !key.Programs.Contains(settings.Program) ? $"program: {PnpKeys.Find("program")!.Value(settings)}" : null;
    }
}
