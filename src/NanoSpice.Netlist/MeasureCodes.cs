namespace NanoSpice.Netlist;

using static Severity;

/// <summary>MEA: messages about .meas.</summary>
public static class MeasureCodes
{
    public static IReadOnlyList<DiagnosticCode> All { get; } =
    [
        new("MEA001", Error, "a measurement that does not exist"),
        new("MEA002", Error, "a part that the measurement needs: AT= or WHEN, TARG, a value"),
        new("MEA003", Error, "a word that does not go with the measurement, or stands twice"),
        new("MEA004", Error, "a crossing that is counted neither from 1 on nor from -1 back"),
        new("MEA005", Error, "a name in a measurement that is no vector, parameter or earlier measurement"),
        new("MEA006", Warning, "a name of a measurement that comes twice"),
        new("MEA007", Note, "goal, minval, weight, precision, print or default_val of .meas, without effect"),
        new("MEA008", Warning, "a measurement of another simulator, which is not made"),
    ];
}
