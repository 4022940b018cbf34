using System.CommandLine;
using System.Reflection;
using NanoSpice.Elaboration;

namespace NanoSpice.Cli;

/// <summary>The words of the command line, and the command that each leads to.</summary>
public static class CommandLine
{
    private const string Examples = """
        NanoSpice: SPICE-style circuit simulation with the nanoslit elements N and U.

        Examples:
          nanospice run deck.cir                      results go to results/deck/
          nanospice run deck.cir -o out --plot        CSV, raw and SVG files in out/
          nanospice run deck.cir --report             one page with deck, figures and numbers: report.html
          nanospice run deck.cir -p rc=5 -p gamma=0.9 other values for .param
          nanospice run deck.cir --json               summary as JSON on standard output
          nanospice check deck.cir                    messages only, nothing is run
          nanospice batch deck.cir --sweep rc=1,2,5   every point on all cores, one table, resumable
          nanospice pnp -p slit=1.5n,2n,3n,5n         ions in slits: mPNP runs for four widths
          nanospice discover slits.csv --target dphi  the law behind a table of transients, and its card
          nanospice fit slits.csv --name step         card of element N, no law sought
          nanospice plot out/tran1.csv                SVG of a result file
          nanospice export deck.cir --to ngspice      the deck for another simulator
          nanospice -b -r out.raw -o out.log deck.cir as ngspice's batch mode, for programs that start ngspice

        Exit code: 0 done, 1 bad input, 2 numerical failure, 130 interrupted (what was computed is kept).
        """;

    /// <summary>Runs the command that the words name; never throws.</summary>
    /// <returns>exit code, see <see cref="ExitCode"/></returns>
    public static int Run(string[] args, ConsoleReport console, CancellationToken cancellation)
    {
        try
        {
            if (args is ["--version"])
            {
                WriteVersion(console.Output);
                return ExitCode.Done;
            }
            if (NgspiceWords.IsCall(args, IsCommand)) return NgspiceWords.Read(args, console, out int exit) is { } call ? NgspiceRun.Run(call, console, cancellation) : exit;
            if (args.FirstOrDefault(IsUnknownOption) is { } unknown)
            {
                string command = IsCommand(args[0]) ? args[0] : "run";
                console.Fail($"there is no option {unknown}", $"nanospice {command} --help shows the options");
                return ExitCode.BadInput;
            }
            var parsed = Root(console, cancellation).Parse(args.Length == 0 ? ["--help"] : args);
            if (parsed.Errors.Count == 0) return parsed.Invoke(new InvocationConfiguration { Output = console.Output, Error = console.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
            foreach (string error in parsed.Errors.Select(e => InPlainWords(e.Message, args)).OfType<string>()) console.Fail(error);
            string named = parsed.CommandResult.Command is RootCommand ? "run" : parsed.CommandResult.Command.Name;
            console.Error.WriteLine($"  hint: nanospice --help shows the commands, nanospice {named} --help the options of one");
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            console.Fail(e.Message, "check the path, its rights and the room on the disk");
            return ExitCode.BadInput;
        }
        catch (Exception e)
        {
            console.Fail($"internal error: {e.GetType().Name}: {e.Message}", "this is a fault of the program: please report it with the deck that shows it");
            return ExitCode.NumericalFailure;
        }
    }

    /// <summary>What the parser says, without names of types; null for what another of its messages says better.</summary>
    private static string? InPlainWords(string message, string[] args)
    {
        if (message.StartsWith("Required command", StringComparison.Ordinal)) return $"there is no command '{args[0]}'";
        if (args.Length > 0 && message == $"Unrecognized command or argument '{args[0]}'.") return null;
        int type = message.IndexOf(" as expected type", StringComparison.Ordinal);
        return type < 0 ? message : message[..type] + ": a number is expected";
    }

    /// <summary>0.1.0</summary>
    public static string Version { get; } =
        typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    /// <summary>Our version, and that of the ngspice whose batch mode we stand in for: programs that start ngspice look for it.</summary>
    internal static void WriteVersion(TextWriter output) => output.WriteLine($"nanospice {Version}\n** batch mode (-b -r -o) as of ngspice-39 : Circuit level simulation program");

    private static bool IsCommand(string word) => word is "run" or "check" or "plot" or "pnp" or "discover" or "fit" or "derive" or "batch" or "export";

    /// <summary>Such a word would be taken for a file name.</summary>
    private static bool IsUnknownOption(string word)
    {
        if (word.Length < 2 || word[0] != '-') return false;
        string name = word.Split('=', ':')[0];
        return name is not ("-o" or "--output" or "--format" or "--plot" or "--report" or "--json" or "--keys" or "-p" or "--param" or "-h" or "--help" or "-?" or "--version" or "--to" or "--only" or "--")
            && !DataCommands.Options.Contains(name) && !BatchWords.Options.Contains(name);
    }

    private static RootCommand Root(ConsoleReport console, CancellationToken cancellation) => new(Examples)
    {
        RunOf(console, cancellation),
        CheckOf(console),
        PlotOf(console),
        PnpOf(console, cancellation),
        DataCommands.Discover(console, cancellation),
        DataCommands.Fit(console),
        DeriveOf(console, cancellation),
        BatchWords.Command(console, cancellation),
        ExportCommand.Line(console, Overrides(), Read),
    };

    private static Command RunOf(ConsoleReport console, CancellationToken cancellation)
    {
        var deck = new Argument<string>("DECK") { Description = "netlist file" };
        var output = new Option<string?>("--output", "-o") { Description = "folder for the results (default: results/<deck name>/)", HelpName = "DIR" };
        var format = new Option<string>("--format") { Description = "result files, separated by commas: csv, raw, raw-ascii", HelpName = "LIST", DefaultValueFactory = _ => "csv,raw" };
        var plot = new Option<bool>("--plot") { Description = "draw every result as SVG" };
        var report = new Option<bool>("--report") { Description = "write report.html: deck, options, figures, derived numbers, expectations and warnings in one page that opens offline" };
        var json = new Option<bool>("--json") { Description = "print the summary as JSON on standard output" };
        var parameters = Overrides();
        var command = new Command("run", "Run the analyses of a deck. Example: nanospice run deck.cir -o out --plot. With -b or -r FILE as ngspice's batch mode, where -o names the log") { deck, output, format, plot, report, parameters, json };
        command.SetAction(p =>
        {
            if (ReadFormats(p.GetValue(format)!, console) is not { } formats) return ExitCode.BadInput;
            if (Read(p.GetValue(parameters), console) is not { } overrides) return ExitCode.BadInput;
            if (p.GetValue(plot)) formats |= ResultFormats.Plot;
            var settings = new RunSettings(p.GetValue(deck)!, p.GetValue(output), formats, overrides, p.GetValue(json), p.GetValue(report));
            return RunCommand.Run(settings, console, cancellation);
        });
        return command;
    }

    private static Command CheckOf(ConsoleReport console)
    {
        var deck = new Argument<string>("DECK") { Description = "netlist file" };
        var parameters = Overrides();
        var command = new Command("check", "Read and elaborate a deck without running it. Example: nanospice check deck.cir") { deck, parameters };
        command.SetAction(p => Read(p.GetValue(parameters), console) is { } overrides ? CheckCommand.Run(p.GetValue(deck)!, overrides, console) : ExitCode.BadInput);
        return command;
    }

    private static Command PlotOf(ConsoleReport console)
    {
        var files = new Argument<string[]>("FILE") { Description = "result files, CSV or raw", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string?>("--output", "-o") { Description = "folder for the SVG files (default: beside each file)", HelpName = "DIR" };
        var command = new Command("plot", "Draw result files as SVG. Example: nanospice plot results/deck/tran1.csv") { files, output };
        command.SetAction(p => PlotCommand.Run([.. p.GetValue(files)!.Select(console.FullPath)], p.GetValue(output) is { } dir ? console.FullPath(dir) : null, console.Error));
        return command;
    }

    private static Command PnpOf(ConsoleReport console, CancellationToken cancellation)
    {
        var configuration = new Argument<string?>("CONFIG") { Description = "YAML file (default: parameter set P0)", Arity = ArgumentArity.ZeroOrOne };
        var output = new Option<string?>("--output", "-o") { Description = "folder for the results (default: results/<name>/)", HelpName = "DIR" };
        var plot = new Option<bool>("--plot") { Description = "draw fields, currents and profiles" };
        var json = new Option<bool>("--json") { Description = "print the summary as JSON on standard output" };
        var keys = new Option<bool>("--keys") { Description = "list the keys of a configuration and stop" };
        var parameters = Overrides("another value for a key, or several: -p slit=1.5n,2n runs each; may be given several times");
        var command = new Command("pnp", "Solve the mPNP equations in a network of slits. Example: nanospice pnp config.yaml -o out -p slit=1.5n,2n") { configuration, output, plot, parameters, json, keys };
        command.SetAction(p =>
        {
            if (p.GetValue(keys))
            {
                PnpCommand.WriteKeys(console.Output);
                return ExitCode.Done;
            }
            if (Read(p.GetValue(parameters), console) is not { } overrides) return ExitCode.BadInput;
            return PnpCommand.Run(new(p.GetValue(configuration), p.GetValue(output), overrides, p.GetValue(plot), p.GetValue(json)), console, cancellation);
        });
        return command;
    }

    private static Command DeriveOf(ConsoleReport console, CancellationToken cancellation)
    {
        var configuration = new Argument<string?>("CONFIG") { Description = "YAML file (default: parameter set P1 at four slit widths)", Arity = ArgumentArity.ZeroOrOne };
        var output = new Option<string?>("--output", "-o") { Description = "folder for the results (default: results/<name>/)", HelpName = "DIR" };
        var json = new Option<bool>("--json") { Description = "print the numbers as JSON on standard output" };
        var keys = new Option<bool>("--keys") { Description = "list the keys of a configuration and stop" };
        var parameters = Overrides("another value for a key, or several: -p slit=1.5n,2n; may be given several times");
        var command = new Command("derive", "From mPNP runs to laws, elements, cards, decks and a report. Example: nanospice derive -o out -p slit=1.5n") { configuration, output, parameters, json, keys };
        command.SetAction(p =>
        {
            if (p.GetValue(keys))
            {
                DerivePlan.WriteKeys(console.Output);
                return ExitCode.Done;
            }
            if (Read(p.GetValue(parameters), console) is not { } overrides) return ExitCode.BadInput;
            return DeriveCommand.Run(new(p.GetValue(configuration), p.GetValue(output), overrides, p.GetValue(json)), console, cancellation);
        });
        return command;
    }

    private static Option<string[]> Overrides(string description = "another value for a .param of the deck; may be given several times") => new("--param", "-p")
    {
        Description = description, HelpName = "NAME=VALUE", AllowMultipleArgumentsPerToken = false,
    };

    private static ResultFormats? ReadFormats(string list, ConsoleReport console)
    {
        if (ResultFiles.ParseFormats(list) is { } formats and not ResultFormats.None) return formats;
        console.Fail($"--format {list}: not a list of formats", "formats are csv, raw and raw-ascii; raw and raw-ascii exclude each other");
        return null;
    }

    private static List<ParameterOverride>? Read(string[]? given, ConsoleReport console)
    {
        var overrides = new List<ParameterOverride>();
        foreach (string text in given ?? [])
        {
            int equals = text.IndexOf('=');
            if (equals <= 0 || equals == text.Length - 1)
            {
                console.Fail($"-p {text}: an override is written NAME=VALUE", "for example -p rc=5");
                return null;
            }
            overrides.Add(new(text[..equals].Trim(), text[(equals + 1)..].Trim()));
        }
        return overrides;
    }
}
