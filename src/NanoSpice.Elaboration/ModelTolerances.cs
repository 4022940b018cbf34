using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>PSpice's tolerances of model parameters.</summary>
/// <remarks>
///   name=value [dev[/track][/uniform or /gauss]=tolerance[%]] [lot[/track][/uniform or /gauss]=tolerance[%]]      equals signs may be left out
///   value = nominal + dev d + lot l; d is drawn for each device, l once for all devices of the model; uniform in -1 .. 1, or standard normal.
///   A tolerance without % is absolute. Equal tracks have equal draws: of dev within a device, of lot in the whole deck.
/// </remarks>
internal sealed class ModelTolerances
{
    private readonly record struct Tolerance(Word Name, Word Value, bool OfDevice, bool Normal, string Track);

    private readonly Dictionary<Word, List<Tolerance>> _byParameter = [];

    /// <param name="card">parameters each followed by their tolerances</param>
    public ModelTolerances(ModelCard card, DiagnosticBag bag)
    {
        var plain = new List<Assignment>(card.Parameters.Count);
        foreach (var a in card.Parameters)
        {
            if (!IsTolerance(a)) plain.Add(a);
            else if (plain.Count == 0) bag.Error(Codes.BadTolerance, $"{a.Name.Text} has no parameter before it", a.Name.At, "write name=value dev=5%");
            else if (Read(a, bag) is { } tolerance) Add(plain[^1].Name, tolerance);
        }
        Parameters = plain;
    }

    /// <summary>Those of the card without the tolerances.</summary>
    public IReadOnlyList<Assignment> Parameters { get; }

    /// <summary>True when devices of the model differ.</summary>
    public bool OfDevices { get; private set; }

    public static bool IsTolerance(Assignment a)
    {
        string name = a.Name.Text;
        return name.StartsWith("dev", StringComparison.OrdinalIgnoreCase) || name.StartsWith("lot", StringComparison.OrdinalIgnoreCase)
            ? name.Length == 3 || name[3] == '/' : false;
    }

    /// <summary>The value of a parameter with what its tolerances add; NaN with an error reported.</summary>
    /// <param name="model">by its definition, not by its instance</param>
    /// <param name="device">full name; null: devices are not told apart</param>
    public double Apply(Assignment parameter, double nominal, string model, string? device, ValueReader values, Scope scope)
    {
        if (!_byParameter.TryGetValue(parameter.Name, out var all)) return nominal;
        double value = nominal;
        foreach (var t in all)
        {
            if (t.OfDevice && device is null && !values.Draws.IsNominal) continue;
            bool percent = t.Value.Text[^1] == '%';
            double size = values.Read(percent ? t.Value with { Text = t.Value.Text[..^1] } : t.Value, scope, bare: true);
            string name = parameter.Name.Text, own = $"{(t.OfDevice ? "dev" : "lot")} {(t.Track.Length > 0 ? t.Track : $"{model} {name}")}";
            double deviation = values.Draws.Deviation(t.Normal, new(t.OfDevice ? device ?? "" : "", own), t.Name.At);
            value += (percent ? nominal * size / 100 : size) * deviation;
        }
        return value;
    }

    private void Add(Word parameter, Tolerance tolerance)
    {
        if (!_byParameter.TryGetValue(parameter, out var list)) _byParameter[parameter] = list = [];
        list.Add(tolerance);
        OfDevices |= tolerance.OfDevice;
    }

    private static Tolerance? Read(Assignment a, DiagnosticBag bag)
    {
        string track = "";
        bool normal = false;
        foreach (string part in a.Name.Text.Split('/').Skip(1))
        {
            if (part.Length > 0 && part.All(char.IsAsciiDigit)) track = "/" + part;
            else if (part.Equals("gauss", StringComparison.OrdinalIgnoreCase)) normal = true;
            else if (!part.Equals("uniform", StringComparison.OrdinalIgnoreCase))
            {
                bag.Error(Codes.BadTolerance, $"'{part}' is no distribution of a tolerance", a.Name.At, "write dev=5%, dev/gauss=5%, lot/1/uniform=5%");
                return null;
            }
        }
        if (a.Value.Text is { Length: > 0 } text && text != "%") return new(a.Name, a.Value, a.Name.Text[0] is 'd' or 'D', normal, track);
        bag.Error(Codes.BadTolerance, $"{a.Name.Text}= needs a tolerance", a.Name.At, "write dev=5%");
        return null;
    }
}
