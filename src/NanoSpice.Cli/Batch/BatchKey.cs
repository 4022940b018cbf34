namespace NanoSpice.Cli;

/// <summary>One thing that a batch can be told: an option of the command line and a key of its file.</summary>
/// <param name="Word">how its value is called in --help; empty for a switch</param>
internal sealed record BatchKey(string Name, string Word, string Meaning)
{
    public static IReadOnlyList<BatchKey> All { get; } =
    [
        new("deck", "FILE", "netlist file, or a list of them"),
        new("sweep", "NAME=VALUES", "what varies: gamma=-0.9:0.9:0.1, rc=1,2,5,10, r1=1:100:dec5, step.gamma=0,0.9; may be given several times, the first varies fastest"),
        new("grid", "FILE.csv", "points from a table: its heading names what varies, a point a line"),
        new("mc", "N", "draws of the deck's distributions at every point"),
        new("seed", "N", "start of the draws (default: 1)"),
        new("param", "NAME=VALUE", "another value for a .param of the decks; may be given several times"),
        new("jobs", "N", "runs at once (default: one a core); no result depends on it"),
        new("timeout", "SECONDS", "longest run; one that takes longer is recorded as timeout"),
        new("output", "DIR", "folder for the results (default: results/<deck name>/)"),
        new("keep", "LIST", "files of each run that are kept in DIR/runs/: csv, raw, none (default: csv)"),
        new("resume", "", "go on with the batch begun in DIR"),
        new("shard", "K/N", "do the K-th of N shares only; nanospice batch merge joins them"),
        new("slurm", "N", "write a script for a job array of N tasks in place of running"),
    ];
}
