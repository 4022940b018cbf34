namespace NanoSpice.Cli.Tests;

/// <summary>A folder with decks, and nanospice batch run in it.</summary>
public abstract class BatchFixture : IDisposable
{
    /// <summary>A small cell; numbers of two cycles.</summary>
    protected const string Cell = "cell\nV1 in 0 0\nU1 0 in e\n.model e nanostack(slit=s layers=3 ropen=1 copen=2m)\n.model s nanoslit(rc={rc} gamma=0.5 cslit=10m qmax=5m)\n.param rc=5\n.cv V1 0 0.5 0.2 cycles=2\n";

    private readonly TemporaryFolder _folder = new();

    protected string Folder => _folder.Path;

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected (int Exit, string Output, string Error) Run(params string[] words) => Run(default(CancellationToken), words);

    protected (int Exit, string Output, string Error) Run(CancellationToken cancellation, params string[] words)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        int exit = CommandLine.Run(words, new ConsoleReport(output, error, false, _folder.Path), cancellation);
        return (exit, output.ToString(), error.ToString());
    }

    protected void Write(string name, string text) => File.WriteAllText(_folder[name], text);

    protected string Text(string file) => File.ReadAllText(_folder[file]);

    protected string[] Lines(string file) => File.ReadAllLines(_folder[file]);

    protected string FullPath(string name) => _folder[name];

    /// <summary>Names and contents of all files of a batch but the journal and the seconds, which are of the run and not of its result.</summary>
    protected SortedDictionary<string, string> Results(string folder)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(_folder[folder], "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(_folder[folder], file);
            if (name is not ("journal.jsonl" or "timing.csv" or ".lock")) all[name] = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)));
        }
        return all;
    }
}
