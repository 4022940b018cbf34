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

    /// <summary>Terminals whose current an expression asks for, as bits.</summary>
    public int Metered { get; set; }

    /// <summary>Branch currents of their ammeters by terminal, once built.</summary>
    public Dictionary<int, (Unknown Inner, Unknown Branch)>? Meters { get; set; }

    public bool IsMetered(int terminal) => (Metered >> terminal & 1) != 0;

    public Unknown? Meter(int terminal) => Meters is not null && Meters.TryGetValue(terminal, out var meter) ? meter.Branch : null;

    /// <summary>Its branch current, if it has one.</summary>
    public Unknown? Branch { get; set; }
}
