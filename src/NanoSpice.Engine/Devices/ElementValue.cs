namespace NanoSpice.Engine.Devices;

/// <summary>The value of a two-terminal element: a number, or a formula of voltages, currents and time.</summary>
internal readonly record struct ElementValue(double Number, CircuitFormula? Formula)
{
    /// <summary>From name=value; null with an error reported.</summary>
    public static ElementValue? Read(DeviceRequest d, string parameter) => From(d.Formula(parameter));

    /// <summary>From a word; null with an error reported.</summary>
    public static ElementValue? Read(DeviceRequest d, Argument word)
    {
        if (word.Text[0] is '{' or '\'' or '"') return From(d.Formula(word));
        double number = d.Number(word);
        return double.IsNaN(number) ? null : new ElementValue(number, null);
    }

    private static ElementValue? From(CircuitFormula? formula) => formula switch
    {
        null => null,
        { Bindings.Count: 0 } => new ElementValue(formula.Formula.Evaluate([]), null),
        _ => new ElementValue(double.NaN, formula),
    };
}

/// <summary>What stands on the line of R, C or L behind the nodes: value and model, in any order.</summary>
internal readonly record struct PassiveLine(ElementValue? Value, ModelView? Model)
{
    /// <summary>LTspice's word for a resistor without noise.</summary>
    public static bool IsNoiseless(Argument word) => word.Text.Equals("noiseless", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the line; null with errors reported.</summary>
    /// <param name="name">parameter that may give the value by name: r, c, l</param>
    public static PassiveLine? Read(DeviceRequest d, DeviceKind kind, string name)
    {
        if (!ElementLineChecks.HasNodes(d, kind, 2)) return null;
        ElementValue? value = null;
        ModelView? model = null;
        bool ok = true, given = d.Has(name);
        if (given) ok = (value = ElementValue.Read(d, name)) is not null;
        for (int k = 2; k < d.Arguments.Count; k++)
        {
            var word = d.Arguments[k];
            if (name == "r" && IsNoiseless(word)) continue;
            if (!given && d.ValueOf(word) is { } named)
            {
                (given, value) = (true, new ElementValue(named, null));
                ok &= !double.IsNaN(named);
            }
            else if (!d.IsNumber(word))
            {
                ok &= model is null ? (model = d.Model(word, [.. kind.ModelTypes])) is not null : ElementLineChecks.Unexpected(d, kind, word);
            }
            else if (given)
            {
                ok = ElementLineChecks.Unexpected(d, kind, word);
            }
            else
            {
                given = true;
                ok &= (value = ElementValue.Read(d, word)) is not null;
            }
        }
        return ok ? new PassiveLine(value, model) : null;
    }
}
