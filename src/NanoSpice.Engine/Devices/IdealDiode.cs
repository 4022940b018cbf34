using System.Globalization;

namespace NanoSpice.Engine.Devices;

/// <summary>Diode of straight lines, D with ron, roff, vfwd, vrev or rrev in its model. [LTSPICE]</summary>
/// <remarks>
///   (1)  i = v/roff + gf s(v - vfwd, epsilon) - gr s(-vrev - v, revepsilon),   gf = 1/ron - 1/roff,  gr = 1/rrev - 1/roff
///        s(x, e) = max(x, 0), for |x| &lt; e/2 the parabola (x + e/2)^2/2e, which meets both lines with their slopes
///   (2)  with ilimit L the second term y is L tanh(y/L); revilimit likewise on the third
/// </remarks>
public sealed class IdealDiode(string name, Unknown a, Unknown k, IdealDiodeLaw law) : Device(name)
{
    public override IEnumerable<Link> Links => [new(a, k, LinkKind.Conducting)];

    public override IReadOnlyList<string> Quantities => ["i", "v", "p", "g"];

    public override void Load(Equations eq)
    {
        double i = law.Current(eq[a] - eq[k], out double g);
        Branches.Flow(eq, a, k, i, g);      // (1)
    }

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" or "id" => new("A", eq => law.Current(eq[a] - eq[k], out _)),
        "v" or "vd" => new("V", eq => eq[a] - eq[k]),
        "p" => new("W", eq => law.Current(eq[a] - eq[k], out _) * (eq[a] - eq[k])),
        "g" or "gd" => new("S", eq => { law.Current(eq[a] - eq[k], out double g); return g; }),
        _ => null,
    };
}

/// <summary>One branch of (1): conductance beyond the corner [S], corner [V], width of the parabola [V], limit of its current [A].</summary>
public readonly record struct IdealDiodeBranch(double G, double Corner, double Width, double Limit)
{
    /// <summary>Current [A] at a voltage counted in the branch's own direction, and its slope [S].</summary>
    public double Current(double v, out double g)
    {
        double x = v - Corner, half = 0.5 * Width, y;
        if (x <= -half) (y, g) = (0, 0);
        else if (x >= half) (y, g) = (G * x, G);
        else (y, g) = (G * (x + half) * (x + half) / (2 * Width), G * (x + half) / Width);
        if (double.IsInfinity(Limit) || y == 0) return y;
        double t = Math.Tanh(y / Limit);
        g *= 1 - t * t;
        return Limit * t;
    }
}

/// <summary>Law (1), (2) of an ideal diode.</summary>
public sealed record IdealDiodeLaw(double Off, IdealDiodeBranch Forward, IdealDiodeBranch Reverse)
{
    public double Current(double v, out double g)
    {
        double i = Forward.Current(v, out double on) - Reverse.Current(-v, out double back);
        g = Off + on + back;
        return i + Off * v;
    }

    public static Parameter[] Parameters { get; } =
    [
        Parameter.Number("ron", "Ohm", "ideal diode: resistance above vfwd", 1),
        Parameter.Number("roff", "Ohm", "ideal diode: resistance below vfwd; not given: 1/gmin"),
        Parameter.Number("vfwd", "V", "ideal diode: forward voltage", 0),
        Parameter.Number("vrev", "V", "ideal diode: reverse breakdown voltage"),
        Parameter.Number("rrev", "Ohm", "ideal diode: resistance of the breakdown; not given: ron"),
        Parameter.Number("ilimit", "A", "ideal diode: limit of the forward current"),
        Parameter.Number("revilimit", "A", "ideal diode: limit of the reverse current"),
        Parameter.Number("epsilon", "V", "ideal diode: width of the bend at vfwd", 0),
        Parameter.Number("revepsilon", "V", "ideal diode: width of the bend at vrev", 0),
    ];

    /// <summary>True when the model asks for an ideal diode.</summary>
    public static bool IsAsked(ModelView model) => new[] { "ron", "roff", "vfwd", "vrev", "rrev" }.Any(model.Has);

    /// <summary>From a model card; null when something is wrong (reported).</summary>
    /// <param name="many">area times multiplicity [-]</param>
    public static IdealDiodeLaw? Read(DeviceRequest d, ModelView model, double many)
    {
        bool failed = false;
        double Positive(string name, double fallback)
        {
            double value = model.Has(name) ? model.Number(name) : fallback;
            if (value > 0) return value;
            model.Error("DIO003", string.Create(CultureInfo.InvariantCulture, $"{d.Name}: {name} = {value:g6} must be above 0"), model.Has(name) ? name : null);
            failed = true;
            return double.NaN;
        }
        double NotNegative(string name)
        {
            double value = model.Number(name);
            if (value >= 0) return value;
            model.Error("DIO003", string.Create(CultureInfo.InvariantCulture, $"{d.Name}: {name} = {value:g6} must not be negative"), name);
            failed = true;
            return double.NaN;
        }
        double ron = Positive("ron", 1), roff = Positive("roff", 1 / Math.Max(d.Options.Gmin, 1e-15)), rrev = Positive("rrev", ron > 0 ? ron : 1);
        double none = double.PositiveInfinity;
        var forward = new IdealDiodeBranch(many * (1 / ron - 1 / roff), model.Number("vfwd"), NotNegative("epsilon"), many * Positive("ilimit", none));
        var reverse = new IdealDiodeBranch(model.Has("vrev") ? many * (1 / rrev - 1 / roff) : 0, model.Has("vrev") ? Math.Abs(model.Number("vrev")) : none,
            NotNegative("revepsilon"), many * Positive("revilimit", none));
        if (!failed && (ron > roff || rrev > roff))
        {
            model.Error("DIO003", $"{d.Name}: roff must not be below ron and rrev", model.Has("roff") ? "roff" : null);
            failed = true;
        }
        return failed ? null : new IdealDiodeLaw(many / roff, forward, reverse);
    }
}
