using System.Globalization;
using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>Reads the keys that nanospice derive adds to those of nanospice pnp.</summary>
internal sealed class DeriveKeyReader(IReadOnlyList<ConfigEntry> entries, DiagnosticBag bag)
{
    /// <summary>One of some words; null when the key is not given.</summary>
    public string? Choice(string key, string[] words)
    {
        if (Find(key) is not { } entry) return null;
        string text = entry.Values.Count == 1 ? entry.Values[0].Text.ToLowerInvariant() : "";
        if (words.Contains(text)) return text;
        bag.Report(DeriveCodes.BadValue, $"{key}: there is no '{(text.Length > 0 ? text : "list")}'", entry.NameAt, $"it is one of {string.Join(", ", words)}");
        return null;
    }

    /// <summary>Yes unless it is said otherwise.</summary>
    public bool Flag(string key) => Choice(key, ["yes", "no", "true", "false"]) is not ("no" or "false");

    public IReadOnlyList<double> Numbers(string key, double[] fallback)
    {
        if (Find(key) is not { } entry) return fallback;
        var numbers = new List<double>();
        foreach (var value in entry.Values)
        {
            if (SpiceNumber.TryParse(value.Text, out double number, out _) && number >= 0 && double.IsFinite(number)) numbers.Add(number);
            else bag.Report(DeriveCodes.BadValue, $"{key}: '{value.Text}' is not a number of 0 or more", value.At, $"for example {key}: [{string.Join(", ", fallback.Select(f => f.ToString(CultureInfo.InvariantCulture)))}]");
        }
        return [.. numbers.Distinct()];
    }

    public ulong Seed()
    {
        if (Find("seed") is not { } entry) return 1;
        if (entry.Values.Count == 1 && ulong.TryParse(entry.Values[0].Text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)) return seed;
        bag.Report(DeriveCodes.BadValue, "seed: expected a whole number", entry.NameAt, "for example seed: 1");
        return 1;
    }

    /// <summary>Full paths; what does not exist is an error.</summary>
    public IReadOnlyList<string> Files(string key)
    {
        if (Find(key) is not { } entry) return [];
        var files = new List<string>();
        foreach (var value in entry.Values)
        {
            string path = Path.GetFullPath(value.Text, value.Folder);
            if (key == "tables" ? !System.IO.File.Exists(Path.Combine(path, "slits.csv")) || !System.IO.File.Exists(Path.Combine(path, "cell.csv")) : !System.IO.File.Exists(path))
                bag.Report(DeriveCodes.NoFile, $"{key}: {(key == "tables" ? "there are no slits.csv and cell.csv in" : "there is no file")} {value.Text}", value.At, "paths count from the folder of the configuration");
            else files.Add(path);
        }
        return files;
    }

    public string? File(string key) => Files(key) is [var only, ..] ? only : null;

    private ConfigEntry? Find(string key) => entries.FirstOrDefault(e => e.Name.Equals(key, StringComparison.OrdinalIgnoreCase));
}
