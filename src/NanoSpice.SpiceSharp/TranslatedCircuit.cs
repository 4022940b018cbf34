using NanoSpice.Elaboration;
using NanoSpice.Netlist;
using SpiceSharp;

namespace NanoSpice.SpiceSharp;

/// <summary>An elaborated deck as a circuit of SpiceSharp.</summary>
/// <param name="Simulation">the same deck for our engine</param>
/// <param name="Circuit">entities under our full names, nodes as well; inner nodes of a stack are u1.0, u1.1 ...</param>
/// <param name="Problems">what SpiceSharp has no counterpart for; the circuit is of use only when there is none</param>
public sealed record TranslatedCircuit(Simulation Simulation, Circuit Circuit, IReadOnlyList<string> Problems)
{
    /// <summary>Elaborates and translates; null with errors in the bag.</summary>
    public static TranslatedCircuit? From(Deck deck, DiagnosticBag bag, IReadOnlyList<ParameterOverride>? overrides = null)
    {
        var log = new RequestLog();
        if (Elaborator.Elaborate(deck, bag, overrides, log.Catalog) is not { } simulation || bag.HasErrors) return null;
        var translation = new Translation(simulation, log);
        return new(simulation, translation.Build(), translation.Problems);
    }
}
