using System.Globalization;
using System.Text;
using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>Writes a fitted law as a card for .include: a model of element N, or a subcircuit with a behavioural source.</summary>
public static class ModelCardEmitter
{
    /// <summary>The text of the card; the same fit gives the same bytes.</summary>
    public static string Write(FinalFit fit, Dataset data, CardOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(origin);
        var text = new StringBuilder();
        Provenance(text, fit, data, origin);
        if (fit.Nanoslit is { } law) Nanoslit(text, law, data, origin.Name);
        else Subcircuit(text, fit.Law, data, origin.Name);
        return text.ToString();
    }

    private static void Provenance(StringBuilder text, FinalFit fit, Dataset data, CardOrigin origin)
    {
        Comment(text, $"{origin.Name}: {data.Target.Name} = {fit.Law.Formula}");
        Comment(text, $"made by nanospice {origin.Version} {origin.Command}, seed {origin.Seed}, data and options {origin.Hash}");
        Comment(text, $"law as found: {data.Target.Name} = {fit.Law.Form}; n = {data.Rows} rows, slits {string.Join(' ', data.Groups.Select(g => g.Slit).Distinct().Order())}");
        string heldOut = origin.HeldOutNrmse is { } h ? F($"; {100 * h:g3} % of rms on rows left out") : "";
        Comment(text, F($"residual: rms {fit.Rms:g4} {data.Target.UnitText}, {fit.PercentOfMax:g3} % of the largest |{data.Target.Name}|, {100 * fit.Nrmse:g3} % of its rms{heldOut}"));
        foreach (var p in fit.Nanoslit?.Numbers ?? fit.Parameters)
            Comment(text, F($"{p.Name} = {p.Value:g6}{(p.Unit.Length > 0 ? " " : "")}{p.Unit}, 95 % from {p.Low:g6} to {p.High:g6}"));
        if (fit.Nanoslit is { } law)
        {
            Comment(text, law.IsOhm
                ? "gamma is not in the law: Ohm's law was chosen, so gamma=0 and qmax below are formal"
                : F($"qmax = {law.Qmax:g6} {Unit(data, law.Charge)}: {law.QmaxMeaning}; gamma holds with this qmax only, beta = gamma/qmax without it"));
            var own = fit.Residuals.Where(r => r.Kind == "slit" && double.IsFinite(r.OwnGamma)).ToArray();
            if (own.Length > 1) Comment(text, F($"gamma of single slits: {own.Min(r => r.OwnGamma):g3} to {own.Max(r => r.OwnGamma):g3}, rc {own.Min(r => r.OwnRc):g4} to {own.Max(r => r.OwnRc):g4}"));
        }
        foreach (var run in data.Runs)
            Comment(text, $"data {run.Name} ({run.Path})" + (run.Conditions.Count > 0 ? ": " + string.Join(", ", run.Conditions.Select(c => $"{c.Key} {c.Value}")) : ""));
    }

    private static void Nanoslit(StringBuilder text, NanoslitLaw law, Dataset data, string name)
    {
        string per = Unit(data, law.Current) switch { "A/m" => "1 m of depth", "A/m2" => "1 m2 of area", _ => "" };
        if (per.Length > 0) Comment(text, $"scaling: the table counts current per {per[2..]}, so this card holds for {per}; an element of k times that takes m=k");
        var charge = data.Find(law.Charge)!.Values;
        bool oneSign = charge.Min() >= 0 || charge.Max() <= 0;
        string mode = law.IsAbsolute || oneSign ? "abs" : "signed";
        string numbers = F($"rc={N(law.Rc.Value)} gamma={N(law.Gamma.Value)} qmax={N(law.Qmax)} law={mode}");
        if (law.Cslit is { } cslit)
        {
            Comment(text, $"use: Nname outer inner sheet {name}");
            text.Append(F($".model {name} NANOSLIT({numbers} cslit={N(cslit.Value)})\n"));
            return;
        }
        Comment(text, "the table has no potentials to take cslit from: the resistor alone, controlled by the charge of a capacitor of yours");
        Comment(text, $"use: Nname outer inner Cname {name}");
        text.Append(F($".model {name} QRES({numbers})\n"));
    }

    /// <summary>The current is that of the element itself; every other input is the voltage of a pin of its own.</summary>
    private static void Subcircuit(StringBuilder text, Law law, Dataset data, string name)
    {
        string? current = law.Formula.Variables.FirstOrDefault(v => NanoslitForm.IsCurrent(data.Find(v)!));
        string[] controls = [.. law.Formula.Variables.Where(v => v != current)];
        string[] pins = [.. controls.Select(Pin)];
        var bound = law.Formula.Bind(v => Formula.Variable(v == current ? "i(vsense)" : $"v({Pin(v)})"));
        Comment(text, $"use: Xname p n{string.Concat(pins.Select(p => " " + p))} {name}");
        Comment(text, $"v(p) - v(n) = {data.Target.Name} [{data.Target.UnitText}]" + (current is null ? "" : $", current from p to n = {current} [{Unit(data, current)}]"));
        foreach (var (control, pin) in controls.Zip(pins)) Comment(text, $"pin {pin}: its voltage to ground is the number of {control} [{Unit(data, control)}]; it draws no current");
        text.Append($".subckt {name} p n{string.Concat(pins.Select(p => " " + p))}\n");
        text.Append("Vsense p x 0\n");
        text.Append($"B1 x n V={{{bound}}}\n");
        text.Append($".ends {name}\n");
    }

    /// <summary>A node name: letters and digits of the input's name; p, n and x are taken.</summary>
    private static string Pin(string variable)
    {
        string letters = string.Concat(variable.Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_')).Trim('_');
        return "c_" + letters;
    }

    private static string Unit(Dataset data, string name) => data.Find(name)?.UnitText is { Length: > 0 } unit ? unit : "no unit";

    private static string N(double value) => value.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);

    private static string F(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>One line however long; comments need no continuation.</summary>
    private static void Comment(StringBuilder text, string line) => text.Append("* ").Append(line).Append('\n');
}
