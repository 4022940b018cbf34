using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>One element line of the flattened netlist.</summary>
internal sealed class Instance(string name, ElementCard card, Scope scope, DeviceKind kind)
{
    public enum Progress
    {
        New,
        Building,
        Built,
    }

    /// <summary>Full name in lower case: x1.r1.</summary>
    public string Name { get; } = name;

    public ElementCard Card { get; } = card;

    public Scope Scope { get; } = scope;

    public DeviceKind Kind { get; } = kind;

    public Progress State { get; set; }

    /// <summary>The device of the line's own name, or its first; null before it is built or when it could not be.</summary>
    public Device? Device { get; set; }

    /// <summary>Its branch current, if it has one.</summary>
    public Unknown? Branch { get; set; }
}
