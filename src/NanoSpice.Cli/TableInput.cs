using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NanoSpice.Discovery;

namespace NanoSpice.Cli;

/// <summary>A table named on the command line.</summary>
/// <param name="File">as it is read</param>
/// <param name="Recorded">its path in what is written: as the user wrote it, the name alone for an absolute path</param>
/// <param name="Hash">SHA-256 of its bytes</param>
internal sealed record InputTable(DataFile File, string Recorded, string Hash);

/// <summary>Files of numbers with the names of their runs and what nanospice pnp recorded about them.</summary>
internal static class TableInput
{
    /// <summary>All files; null with the faults of all of them shown.</summary>
    public static IReadOnlyList<InputTable>? Load(IReadOnlyList<string> paths, ConsoleReport console)
    {
        string[] full = [.. paths.Select(console.FullPath)];
        string[] labels = Labels(full);
        var tables = new List<InputTable>();
        bool failed = false;
        for (int k = 0; k < full.Length; k++)
        {
            if (TextInput.Fault(full[k], "table", "CSV") is { } fault)
            {
                console.Fail($"{paths[k]}: {fault.What}", fault.Advice);
                failed = true;
                continue;
            }
            byte[] bytes = File.ReadAllBytes(full[k]);
            string shown = console.ShownPath(full[k]);
            tables.Add(new(new(shown, Encoding.UTF8.GetString(bytes), labels[k], Conditions(full[k])),
                Path.IsPathRooted(shown) ? Path.GetFileName(shown) : shown.Replace('\\', '/'), Convert.ToHexStringLower(SHA256.HashData(bytes))));
        }
        return failed ? null : tables;
    }

    /// <summary>slit=1.5n of a folder that nanospice pnp made, else the file's name, with its folder or a number where that is not unique.</summary>
    private static string[] Labels(string[] full)
    {
        string[] names = [.. full.Select(f => Folder(f).Contains('=', StringComparison.Ordinal) ? Folder(f) : Path.GetFileNameWithoutExtension(f))];
        string[] longer = [.. names.Select((n, k) => names.Count(m => m == n) > 1 && n != Folder(full[k]) ? $"{Folder(full[k])}_{n}" : n)];
        return [.. longer.Select((n, k) => longer.Take(k).Count(m => m == n) is > 0 and var before ? string.Create(CultureInfo.InvariantCulture, $"{n}_{before + 1}") : n)];

        static string Folder(string path) => Path.GetFileName(Path.GetDirectoryName(path)) ?? "";
    }

    /// <summary>Settings, with units, and their hash from the summary.json of the run that wrote the table; nothing when there is none.</summary>
    private static List<KeyValuePair<string, string>> Conditions(string table)
    {
        var found = new List<KeyValuePair<string, string>>();
        try
        {
            string path = Path.Combine(Path.GetDirectoryName(table)!, "summary.json");
            if (!File.Exists(path)) return found;
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = json.RootElement;
            if (!root.TryGetProperty("config_hash", out var hash) || !root.TryGetProperty("settings", out var settings)) return found;
            if (!root.GetProperty("files").EnumerateArray().Any(f => f.GetString() == Path.GetFileName(table))) return found;
            var units = root.GetProperty("units");
            foreach (var setting in settings.EnumerateObject().Where(s => s.Value.ValueKind is JsonValueKind.Number or JsonValueKind.String))
            {
                string unit = units.TryGetProperty(setting.Name, out var text) ? " " + text.GetString() : "";
                found.Add(new(setting.Name, setting.Value + unit));
            }
            found.Add(new("config_hash", hash.GetString()!));
            return found;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // Some other program's summary.json.
            return [];
        }
    }
}
