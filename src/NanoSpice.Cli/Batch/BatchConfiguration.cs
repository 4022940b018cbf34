using System.Globalization;
using NanoSpice.Elaboration;
using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>Entries of a file and of the command line made into the settings of a batch; all that is wrong goes to the bag.</summary>
internal sealed class BatchConfiguration
{
    private readonly DiagnosticBag _bag;
    private readonly ConsoleReport _console;
    private readonly Dictionary<string, ConfigEntry> _given = new(StringComparer.OrdinalIgnoreCase);

    private BatchConfiguration(DiagnosticBag bag, ConsoleReport console) => (_bag, _console) = (bag, console);

    /// <param name="file">entries of the file; of the same key in <paramref name="words"/> the latter holds</param>
    public static BatchSettings Read(IReadOnlyList<ConfigEntry> file, IReadOnlyList<ConfigEntry> words, ConsoleReport console, DiagnosticBag bag)
    {
        var configuration = new BatchConfiguration(bag, console);
        foreach (var entry in file) configuration.Take(entry);
        foreach (var entry in words) configuration._given[entry.Name] = entry;
        return configuration.Settings();
    }

    private void Take(ConfigEntry entry)
    {
        if (BatchKey.All.All(k => !k.Name.Equals(entry.Name, StringComparison.OrdinalIgnoreCase)))
        {
            string? near = NearestName.Of(entry.Name, BatchKey.All.Select(k => k.Name));
            _bag.Report(BatchCodes.UnknownKey, $"there is no key '{entry.Name}'", entry.NameAt, near is null ? $"keys are {string.Join(", ", BatchKey.All.Select(k => k.Name))}" : $"did you mean '{near}'?");
        }
        else if (!_given.TryAdd(entry.Name, entry)) _bag.Report(BatchCodes.Duplicate, $"{entry.Name} is given twice", entry.NameAt, "keep one of them; several values are a list");
    }

    private BatchSettings Settings()
    {
        var plain = new BatchSettings();
        int tasks = Whole("slurm", 0, 1, 100_000);
        return new()
        {
            Decks = Decks(),
            Parameters = Parameters(),
            Axes = [.. Sweeps(), .. Grid()],
            Draws = Whole("mc", 0, 1, BatchPlan.MostRuns),
            Seed = Seed(plain.Seed),
            Jobs = Whole("jobs", plain.Jobs, 1, 1024),
            Timeout = Timeout(plain.Timeout),
            Output = One("output") is { } output ? Path.GetFullPath(output.Text, output.Folder) : null,
            Keep = Keep(plain.Keep),
            Resume = Switch("resume"),
            Shard = Shard(),
            SlurmTasks = tasks,
        };
    }

    private List<BatchDeckName> Decks()
    {
        var decks = new List<BatchDeckName>();
        foreach (var value in All("deck"))
        {
            string full = Path.GetFullPath(value.Text, value.Folder);
            var fault = TextInput.Fault(full, "deck", "a netlist");
            if (fault is { } f) _bag.Report(BatchCodes.NoDeck, $"{value.Text}: {f.What}", value.At, f.Advice);
            else if (decks.Any(d => d.Path == full)) _bag.Report(BatchCodes.Duplicate, $"{value.Text} is given twice", value.At, "a deck is run once at every point");
            else decks.Add(new(value.Text, full, value.At));
        }
        return decks;
    }

    private List<ParameterOverride> Parameters()
    {
        var all = new List<ParameterOverride>();
        foreach (var value in All("param"))
        {
            int equals = value.Text.IndexOf('=');
            if (equals > 0 && equals < value.Text.Length - 1) all.Add(new(value.Text[..equals].Trim(), value.Text[(equals + 1)..].Trim()));
            else Bad(value, $"'{value.Text}' is not NAME=VALUE", "for example rc=5");
        }
        return all;
    }

    private IEnumerable<OuterAxis> Sweeps() => All("sweep").Select(v => new SweepText(v, _bag).Read()).OfType<OuterAxis>();

    private IEnumerable<OuterAxis> Grid() =>
        All("grid").Select(v => GridFile.Read(v, _console.ShownPath(Path.GetFullPath(v.Text, v.Folder)), _bag)).OfType<OuterAxis>();

    private ulong Seed(ulong fallback)
    {
        if (One("seed") is not { } value) return fallback;
        if (ulong.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)) return seed;
        Bad(value, $"seed: '{value.Text}' is not a whole number", "0 or more");
        return fallback;
    }

    private double Timeout(double fallback)
    {
        if (One("timeout") is not { } value) return fallback;
        if (SpiceNumber.TryParse(value.Text, out double seconds, out _) && seconds is > 0 and < 1e9) return seconds;
        Bad(value, $"timeout: '{value.Text}' is not a time in seconds", "more than 0, for example 60");
        return fallback;
    }

    private ResultFormats Keep(ResultFormats fallback)
    {
        var values = All("keep").ToList();
        if (values.Count == 0) return fallback;
        string list = string.Join(',', values.Select(v => v.Text));
        if (list.Trim().Equals("none", StringComparison.OrdinalIgnoreCase)) return ResultFormats.None;
        if (ResultFiles.ParseFormats(list) is { } formats and not ResultFormats.None && !formats.HasFlag(ResultFormats.Plot)) return formats;
        Bad(values[0], $"keep: '{list}' is not a list of formats", "csv, raw, both with a comma between them, or none");
        return fallback;
    }

    private BatchShard Shard()
    {
        if (One("shard") is not { } value) return BatchShard.Whole;
        string[] parts = value.Text.Split('/');
        if (parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int of) && number >= 1 && number <= of) return new(number, of);
        Bad(value, $"shard: '{value.Text}' is not K/N", "K from 1 to N, for example 2/8");
        return BatchShard.Whole;
    }

    private bool Switch(string key)
    {
        if (!_given.ContainsKey(key)) return false;
        if (One(key) is not { } value || value.Text.ToLowerInvariant() is "true" or "yes" or "") return true;
        if (value.Text.ToLowerInvariant() is not ("false" or "no")) Bad(value, $"{key}: '{value.Text}' is neither true nor false", null);
        return false;
    }

    private int Whole(string key, int fallback, int least, int most)
    {
        if (One(key) is not { } value) return fallback;
        if (int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most) return number;
        Bad(value, $"{key}: '{value.Text}' is not a whole number from {least} to {most}", null);
        return fallback;
    }

    private ConfigValue? One(string key)
    {
        var all = All(key).ToList();
        if (all.Count > 1) Bad(all[1], $"{key} takes one value", null);
        return all.Count > 0 ? all[0] : null;
    }

    private IReadOnlyList<ConfigValue> All(string key) => _given.TryGetValue(key, out var entry) ? entry.Values : [];

    private void Bad(ConfigValue value, string message, string? hint) => _bag.Report(BatchCodes.BadValue, message, value.At, hint);
}
