using System.Text.Json;
using NanoSpice.Discovery;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

/// <summary>nanospice discover and fit on ladder tables.</summary>
public sealed class DiscoverCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact, Oracle(OracleKind.Manufactured, "the table obeys dphi = i (5 - 500 q): gamma 0.5 of 5 mC; no noise, so the law to rounding")]
    public void The_law_of_a_ladder_is_written()
    {
        Write("ladder.csv", 0.5);
        var (exit, output, error) = Run("discover ladder.csv --no-evolution --json");
        Assert.Equal((ExitCode.Done, ""), (exit, error));
        string folder = _folder["results/ladder"];
        Assert.Equal(File.ReadAllText(Path.Combine(folder, "discover.json")), output);
        Assert.Contains("discover.json", Files("results/ladder"));
        Assert.DoesNotContain("checkpoint.bin", Files("results/ladder"));
        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal("dphi = i*(a + b*q)", root.GetProperty("form").GetString());
        var parameters = root.GetProperty("parameters");
        Assert.Equal(["rc", "gamma", "beta", "qmax", "cslit"], parameters.EnumerateObject().Select(p => p.Name));
        Assert.Equal(5, parameters.GetProperty("rc").GetProperty("value").GetDouble(), 1e-9);
        Assert.Equal("Ohm", parameters.GetProperty("rc").GetProperty("unit").GetString());
        Assert.Equal(100, parameters.GetProperty("beta").GetProperty("value").GetDouble(), 1e-6);
        Assert.Equal(64, root.GetProperty("data")[0].GetProperty("sha256").GetString()!.Length);
        Assert.Equal("ladder.csv", root.GetProperty("data")[0].GetProperty("file").GetString());
        Assert.DoesNotContain(_folder.Path, output);
        string[] front = File.ReadAllLines(Path.Combine(folder, "front.csv"));
        Assert.Equal("complexity,nrmse,nrmse_heldout,bic,origin,law", front[0]);
        Assert.Contains(front, l => l.Contains(",dphi = i*(", StringComparison.Ordinal));
    }

    [Fact, Oracle(OracleKind.Snapshot, "the report of a discovery, read by a person")]
    public void People_read_law_numbers_and_reasons()
    {
        Write("ladder.csv", 0.5);
        var (exit, output, error) = Run("discover ladder.csv --no-evolution -o out --name step");
        Assert.Equal((ExitCode.Done, ""), (exit, output));
        Assert.Matches(@"^dphi = i\*\(5 - 500\*q\)\n  rc     5 +Ohm +95 %: 5 to 5\n  gamma  0\.\d+ +95 %: 0\.\d+ to 0\.\d+\n  beta   100 +1/\(?C\)? +95 %: 100 to 100\n", error);
        Assert.Contains("\nwhy: ", error);
        Assert.Contains("\nlaw (chosen first)", error);
        Assert.Contains("\ncross-check: sparse regression finds the same terms: i*(a + b*q)\n", error);
        Assert.Contains("\nwarning: phi is told by others to ", error);
        Assert.Contains("phi = 1*phi_m - 100*q; a law may be written with either\n", error);
        Assert.Contains("-> out/discover.json out/front.csv out/step.lib", error);
        Assert.Contains(File.ReadAllLines(_folder["out/step.lib"]), l => l.StartsWith(".model step NANOSLIT(rc=", StringComparison.Ordinal));
    }

    [Fact, Oracle(OracleKind.Invariant, "the same data and options give the same bytes, whatever the number of threads")]
    public void Files_do_not_depend_on_threads()
    {
        Write("ladder.csv", 0.9, 0.01);
        Run("discover ladder.csv --evaluations 2000 --threads 1 -o one --name step");
        Run("discover ladder.csv --evaluations 2000 --threads 2 -o two --name step");
        Assert.Equal(Files("one"), Files("two"));
        Assert.All(Files("one"), f => Assert.Equal(File.ReadAllBytes(_folder[$"one/{f}"]), File.ReadAllBytes(_folder[$"two/{f}"])));
    }

    [Fact, Oracle(OracleKind.Manufactured, "two tables of gamma 0.2 and 0.9 of 5 mC: beta 40 and 180 per coulomb")]
    public void Each_table_has_its_folder_and_all_are_in_one_table()
    {
        Write("slit=1.5n/slits.csv", 0.2);
        Write("slit=3n/slits.csv", 0.9);
        var (exit, output, error) = Run("discover slit=1.5n/slits.csv slit=3n/slits.csv --each --no-evolution -o out");
        Assert.Equal(ExitCode.Done, exit);
        Assert.StartsWith("slit=1.5n:\ndphi = i*(5 - 200*q)\n", error);
        Assert.All((string[])["slit=1.5n", "slit=3n"], d => Assert.Contains("discover.json", Files($"out/{d}")));
        string[] laws = File.ReadAllLines(_folder["out/laws.csv"]);
        Assert.Equal("run,form,rc,rc_se,gamma,gamma_se,beta,beta_se,qmax,nrmse,nrmse_heldout,law", laws[0]);
        Assert.Equal((40, 180), (Math.Round(double.Parse(laws[1].Split(',')[6]), 6), Math.Round(double.Parse(laws[2].Split(',')[6]), 6)));
        Assert.Equal(["slit=1.5n", "slit=3n", "->"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(' ')[0]));
    }

    [Fact, Oracle(OracleKind.Invariant, "settings, units and hash of the summary beside a table; a summary of another program says nothing")]
    public void Conditions_come_from_the_run_that_made_the_table()
    {
        Write("a/slits.csv", 0.5);
        File.WriteAllText(_folder["a/summary.json"], """{"config_hash":"ab12","settings":{"slit":1.5e-9,"geometry":"network","table":null},"units":{"slit":"m"},"files":["slits.csv"]}""");
        Write("b/slits.csv", 0.5);
        File.WriteAllText(_folder["b/summary.json"], "{}");
        var (_, output, _) = Run("discover a/slits.csv b/slits.csv --no-evolution --json");
        var data = JsonDocument.Parse(output).RootElement.GetProperty("data");
        Assert.Equal(["slit: 1.5e-9 m", "geometry: network", "config_hash: ab12"], data[0].GetProperty("conditions").EnumerateObject().Select(p => $"{p.Name}: {p.Value}"));
        Assert.Equal(("a_slits", "b_slits"), (data[0].GetProperty("run").GetString(), data[1].GetProperty("run").GetString()));
        Assert.Empty(data[1].GetProperty("conditions").EnumerateObject());
    }

    [Fact, Oracle(OracleKind.CrossCheck, "a search that goes on from its state against one that was never stopped; the state is gone afterwards")]
    public void An_interrupted_search_writes_what_it_has_and_resumes()
    {
        Write("ladder.csv", 0.5);
        var tables = new TableRequest(["ladder.csv"], new(null, null, null, DataPart.All), false);
        using var stop = new CancellationTokenSource();
        var (exit, _, error) = Discover(tables, new Counting(() => stop.Cancel()), stop.Token);
        Assert.Equal(ExitCode.Interrupted, exit);
        Assert.EndsWith("interrupted; the best law so far is written, and the same command resumes the search\n", error);
        Assert.Equal("interrupted", JsonDocument.Parse(File.ReadAllText(_folder["out/discover.json"])).RootElement.GetProperty("status").GetProperty("state").GetString());
        Assert.Contains("checkpoint.bin", Files("out"));
        var again = new Counting(() => { });
        (exit, _, error) = Discover(tables, again, default);
        Assert.Equal((ExitCode.Done, 3), (exit, again.First));
        Assert.StartsWith("resuming\n", error);
        Assert.DoesNotContain("checkpoint.bin", Files("out"));
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording; a state of other data is not taken")]
    public void A_state_of_other_data_is_not_taken()
    {
        Write("ladder.csv", 0.5);
        var tables = new TableRequest(["ladder.csv"], new(null, null, null, DataPart.All), false);
        using var stop = new CancellationTokenSource();
        Discover(tables, new Counting(() => stop.Cancel()), stop.Token);
        Write("ladder.csv", 0.6);
        var again = new Counting(() => { });
        var (_, _, error) = Discover(tables, again, default);
        Assert.Equal(0, again.First);
        Assert.StartsWith("checkpoint.bin belongs to other settings: it is not used, the search starts from the beginning\n", error);
    }

    [Fact, Oracle(OracleKind.Manufactured, "rc 5, gamma = beta qmax with beta 100 per coulomb, capacitance 10 mF, by construction")]
    public void Fit_writes_numbers_beside_the_card()
    {
        Write("ladder.csv", 0.5);
        var (exit, output, error) = Run("fit ladder.csv --name step -o cards/step.lib --json");
        Assert.Equal((ExitCode.Done, ""), (exit, error));
        Assert.Equal(File.ReadAllText(_folder["cards/fit.json"]), output);
        var parameters = JsonDocument.Parse(output).RootElement.GetProperty("parameters");
        Assert.Contains(".model step NANOSLIT(rc=", File.ReadAllText(_folder["cards/step.lib"]));
        Assert.Equal(5, parameters.GetProperty("rc").GetProperty("value").GetDouble(), 1e-9);
        Assert.Equal(0.01, parameters.GetProperty("cslit").GetProperty("value").GetDouble(), 1e-9);
        Assert.Equal(100 * parameters.GetProperty("qmax").GetProperty("value").GetDouble(), parameters.GetProperty("gamma").GetProperty("value").GetDouble(), 1e-9);
    }

    [Theory, Oracle(OracleKind.Snapshot, "wording: what is wrong and what to write instead")]
    [InlineData("fit ladder.csv --name step --law cubic", "--law cubic: there is no such law\n  hint: laws are: nanoslit; nanospice discover finds others\n")]
    [InlineData("fit ladder.csv --name 1step", "--name 1step: not a name that a netlist can hold\n  hint: letters, digits, _ and ., a letter first\n")]
    [InlineData("fit ladder.csv --name step --current q", "--current and --charge both name q\n  hint: a law of element N needs two columns\n")]
    [InlineData("fit ladder.csv --name step --current phi", "ladder: phi and q are not a current and a charge\n  hint: write their units in the header, as i[A/m] and q[C/m], or call them i and q\n")]
    [InlineData("discover ladder.csv --part ramp", "--part ramp: there is no such part\n  hint: parts are all, first-ramp, charge and discharge\n")]
    [InlineData("discover ladder.csv --slits a", "--slits a: not a list of numbers\n  hint: for example --slits 1,2,3\n")]
    [InlineData("discover ladder.csv --functions +,sqt", "--functions: there is no function sqt of one argument\n  hint: did you mean sqrt?\n")]
    [InlineData("discover ladder.csv --genes 9", "--genes 9: out of range\n  hint: 1 to 4\n")]
    [InlineData("discover ladder.csv --no-exhaustive --no-evolution", "--no-exhaustive and --no-evolution leave nothing to search with\n  hint: give one of them\n")]
    [InlineData("discover none.csv", "none.csv: there is no such file\n  hint: check the name, and the folder you are in\n")]
    [InlineData("discover ladder.csv -o ladder.csv", "ladder.csv is a file; results need a folder\n  hint: name another with -o DIR\n")]
    [InlineData("discover ladder.csv --fast", "there is no option --fast\n  hint: nanospice discover --help shows the options\n")]
    public void Bad_words_are_explained(string words, string message)
    {
        Write("ladder.csv", 0.5);
        Assert.Equal((ExitCode.BadInput, "", "nanospice: error: " + message), Run(words));
        Assert.False(Directory.Exists(_folder["results"]));
    }

    /// <summary>Counts to 5 in place of a search, one state a count, and then finds the law as always.</summary>
    private sealed class Counting(Action atThree)
    {
        public int First { get; private set; }

        public DiscoveryReport Run(Dataset data, DiscoverOptions options, ISearchStore? store, Action<SearchProgress>? progress, CancellationToken cancellation)
        {
            int count = First = store!.Load()?.ReadInt32() ?? 0;
            while (count < 5 && !cancellation.IsCancellationRequested)
            {
                if (++count == 3) atThree();
                store.Save(w => w.Write(count));
            }
            var report = Discoverer.Discover(data, options with { Evolution = false }, null, null, default);
            return report with { Stop = count < 5 ? SearchStop.Cancelled : SearchStop.Budget };
        }
    }

    private void Write(string name, double gamma, double noise = 0)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllText(_folder[name], LadderTable.Make(gamma, noise, 1).ToCsv());
    }

    private string[] Files(string folder) => [.. Directory.GetFiles(_folder[folder]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private (int Exit, string Output, string Error) Run(string words) =>
        Captured(console => CommandLine.Run(words.Split(' '), console, default));

    private (int Exit, string Output, string Error) Discover(TableRequest tables, Counting finder, CancellationToken cancellation) =>
        Captured(console => DiscoverCommand.Run(new(tables, new DiscoverOptions(), "out", null, false), console, cancellation, finder.Run));

    private (int Exit, string Output, string Error) Captured(Func<ConsoleReport, int> run)
    {
        using StringWriter text = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        int exit = run(new ConsoleReport(text, error, false, _folder.Path));
        return (exit, text.ToString(), error.ToString());
    }
}
