using System.Diagnostics;

namespace NanoSpice.Testing;

/// <summary>Runs ngspice in batch, where it is installed.</summary>
public static class Ngspice
{
    /// <summary>True if ngspice is in the path.</summary>
    public static bool Installed { get; } = Find("ngspice") is not null;

    /// <summary>Full path of a program in PATH, or null.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Runs a deck given as text; returns the plots and what ngspice printed. Removes its files.</summary>
    public static (IReadOnlyList<NgspiceRaw> Plots, string Printed) Run(string deck, params string[] wrapper) => RunAs(null, deck, wrapper);

    /// <summary>The same in one of ngspice's compatibility modes, psa or lta.</summary>
    public static (IReadOnlyList<NgspiceRaw> Plots, string Printed) RunAs(string? behavior, string deck, params string[] wrapper)
    {
        string folder = Directory.CreateTempSubdirectory("nanospice-peer-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "deck.cir"), deck);
            if (behavior is not null) File.WriteAllText(Path.Combine(folder, ".spiceinit"), $"set ngbehavior={behavior}\n");
            string[] words = [.. wrapper, "ngspice", "-b", "-r", "out.raw", "deck.cir"];
            var start = new ProcessStartInfo(words[0], words.Skip(1))
            {
                WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
            };
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string printed = process.StandardOutput.ReadToEnd() + errors.Result;
            process.WaitForExit();
            string raw = Path.Combine(folder, "out.raw");
            return (File.Exists(raw) ? NgspiceRaw.Read(raw) : [], printed);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
