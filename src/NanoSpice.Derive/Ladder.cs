using System.Globalization;
using System.Text;
using NanoSpice.Pnp;

namespace NanoSpice.Derive;

/// <summary>Which ladder is built from the elements.</summary>
public enum LadderKind
{
    /// <summary>Charge-dependent steps, double layers with finite ions.</summary>
    Layer,

    /// <summary>Charge-dependent steps, constant capacitors: the paper's nano-circuitry model.</summary>
    Constant,

    /// <summary>Constant resistances and capacitors: the conventional transmission line.</summary>
    TransmissionLine,
}

/// <summary>The numbers of one ladder, as the models NANOSLIT and NANOSTACK take them.</summary>
/// <param name="Slit">cslit [F/m]; with Nu above 0: qs [C/m]</param>
/// <param name="Open">copen [F/m]; with Nu above 0: qsopen [C/m]</param>
/// <param name="Nu">packing fraction of a double layer [-]; 0: constant capacitors</param>
public sealed record Ladder(double Ropen, double Open, double Rin, double GammaIn, double Rc, double Gamma, double Slit, double Qmax, double Nu, double Temperature)
{
    /// <summary>The ladder of a kind; falls back on constant capacitors where the elements have no double layer.</summary>
    public static Ladder From(Elements e, LadderKind kind)
    {
        ArgumentNullException.ThrowIfNull(e);
        bool line = kind == LadderKind.TransmissionLine, layer = kind == LadderKind.Layer && e.Nu > 0;
        var (step, entry) = line ? (e.OhmStep, e.OhmEntry) : (e.Step, e.Entry);
        return new(
            e.Ropen, layer ? e.OpenLayer.Value : e.Open.Value, entry.Rc, entry.Gamma(e.Qmax), step.Rc, step.Gamma(e.Qmax),
            layer ? e.SlitLayer.Value : e.Slit.Value, e.Qmax, layer ? e.Nu : 0, e.Temperature);
    }

    /// <summary>The two .model lines; name is that of the stack, name_step that of its slits.</summary>
    public string Models(string name, int layers)
    {
        string slit = Nu > 0 ? $"qs={N(Slit)} nu={N(Nu)}" : $"cslit={N(Slit)}", open = Nu > 0 ? $"qsopen={N(Open)}" : $"copen={N(Open)}";
        return $".model {name}_step NANOSLIT(rc={N(Rc)} gamma={N(Gamma)} qmax={N(Qmax)} {slit} law=abs)\n"
            + $".model {name} NANOSTACK(slit={name}_step layers={layers.ToString(CultureInfo.InvariantCulture)} ropen={N(Ropen)} {open} rin={N(Rin)} gammain={N(GammaIn)})\n";
    }

    /// <summary>A deck that drives the ladder as the run was driven, by voltage ramps.</summary>
    /// <param name="models">model lines, or an .include</param>
    public static string Deck(string title, string models, string name, PnpSettings s, double reltol)
    {
        ArgumentNullException.ThrowIfNull(s);
        var text = new StringBuilder($"{title}\n* mPNP potential: the electrode's, against the bulk; currents per metre of depth\n");
        text.Append(CultureInfo.InvariantCulture, $"Vcv sheet 0 {N(s.Start)}\nU1 0 sheet {name}\n{models}");
        text.Append(CultureInfo.InvariantCulture, $".options reltol={N(reltol)} temp={N(s.Temperature - 273.15)}\n.save i(vcv)\n");
        double rate = (s.HighPotential - s.LowPotential) / s.RampTime;
        // A whole multiple, so that every row of the table is one of the ladder: beside a vertex the current bends within ropen copen.
        int samples = Math.Max(s.Samples, 1), points = samples * (int)Math.Ceiling(100.0 / samples);
        text.Append(CultureInfo.InvariantCulture, $".cv Vcv {N(Math.Min(s.LowPotential, s.HighPotential))} {N(Math.Max(s.LowPotential, s.HighPotential))} {N(rate)} start={N(s.Start)} cycles={s.Cycles} points={points}\n.end\n");
        return text.ToString();
    }

    internal static string N(double value) => value.ToString("g10", CultureInfo.InvariantCulture).Replace("e+", "e", StringComparison.Ordinal);
}
