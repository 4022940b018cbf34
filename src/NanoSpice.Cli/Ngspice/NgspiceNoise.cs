using NanoSpice.Elaboration;

namespace NanoSpice.Cli;

/// <summary>Where ngspice puts the contributions of a device in a noise table.</summary>
internal static class NgspiceNoise
{
    /// <summary>Order by kind of device as ngspice sets them up: bipolar, diodes, junction FETs, MOS, resistors, switches.</summary>
    private const string Kinds = "qdjmrsw";

    /// <summary>Sorts by kind of device, then the last line first, then parts before their device.</summary>
    /// <param name="name">q1_rb or q1</param>
    public static (int Kind, int Line, bool IsWhole) Place(Simulation simulation, string name)
    {
        for (int k = simulation.Elements.Count - 1; k >= 0; k--)
        {
            string element = simulation.Elements[k].Name;
            bool whole = name == element;
            if (!whole && !name.StartsWith(element + "_", StringComparison.Ordinal)) continue;
            int kind = Kinds.IndexOf(element[element.LastIndexOf('.') + 1], StringComparison.Ordinal);
            return (kind < 0 ? Kinds.Length : kind, -k, whole);
        }
        return (Kinds.Length, 0, true);
    }
}
