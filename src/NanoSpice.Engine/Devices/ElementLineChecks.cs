namespace NanoSpice.Engine.Devices;

/// <summary>Complaints that all kinds of elements share.</summary>
internal static class ElementLineChecks
{
    /// <summary>True when the line has its nodes; an error otherwise.</summary>
    public static bool HasNodes(DeviceRequest d, DeviceKind kind, int count)
    {
        if (d.Arguments.Count >= count) return true;
        d.Error(DeviceCodes.MissingNode, $"{d.Name} needs {count} nodes, but the line has {d.Arguments.Count}", hint: $"write {kind.Syntax}");
        return false;
    }

    /// <summary>Reports a word that has no place on the line; always false.</summary>
    public static bool Unexpected(DeviceRequest d, DeviceKind kind, Argument word)
    {
        d.Error(DeviceCodes.UnexpectedWord, $"{d.Name}: nothing is expected where {word.Text} stands", word, hint: $"write {kind.Syntax}");
        return false;
    }

    /// <summary>Reports that the value of the element is missing; always false.</summary>
    public static bool MissingValue(DeviceRequest d, DeviceKind kind, string what)
    {
        d.Error(DeviceCodes.MissingValue, $"{d.Name} has no {what}", hint: $"write {kind.Syntax}");
        return false;
    }

    /// <summary>Number of parallel copies, m; NaN with an error reported when it is not positive.</summary>
    public static double Multiplicity(DeviceRequest d)
    {
        double m = d.Number("m");
        if (m > 0) return m;
        d.Error(DeviceCodes.BadMultiplicity, $"{d.Name}: m is the number of parallel copies and must be positive", parameter: "m");
        return double.NaN;
    }

    public static Parameter MultiplicityParameter => Parameter.Number("m", "-", "number of parallel copies", 1) with { Min = 0, MinExclusive = true };
}
