namespace NanoSpice.Engine;

/// <summary>A number that a technique derives from its run: the capacitance of a cycle, a series resistance.</summary>
/// <param name="Quantity">one word: capacitance, esr; defined in netlists/TECHNIQUES.md</param>
/// <param name="Unit">F, Ohm ...; empty for a ratio</param>
/// <param name="Cycle">1, 2, ...; 0 for a number of the whole run</param>
public sealed record DerivedNumber(string Quantity, double Value, string Unit, int Cycle = 0)
{
    /// <summary>capacitance[3]: as *expect lines, .meas and summary.json call it.</summary>
    public string Name => Cycle == 0 ? Quantity : $"{Quantity}[{Cycle}]";
}
