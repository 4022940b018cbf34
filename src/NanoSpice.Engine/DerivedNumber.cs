namespace NanoSpice.Engine;

/// <summary>A number that a technique derives from its run (the capacitance of a cycle, a series resistance), or that .meas asks for.</summary>
/// <param name="Quantity">one word: capacitance, esr; defined in netlists/TECHNIQUES.md. Of .meas its name</param>
/// <param name="Value">NaN when a measurement could not be made</param>
/// <param name="Unit">F, Ohm ...; empty for a ratio</param>
/// <param name="Cycle">1, 2, ...; 0 for a number of the whole run</param>
public sealed record DerivedNumber(string Quantity, double Value, string Unit, int Cycle = 0)
{
    /// <summary>capacitance[3]: as *expect lines, .meas and summary.json call it.</summary>
    public string Name => Cycle == 0 ? Quantity : $"{Quantity}[{Cycle}]";

    /// <summary>What is defined under that name: of thd(v(out)) and v1#input_impedance the word without what it is of.</summary>
    public static string Term(string quantity)
    {
        string word = quantity[(quantity.IndexOf('#') + 1)..];
        return word.IndexOf('(') is > 0 and var open ? word[..open] : word;
    }

    /// <summary>True for the result of a .meas.</summary>
    public bool IsMeasurement { get; init; }

    /// <summary>Where on the scale a measurement found its value.</summary>
    public IReadOnlyList<NamedPlace> Places { get; init; } = [];

    /// <summary>Why a measurement has no value; null when it has one.</summary>
    public string? Failure { get; init; }
}

/// <summary>A place of a measurement: at, from, to, trig or targ on the scale; the value of the extreme (with) whose place is asked for.</summary>
public readonly record struct NamedPlace(string Role, double Value);
