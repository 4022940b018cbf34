using System.Text.RegularExpressions;
using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>What output lines of other simulators ask for: v(*), v(nodes), i(r?), R1:R, X1:node, and quantities that only they have.</summary>
internal sealed class OutputForms(CircuitParts parts, Scope top)
{
    /// <summary>About the run or of elements' insides, in gnucap and Xyce; their argument need not be an element.</summary>
    private static readonly HashSet<string> OfRun = new(StringComparer.Ordinal)
    {
        "iter", "control", "z", "zraw", "y", "s", "n", "dni", "dno", "ev", "event", "next", "timef", "dt", "dtr", "damp", "time", "temp", "conv", "input", "generator", "bypass",
    };

    /// <summary>Quantities of elements that those simulators know, and we only of some or none.</summary>
    private static readonly HashSet<string> OfElements = new(StringComparer.Ordinal)
    {
        "req", "cap", "f", "df", "in", "iof", "ioff", "vin", "vo", "vout", "p", "pd", "ps", "w", "i", "v", "r", "c", "l", "q", "dq", "dqdt", "nv", "charge", "flux", "region", "ids", "idstray",
        "iderror", "vd", "vg", "vb", "vs", "vc", "ve", "vdm", "vgm", "vbm", "vsm", "vds", "vgs", "vbs", "vbd", "vgd", "vsd", "vdg", "vsg", "vgb", "vdb", "vsb", "vgst", "von", "vth", "vdsat", "vbe", "vbc", "vce",
        "id", "ig", "is", "ib", "ic", "ie", "ibd", "ibs", "icc", "cgs", "cgd", "cgb", "cbd", "cbs", "cgsovl", "cgdovl", "cgbovl", "cgate", "cgst", "cgdt", "cgbt", "cqgs", "cqgd", "cqgb", "cqbd", "cqbs",
        "cbe", "cbc", "qgs", "qgd", "qgb", "qbd", "qbs", "qbe", "qbc", "gm", "gds", "gmb", "gmbs", "gbd", "gbs", "g", "gpi", "gmu", "go", "m", "status", "ideff", "idsxxx",
    };

    /// <summary>The vectors that a wildcard stands for, in order of the netlist; null when the text is none.</summary>
    public IReadOnlyList<string>? Expand(string text)
    {
        int open = text.IndexOf('(');
        if (text is "*") return ["all"];
        if (open < 1 || text[^1] != ')') return null;
        string function = text[..open], inner = text[(open + 1)..^1];
        if (inner.AsSpan().IndexOfAny("({'+/") >= 0) return null;
        bool nodes = inner == "nodes" && function[0] == 'v' && parts.Nodes.Find(inner) is null;
        if (!nodes && !(inner.AsSpan().IndexOfAny('*', '?') >= 0 && Find(inner) is null && parts.Nodes.Find(inner) is null)) return null;
        var pattern = new Regex("^" + Regex.Escape(nodes ? "*" : inner.Replace(':', '.')).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal) + "$");
        return function is "v" or "vm" or "vp" or "vr" or "vi" or "vdb" ? [.. Nodes(pattern)] : [.. Elements(function, pattern)];
    }

    /// <summary>The quantity of R1:R or X1:R1:R; null when the text has no such form or that element does not know it.</summary>
    public SavedVector? Member(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon < 1 || text.Contains('(') || Find(text[..colon]) is not { } device || device.Probe(text[(colon + 1)..]) is not { } probe) return null;
        return new($"{text[(colon + 1)..]}({text[..colon].Replace(':', '.')})", probe);
    }

    /// <summary>True for a form that another simulator has and this one has nothing for.</summary>
    public bool IsForeign(string text)
    {
        int open = text.IndexOf('('), colon = text.LastIndexOf(':');
        if (open < 0) return text is "omega" || (colon > 0 && (Find(text[..colon]) is not null || parts.Devices.Owner(text.Replace(':', '.'), top) is not null));
        if (open == 0 || text[^1] != ')') return false;
        string function = text[..open], inner = text[(open + 1)..^1];
        var device = Find(inner);
        if (device?.Probe(function) is not null) return false;
        if (OfRun.Contains(function) || inner.AsSpan().IndexOfAny('*', '?') >= 0) return true;
        return OfElements.Contains(function) && function is not ("i" or "v" or "q" or "r") ? device is not null || IsInside(inner) : IsInside(inner);
    }

    /// <summary>Element dsb of element m1, as gnucap names it: the part first.</summary>
    private bool IsInside(string name) => name.Contains('.') && Find(name) is null && parts.Nodes.Find(name) is null && Find(name[(name.LastIndexOf('.') + 1)..]) is not null;

    private Device? Find(string name)
    {
        string dotted = name.Replace(':', '.');
        return parts.Devices.Find(dotted, top) is { } instance ? instance.Device : parts.Devices.Inner(dotted, top);
    }

    private IEnumerable<string> Nodes(Regex pattern)
    {
        var unknowns = parts.Nodes.Unknowns;
        for (int k = 0; k < unknowns.Count; k++)
        {
            if (unknowns[k].Kind == UnknownKind.Voltage && parts.Nodes.IsSavedByDefault(k) && pattern.IsMatch(unknowns[k].Name)) yield return $"v({unknowns[k].Name})";
        }
    }

    private IEnumerable<string> Elements(string quantity, Regex pattern) =>
        from instance in parts.Devices.Instances
        where pattern.IsMatch(instance.Name) && ((quantity == "i" && instance.Branch is not null) || instance.Device?.Probe(quantity) is not null)
        select $"{quantity}({instance.Name})";
}
