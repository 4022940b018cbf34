namespace NanoSpice.Engine;

public enum UnknownKind
{
    Voltage,
    Current,

    /// <summary>Time derivative of a node voltage, as the current of NodeRate.Unit [A]; follows the voltage, so that no error test looks at it.</summary>
    Rate,
}

/// <summary>One unknown of the circuit: a node voltage [V], a branch current [A], or the rate of a node voltage [A]. Ground is the unknown that is always zero.</summary>
/// <param name="Index">0-based place in x; -1 for ground</param>
public readonly record struct Unknown(int Index)
{
    public static Unknown Ground => new(-1);

    public bool IsGround => Index < 0;
}
