using NanoSpice.Engine;

namespace NanoSpice.Elaboration;

/// <summary>Findings about the circuit's topology as messages at the element lines.</summary>
internal static class TopologyReport
{
    public static void Check(Circuit circuit, CircuitParts parts)
    {
    }
}
