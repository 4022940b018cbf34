using System.CommandLine;
using System.Globalization;
using NanoSpice.Discovery;
using NanoSpice.Expressions;

namespace NanoSpice.Cli;

/// <summary>The words of nanospice discover and nanospice fit.</summary>
internal static class DataCommands
{
    /// <summary>The options that are theirs alone.</summary>
    public static readonly string[] Options =
    [
        "--target", "--inputs", "--seed", "--threads", "--evaluations", "--genes", "--functions", "--units", "--part", "--slits", "--no-exhaustive", "--no-evolution",
        "--each", "--name", "--law", "--current", "--charge", "--signed",
    ];

    private static readonly (string Name, DataPart Part)[] Parts =
        [("all", DataPart.All), ("first-ramp", DataPart.FirstRamp), ("charge", DataPart.Charge), ("discharge", DataPart.Discharge)];

    private static readonly string[] Operators = ["+", "-", "*", "/"];

    public static Command Discover(ConsoleReport console, CancellationToken cancellation)
    {
        var common = new Common();
        var inputs = new Option<string?>("--inputs") { Description = "columns a law may use (default: all that are no labels)", HelpName = "LIST" };
        var output = new Option<string?>("--output", "-o") { Description = "folder for the results (default: results/<name>/)", HelpName = "DIR" };
        var name = new Option<string?>("--name") { Description = "name of the card (default: that of the table)", HelpName = "NAME" };
        var threads = new Option<int>("--threads") { Description = "threads; the result does not depend on them", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        var evaluations = new Option<long>("--evaluations") { Description = "most formulas that the evolution evaluates", HelpName = "N", DefaultValueFactory = _ => new SearchOptions().MaxEvaluations };
        var genes = new Option<int>("--genes") { Description = "most terms of a law in the evolution, 1 to 4", HelpName = "N", DefaultValueFactory = _ => new SearchOptions().Genes };
        var functions = new Option<string?>("--functions") { Description = "functions and operators of the evolution (default: +,-,*,/,sqrt,exp,ln,sin,cos,abs)", HelpName = "LIST" };
        var units = new Option<bool>("--units") { Description = "only laws whose units fit together, by the header" };
        var noExhaustive = new Option<bool>("--no-exhaustive") { Description = "leave out the exhaustive search over sums of monomials" };
        var noEvolution = new Option<bool>("--no-evolution") { Description = "leave out the evolution" };
        var command = new Command("discover", "Find the law of tables of transients. Example: nanospice discover slits.csv --target dphi -o out")
            { common.Files, common.Target, inputs, output, name, common.Seed, threads, evaluations, genes, functions, units, common.Part, common.Slits, noExhaustive, noEvolution, common.Each, common.Json };
        command.SetAction(p =>
        {
            if (p.GetValue(noExhaustive) && p.GetValue(noEvolution)) return Fail(console, "--no-exhaustive and --no-evolution leave nothing to search with", "give one of them");
            bool inRange = Positive(console, "--threads", p.GetValue(threads), 1024) & Positive(console, "--genes", p.GetValue(genes), 4) & Positive(console, "--evaluations", p.GetValue(evaluations), long.MaxValue);
            if (!inRange) return ExitCode.BadInput;
            if (p.GetValue(name) is { } given && !IsWord(console, given)) return ExitCode.BadInput;
            var search = new SearchOptions { Seed = p.GetValue(common.Seed), Threads = p.GetValue(threads), MaxEvaluations = p.GetValue(evaluations), Genes = p.GetValue(genes), Units = p.GetValue(units) };
            if (p.GetValue(functions) is { } list)
            {
                if (Functions(console, list) is not { } chosen) return ExitCode.BadInput;
                search = search with { Functions = chosen };
            }
            if (common.Request(p, console, List(p.GetValue(inputs))) is not { } tables) return ExitCode.BadInput;
            var options = new DiscoverOptions { Search = search, Exhaustive = !p.GetValue(noExhaustive), Evolution = !p.GetValue(noEvolution) };
            return DiscoverCommand.Run(new(tables, options, p.GetValue(output), p.GetValue(name), p.GetValue(common.Json)), console, cancellation);
        });
        return command;
    }

    public static Command Fit(ConsoleReport console)
    {
        var common = new Common();
        var law = new Option<string>("--law") { Description = "law to fit: nanoslit, target = I rc (1 - gamma |Q|/qmax)", HelpName = "LAW", DefaultValueFactory = _ => "nanoslit" };
        var name = new Option<string>("--name") { Description = "name of the card's model", HelpName = "NAME", Required = true };
        var output = new Option<string?>("--output", "-o") { Description = "card (default: results/<name>/<name>.lib); fit.json goes beside it", HelpName = "FILE.lib" };
        var current = new Option<string>("--current") { Description = "column that is I", HelpName = "NAME", DefaultValueFactory = _ => "i" };
        var charge = new Option<string>("--charge") { Description = "column that is Q", HelpName = "NAME", DefaultValueFactory = _ => "q" };
        var signed = new Option<bool>("--signed") { Description = "Q itself in place of |Q|" };
        var command = new Command("fit", "Fit the law of element N to tables and write its card. Example: nanospice fit slits.csv --name step -o step.lib")
            { common.Files, law, name, output, common.Target, current, charge, signed, common.Part, common.Slits, common.Seed, common.Each, common.Json };
        command.SetAction(p =>
        {
            if (!p.GetValue(law)!.Equals("nanoslit", StringComparison.OrdinalIgnoreCase))
                return Fail(console, $"--law {p.GetValue(law)}: there is no such law", "laws are: nanoslit; nanospice discover finds others");
            if (!IsWord(console, p.GetValue(name)!)) return ExitCode.BadInput;
            string i = Name(p.GetValue(current)!), q = Name(p.GetValue(charge)!);
            if (i == q) return Fail(console, $"--current and --charge both name {i}", "a law of element N needs two columns");
            if (common.Request(p, console, [i, q]) is not { } tables) return ExitCode.BadInput;
            return FitCommand.Run(new(tables, p.GetValue(name)!, p.GetValue(output), i, q, p.GetValue(signed), p.GetValue(common.Seed), p.GetValue(common.Json)), console);
        });
        return command;
    }

    /// <summary>What both commands take.</summary>
    private sealed class Common
    {
        public Argument<string[]> Files { get; } = new("DATA.csv") { Description = "tables, one or more; several are runs of one law unless --each is given", Arity = ArgumentArity.OneOrMore };

        public Option<string?> Target { get; } = new("--target") { Description = "column to explain (default: dpsi or dphi)", HelpName = "NAME" };

        public Option<string> Part { get; } = new("--part") { Description = "rows that count: all, first-ramp, charge or discharge", HelpName = "PART", DefaultValueFactory = _ => "all" };

        public Option<string?> Slits { get; } = new("--slits") { Description = "slits that count (default: all steps between slits)", HelpName = "LIST" };

        public Option<ulong> Seed { get; } = new("--seed") { Description = "start of all random numbers", HelpName = "N", DefaultValueFactory = _ => 1 };

        public Option<bool> Each { get; } = new("--each") { Description = "every table by itself, into DIR/<run>/" };

        public Option<bool> Json { get; } = new("--json") { Description = "print the result as JSON on standard output" };

        /// <summary>The request; null with the fault shown.</summary>
        public TableRequest? Request(ParseResult p, ConsoleReport console, IReadOnlyList<string>? inputs)
        {
            int part = Array.FindIndex(Parts, k => k.Name == p.GetValue(Part));
            if (part < 0)
            {
                console.Fail($"--part {p.GetValue(Part)}: there is no such part", "parts are all, first-ramp, charge and discharge");
                return null;
            }
            int[]? slits = null;
            if (List(p.GetValue(Slits)) is { } given)
            {
                slits = [.. given.Select(s => int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : -1)];
                if (slits.Length == 0 || slits.Contains(-1))
                {
                    console.Fail($"--slits {p.GetValue(Slits)}: not a list of numbers", "for example --slits 1,2,3");
                    return null;
                }
            }
            return new(p.GetValue(Files)!, new(p.GetValue(Target) is { } t ? Name(t) : null, inputs, slits, Parts[part].Part), p.GetValue(Each));
        }
    }

    private static string Name(string column) => column.Trim().ToLowerInvariant();

    private static string[]? List(string? text) => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string[]? Functions(ConsoleReport console, string list)
    {
        string[] chosen = [.. List(list)!.Select(Name).Distinct()];
        string[] known = [.. Operators, .. NanoSpice.Expressions.Functions.All.Where(f => f.Fewest == 1 && f.Most == 1).Select(f => f.Name)];
        if (chosen.FirstOrDefault(c => !known.Contains(c)) is { } wrong)
        {
            Fail(console, $"--functions: there is no function {wrong} of one argument", NearestName.Of(wrong, known) is { } near ? $"did you mean {near}?" : $"there are {string.Join(", ", known)}");
            return null;
        }
        if (chosen.Length > 0) return chosen;
        Fail(console, "--functions: the list is empty", "for example --functions +,-,*,/,sqrt");
        return null;
    }

    private static bool Positive(ConsoleReport console, string option, long value, long most)
    {
        if (value >= 1 && value <= most) return true;
        Fail(console, string.Create(CultureInfo.InvariantCulture, $"{option} {value}: out of range"), most == long.MaxValue ? "1 or more" : string.Create(CultureInfo.InvariantCulture, $"1 to {most}"));
        return false;
    }

    private static bool IsWord(ConsoleReport console, string name)
    {
        if (TableCase.Word(name) == name.ToLowerInvariant()) return true;
        Fail(console, $"--name {name}: not a name that a netlist can hold", "letters, digits, _ and ., a letter first");
        return false;
    }

    private static int Fail(ConsoleReport console, string message, string advice)
    {
        console.Fail(message, advice);
        return ExitCode.BadInput;
    }
}
