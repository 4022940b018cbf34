using System.Globalization;
using System.Text;

namespace NanoSpice.Cli;

/// <summary>A job array for Slurm: each task does one shard of the batch, and goes on with it when it is queued again.</summary>
internal static class SlurmScript
{
    private const string FileName = "batch.sbatch";

    /// <summary>Keys that the script sets itself.</summary>
    private static readonly string[] Own = ["slurm", "shard", "output", "jobs", "resume"];

    public static int Write(string folder, IReadOnlyList<string> files, IReadOnlyList<ConfigEntry> words, BatchPlan plan, ConsoleReport console)
    {
        string path = Path.Combine(folder, FileName), shown = console.ShownPath(path);
        AtomicFile.WriteText(path, Text(folder, files, words, plan, console));
        console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"batch: {plan.Count} runs in {plan.Settings.SlurmTasks} tasks -> {shown}"));
        console.Output.WriteLine($"  sbatch {Quoted(shown)}");
        console.Output.WriteLine($"  {MergeLine(console.ShownPath(folder))}");
        return ExitCode.Done;
    }

    private static string Text(string folder, IReadOnlyList<string> files, IReadOnlyList<ConfigEntry> words, BatchPlan plan, ConsoleReport console)
    {
        var culture = CultureInfo.InvariantCulture;
        int tasks = plan.Settings.SlurmTasks;
        var given = new StringBuilder();
        foreach (string file in files) given.Append(' ').Append(Quoted(file));
        foreach (var entry in words.Where(w => !Own.Contains(w.Name)))
            foreach (var value in entry.Values) given.Append(culture, $" --{entry.Name} {Quoted(value.Text)}");
        bool isGiven = words.Any(w => w.Name == "jobs");
        return string.Create(culture, $"""
            #!/bin/sh
            #SBATCH --job-name=nanospice
            #SBATCH --array=1-{tasks}
            #SBATCH --cpus-per-task={(isGiven ? plan.Settings.Jobs : 1)}
            #SBATCH --output={folder}/slurm-%a.log
            # {plan.Count} runs in {tasks} tasks. Submit with sbatch; when all tasks have ended:
            #   {MergeLine(folder)}
            # A task that is queued again goes on where it stopped. NANOSPICE names the program where it is not in the path.
            cd {Quoted(console.FullPath("."))} || exit 1
            exec ${"{NANOSPICE:-nanospice}"} batch{given} --jobs "${"{SLURM_CPUS_PER_TASK:-1}"}" --shard "$SLURM_ARRAY_TASK_ID/{tasks}" --output {Quoted(folder)}/shard-"$SLURM_ARRAY_TASK_ID" --resume

            """).ReplaceLineEndings("\n");
    }

    private static string MergeLine(string folder) => $"nanospice batch merge {Quoted(folder)}/shard-* -o {Quoted(folder)}/whole";

    /// <summary>As a shell takes it for one word.</summary>
    private static string Quoted(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=:,+".Contains(c, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
