using NanoSpice.Engine;
using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>Expressions of the circuit: parameters become constants, v(a), i(v1), time, temper and hertz are tied to what they mean.</summary>
internal sealed class FormulaBinder(ValueReader values, NodeTable nodes, DeviceTable devices)
{
    private static readonly string[] Quantities = ["time", "temper", "hertz"];

    private DiagnosticBag Bag => values.Bag;

    /// <summary>The word bound at a level; null with the errors reported.</summary>
    /// <param name="temperature">device temperature [K]</param>
    /// <param name="remember">makes the unknown that a function of the past is a multiple of; null with an error reported</param>
    /// <param name="own">what the name x stands for, where no parameter has it</param>
    public CircuitFormula? Bind(Word word, Scope scope, DrawPlace place, double temperature, Func<string, IReadOnlyList<CircuitFormula>, (Unknown Value, double Factor)?> remember, CircuitFormula.Binding? own = null)
    {
        if (values.Parse(word, scope, place) is not { Formula: { } formula } parsed) return null;
        Dictionary<string, (Unknown, double)> past = [];
        foreach (var call in parsed.PastCalls)
        {
            CircuitFormula?[] arguments = [.. call.Arguments.Select(a => Bind(a, parsed, word, scope, temperature, past, own))];
            if (arguments.Contains(null) || remember(call.Function, arguments!) is not { } made) return null;
            past[call.Variable] = made;
        }
        return Bind(formula, parsed, word, scope, temperature, past, own);
    }

    /// <summary>A function of the variable s alone (LAPLACE), parameters being constants; null with the errors reported.</summary>
    public Formula? BindTransfer(Word word, Scope scope, DrawPlace place)
    {
        if (values.Parse(word, scope, place) is not { Formula: { } formula } parsed) return null;
        bool failed = false;
        var bound = formula.Bind(name => name == "s" ? null : Parameter(name, scope, ref failed));
        foreach (string name in bound.Variables.Where(v => v != "s"))
        {
            Bag.Error(Codes.UnknownName, $"there is no parameter '{name}'", ValueReader.PlaceOf(name, parsed, word), "a transfer function is an expression of s and parameters");
            failed = true;
        }
        return failed ? null : bound;
    }

    private Formula? Parameter(string name, Scope scope, ref bool failed)
    {
        if (values.Parameter(name, scope) is not { } value) return null;
        failed |= double.IsNaN(value);
        return Formula.Constant(value);
    }

    private CircuitFormula? Bind(Formula formula, FormulaText parsed, Word word, Scope scope, double temperature, Dictionary<string, (Unknown Value, double Factor)> past, CircuitFormula.Binding? own)
    {
        bool failed = false;
        var bound = formula.Bind(name => past.TryGetValue(name, out var made)
            ? made.Factor == 1 ? null : Formula.Apply(FormulaOp.Multiply, Formula.Constant(made.Factor), Formula.Variable(name))
            : Parameter(name, scope, ref failed));
        if (bound.Variables.Count == 0 && !failed) failed = !values.IsFinite(bound.Evaluate([]), word);
        var bindings = new CircuitFormula.Binding[bound.Variables.Count];
        for (int k = 0; k < bindings.Length; k++)
        {
            if (past.TryGetValue(bound.Variables[k], out var made)) bindings[k] = new(CircuitFormula.Role.Difference, made.Value, Unknown.Ground);
            else if (own is { } x && bound.Variables[k] == "x") bindings[k] = x;
            else if (Variable(bound.Variables[k], parsed, word, scope) is { } binding) bindings[k] = binding;
            else failed = true;
        }
        return failed ? null : new CircuitFormula(bound, bindings, temperature);
    }

    private CircuitFormula.Binding? Variable(string name, FormulaText parsed, Word word, Scope scope)
    {
        switch (name)
        {
            case "time": return new(CircuitFormula.Role.Time, Unknown.Ground, Unknown.Ground);
            case "temper" or "temp": return new(CircuitFormula.Role.Temperature, Unknown.Ground, Unknown.Ground);
            case "hertz": return new(CircuitFormula.Role.Frequency, Unknown.Ground, Unknown.Ground);
        }
        var at = ValueReader.PlaceOf(name, parsed, word);
        if (name.EndsWith(')'))
        {
            int open = name.IndexOf('(');
            string inner = name[(open + 1)..^1];
            if (open == 1 && name[0] == 'v') return Voltage(inner, at, scope);
            if (Ammeters.IsCurrent(name[..open])) return Current(name[..open], inner, at, scope);
            Bag.Error(Codes.UnknownName, $"{name} cannot stand in an expression of the circuit", at, "v(node), v(a,b), i(source), time, temper and hertz can");
            return null;
        }
        Bag.Error(Codes.UnknownName, $"there is no parameter '{name}'", at,
            Suggestion.Hint(name, scope.ParameterNames.Concat(Quantities), $"a node voltage is written v({name}); parameters are defined with .param"));
        return null;
    }

    private CircuitFormula.Binding? Voltage(string inner, SourceSpan at, Scope scope)
    {
        int comma = inner.IndexOf(',');
        var plus = Node(comma < 0 ? inner : inner[..comma], at, scope);
        var minus = comma < 0 ? Unknown.Ground : Node(inner[(comma + 1)..], at, scope);
        return plus is { } p && minus is { } m ? new(CircuitFormula.Role.Difference, p, m) : null;
    }

    /// <summary>A node that is named, not connected: it must exist. The device that may have it inside is built first.</summary>
    public Unknown? Node(string name, SourceSpan at, Scope scope)
    {
        if (nodes.Find(scope.FullNode(name)) is { } local) return local;
        if (nodes.Find(name) is { } full) return full;
        if (devices.Owner(name, scope) is { } owner)
        {
            devices.Ensure(owner);
            if (nodes.Find(scope.FullNode(name)) is { } inner) return inner;
            if (nodes.Find(name) is { } fullInner) return fullInner;
        }
        if (name.Contains(':')) return Node(name.Replace(':', '.'), at, scope);
        Bag.Error(Codes.UnknownNode, $"there is no node '{name}'", at, Suggestion.Hint(name, nodes.Names, "nodes are made by the elements tied to them"));
        return null;
    }

    /// <summary>The current of a device that has one as its unknown, or that of its ammeter. Positive into the terminal.</summary>
    private CircuitFormula.Binding? Current(string function, string name, SourceSpan at, Scope scope)
    {
        if (devices.Find(name, scope) is { } instance)
        {
            devices.Ensure(instance);
            if (instance.Meter(Ammeters.Terminal(function, instance)) is { } metered) return Of(metered, instance);
            if (function == "i" && Branch(name, at, scope) is { } branch) return Of(branch, instance);
            if (function != "i") Bag.Error(Codes.NoBranch, $"'{name}' has no current {function}", at, "Id Ig Is Ib are currents of M and J, Ic Ib Ie Is those of Q, I that of the first terminal");
            return null;
        }
        return Branch(name, at, scope) is { } b ? new(CircuitFormula.Role.Difference, b, Unknown.Ground) : null;
    }

    private static CircuitFormula.Binding Of(Unknown branch, Instance instance) =>
        new(CircuitFormula.Role.Difference, branch, Unknown.Ground, 1 / instance.Scope.Copies);

    /// <summary>Branch current of a device named at a level; null with an error reported.</summary>
    public Unknown? Branch(string name, SourceSpan at, Scope scope)
    {
        if (devices.Find(name, scope) is not { } instance)
        {
            Bag.Error(Codes.UnknownDevice, $"there is no element '{name}'", at, Suggestion.Hint(name, devices.Names));
            return null;
        }
        // A device that has its branch already may be named by what its own building waits for.
        if (instance.Branch is { } early) return early;
        if (!devices.Ensure(instance))
        {
            Bag.Error(Codes.DeviceCycle, $"elements depend on each other in a circle: {devices.Cycle(instance)}", at);
            return null;
        }
        if (instance.Branch is { } branch) return branch;
        if (instance.Device is not null)
            Bag.Error(Codes.NoBranch, $"the current of '{name}' is not an unknown of the circuit", at, "put a voltage source of 0 V in series and name that");
        return null;
    }
}
