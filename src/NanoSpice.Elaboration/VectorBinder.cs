using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>Vectors as .save, .print and .plot write them: v(a) v(a,b) i(r1) q(n1) @r1[i] vdb(out) db(v(out)) {v(a)*i(r1)} all.</summary>
internal sealed class VectorBinder(CircuitParts parts, Scope top)
{
    private static readonly HashSet<string> Wrappers = new(StringComparer.Ordinal)
    {
        "db", "mag", "ph", "phase", "deg", "re", "im", "real", "imag", "abs", "cph",
    };

    private static readonly HashSet<string> OfVoltage = new(StringComparer.Ordinal) { "v", "vm", "vp", "vr", "vi", "vdb" };

    private static readonly HashSet<string> OfCurrent = new(StringComparer.Ordinal) { "i", "im", "ip", "ir", "ii", "idb" };

    private List<SavedVector>? _all;

    private ExpressionVector? _expressions;

    private readonly OutputForms _forms = new(parts, top);

    /// <summary>Names in lower case that output lines of other simulators may carry though they are no vectors: measurements.</summary>
    public HashSet<string> NotVectors { get; } = new(StringComparer.Ordinal);

    private DiagnosticBag Bag => parts.Bag;

    /// <summary>All nodes of the netlist, then all branch currents; inner nodes of devices only when asked for.</summary>
    public IReadOnlyList<SavedVector> All
    {
        get
        {
            if (_all is not null) return _all;
            _all = [];
            Append(UnknownKind.Voltage);
            Append(UnknownKind.Current);
            return _all;
        }
    }

    /// <summary>Adds what a word asks for, unless it is there; errors are reported. Print functions save the vector they act on.</summary>
    /// <param name="smallSignal">expressions of amplitudes mean nothing at a linear analysis' real point: they are left out</param>
    public void Add(Word word, OrderedVectors target, bool smallSignal = false)
    {
        string text = string.Concat(word.Text.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
        if (text is "all" or "allv" or "alli")
        {
            foreach (var v in All) target.Add(v);
            return;
        }
        var several = _forms.Expand(text);
        if (several is { Count: > 0 })
        {
            foreach (string one in several) Add(new Word(one, word.At), target, smallSignal);
            return;
        }
        bool derivative = text.Contains("ddx(", StringComparison.Ordinal);
        if (several is not null || derivative || (ExpressionVector.Inside(text) is null && parts.Nodes.Find(text) is null && _forms.Member(text) is null && (_forms.IsForeign(text) || NotVectors.Contains(text))))
        {
            Bag.Warn(Codes.ForeignVector, derivative || several is null ? $"{text} is an output of other simulators and is not written" : $"nothing here is called {text}", word.At);
            return;
        }
        if (Bind(text, word.At) is not { } vector) return;
        if (vector.IsExpression && smallSignal) Bag.Warn(Codes.NoExpression, $"the expression {text} is not written for small-signal analyses", word.At, "print the vectors in it");
        else target.Add(vector);
    }

    /// <summary>The vector that a text in lower case without blanks stands for; null with an error reported.</summary>
    public SavedVector? Bind(string text, SourceSpan at)
    {
        if (text.Length > 3 && text[0] == '@' && text[^1] == ']' && text.IndexOf('[') is > 1 and var bracket)
            return Quantity(text[1..bracket], text[(bracket + 1)..^1], text, at);
        if (text.EndsWith("#branch", StringComparison.Ordinal)) return Current(text[..^7], at);
        if (ExpressionVector.Inside(text) is { } expression) return (_expressions ??= new(parts, top, this)).Bind(text, expression, at);
        int open = text.IndexOf('(');
        if (open < 0) return Plain(text, at);
        if (open == 0 || text[^1] != ')')
        {
            Bag.Error(Codes.UnknownVector, $"'{text}' is not a vector", at, "vectors look like v(out), v(a,b), i(v1), q(n1), @r1[i]");
            return null;
        }
        string function = text[..open], inner = text[(open + 1)..^1];
        if (Wrappers.Contains(function) && inner.Contains('(')) return Bind(inner, at);
        if (OfVoltage.Contains(function)) return Voltage(inner, at);
        return OfCurrent.Contains(function) ? Current(inner, at) : Quantity(inner, function, text, at);
    }

    /// <summary>A bare word: a node, a member of an element as R1:R, or a parameter.</summary>
    private SavedVector? Plain(string text, SourceSpan at)
    {
        if (parts.Nodes.Find(text) is null)
        {
            if (_forms.Member(text) is { } member) return member;
            if (top.FindParameter(text) is not null) return (_expressions ??= new(parts, top, this)).Bind(text, text, at);
        }
        return Voltage(text, at);
    }

    private SavedVector? Voltage(string inner, SourceSpan at)
    {
        if (inner.Contains(':') && parts.Nodes.Find(inner) is null) inner = inner.Replace(':', '.');
        int comma = inner.IndexOf(',');
        if (comma < 0)
        {
            if (parts.Nodes.Find(inner) is null && parts.Devices.Find(inner, top)?.Device?.Probe("v") is { } own) return new($"v({inner})", own);
            return Node(inner, at) is { } u ? new($"v({inner})", Of(u, "V")) : null;
        }
        if (Node(inner[..comma], at) is not { } a || Node(inner[(comma + 1)..], at) is not { } b) return null;
        return new($"v({inner})", Probe.Of("V", a, b));
    }

    private Unknown? Node(string name, SourceSpan at)
    {
        if (parts.Nodes.Find(name) is { } node) return node;
        Bag.Error(Codes.UnknownVector, $"there is no node '{name}'", at, Suggestion.Hint(name, parts.Nodes.Names));
        return null;
    }

    private SavedVector? Current(string device, SourceSpan at)
    {
        if (parts.Devices.Find(device, top)?.Branch is { } branch) return new($"i({device})", Of(branch, "A"));
        return Quantity(device, "i", $"i({device})", at);
    }

    private SavedVector? Quantity(string device, string quantity, string text, SourceSpan at)
    {
        var instance = parts.Devices.Find(device, top);
        var found = instance is null ? parts.Devices.Inner(device, top) : instance.Device;
        if (found is null)
        {
            if (instance is null)
                Bag.Error(Codes.UnknownVector, $"there is no element '{device}'", at, Suggestion.Hint(device, parts.Devices.Names, "vectors look like v(out), v(a,b), i(v1), q(n1), @r1[i]"));
            return null;
        }
        if (found.Probe(quantity) is { } probe) return new(text[0] == '@' ? $"{quantity}({device})" : text, probe);
        string known = found.Quantities.Count == 0 ? "it has none" : $"it has {string.Join(", ", found.Quantities)}";
        Bag.Error(Codes.UnknownQuantity, $"'{device}' has no quantity '{quantity}'", at, known);
        return null;
    }

    private void Append(UnknownKind kind)
    {
        var unknowns = parts.Nodes.Unknowns;
        for (int k = 0; k < unknowns.Count; k++)
        {
            if (unknowns[k].Kind == kind && parts.Nodes.IsSavedByDefault(k)) _all!.Add(new(unknowns[k].Vector, Of(new Unknown(k), unknowns[k].Unit)));
        }
    }

    private static Probe Of(Unknown u, string unit) => Probe.Of(unit, u, Unknown.Ground);
}

/// <summary>Vectors in the order they were asked for, each once.</summary>
internal sealed class OrderedVectors
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<SavedVector> _vectors = [];

    public IReadOnlyList<SavedVector> All => _vectors;

    public void Add(SavedVector vector)
    {
        if (_names.Add(vector.Name)) _vectors.Add(vector);
    }
}
