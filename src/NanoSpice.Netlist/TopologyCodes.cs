namespace NanoSpice.Netlist;

using static Severity;

/// <summary>TOP: messages about the circuit's topology.</summary>
public static class TopologyCodes
{
    public static IReadOnlyList<DiagnosticCode> All { get; } =
    [
        new("TOP001", Error, "nothing is connected to ground"),
        new("TOP002", Error, "nodes without a DC path to ground"),
        new("TOP003", Error, "a current that has nowhere to go"),
        new("TOP004", Error, "a loop of voltage sources or inductors"),
        new("TOP005", Warning, "a node with one connection"),
        new("TOP006", Error, "couplings of inductors that contradict each other"),
    ];
}
