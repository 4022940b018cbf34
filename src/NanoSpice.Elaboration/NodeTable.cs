using NanoSpice.Engine;

namespace NanoSpice.Elaboration;

/// <summary>All unknowns of the circuit in order of appearance, and the nodes by name.</summary>
internal sealed class NodeTable
{
    private readonly Dictionary<string, int> _nodes = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<UnknownInfo> _unknowns = [];
    private readonly List<bool> _savedByDefault = [];

    public IReadOnlyList<UnknownInfo> Unknowns => _unknowns;

    /// <summary>Node names, inner nodes of devices included.</summary>
    public IEnumerable<string> Names => _nodes.Keys;

    /// <summary>Room for that many more nodes, so that a large deck does not grow the table step by step.</summary>
    public void Reserve(int nodes)
    {
        _nodes.EnsureCapacity(_nodes.Count + nodes);
        _unknowns.EnsureCapacity(_unknowns.Count + nodes);
        _savedByDefault.EnsureCapacity(_unknowns.Count + nodes);
    }

    public static bool IsGround(string name) => name == "0" || name.Equals("gnd", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for unknowns that a deck without .save records: nodes of the netlist and branch currents.</summary>
    public bool IsSavedByDefault(int unknown) => _savedByDefault[unknown];

    /// <summary>The node of that full name, new if need be.</summary>
    public Unknown Node(string fullName)
    {
        if (IsGround(fullName)) return Unknown.Ground;
        if (_nodes.TryGetValue(fullName, out int index)) return new(index);
        return Add(fullName, UnknownKind.Voltage, true);
    }

    /// <summary>The levels of the instances by their paths, "x1." and "x1.x2.".</summary>
    public Dictionary<string, Scope> Levels { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The node of that full name if there is one; x1.in may be a pin, which is the node outside.</summary>
    public Unknown? Find(string fullName)
    {
        if (IsGround(fullName)) return Unknown.Ground;
        if (_nodes.TryGetValue(fullName, out int index)) return new Unknown(index);
        int dot = fullName.LastIndexOf('.');
        if (dot < 1 || !Levels.TryGetValue(fullName[..(dot + 1)], out var level)) return null;
        string outer = level.FullNode(fullName[(dot + 1)..]);
        return outer.Equals(fullName, StringComparison.OrdinalIgnoreCase) ? null : Find(outer);
    }

    /// <summary>A node inside a device.</summary>
    public Unknown InnerNode(string fullName) => Add(fullName, UnknownKind.Voltage, false);

    /// <summary>A branch current; further ones of a device are not saved by default.</summary>
    public Unknown Branch(string device, bool savedByDefault) => Add(device, UnknownKind.Current, savedByDefault);

    /// <summary>The time derivative of a node voltage.</summary>
    public Unknown Rate(string name) => Add(name, UnknownKind.Rate, false);

    private Unknown Add(string name, UnknownKind kind, bool savedByDefault)
    {
        string lower = name.ToLowerInvariant();
        if (kind == UnknownKind.Voltage) _nodes[lower] = _unknowns.Count;
        _unknowns.Add(new UnknownInfo(lower, kind));
        _savedByDefault.Add(savedByDefault);
        return new(_unknowns.Count - 1);
    }
}
