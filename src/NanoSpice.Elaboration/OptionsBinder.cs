using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>.options and .temp.</summary>
internal sealed class OptionsBinder(ValueReader values, Scope scope)
{
    private delegate SimulationOptions Setter(SimulationOptions options, double value);

    private readonly record struct Numeric(string Name, double Min, bool MinExclusive, double Max, Setter Set);

    private static readonly Numeric[] Numbers =
    [
        Positive("reltol", (o, v) => o with { RelativeTolerance = v }) with { Max = 0.5 },
        Positive("abstol", (o, v) => o with { CurrentTolerance = v }),
        Positive("vntol", (o, v) => o with { VoltageTolerance = v }),
        Positive("chgtol", (o, v) => o with { ChargeTolerance = v }),
        Positive("trtol", (o, v) => o with { TruncationFactor = v }),
        Positive("pivrel", (o, v) => o with { PivotThreshold = v }) with { Max = 1 },
        Positive("rshunt", (o, v) => o with { ShuntConductance = 1 / v }),
        Positive("defl", (o, v) => o with { ChannelLength = v }),
        Positive("defw", (o, v) => o with { ChannelWidth = v }),
        new("defad", 0, false, double.PositiveInfinity, (o, v) => o with { DrainArea = v }),
        new("defas", 0, false, double.PositiveInfinity, (o, v) => o with { SourceArea = v }),
        new("gmin", 0, false, double.PositiveInfinity, (o, v) => o with { Gmin = v }),
        new("gshunt", 0, false, double.PositiveInfinity, (o, v) => o with { ShuntConductance = v }),
        new("itl1", 1, false, 1e9, (o, v) => o with { OperatingPointIterations = (int)v }),
        new("itl2", 1, false, 1e9, (o, v) => o with { SweepIterations = (int)v }),
        new("itl4", 1, false, 1e9, (o, v) => o with { TimePointIterations = (int)v }),
        new("maxrows", 1, false, 1e12, (o, v) => o with { MostRows = v }),
        new("maxord", 1, false, 6, (o, v) => o with { MaxOrder = (int)v }),
        new("temp", -273.15, true, 1e6, (o, v) => o with { Temperature = v + 273.15 }),
        new("tnom", -273.15, true, 1e6, (o, v) => o with { NominalTemperature = v + 273.15 }),
    ];

    /// <summary>Options of ngspice and LTspice that have no effect here.</summary>
    private static readonly HashSet<string> Ignored = new(StringComparer.OrdinalIgnoreCase)
    {
        "acct", "noacct", "noinit", "list", "nomod", "nopage", "node", "opts", "post", "seedinfo", "savecurrents", "warn", "maxwarns",
        "keepopinfo", "scale", "pivtol", "itl3", "itl5", "itl6", "gminsteps", "srcsteps", "numdgt", "cptime", "limtim", "limpts", "lvlcod", "lvltim",
        "bypass", "xmu", "defm", "badmos3", "trytocompact", "interp", "autostop", "noopiter", "ramptime",
        "minbreak", "rseries", "convlimit", "convstep", "convabsstep", "absdv", "reldv", "noopalter", "newtrunc", "oldlimit", "dotnodeset", "cshunt",
        "klu", "sparse", "plotwinsize", "ascii", "nomarch", "topologycheck", "unsavedvars", "numthreads", "num_threads", "parser", "mode", "width",
        "ingold", "probe", "measdgt", "brief", "maxstep", "noecho", "nobias", "advconv", "skipbp", "stepgmin", "preorder", "solver", "distribution",
        "library", "expand", "fastaccess", "stepsource", "baudrate", "delay", "startclocks", "flagloads", "meascplxfmt", "maxclocks", "digdrvf",
        "digdrvz", "digovrdrv", "digmntymx", "digmntyscale", "digtymxscale", "diginitstate", "dcgmin", "altgmin", "compat", "co", "nooutmsg",
        "nofrac", "nosave", "debug", "thread_count", "hspice", "captab", "dcap", "dccap", "unwrap", "seedrandom",
    };

    private static readonly string[] Methods = ["bdf", "trap", "gear"];

    private readonly List<Word> _ignored = [], _unknown = [];

    private DiagnosticBag Bag => values.Bag;

    public SimulationOptions Options { get; private set; } = new();

    public void Read(OptionsCard card)
    {
        foreach (var a in card.Assignments) Read(a.Name, a.Value);
        foreach (var flag in card.Flags) Read(flag, null);
    }

    /// <summary>One temperature; a list is a sweep.</summary>
    public void Read(TempCard card)
    {
        if (card.Values.Count == 1) Read(new Word("temp", card.At), card.Values[0]);
    }

    /// <summary>After all cards: one note for options without effect and one warning for those of no program, as decks carry many.</summary>
    public void Report()
    {
        if (_ignored.Count > 0)
            Bag.Note(Codes.IgnoredOption, $"option{(_ignored.Count == 1 ? "" : "s")} {Names(_ignored)} {(_ignored.Count == 1 ? "has" : "have")} no effect here", _ignored[0].At);
        if (_unknown.Count == 1)
            Bag.Warn(Codes.UnknownOption, $"option '{_unknown[0].Text}' is not known", _unknown[0].At, Suggestion.Hint(_unknown[0].Text, Numbers.Select(n => n.Name).Append("method")));
        else if (_unknown.Count > 1)
            Bag.Warn(Codes.UnknownOption, $"options {Names(_unknown)} are not known", _unknown[0].At);
    }

    private static string Names(List<Word> options) => string.Join(", ", options.Select(o => o.Text.ToLowerInvariant()).Distinct());

    private static Numeric Positive(string name, Setter set) => new(name, 0, true, double.PositiveInfinity, set);

    private void Read(Word name, Word? value)
    {
        if (name.Text.Equals("method", StringComparison.OrdinalIgnoreCase))
        {
            ReadMethod(name, value);
            return;
        }
        if (DrawSetting.IsSeed(name.Text))
        {
            if (DrawSetting.Number(value?.Text) is null) Bag.Error(Codes.BadOption, $"seed= cannot be '{value?.Text}'", value?.At ?? name.At, "it is a whole number: with the same one the same values are drawn");
            return;
        }
        // Read by the batch mode of the command line.
        if (name.Text.Equals("filetype", StringComparison.OrdinalIgnoreCase)) return;
        int index = Array.FindIndex(Numbers, n => n.Name.Equals(name.Text, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            ReadNumber(Numbers[index], name, value);
            return;
        }
        (Ignored.Contains(name.Text) ? _ignored : _unknown).Add(name);
    }

    private void ReadNumber(Numeric option, Word name, Word? given)
    {
        if (given is not { Text: { Length: > 0 } } word)
        {
            Bag.Error(Codes.BadOption, $"{option.Name}= needs a value", name.At);
            return;
        }
        double value = values.Read(word, scope, bare: true);
        if (double.IsNaN(value)) return;
        if (value < option.Min || value > option.Max || (option.MinExclusive && value == option.Min))
        {
            string low = option.MinExclusive ? $"above {Figures.Text(option.Min)}" : $"at least {Figures.Text(option.Min)}";
            string high = double.IsInfinity(option.Max) ? "" : $" and at most {Figures.Text(option.Max)}";
            Bag.Error(Codes.BadOption, $"{option.Name}={Figures.Text(value)} is out of range: it must be {low}{high}", word.At);
            return;
        }
        Options = option.Set(Options, value);
    }

    private void ReadMethod(Word name, Word? value)
    {
        IntegrationMethod? method = value?.Text?.ToLowerInvariant() switch
        {
            "bdf" => IntegrationMethod.Bdf,
            "trap" or "trapezoidal" or "modtrap" or "modified" => IntegrationMethod.Trapezoidal,
            "gear" => IntegrationMethod.Gear,
            _ => null,
        };
        if (method is { } m) Options = Options with { Method = m };
        else if (value?.Text.Equals("euler", StringComparison.OrdinalIgnoreCase) == true) Options = Options with { Method = IntegrationMethod.Gear, MaxOrder = 1 };
        else if (value is { } number && ValueReader.IsNumber(number.Text))
            Bag.Warn(Codes.UnknownOption, $"method={number.Text} is a number of another simulator's methods, without effect", number.At, $"here it is one of {string.Join(", ", Methods)}");
        else Bag.Error(Codes.BadOption, $"method= cannot be '{value?.Text}'", value?.At ?? name.At, $"it is one of {string.Join(", ", Methods)}");
    }
}
