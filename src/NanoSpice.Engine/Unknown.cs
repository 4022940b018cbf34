namespace NanoSpice.Engine;

public enum UnknownKind
{
    Voltage,
    Current,
}

/// <summary>One unknown of the circuit: a node voltage [V] or a branch current [A]. Ground is the unknown that is always zero.</summary>
/// <param name="Index">0-based place in x; -1 for ground</param>
public readonly record struct Unknown(int Index)
{
    public static Unknown Ground => new(-1);

    public bool IsGround => Index < 0;
}
