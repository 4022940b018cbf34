using NanoSpice.Elaboration;

namespace NanoSpice.Cli;

/// <summary>What a command line written for ngspice asks for.</summary>
/// <param name="Deck">null: the deck comes on standard input</param>
/// <param name="Raw">-r: file for the vectors; null: none</param>
/// <param name="Log">-o: file for messages and results; null: the terminal</param>
/// <param name="Ascii">-D filetype=ascii</param>
internal sealed record NgspiceCall(string? Deck, string? Raw, string? Log, bool Ascii, IReadOnlyList<ParameterOverride> Overrides);

/// <summary>The words of ngspice's command line, as getopt takes them: clusters, values attached, long names cut short, files anywhere.</summary>
internal sealed class NgspiceWords
{
    private const string Flags = "abinqsvh", WithValue = "cDorpt";

    private static readonly (string Long, char Letter)[] Long =
    [
        ("autorun", 'a'), ("batch", 'b'), ("circuitfile", 'c'), ("define", 'D'), ("interactive", 'i'), ("no-spiceinit", 'n'), ("output", 'o'), ("pipe", 'P'),
        ("completion", 'q'), ("rawfile", 'r'), ("soa-log", 'L'), ("server", 's'), ("term", 't'), ("param", 'p'),
    ];

    private readonly List<(char Letter, string Value)> _options = [];
    private readonly List<string> _decks = [];
    private string? _fault;

    private NgspiceWords(IEnumerable<string> words)
    {
        var rest = new Queue<string>(words);
        bool plain = false;
        while (rest.TryDequeue(out string? word))
        {
            if (plain || word.Length < 2 || word[0] != '-') _decks.Add(word);
            else if (word == "--") plain = true;
            else if (word[1] == '-') ReadLong(word[2..], rest);
            else ReadCluster(word, rest);
        }
    }

    /// <summary>True for words that ngspice is started with: -b or -r behind run, or any letter of ngspice's where no command is named.</summary>
    public static bool IsCall(string[] args, Func<string, bool> isCommand)
    {
        if (args.Length == 0 || (args[0] != "run" && isCommand(args[0]))) return false;
        string letters = args[0] == "run" ? "br" : "abcinqrstvD";
        return args.Any(w => letters.Any(c => IsOption(w, c)));
    }

    private static bool IsOption(string word, char letter)
    {
        if (word.Length < 2 || word[0] != '-') return false;
        if (word[1] == '-') return word.Length > 3 && Array.Exists(Long, l => l.Letter == letter && l.Long == word[2..].Split('=')[0]);
        for (int k = 1; k < word.Length; k++)
        {
            if (word[k] == letter) return true;
            if (!Flags.Contains(word[k], StringComparison.Ordinal)) return false;
        }
        return false;
    }

    /// <summary>The call; null with the reason said, or once the version is said.</summary>
    /// <param name="exit">what to return then</param>
    public static NgspiceCall? Read(string[] args, ConsoleReport console, out int exit)
    {
        var words = new NgspiceWords(args[0] == "run" ? args.Skip(1) : args);
        exit = ExitCode.BadInput;
        if (words.Has('v') || words.Has('h'))
        {
            exit = ExitCode.Done;
            if (words.Has('v')) CommandLine.WriteVersion(console.Output);
            else console.Output.WriteLine("usage: nanospice -b [-r FILE] [-o LOG] [-n] [-a] [-D filetype=ascii] [-p NAME=VALUE] DECK    as ngspice's batch mode; nanospice --help shows the commands");
            return null;
        }
        if (words.Fault() is { } fault)
        {
            console.Fail(fault.What, fault.Advice);
            return null;
        }
        var overrides = new List<ParameterOverride>();
        foreach (string text in words.All('p'))
        {
            int equals = text.IndexOf('=');
            overrides.Add(new(text[..equals].Trim(), text[(equals + 1)..].Trim()));
        }
        bool ascii = words.All('D').Any(d => d.Replace(" ", "", StringComparison.Ordinal).Equals("filetype=ascii", StringComparison.OrdinalIgnoreCase));
        return new(words._decks.FirstOrDefault(), words.All('r').LastOrDefault(), words.All('o').LastOrDefault(), ascii, overrides);
    }

    private bool Has(char letter) => _options.Exists(o => o.Letter == letter);

    private IEnumerable<string> All(char letter) => _options.Where(o => o.Letter == letter).Select(o => o.Value);

    private (string What, string Advice)? Fault()
    {
        const string Usage = "ngspice's batch mode is nanospice -b -r FILE -o LOG DECK";
        _decks.AddRange(All('c'));
        if (_fault is not null) return (_fault, Usage);
        if (Has('s')) return ("-s: there is no server mode", Usage + "; a deck on standard input is read where none is named");
        if (Has('i')) return ("-i: there is no interactive mode", Usage);
        if (Has('P')) return ("--pipe: there is no pipe mode", Usage);
        if (All('p').FirstOrDefault(p => p.IndexOf('=') <= 0 || p.IndexOf('=') == p.Length - 1) is { } bad)
            return ($"-p {bad}: there is no pipe mode, and an override is written NAME=VALUE", "for example -p rc=5");
        return _decks.Count > 1 ? ($"{_decks.Count} decks are named: {string.Join(", ", _decks)}", "one deck a call; nanospice batch runs several") : null;
    }

    private void ReadLong(string word, Queue<string> rest)
    {
        string name = word.Split('=')[0];
        var found = Long.Where(l => l.Long.StartsWith(name, StringComparison.Ordinal)).ToList();
        if (found.Count == 0 || (found.Count > 1 && !found.Exists(f => f.Long == name)))
        {
            if (name is "version" or "help") _options.Add((name[0], ""));
            else _fault ??= $"there is no option --{name}";
            return;
        }
        char letter = found.Find(f => f.Long == name || found.Count == 1).Letter;
        if (!(WithValue + "L").Contains(letter, StringComparison.Ordinal)) _options.Add((letter, ""));
        else if (word.Contains('=')) _options.Add((letter, word[(name.Length + 1)..]));
        else if (rest.TryDequeue(out string? value)) _options.Add((letter, value));
        else _fault ??= $"--{name} needs a value";
    }

    private void ReadCluster(string word, Queue<string> rest)
    {
        for (int k = 1; k < word.Length; k++)
        {
            char letter = word[k];
            if (Flags.Contains(letter, StringComparison.Ordinal))
            {
                _options.Add((letter, ""));
                continue;
            }
            if (!WithValue.Contains(letter, StringComparison.Ordinal)) _fault ??= $"there is no option -{letter}";
            else if (k + 1 < word.Length) _options.Add((letter, word[(k + 1)..]));
            else if (rest.TryDequeue(out string? value)) _options.Add((letter, value));
            else _fault ??= $"-{letter} needs a value";
            return;
        }
    }
}
