using NanoSpice.Engine.Devices;

namespace NanoSpice.Engine;

public enum TopologyFault
{
    /// <summary>Nothing is connected to node 0.</summary>
    NoGround,

    /// <summary>Nodes that no DC current can leave: their voltage is undetermined.</summary>
    NoDcPath,

    /// <summary>Nodes fed by current sources alone (at DC): the currents have nowhere to go.</summary>
    CurrentCutset,

    /// <summary>A loop of voltage sources and inductors: the current around it is undetermined, the voltages may contradict.</summary>
    VoltageLoop,

    /// <summary>Couplings of inductors that could make their energy negative.</summary>
    NotPassive,

    /// <summary>A node with a single connection; harmless, but often a misspelt name.</summary>
    Dangling,
}

/// <summary>Something that keeps a circuit from having a solution, or looks like a slip, named in words.</summary>
/// <param name="Devices">the devices that the message speaks of, in the circuit's order</param>
/// <param name="OnlyAtDc">true when a transient with uic can still be run: capacitors and inductors then decide</param>
public sealed record TopologyFinding(
    TopologyFault Fault, IReadOnlyList<string> Nodes, IReadOnlyList<string> Devices, bool OnlyAtDc, string Message, string Hint);

/// <summary>How a circuit hangs together, checked before solving.</summary>
/// <remarks>
///   Nodes are joined over links that conduct at DC (resistive, voltage-defined, inductive): sets without ground have no DC path.
///   A dependent current source (a device with both current-defined and sensing links) counts as conducting: two of them may
///   form a gyrator, one a resistor, so it is not known to be a fault. Each pass is linear in the number of links.
/// </remarks>
public sealed class Topology
{
    private readonly IReadOnlyList<Device> _devices;
    private readonly IReadOnlyList<UnknownInfo> _unknowns;
    private readonly List<Edge> _edges;
    private readonly int _ground;
    private readonly List<TopologyFinding> _findings = [];

    private Topology(IReadOnlyList<Device> devices, IReadOnlyList<UnknownInfo> unknowns)
    {
        (_devices, _unknowns, _ground) = (devices, unknowns, unknowns.Count);
        _edges = new List<Edge>(2 * devices.Count);
        for (int d = 0; d < devices.Count; d++)
        {
            int first = _edges.Count;
            bool senses = false;
            foreach (var link in devices[d].Links)
            {
                _edges.Add(new Edge(Place(link.A), Place(link.B), link.Kind, d));
                senses |= link.Kind == LinkKind.Sensing;
            }
            for (int e = first; senses && e < _edges.Count; e++)
            {
                if (_edges[e].Kind == LinkKind.CurrentDefined) _edges[e] = _edges[e] with { Kind = LinkKind.Conducting };
            }
        }
    }

    /// <summary>What is wrong or odd: no ground, sets without DC path, loops, dangling nodes, in this order.</summary>
    public static IReadOnlyList<TopologyFinding> Check(IReadOnlyList<Device> devices, IReadOnlyList<UnknownInfo> unknowns) =>
        new Topology(devices, unknowns).Check();

    public static IReadOnlyList<TopologyFinding> Check(Circuit circuit) => Check(circuit.Devices, circuit.Unknowns);

    private readonly record struct Edge(int A, int B, LinkKind Kind, int Device)
    {
        public bool IsStiff => Kind is LinkKind.VoltageDefined or LinkKind.Inductive;

        public bool ConductsAtDc => Kind == LinkKind.Conducting || IsStiff;
    }

    private int Place(Unknown u) => u.IsGround ? _ground : u.Index;

    private List<TopologyFinding> Check()
    {
        if (_devices.Count == 0) return _findings;
        var lost = new bool[_ground + 1];
        if (_edges.Any(e => e.A == _ground || e.B == _ground)) FindIslands(lost);
        else
            _findings.Add(new(TopologyFault.NoGround, [], [], false, "no element is connected to ground", "call the reference node 0"));
        FindLoops();
        foreach (var group in CouplingCheck.Contradictions(_devices))
        {
            List<string> names = [.. group.Select(k => k.Name)];
            _findings.Add(new(TopologyFault.NotPassive, [], names, false, $"the couplings {List(names)} contradict each other: energy could become negative",
                "two inductors that are each coupled tightly to a third are coupled to each other as well: give that pair its own K"));
        }
        FindDangling(lost);
        return _findings;
    }

    private void FindIslands(bool[] lost)
    {
        var (dc, all) = (new DisjointSets(_ground + 1), new DisjointSets(_ground + 1));
        foreach (var e in _edges)
        {
            if (e.ConductsAtDc) dc.Join(e.A, e.B);
            if (e.ConductsAtDc || e.Kind == LinkKind.Capacitive) all.Join(e.A, e.B);
        }
        int home = dc.Find(_ground), homeWithCapacitors = all.Find(_ground);
        Dictionary<int, Island> byRoot = [];
        List<Island> islands = [];
        for (int node = 0; node < _ground; node++)
        {
            int root = dc.Find(node);
            if (root == home || _unknowns[node].Kind != UnknownKind.Voltage) continue;
            lost[node] = true;
            if (!byRoot.TryGetValue(root, out var island)) islands.Add(byRoot[root] = island = new Island(all.Find(node) == homeWithCapacitors));
            island.Nodes.Add(node);
        }
        if (islands.Count == 0) return;
        foreach (var e in _edges)
        {
            int a = dc.Find(e.A), b = dc.Find(e.B);
            if (a == b) continue;
            if (byRoot.TryGetValue(a, out var island)) island.Shore(e);
            if (byRoot.TryGetValue(b, out island)) island.Shore(e);
        }
        foreach (var island in islands) Report(island);
    }

    private void Report(Island island)
    {
        var nodes = island.Nodes.Select(n => _unknowns[n].Name).ToList();
        var sources = Names(island.Sources);
        var capacitors = Names(island.Capacitors);
        var sensors = Names(island.Sensors);
        bool one = nodes.Count == 1;
        string who = (one ? "node " : "nodes ") + List(nodes);
        if (sources.Count > 0)
        {
            string also = capacitors.Count > 0 ? $" (and {Plural(capacitors, "capacitor")} {List(capacitors)})" : "";
            _findings.Add(new(TopologyFault.CurrentCutset, nodes, [.. sources, .. capacitors], island.ReachedByCapacitors,
                $"{who} {(one ? "is" : "are")} fed by {Plural(sources, "current source")} {List(sources)}{also} alone: a direct current has no way out",
                "add a resistor to ground, or start with .tran ... uic"));
            return;
        }
        string why = capacitors.Count > 0 ? $"only {Plural(capacitors, "capacitor")} {List(capacitors)} {(capacitors.Count == 1 ? "leads" : "lead")} there"
            : sensors.Count > 0 ? $"only the control {(sensors.Count == 1 ? "input" : "inputs")} of {List(sensors)} {(sensors.Count == 1 ? "is" : "are")} connected there"
            : "nothing connects " + (one ? "it" : "them") + " to the rest of the circuit";
        _findings.Add(new(TopologyFault.NoDcPath, nodes, [.. capacitors, .. capacitors.Count > 0 ? [] : sensors], island.ReachedByCapacitors,
            $"{who} {(one ? "has" : "have")} no DC path to ground: {why}",
            island.ReachedByCapacitors ? "add a resistor to ground, say 1G, or start with .tran ... uic" : "connect it to ground, directly or by a resistor, say 1G"));
    }

    private void FindLoops()
    {
        var sets = new DisjointSets(_ground + 1);
        Dictionary<int, List<int>>? tree = null;             // node -> edges joined so far, built at the first loop
        List<int> joined = [];
        for (int e = 0; e < _edges.Count; e++)
        {
            if (!_edges[e].IsStiff) continue;
            if (sets.Join(_edges[e].A, _edges[e].B))
            {
                joined.Add(e);
                if (tree is not null) AddToTree(tree, e);
                continue;
            }
            if (tree is null)
            {
                tree = [];
                foreach (int j in joined) AddToTree(tree, j);
            }
            ReportLoop([.. Path(tree, _edges[e].A, _edges[e].B), e]);
        }
    }

    private void AddToTree(Dictionary<int, List<int>> tree, int e)
    {
        foreach (int node in (ReadOnlySpan<int>)[_edges[e].A, _edges[e].B])
        {
            if (!tree.TryGetValue(node, out var list)) tree.Add(node, list = []);
            list.Add(e);
        }
    }

    /// <summary>Edges of the tree from one node to another, breadth first.</summary>
    private List<int> Path(Dictionary<int, List<int>> tree, int from, int to)
    {
        List<int> path = [];
        Dictionary<int, int> cameBy = new() { [from] = -1 };
        Queue<int> queue = new([from]);
        while (!cameBy.ContainsKey(to) && queue.TryDequeue(out int node))
        {
            foreach (int e in tree[node])
            {
                int next = _edges[e].A == node ? _edges[e].B : _edges[e].A;
                if (cameBy.TryAdd(next, e)) queue.Enqueue(next);
            }
        }
        for (int node = to; node != from;)
        {
            int e = cameBy[node];
            path.Add(e);
            node = _edges[e].A == node ? _edges[e].B : _edges[e].A;
        }
        return path;
    }

    private void ReportLoop(List<int> loop)
    {
        var devices = loop.Select(e => _edges[e].Device).Distinct().Order().Select(d => _devices[d].Name).ToList();
        var nodes = loop.SelectMany(e => new[] { _edges[e].A, _edges[e].B }).Distinct().Order().Select(NodeName).ToList();
        bool inductors = loop.Any(e => _edges[e].Kind == LinkKind.Inductive), sources = loop.Any(e => _edges[e].Kind == LinkKind.VoltageDefined);
        string what = !inductors ? "voltage sources" : sources ? "voltage sources and inductors" : "inductors";
        string message = devices.Count == 1 ? $"both ends of {devices[0]} are on node {nodes[0]}"
            : $"{List(devices, int.MaxValue)} form a loop of {what} over nodes {List(nodes)}" + (inductors ? ": at DC an inductor is a short circuit" : "");
        _findings.Add(new(TopologyFault.VoltageLoop, nodes, devices, inductors, message, "put a small resistor, say 1m, into the loop"));
    }

    private void FindDangling(bool[] lost)
    {
        const int nobody = -1, several = -2;
        int[] only = new int[_ground + 1];
        Array.Fill(only, nobody);
        foreach (var e in _edges)
        {
            foreach (int node in (ReadOnlySpan<int>)[e.A, e.B])
                only[node] = only[node] == nobody || only[node] == e.Device ? e.Device : several;
        }
        for (int node = 0; node < _ground; node++)
        {
            if (only[node] < 0 || lost[node] || _unknowns[node].Kind != UnknownKind.Voltage) continue;
            var (name, device) = (_unknowns[node].Name, _devices[only[node]].Name);
            if (name.StartsWith(device + ".", StringComparison.Ordinal)) continue;       // inner node of that device
            _findings.Add(new(TopologyFault.Dangling, [name], [device], false, $"node {name} is connected to {device} only", "is the name spelt as elsewhere?"));
        }
    }

    private string NodeName(int node) => node == _ground ? "0" : _unknowns[node].Name;

    private List<string> Names(SortedSet<int> devices) => [.. devices.Select(d => _devices[d].Name)];

    private static string Plural(List<string> of, string word) => of.Count == 1 ? word : word + "s";

    /// <summary>a, b and c; past a handful the rest is counted.</summary>
    private static string List(List<string> names, int most = 6) => names.Count == 1 ? names[0]
        : names.Count > most ? string.Join(", ", names.Take(most)) + $" and {names.Count - most} more"
        : string.Join(", ", names.Take(names.Count - 1)) + " and " + names[^1];

    /// <summary>Nodes without DC path that hang together, and the devices on their shore.</summary>
    private sealed class Island(bool reachedByCapacitors)
    {
        public bool ReachedByCapacitors { get; } = reachedByCapacitors;

        public List<int> Nodes { get; } = [];

        public SortedSet<int> Sources { get; } = [];

        public SortedSet<int> Capacitors { get; } = [];

        public SortedSet<int> Sensors { get; } = [];

        public void Shore(Edge e) => (e.Kind == LinkKind.CurrentDefined ? Sources : e.Kind == LinkKind.Capacitive ? Capacitors : Sensors).Add(e.Device);
    }

    /// <summary>Union-find with path halving and union by size.</summary>
    private sealed class DisjointSets
    {
        private readonly int[] _parent, _size;

        public DisjointSets(int count)
        {
            (_parent, _size) = (new int[count], new int[count]);
            for (int k = 0; k < count; k++) (_parent[k], _size[k]) = (k, 1);
        }

        public int Find(int k)
        {
            while (_parent[k] != k) k = _parent[k] = _parent[_parent[k]];
            return k;
        }

        /// <summary>False when both were in one set already.</summary>
        public bool Join(int a, int b)
        {
            (a, b) = (Find(a), Find(b));
            if (a == b) return false;
            if (_size[a] < _size[b]) (a, b) = (b, a);
            _parent[b] = a;
            _size[a] += _size[b];
            return true;
        }
    }
}
