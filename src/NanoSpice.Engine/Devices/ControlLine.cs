using NanoSpice.Expressions;

namespace NanoSpice.Engine.Devices;

/// <summary>Reads what stands behind the nodes of E, F, G and H.</summary>
internal sealed class ControlLine(DeviceRequest d, DeviceKind kind, double factor)
{
    private const int MostControls = 20;

    /// <summary>Parameters that the four share; ngspice takes vol= and cur= for VALUE=.</summary>
    public static Parameter[] Parameters(string unit, string alias) =>
    [
        Parameter.Formula("value", unit, "expression of voltages, currents and time") with { Aliases = [alias] },
        new Parameter("laplace", ParameterType.Formula, "-", "transfer function of s from the control voltage: laplace=1/(1+s*1m)"),
        Parameter.Number("smoothbsrc", "-", "Xyce's filter behind a source") with { Ignored = true },
        Parameter.Numbers("table", $"V, {unit}", "points of a table of the control voltage: table=(x1,y1,x2,y2,...)"),
    ];

    /// <summary>True where a word is no control node but says what follows.</summary>
    public static bool IsKeyword(string word) => word.ToLowerInvariant() is "poly" or "table" or "value" or "laplace" or "freq" || word[0] is '{' or '\'';

    /// <summary>AND, NAND, OR or NOR with n pairs of nodes and points behind; a control node may have that name.</summary>
    public static bool IsGate(IReadOnlyList<string> words) => words.Count > 3 && words[2].ToLowerInvariant() is "and" or "nand" or "or" or "nor"
        && int.TryParse(words[3], out int n) && n is > 0 and <= MostControls && words.Count >= 6 + 2 * n;

    /// <summary>The law of E or G; null with errors reported.</summary>
    public ControlLaw? ReadVoltageControlled()
    {
        if (d.Has("value")) return NothingBehind(2) ? FromFormula(d.Formula("value")) : null;
        if (d.Arguments.Count <= 2) return Missing();
        switch (d.Arguments[2].Text.ToLowerInvariant())
        {
            case "poly": return ReadPolynomial(2);
            case "table": return ReadTable();
            case "value" when d.Arguments.Count > 3: return NothingBehind(4) ? FromFormula(d.Formula(d.Arguments[3])) : null;
            case "laplace": return Laplace();
            case "freq": return NotSupported(d.Arguments[2]);
            case "and" or "nand" or "or" or "nor" when IsGate([.. d.Arguments.Select(a => a.Text)]): return ReadGate();
            case var text when text[0] is '{' or '\'': return NothingBehind(3) ? FromFormula(d.Formula(d.Arguments[2])) : null;
        }
        if (!ElementLineChecks.HasNodes(d, kind, 4)) return null;
        var control = new Control(d.Node(2), d.Node(3));
        if (d.Has("laplace"))
            return NothingBehind(4) ? Transfer(new(Formula.Variable("v(nc)"), [new(CircuitFormula.Role.Difference, control.Plus, control.Minus)], d.Temperature), d.Transfer("laplace"), null) : null;
        if (d.Has("table")) return Points(d.Numbers("table"), null) is var (x, y) ? new ControlTableLaw(control, x, y) : null;
        if (d.Arguments.Count > 4 && d.Arguments[4].Text.Equals("table", StringComparison.OrdinalIgnoreCase))
            return Points(Numbers(5), d.Arguments[4]) is var (xs, ys) ? new ControlTableLaw(control, xs, ys) : null;
        return ReadGain(4) is { } gain ? new LinearLaw(control, gain) : null;
    }

    /// <summary>The law of F or H; null with errors reported.</summary>
    public ControlLaw? ReadCurrentControlled()
    {
        if (d.Has("value")) return NothingBehind(2) ? FromFormula(d.Formula("value")) : null;
        if (d.Arguments.Count <= 2) return Missing();
        if (d.Arguments[2].Text.Equals("poly", StringComparison.OrdinalIgnoreCase)) return ReadPolynomial(1);
        var control = Control.Current(d, d.Arguments[2]);
        return ReadGain(3) is { } gain && control is { } sensed ? new LinearLaw(sensed, gain) : null;
    }

    /// <summary>LAPLACE {input} = {function of s}</summary>
    private LinearLaw? Laplace()
    {
        Argument[] words = [.. d.Arguments.Skip(3).Where(a => a.Text != "=")];
        if (words.Length == 2) return Transfer(d.Formula(words[0]), d.Transfer(words[1]), words[1]);
        d.Error(DeviceCodes.TransferUnreadable, $"{d.Name}: LAPLACE needs an input and a function of s", d.Arguments[2], hint: "write LAPLACE {V(in)} = {1/(1+s*1m)}");
        return null;
    }

    /// <summary>The source copies the output of a device that is the transfer function.</summary>
    private LinearLaw? Transfer(CircuitFormula? input, Formula? formula, Argument? at)
    {
        if (input is null || formula is null) return null;
        if (LaplaceFunction.Of(formula, out string problem) is not { } h)
        {
            d.Error(DeviceCodes.TransferUnreadable, $"{d.Name}: this is no transfer function: {problem}", at, parameter: at is null ? "laplace" : null);
            return null;
        }
        if (h.Delay > 0)
        {
            var late = FormulaPast.Delay(d, "late", input, h.Delay);
            input = new(Formula.Variable("v(late)"), [new(CircuitFormula.Role.Difference, late, Unknown.Ground)], d.Temperature);
        }
        var output = d.InnerNode("laplace");
        Unknown[] states = [.. Enumerable.Range(1, Math.Max(h.Denominator.Length - 1, 0)).Select(k => d.InnerNode($"laplace.{k}"))];
        d.Add(new LaplaceDevice($"{d.Name}.laplace", input, output, states, h));
        return new(new Control(output, Unknown.Ground), factor);
    }

    private double? ReadGain(int at)
    {
        if (d.Arguments.Count <= at)
        {
            d.Error(DeviceCodes.NoGain, $"{d.Name} has no gain", hint: $"write {kind.Syntax.Split(" | ")[0]}");
            return null;
        }
        double gain = d.Number(d.Arguments[at]) * factor;
        return NothingBehind(at + 1) && !double.IsNaN(gain) ? gain : null;
    }

    /// <summary>POLY n, then n controls of so many words each, then the coefficients.</summary>
    private PolynomialLaw? ReadPolynomial(int wordsPerControl)
    {
        double n = d.Arguments.Count > 3 && d.IsNumber(d.Arguments[3]) ? d.Number(d.Arguments[3]) : 0;
        if (n < 1 || n > MostControls || n != Math.Floor(n))
        {
            d.Error(DeviceCodes.PolynomialDimension, $"{d.Name}: POLY needs the number of its controls, 1 to {MostControls}", d.Arguments[2], hint: "write POLY(1)");
            return null;
        }
        int first = 4 + (int)n * wordsPerControl;
        if (d.Arguments.Count <= first)
        {
            d.Error(DeviceCodes.PolynomialControls, $"{d.Name}: POLY({n}) needs {first - 4} {(wordsPerControl == 2 ? "control nodes" : "source names")} and coefficients; {d.Arguments.Count - 4} words follow",
                d.Arguments[2], hint: $"write {kind.Syntax.Split(" | ")[1]}");
            return null;
        }
        var controls = new List<Control>();
        for (int k = 4; k < first; k += wordsPerControl)
        {
            if (wordsPerControl == 2) controls.Add(new(d.Node(k), d.Node(k + 1)));
            else if (Control.Current(d, d.Arguments[k]) is { } current) controls.Add(current);
        }
        return Numbers(first) is { } p && controls.Count == (int)n ? new PolynomialLaw(controls, p, factor) : null;
    }

    private TableLaw? ReadTable()
    {
        if (d.Arguments.Count < 4) return MissingTable();
        var formula = d.Formula(d.Arguments[3]);
        return Points(Numbers(4), d.Arguments[2]) is var (x, y) && formula is not null ? new TableLaw(formula, x, y) : null;
    }

    /// <summary>AND, NAND: a table of the lowest of n voltages; OR, NOR: of the highest; the points say whether it inverts, as in HSPICE and ngspice.</summary>
    private TableLaw? ReadGate()
    {
        int n = int.Parse(d.Arguments[3].Text, System.Globalization.CultureInfo.InvariantCulture);
        string pick = d.Arguments[2].Text.EndsWith("nd", StringComparison.OrdinalIgnoreCase) ? "min" : "max";
        var inputs = Enumerable.Range(0, n).Select(k => Formula.Variable($"v({d.Arguments[4 + 2 * k].Text},{d.Arguments[5 + 2 * k].Text})")).ToArray();
        var chosen = inputs.Aggregate((a, b) => Formula.Call(pick, a, b));
        if (Points(Numbers(4 + 2 * n), d.Arguments[2]) is not var (x, y)) return null;
        var bindings = chosen.Variables.Select(name => Array.FindIndex(inputs, i => i.Variables[0] == name))
            .Select(k => new CircuitFormula.Binding(CircuitFormula.Role.Difference, d.Node(4 + 2 * k), d.Node(5 + 2 * k)));
        return new TableLaw(new(chosen, [.. bindings], d.Temperature), x, y);
    }

    private TableLaw? MissingTable()
    {
        d.Error(DeviceCodes.MissingValue, $"{d.Name}: TABLE needs an expression and points", d.Arguments[2], hint: "write TABLE {V(a)} = (0,0) (1,5)");
        return null;
    }

    private (double[] X, double[] Y)? Points(IReadOnlyList<double>? numbers, Argument? at)
    {
        if (numbers is null || numbers.Any(double.IsNaN)) return null;
        double[] x = [.. numbers.Where((_, k) => k % 2 == 0)], y = [.. numbers.Where((_, k) => k % 2 == 1).Select(v => v * factor)];
        if (x.Length != y.Length || x.Length == 0)
        {
            d.Error(DeviceCodes.OddPairs, $"{d.Name}: the table has {numbers.Count} numbers, which are not pairs of x and y", at, hint: "write TABLE {V(a)} = (0,0) (1,5)");
            return null;
        }
        for (int k = 1; k < x.Length; k++)
        {
            if (x[k] > x[k - 1]) continue;
            d.Error(DeviceCodes.TimesNotIncreasing, FormattableString.Invariant($"{d.Name}: table entry {x[k]:g6} follows {x[k - 1]:g6}; entries must increase"), at, hint: "sort the points by x; a step needs two slightly different x");
            return null;
        }
        return (x, y);
    }

    private List<double>? Numbers(int from)
    {
        var numbers = new List<double>();
        for (int k = from; k < d.Arguments.Count; k++)
        {
            if (d.Arguments[k].Text == "=") continue;
            double value = d.Number(d.Arguments[k]);
            if (double.IsNaN(value)) return null;
            numbers.Add(value);
        }
        return numbers;
    }

    private FormulaLaw? FromFormula(CircuitFormula? formula) => formula is null ? null : new FormulaLaw(formula, factor);

    private bool NothingBehind(int count) => d.Arguments.Count <= count || ElementLineChecks.Unexpected(d, kind, d.Arguments[count]);

    private ControlLaw? Missing()
    {
        ElementLineChecks.MissingValue(d, kind, "control and gain");
        return null;
    }

    private ControlLaw? NotSupported(Argument word)
    {
        d.Error(DeviceCodes.NotSupported, $"{d.Name}: {word.Text.ToUpperInvariant()} sources are not supported", word, hint: "build the transfer function from R, C and a G or E source");
        return null;
    }
}
