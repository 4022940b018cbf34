using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>The words of the raw format for analyses and quantities.</summary>
internal static class RawVocabulary
{
    private static readonly (string Type, string Unit)[] Types =
    [
        ("time", "s"), ("frequency", "Hz"), ("voltage", "V"), ("current", "A"), ("impedance", "Ohm"), ("admittance", "S"),
        ("power", "W"), ("phase", "deg"), ("decibel", "dB"), ("capacitance", "F"), ("charge", "C"), ("temperature", "degC"),
        ("voltage-density", "V/sqrt(Hz)"), ("current-density", "A/sqrt(Hz)"),
    ];

    public static string TypeOf(string unit) => Array.Find(Types, t => t.Unit == unit).Type ?? "notype";

    public static string UnitOf(string type) => type switch
    {
        "temp-sweep" => "degC",
        "res-sweep" => "Ohm",
        _ => Array.Find(Types, t => t.Type == type).Unit ?? "",
    };

    public static string PlotName(WaveformKind kind) => kind switch
    {
        WaveformKind.OperatingPoint => "Operating Point",
        WaveformKind.DcSweep => "DC transfer characteristic",
        WaveformKind.Ac => "AC Analysis",
        WaveformKind.TransferFunction => "Transfer Function",
        WaveformKind.Fourier => "Fourier Analysis",
        WaveformKind.Noise => "Noise Spectral Density Curves",
        WaveformKind.Impedance => "AC Analysis (impedance)",
        WaveformKind.Ragone => "DC transfer characteristic",
        _ => "Transient Analysis",
    };

    /// <summary>The point of a sweep behind a plot's name: Transient Analysis (rc=5); null without one.</summary>
    public static FamilyPoint? PointOf(string plotName) => Suffix(plotName) < plotName.Length ? FamilyPoint.Parse(plotName[(Suffix(plotName) + 2)..^1]) : null;

    /// <summary>Where " (rc=5)" begins; the length without it.</summary>
    private static int Suffix(string plotName)
    {
        int open = plotName.LastIndexOf(" (", StringComparison.Ordinal);
        return open >= 0 && plotName.EndsWith(')') && plotName.IndexOf('=', open) > 0 ? open : plotName.Length;
    }

    /// <summary>Kind of analysis from the plot's name, else from its first vector.</summary>
    public static WaveformKind KindOf(string plotName, string firstName, int points) => plotName[..Suffix(plotName)].ToLowerInvariant() switch
    {
        var n when n.Contains("impedance") => WaveformKind.Impedance,
        var n when n.Contains("transfer function") => WaveformKind.TransferFunction,
        var n when n.Contains("fourier") => WaveformKind.Fourier,
        var n when n.Contains("noise") => WaveformKind.Noise,
        var n when n.Contains("transient") => WaveformKind.Transient,
        var n when n.Contains("ac ") => WaveformKind.Ac,
        var n when n.Contains("dc ") => WaveformKind.DcSweep,
        var n when n.Contains("operating") => WaveformKind.OperatingPoint,
        _ => firstName.ToLowerInvariant() switch
        {
            "time" => WaveformKind.Transient,
            "frequency" => WaveformKind.Ac,
            _ => points == 1 ? WaveformKind.OperatingPoint : WaveformKind.DcSweep,
        },
    };
}
