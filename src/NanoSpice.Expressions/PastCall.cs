namespace NanoSpice.Expressions;

/// <summary>A call of a function of the past: it has no value of its own, so a variable stands for it in the formula.</summary>
/// <param name="Variable">the variable: ddt#1</param>
/// <param name="Function">idt, sdt, ddt, delay or absdelay</param>
/// <param name="Arguments">may hold variables of calls that stand before this one in the list</param>
public sealed record PastCall(string Variable, string Function, IReadOnlyList<Formula> Arguments)
{
    /// <summary>Fewest and most arguments of a function of the past; null for any other name.</summary>
    internal static (int Fewest, int Most)? Arity(string name) => name.ToLowerInvariant() switch
    {
        "idt" or "sdt" => (1, 3),
        "ddt" => (1, 1),
        "delay" or "absdelay" => (2, 3),
        _ => null,
    };
}
