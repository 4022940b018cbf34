using System.Globalization;

namespace NanoSpice.Engine.Devices;

/// <summary>The open space before a stack of slits, U, and the word for the whole stack: i(u1), q(u1), v(u1) (DESIGN.md 2.3).</summary>
/// <remarks>
///   Uname bulk sheet STACK [layers=] [m=]
///   .model STACK NANOSTACK(slit=MODEL ropen= copen= layers= [qsopen=] [rin=] [gammain=])     slit: a NANOSLIT card
///
///   bulk --ropen-- 0 --r1-- 1 --r2-- 2 -- ... --rN-- N           inner nodes uname.0 .. uname.N, steps uname.r1 .. uname.rN
///                  |        |        |               |
///                  c0      (r2)     (r3)             cN          every lower end is the sheet
///
///   uname      open space's resistor, this device:  (1)  i = (v_bulk - v_0) / ropen    leaves bulk, enters node 0 [A]
///   uname.c0   open space's capacitor
///   uname.r1   step 1, QResistor with the charge of slit 1, its inner side; rin and gammain replace rc and gamma
///   uname.rk   step k >= 2, Nanoslit from slit k-1 to slit k with the charge of slit k-1, its outer side, which it holds as well
///   uname.cN   capacitor of the last slit N
///   So q(uname.r1) is the charge of slit 1, q(uname.rk) that of slit k-1, q(uname.cN) that of the last.
/// </remarks>
public sealed class NanoStack : Device
{
    private readonly Unknown _bulk, _sheet;
    private readonly Unknown[] _inner;
    private readonly double _conductance;
    private readonly SlitCapacitor _open, _slit;

    /// <param name="inner">nodes 0 .. N</param>
    /// <param name="ropen">[Ohm], above 0</param>
    public NanoStack(string name, Unknown bulk, Unknown sheet, Unknown[] inner, double ropen, SlitCapacitor open, SlitCapacitor slit)
        : base(name) =>
        (_bulk, _sheet, _inner, _conductance, _open, _slit) = (bulk, sheet, inner, 1 / ropen, open, slit);

    /// <summary>Of the open space [Ohm].</summary>
    public double OpenResistance => 1 / _conductance;

    /// <summary>Number of slits.</summary>
    public int Layers => _inner.Length - 1;

    public override IEnumerable<Link> Links => [new(_bulk, _inner[0], LinkKind.Conducting)];

    public override IReadOnlyList<string> Quantities => ["i", "q", "v"];

    public override void Noise(Equations eq, NoiseSources noise) => noise.Thermal("", _bulk, _inner[0], _conductance, Temperature);

    public override void Load(Equations eq)
    {
        Unknown bulk = _bulk, zero = _inner[0];
        double g = _conductance, i = g * (eq[bulk] - eq[zero]);
        Branches.Flow(eq, bulk, zero, i, g);      // (1)
    }

    /// <summary>i: current into the stack at bulk; q: charge of the sheet, open space and all slits; v: bulk against sheet.</summary>
    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" => new("A", eq => _conductance * (eq[_bulk] - eq[_inner[0]])),
        "q" => new("C", TotalCharge),
        "v" => new("V", eq => eq[_bulk] - eq[_sheet]),
        _ => null,
    };

    private double TotalCharge(Equations eq)
    {
        double sheet = eq[_sheet], sum = _open.Charge(sheet - eq[_inner[0]]);
        for (int k = 1; k < _inner.Length; k++) sum += _slit.Charge(sheet - eq[_inner[k]]);
        return sum;
    }
}

/// <summary>Element letter U: expands into the open space, N trans-slit steps and the last slit's capacitor.</summary>
public sealed class NanoStackKind : DeviceKind
{
    /// <summary>More layers than this are taken for a slip of the pen [-].</summary>
    private const double MostLayers = 1_000_000;

    public override string Letter => "U";

    public override string Syntax => "Uname bulk sheet stack [layers=] [m=]";

    public override IReadOnlyList<string> ModelTypes => ["nanostack"];

    public override ParameterTable Parameters { get; } = new([
        Parameter.Number("layers", "-", "number of slits"), SlitCard.Multiplicity, .. DeviceTemperature.Parameters]);

    public override ParameterTable ModelParameters(string modelType) => Model;

    private static ParameterTable Model { get; } = new(
        Parameter.Word("slit", "name of the NANOSLIT card of every slit"),
        Parameter.Number("ropen", "Ohm", "resistance of the open space"),
        Parameter.Number("copen", "F", "capacitance of the open space to the sheet", 0),
        Parameter.Number("qsopen", "C", "in place of copen: charge scale of a double layer with the slit's nu"),
        Parameter.Number("layers", "-", "number of slits", 6),
        Parameter.Number("rin", "Ohm", "rc of step 1, from the open space into slit 1"),
        Parameter.Number("gammain", "-", "gamma of step 1"));

    public override int NodeCount(IReadOnlyList<string> wordsAfterName) => 2;

    public override void Build(DeviceRequest d)
    {
        if (d.Arguments.Count != 3)
        {
            d.Error("NST001", $"{d.Name} needs two nodes and a model name", hint: $"write {Syntax}");
            return;
        }
        if (d.Model(d.Arguments[2], "nanostack") is not { } stack) return;
        var card = ReadSlit(d, stack);
        int layers = ReadLayers(d, stack);
        double m = d.Number("m");
        if (m <= 0) d.Error("NST002", $"{d.Name}: m must be above 0", parameter: "m");
        double ropen = stack.Number("ropen");
        if (!stack.Has("ropen")) stack.Error("NST003", $"{d.Name}: ropen is missing", hint: "resistance of the open space before slit 1 [Ohm]");
        else if (ropen <= 0) stack.Error("NST002", $"{d.Name}: ropen must be above 0", "ropen");
        if (card is not var (law, slit) || layers < 1 || !(m > 0 && ropen > 0)) return;
        if (ReadInnermost(d, stack, law) is not { } first || ReadOpen(d, stack, slit) is not { } open) return;
        Expand(d, ropen / m, open.Parallel(m), first.Parallel(m), law.Parallel(m), slit.Parallel(m), layers);
    }

    /// <summary>Step 1 uses the inner side of slit 1, steps 2 .. N the outer side of slit k-1; so every slit's charge has one holder.</summary>
    private static void Expand(DeviceRequest d, double ropen, SlitCapacitor open, ChargeLaw first, ChargeLaw law, SlitCapacitor slit, int layers)
    {
        var (bulk, sheet) = (d.Node(0), d.Node(1));
        var inner = new Unknown[layers + 1];
        for (int k = 0; k <= layers; k++) inner[k] = d.InnerNode(k.ToString(CultureInfo.InvariantCulture));
        var last = new SheetCapacitor($"{d.Name}.c{layers}", sheet, inner[layers], slit);
        var second = layers == 1 ? null : new Nanoslit($"{d.Name}.r2", inner[1], inner[2], sheet, law, slit, d.Memory()) { Temperature = d.Temperature };

        d.Add(new NanoStack(d.Name, bulk, sheet, inner, ropen, open, slit) { Temperature = d.Temperature });
        d.Add(new SheetCapacitor($"{d.Name}.c0", sheet, inner[0], open));
        d.Add(new QResistor($"{d.Name}.r1", inner[0], inner[1], second is null ? last : second, first, d.Memory()) { Temperature = d.Temperature });
        if (second is not null) d.Add(second);
        for (int k = 3; k <= layers; k++)
            d.Add(new Nanoslit($"{d.Name}.r{k}", inner[k - 1], inner[k], sheet, law, slit, d.Memory()) { Temperature = d.Temperature });
        d.Add(last);
    }

    private static (ChargeLaw Law, SlitCapacitor Capacitor)? ReadSlit(DeviceRequest d, ModelView stack)
    {
        if (!stack.Has("slit"))
        {
            stack.Error("NST003", $"{d.Name}: slit is missing", hint: "name of a NANOSLIT card: slit=MODEL");
            return null;
        }
        var model = d.Model(d.Arguments[2] with { Text = stack.Text("slit") }, "nanoslit");
        return model is null ? null : new SlitCard(d, model, useElement: false).Read();
    }

    private static int ReadLayers(DeviceRequest d, ModelView stack)
    {
        double layers = d.Has("layers") ? d.Number("layers") : stack.Number("layers");
        if (layers >= 1 && layers <= MostLayers && layers == Math.Floor(layers)) return (int)layers;
        if (double.IsNaN(layers)) return 0;
        string message = string.Create(CultureInfo.InvariantCulture, $"{d.Name}: layers = {layers:g6} must be a whole number from 1 to {MostLayers:g6}");
        if (d.Has("layers")) d.Error("NST004", message, parameter: "layers");
        else stack.Error("NST004", message, "layers");
        return 0;
    }

    /// <summary>Law of step 1: the slit's, with rin and gammain in place of rc and gamma.</summary>
    private static ChargeLaw? ReadInnermost(DeviceRequest d, ModelView stack, ChargeLaw law)
    {
        double rin = stack.Has("rin") ? stack.Number("rin") : law.Rc, gamma = stack.Has("gammain") ? stack.Number("gammain") : law.Gamma;
        if (rin <= 0) stack.Error("NST002", $"{d.Name}: rin must be above 0", "rin");
        if (gamma != 0 && double.IsInfinity(law.Qmax))
            stack.Error("NST005", $"{d.Name}: gammain needs a charge scale", "gammain", hint: "give the slit's card a qmax= or vmax=");
        else if (gamma >= 1 && stack.Has("gammain"))
            stack.Warn("NSL005", $"{d.Name}: gammain = {gamma.ToString("g6", CultureInfo.InvariantCulture)}: the resistance reaches its floor before the charge reaches qmax", "gammain");
        return rin > 0 && (gamma == 0 || !double.IsInfinity(law.Qmax)) ? new ChargeLaw(rin, gamma, law.Qmax, law.IsSigned, law.Rmin) : null;
    }

    private static SlitCapacitor? ReadOpen(DeviceRequest d, ModelView stack, SlitCapacitor slit)
    {
        if (!stack.Has("qsopen"))
        {
            double copen = stack.Number("copen");
            if (copen < 0) stack.Error("NST002", $"{d.Name}: copen must not be negative", "copen");
            return copen >= 0 ? SlitCapacitor.Constant(copen) : null;
        }
        double qs = stack.Number("qsopen");
        if (qs <= 0) stack.Error("NST002", $"{d.Name}: qsopen must be above 0", "qsopen");
        if (slit.IsConstant) stack.Error("NST006", $"{d.Name}: qsopen needs the slit's nu", "qsopen", hint: "give the slit's card qs= and nu=, or use copen=");
        return qs > 0 && !slit.IsConstant ? SlitCapacitor.DoubleLayer(qs, slit.Nu, d.Temperature) : null;
    }
}
