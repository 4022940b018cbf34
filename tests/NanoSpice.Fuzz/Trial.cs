using System.Text.Json;
using System.Text.RegularExpressions;
using NanoSpice.Cli;
using NanoSpice.Discovery;
using NanoSpice.Pnp;

namespace NanoSpice.Fuzz;

/// <summary>What is wrong with an answer.</summary>
/// <param name="Kind">the same for the same fault, so that a smaller file can be told to show it still</param>
public sealed record Finding(string Kind, string Detail);

/// <summary>Gives a file to the commands that read such files, and judges what comes back.</summary>
/// <param name="folder">a folder of its own, with the repository's decks and models in it</param>
public sealed partial class Trial(Subject subject, string folder)
{
    /// <summary>Time that a run may take before it is interrupted, as by Ctrl-C [ms].</summary>
    public int Budget { get; init; } = 60;

    /// <summary>Name of the mutated file, in the folder of the file it came from.</summary>
    public static string NameFor(Subject subject) => subject switch { Subject.Deck or Subject.Export => "fuzz.cir", Subject.Yaml or Subject.Plan => "fuzz.yaml", _ => "fuzz.csv" };

    /// <summary>The first fault of the answers; null when they are as designed.</summary>
    public Finding? Run(Seed from, byte[] bytes)
    {
        string own = Path.Combine(folder, Path.GetDirectoryName(from.Name) ?? "");
        Directory.CreateDirectory(own);
        string file = Path.Combine(own, NameFor(subject));
        File.WriteAllBytes(file, bytes);
        string results = Path.Combine(folder, "results");
        try
        {
            return subject switch
            {
                Subject.Deck => Judge(["run", file, "-o", results, "--format", bytes.Length % 2 == 0 ? "csv,raw" : "csv,raw-ascii", .. bytes.Length % 5 == 0 ? (string[])["--plot", "--report"] : []], results),
                Subject.Export => Judge(["export", file, "--to", (bytes.Length % 3) switch { 0 => "ngspice", 1 => "ltspice", _ => "xyce" }, "-o", Path.Combine(results, "out.cir")], results),
                Subject.Plan or Subject.Grid or Subject.Sweep => Batch(own, file, bytes, results),
                Subject.Yaml => Judge(["pnp", file, "-o", results], results) ?? Judge(["derive", file, "-o", results], results),
                _ => Table(file, results),
            };
        }
        finally
        {
            if (Directory.Exists(results)) Directory.Delete(results, true);
        }
    }

    /// <summary>A plan, the grid of a small deck, or what is said to vary in it.</summary>
    private Finding? Batch(string own, string file, byte[] bytes, string results)
    {
        string deck = Path.Combine(own, BatchWords.DeckName);
        File.WriteAllText(deck, BatchWords.Deck);
        if (subject == Subject.Plan) File.WriteAllBytes(Path.Combine(own, "grid.csv"), BatchWords.Grids[0].Bytes);
        string[] what = subject switch
        {
            Subject.Plan => [file],
            Subject.Grid => [deck, "--grid", file],
            _ => [deck, "--sweep", System.Text.Encoding.UTF8.GetString(bytes)],
        };
        return Judge(["batch", .. what, "-o", results, "-j", "1"], results);
    }

    private Finding? Table(string file, string results)
    {
        string deck = Path.ChangeExtension(file, ".cir");
        File.WriteAllText(deck, $"table\nV1 a 0 1\nR1 a 0 {{rc+1k}}\nV2 b 0 PWL file={Path.GetFileName(file)}\nR2 b 0 1\n.param rc=0\n.step table {Path.GetFileName(file)}\n.tran 1m 2m\n");
        return Judge(["plot", file, "-o", results], results) ?? Judge(["fit", file, "--name", "step", "-o", Path.Combine(results, "card.lib")], results)
            ?? Judge(["discover", file, "-o", results, "--no-evolution", "--evaluations", "200"], results) ?? Judge(["run", deck, "-o", results], results);
    }

    private Finding? Judge(string[] words, string results)
    {
        if (Directory.Exists(results)) Directory.Delete(results, true);
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        var console = new ConsoleReport(output, error, isTerminal: false, folder);
        using var budget = new CancellationTokenSource(Budget);
        int exit = words[0] switch
        {
            // Nothing is solved of physics: reading and checking is what is tried.
            "pnp" => Guarded(console, () => PnpCommand.Run(new(words[1], results, [], false, false), console, budget.Token, NoSolver)),
            "derive" => Guarded(console, () => DeriveCommand.Run(new(words[1], results, [], false), console, budget.Token, NoSolver)),
            _ => CommandLine.Run(words, console, budget.Token),
        };
        return OfText(words[0], exit, error.ToString(), results) ?? OfFiles(exit, error.ToString(), results);
    }

    private static int Guarded(ConsoleReport console, Func<int> command)
    {
        try
        {
            return command();
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e)
        {
            console.Fail($"internal error: {e}");
            return ExitCode.NumericalFailure;
        }
    }

    private static PnpReport NoSolver(PnpSettings settings, IPnpObserver observer, ICheckpointStore? checkpoints, CancellationToken cancellation) => new() { Failure = "not solved" };

    private static Finding? OfText(string command, int exit, string error, string results)
    {
        if (error.Contains("internal error", StringComparison.Ordinal))
            return new($"{command}: internal {InternalKind().Match(error).Groups[1].Value}", error);
        if (error.Contains("   at NanoSpice", StringComparison.Ordinal)) return new($"{command}: trace", error);
        if (exit is not (0 or 1 or 2 or 130)) return new($"{command}: exit code {exit}", error);
        if (exit is 1 or 2 && !error.Contains("error", StringComparison.Ordinal)) return new($"{command}: exit code {exit} without an error", error);
        foreach (Match m in Message().Matches(error))
            if (!Place().IsMatch(m.Value)) return new($"{command}: message without place", m.Value);
        if (command == "run" && exit == 1 && Directory.Exists(results)) return new("run: files of a deck with errors", error);
        return null;
    }

    private static Finding? OfFiles(int exit, string error, string results)
    {
        if (!Directory.Exists(results)) return null;
        foreach (string file in Directory.EnumerateFiles(results, "*", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(file).StartsWith('.') && Path.GetFileName(file) != ".lock") return new("part file left", file);
            if (file.EndsWith(".json", StringComparison.Ordinal) && !IsJson(file)) return new("summary is no JSON", error);
            // Said is not silent: a printed quotient may have no value.
            if (exit == 0 && !error.Contains("infinite or undefined", StringComparison.Ordinal) && file.EndsWith(".csv", StringComparison.Ordinal) && NotFinite(file) is { } line) return new("not finite", $"{Path.GetFileName(file)}: {line}\n{error}");
        }
        return null;
    }

    private static bool IsJson(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>A line with a number that is none, outside of decibels, which are minus infinity of nothing.</summary>
    private static string? NotFinite(string file)
    {
        string[] head = File.ReadLines(file).FirstOrDefault("").Split(',');
        foreach (string line in File.ReadLines(file).Skip(1))
        {
            if (!line.Contains("NaN", StringComparison.Ordinal) && !line.Contains("Inf", StringComparison.OrdinalIgnoreCase) && !line.Contains('\u221E')) continue;
            string[] fields = line.Split(',');
            if (fields.Where((f, k) => !head[Math.Min(k, head.Length - 1)].EndsWith(".db", StringComparison.Ordinal) && double.TryParse(f, System.Globalization.CultureInfo.InvariantCulture, out double v) && !double.IsFinite(v)).Any()) return line;
        }
        return null;
    }

    [GeneratedRegex(@"internal error: ([\w.]+)")]
    private static partial Regex InternalKind();

    [GeneratedRegex(@"^.*(error|warning|note) [A-Z]{3}\d{3}: .*$", RegexOptions.Multiline)]
    private static partial Regex Message();

    [GeneratedRegex(@"^.+\(\d+,\d+\): (error|warning|note) [A-Z]{3}\d{3}: ")]
    private static partial Regex Place();
}
