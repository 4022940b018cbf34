using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>Findings about the circuit's topology as messages at the element lines involved.</summary>
internal sealed class TopologyReport(CircuitParts parts, IReadOnlyList<PlannedAnalysis> analyses, IReadOnlyList<(Unknown Node, double Value)> initial)
{
    public void Check(Circuit circuit)
    {
        var held = initial.Where(i => !i.Node.IsGround).Select(i => circuit.Unknowns[i.Node.Index].Name).ToHashSet(StringComparer.Ordinal);
        foreach (var finding in Topology.Check(circuit))
        {
            if (IsHarmless(finding)) continue;
            bool warn = finding.Fault == TopologyFault.Dangling || finding.Nodes.Any(held.Contains);
            parts.Bag.Add(new(warn ? Severity.Warning : Severity.Error, Code(finding.Fault), finding.Message, PlaceOf(finding), finding.Hint));
        }
    }

    /// <summary>Capacitors and inductors decide where no operating point is asked for; rshunt gives every node a path to ground.</summary>
    private bool IsHarmless(TopologyFinding finding)
    {
        if (finding.Fault == TopologyFault.Dangling && IsOutput(finding.Devices[0])) return true;
        if (finding.OnlyAtDc && analyses.All(a => a.Analysis is Transient { Options.UseInitialConditions: true } || IsHeld(finding, a.Analysis))) return true;
        return finding.Fault is TopologyFault.NoDcPath or TopologyFault.CurrentCutset && parts.Options.ShuntConductance > 0;
    }

    /// <summary>The current that has nowhere to go is that of a source that holds the potential in place of a current.</summary>
    private static bool IsHeld(TopologyFinding finding, Analysis analysis) => analysis.Holding is { } source && finding.Devices.Contains(source.Name);

    /// <summary>A B, E or H source alone at its node computes something to be looked at.</summary>
    private bool IsOutput(string device) => parts.Devices.Find(device)?.Card.Name.Text[0] is 'b' or 'B' or 'e' or 'E' or 'h' or 'H';

    private static string Code(TopologyFault fault) => fault switch
    {
        TopologyFault.NoGround => Codes.NoGround,
        TopologyFault.NoDcPath => Codes.NoDcPath,
        TopologyFault.CurrentCutset => Codes.CurrentCutset,
        TopologyFault.VoltageLoop => Codes.VoltageLoop,
        TopologyFault.NotPassive => Codes.NotPassive,
        _ => Codes.Dangling,
    };

    /// <summary>The line of the last device named, as the one that closes a loop; or of the first element at a node named.</summary>
    private SourceSpan PlaceOf(TopologyFinding finding)
    {
        foreach (string name in finding.Devices.Reverse())
        {
            if ((parts.Devices.Find(name) ?? parts.Devices.Owner(name)) is { } instance) return instance.Card.Name.At;
        }
        foreach (var instance in parts.Devices.Instances)
        {
            foreach (var word in instance.Card.Words)
            {
                if (finding.Nodes.Contains(instance.Scope.FullNode(word.Text), StringComparer.OrdinalIgnoreCase)) return word.At;
            }
        }
        return parts.Devices.Instances[0].Card.Name.At;
    }
}
