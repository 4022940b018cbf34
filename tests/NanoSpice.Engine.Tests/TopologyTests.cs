using System.Diagnostics;
using NanoSpice.Engine;
using NanoSpice.Engine.Devices;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests;

public class TopologyTests
{
    private readonly List<UnknownInfo> _nodes = [];
    private readonly List<Device> _devices = [];

    [Fact, Oracle(OracleKind.Invariant, "a resistor divider and a filter have nothing to report")]
    public void Sound_circuit_has_no_findings()
    {
        Link("v1", "a", "0", LinkKind.VoltageDefined);
        Link("r1", "a", "b", LinkKind.Conducting);
        Link("c1", "b", "0", LinkKind.Capacitive);
        Link("l1", "b", "0", LinkKind.Inductive);
        Assert.Empty(Check());
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording; a node between two capacitors")]
    public void Node_between_capacitors_has_no_dc_path()
    {
        Link("v1", "a", "0", LinkKind.VoltageDefined);
        Link("c1", "a", "b", LinkKind.Capacitive);
        Link("c2", "b", "0", LinkKind.Capacitive);
        Expect(TopologyFault.NoDcPath, onlyAtDc: true, "node b has no DC path to ground: only capacitors c1 and c2 lead there");
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording; a subcircuit that touches the rest at no point")]
    public void Island_is_named_as_a_whole()
    {
        Link("v1", "a", "0", LinkKind.VoltageDefined);
        Link("r0", "a", "0", LinkKind.Conducting);
        for (int k = 0; k < 9; k++) Link($"r{k + 1}", $"n{k}", $"n{(k + 1) % 9}", LinkKind.Conducting);
        Expect(TopologyFault.NoDcPath, onlyAtDc: false,
            "nodes n0, n1, n2, n3, n4, n5 and 3 more have no DC path to ground: nothing connects them to the rest of the circuit");
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording; a control input alone")]
    public void Sensing_makes_no_path()
    {
        Link("r1", "a", "0", LinkKind.Conducting);
        Link("r2", "a", "0", LinkKind.Conducting);
        Links("e1", ("a", "0", LinkKind.VoltageDefined), ("x", "0", LinkKind.Sensing));
        Expect(TopologyFault.NoDcPath, onlyAtDc: false, "node x has no DC path to ground: only the control input of e1 is connected there");
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording; a current source into a capacitor, as in charge and discharge")]
    public void Current_source_into_a_capacitor_is_a_cutset_at_dc()
    {
        Link("i1", "0", "a", LinkKind.CurrentDefined);
        Link("c1", "a", "0", LinkKind.Capacitive);
        Expect(TopologyFault.CurrentCutset, onlyAtDc: true, "node a is fed by current source i1 (and capacitor c1) alone: a direct current has no way out");
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording; two current sources in series")]
    public void Current_sources_in_series_are_a_cutset()
    {
        Link("i1", "0", "a", LinkKind.CurrentDefined);
        Link("i2", "a", "b", LinkKind.CurrentDefined);
        Link("r1", "b", "0", LinkKind.Conducting);
        Expect(TopologyFault.CurrentCutset, onlyAtDc: false, "node a is fed by current sources i1 and i2 alone: a direct current has no way out");
    }

    [Fact, Oracle(OracleKind.Invariant, "dependent current sources may form a gyrator, whose nodes are determined: no finding")]
    public void Dependent_current_sources_are_no_cutset()
    {
        Links("g1", ("a", "0", LinkKind.CurrentDefined), ("b", "0", LinkKind.Sensing));
        Links("g2", ("b", "0", LinkKind.CurrentDefined), ("a", "0", LinkKind.Sensing));
        Assert.Empty(Check());
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording; parallel voltage sources")]
    public void Parallel_voltage_sources_are_a_loop()
    {
        Link("v1", "a", "0", LinkKind.VoltageDefined);
        Link("v2", "a", "0", LinkKind.VoltageDefined);
        Expect(TopologyFault.VoltageLoop, onlyAtDc: false, "v1 and v2 form a loop of voltage sources over nodes a and 0");
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording; a loop over three nodes with an inductor in it, beside sound branches")]
    public void Loop_names_its_devices_only()
    {
        Link("v1", "a", "0", LinkKind.VoltageDefined);
        Link("l1", "a", "b", LinkKind.Inductive);
        Link("l2", "b", "c", LinkKind.Inductive);
        Link("l9", "b", "d", LinkKind.Inductive);
        Link("rd", "d", "0", LinkKind.Conducting);
        Link("v2", "c", "0", LinkKind.VoltageDefined);
        Expect(TopologyFault.VoltageLoop, onlyAtDc: true,
            "v1, l1, l2 and v2 form a loop of voltage sources and inductors over nodes a, b, c and 0: at DC an inductor is a short circuit");
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording; inductors alone, and a source on one node")]
    public void Inductor_loops_and_shorted_sources_are_named()
    {
        Link("l1", "a", "0", LinkKind.Inductive);
        Link("l2", "a", "0", LinkKind.Inductive);
        Link("v1", "a", "a", LinkKind.VoltageDefined);
        Assert.Equal(["l1 and l2 form a loop of inductors over nodes a and 0: at DC an inductor is a short circuit", "both ends of v1 are on node a"],
            Check().Select(f => f.Message));
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording; a misspelt node")]
    public void Node_with_one_connection_is_dangling()
    {
        Link("v1", "in", "0", LinkKind.VoltageDefined);
        Link("r1", "in", "outt", LinkKind.Conducting);
        Link("r2", "in", "0", LinkKind.Conducting);
        Expect(TopologyFault.Dangling, onlyAtDc: false, "node outt is connected to r1 only");
    }

    [Fact, Oracle(OracleKind.Invariant, "the inner node of a device belongs to it alone and is not dangling")]
    public void Inner_nodes_are_not_dangling()
    {
        Link("v1", "a", "0", LinkKind.VoltageDefined);
        Links("d1", ("a", "d1.inner", LinkKind.Conducting), ("d1.inner", "0", LinkKind.Conducting));
        Assert.Empty(Check());
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording; nobody says 0")]
    public void Circuit_without_ground_is_said_once()
    {
        Link("v1", "a", "b", LinkKind.VoltageDefined);
        Link("r1", "a", "b", LinkKind.Conducting);
        Expect(TopologyFault.NoGround, onlyAtDc: false, "no element is connected to ground");
    }

    [Fact, Oracle(OracleKind.Invariant, "slits conduct through the steps: a driven stack is sound; a sheet on capacitors alone is not")]
    public void Stack_is_sound_when_its_sheet_is_held()
    {
        var driven = Stack("U1 b 0 stack");
        var circuit = driven.Build();
        Assert.Empty(Topology.Check([.. circuit.Devices, new Linked("v1", [new Link(driven["b"], Unknown.Ground, LinkKind.VoltageDefined)])], circuit.Unknowns));
        var finding = Assert.Single(Topology.Check(Stack("U1 0 s stack layers=2").Build()));
        Assert.Equal("node s has no DC path to ground: only capacitors u1.c0, u1.r2 and u1.c2 lead there", finding.Message);
    }

    [Fact, Oracle(OracleKind.Snapshot, "work bound: 100,000 devices in a tenth of a second, fifty times that on a loaded machine")]
    public void Large_ladders_are_checked_in_no_time()
    {
        for (int k = 0; k < 50_000; k++)
        {
            Link($"r{k}", k == 0 ? "0" : $"{k}", $"{k + 1}", LinkKind.Conducting);
            Link($"c{k}", $"{k + 1}", "0", LinkKind.Capacitive);
        }
        var clock = Stopwatch.StartNew();
        Assert.Empty(Check());
        Assert.True(clock.ElapsedMilliseconds < 5000, $"{clock.ElapsedMilliseconds} ms");
    }

    private static TestCircuit Stack(string line) => new TestCircuit().Model("slit", "nanoslit", ("rc", 5), ("gamma", 0.5), ("cslit", 10e-3), ("qmax", 5e-3))
        .Model("stack", "nanostack", [("slit", "slit")], ("ropen", 1), ("copen", 2e-3)).Add(line);

    private readonly Dictionary<string, Unknown> _byName = new() { ["0"] = Unknown.Ground };

    private Unknown Node(string name)
    {
        if (_byName.TryGetValue(name, out var u)) return u;
        u = _byName[name] = new Unknown(_nodes.Count);
        _nodes.Add(new UnknownInfo(name, UnknownKind.Voltage));
        return u;
    }

    private void Link(string device, string a, string b, LinkKind kind) => Links(device, (a, b, kind));

    private void Links(string device, params (string A, string B, LinkKind Kind)[] links) =>
        _devices.Add(new Linked(device, [.. links.Select(l => new Link(Node(l.A), Node(l.B), l.Kind))]));

    private IReadOnlyList<TopologyFinding> Check() => Topology.Check(_devices, _nodes);

    private void Expect(TopologyFault fault, bool onlyAtDc, string message)
    {
        var finding = Assert.Single(Check());
        Assert.Equal(message, finding.Message);
        Assert.Equal((fault, onlyAtDc), (finding.Fault, finding.OnlyAtDc));
    }

    /// <summary>A device that is its links.</summary>
    private sealed class Linked(string name, Link[] links) : Device(name)
    {
        public override IEnumerable<Link> Links => links;

        public override void Load(Equations eq)
        {
        }
    }
}
