using NanoSpice.Elaboration;
using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>One variable of a raw file: its name and type there, and the column of our table it comes from.</summary>
internal readonly record struct NgspiceVector(string Name, string Type, int Column);

/// <summary>The columns of a table under ngspice's names and in ngspice's order.</summary>
internal sealed class NgspiceVectors(Simulation simulation)
{
    private readonly bool _saves = simulation.Cards.OfType<OutputCard>().Any(IsSave);
    private readonly HashSet<string> _plain = [.. simulation.Circuit.Unknowns.Select(u => u.Vector)];
    private readonly HashSet<string> _printedOnly = [.. Words(simulation, false).Except(Words(simulation, true))];

    /// <summary>The variables of a plot: what .save says, else all node voltages and branch currents; nothing that only .print asks for.</summary>
    public IReadOnlyList<NgspiceVector> Of(WaveformTable table)
    {
        var all = table.Columns.Select((c, k) => Named(table, c, k)).ToList();
        if (table.Kind == WaveformKind.Noise) return [all[0], .. Noise(all)];
        if (table.Kind == WaveformKind.TransferFunction) return [all[0], .. all.Skip(1).OrderBy(v => v.Name.Contains("utput", StringComparison.Ordinal))];
        if (table.Kind is not (WaveformKind.OperatingPoint or WaveformKind.DcSweep or WaveformKind.Ac or WaveformKind.Transient)) return all;
        int first = table.Kind == WaveformKind.OperatingPoint ? 0 : 1;
        var kept = all.Skip(first).Where(v => (_saves || _plain.Contains(table.Columns[v.Column].Name)) && !(_saves && _printedOnly.Contains(table.Columns[v.Column].Name)));
        if (_saves) return [.. all.Take(first), .. kept];
        var order = Branches().Select((name, k) => (name, k)).DistinctBy(b => b.name).ToDictionary(b => $"i({b.name})", b => b.k, StringComparer.OrdinalIgnoreCase);
        return [.. all.Take(first), .. kept.OrderBy(v => order.GetValueOrDefault(table.Columns[v.Column].Name, table.Columns[v.Column].Name[0] == 'i' ? int.MaxValue : -1))];
    }

    private static bool IsSave(OutputCard card) => card.Keyword.Text.ToLowerInvariant() is "save" or "probe";

    /// <summary>Vectors of the output lines as columns are called: @r1[i] is i(r1).</summary>
    private static IEnumerable<string> Words(Simulation simulation, bool saves) => simulation.Cards.OfType<OutputCard>().Where(o => IsSave(o) == saves)
        .SelectMany(o => o.Vectors).Select(v => Column(string.Concat(v.Vector.Text.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant()));

    private static string Column(string word) =>
        word.StartsWith('@') && word.IndexOf('[') is > 0 and var open && word.EndsWith(']') ? $"{word[(open + 1)..^1]}({word[1..open]})" : word;

    private NgspiceVector Named(WaveformTable table, WaveformColumn column, int k)
    {
        string name = string.Concat(column.Name.Where(c => !char.IsWhiteSpace(c))), type = RawVocabulary.TypeOf(column.Unit);
        if (k == 0 && table.Kind == WaveformKind.DcSweep) return Swept(column, k);
        if (k == 0 && Grid(table)) return new(name, type + "\tgrid=3", k);
        if (table.Kind == WaveformKind.TransferFunction)
            return new($"v({name.Replace("transfer_f", "Transfer_f", StringComparison.Ordinal).Replace("#input", "#Input", StringComparison.Ordinal).Replace("#output", "#Output", StringComparison.Ordinal).Replace("_at_v(", "_at_V(", StringComparison.Ordinal)})", "voltage", k);
        if (type == "current" && name.StartsWith("i(x", StringComparison.Ordinal) && name.LastIndexOf('.') is > 0 and var dot) return new($"i({name[dot + 1]}.{name[2..]}", type, k);
        // What a device carries, other than a branch of the equations, is @r1[i] there.
        return new(type == "current" && name.StartsWith("i(", StringComparison.Ordinal) && !_plain.Contains(name) && table.Kind < WaveformKind.Voltammetry ? $"i(@{name[2..^1]}[i])" : name, type, k);
    }

    private static NgspiceVector Swept(WaveformColumn column, int k) => column.Unit switch
    {
        "V" => new("v(v-sweep)", "voltage", k),
        "A" => new("i(i-sweep)", "current", k),
        "degC" => new("temp-sweep", "temp-sweep", k),
        "Ohm" => new("res-sweep", "res-sweep", k),
        _ => new(column.Name, RawVocabulary.TypeOf(column.Unit), k),
    };

    /// <summary>grid=3: the scale asks for a logarithmic axis.</summary>
    private bool Grid(WaveformTable table) => simulation.Analyses.FirstOrDefault(a => a.ResultName == table.Name)?.Analysis switch
    {
        Ac ac => ac.Options.Spacing,
        Impedance eis => eis.Options.Frequencies.Spacing,
        Noise noise => noise.Options.Frequencies.Spacing,
        _ => FrequencySpacing.Linear,
    } != FrequencySpacing.Linear;

    /// <summary>Parts of a device before the device, the last element of a kind first, then both spectra; ngspice has no gain.</summary>
    private IEnumerable<NgspiceVector> Noise(List<NgspiceVector> all)
    {
        if (_saves) return all.Skip(1);
        var spectra = all.Where(v => v.Name is "onoise_spectrum" or "inoise_spectrum").ToList();
        var parts = all.Skip(1).Except(spectra).Where(v => v.Name != "gain");
        return parts.OrderBy(v => NgspiceNoise.Place(simulation, v.Name["onoise_".Length..])).Concat(spectra);
    }

    /// <summary>Names of devices with a branch current in the order in which ngspice makes the equations: by type of device, the last line first.</summary>
    private IEnumerable<string> Branches()
    {
        foreach (char letter in "bfhwltev")
        {
            foreach (var element in simulation.Elements.Where(e => Letter(e.Name) == letter).Reverse())
            {
                if (letter is not ('f' or 'w')) yield return element.Name;
                if (letter is 'f' or 'h' or 'w' && element.Card.Words.Count > 2) yield return Prefix(element.Name) + element.Card.Words[2].Text.ToLowerInvariant();
            }
        }
    }

    private static char Letter(string name) => name[name.LastIndexOf('.') + 1];

    private static string Prefix(string name) => name[..(name.LastIndexOf('.') + 1)];
}
