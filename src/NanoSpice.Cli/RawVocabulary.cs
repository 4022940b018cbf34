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

    /// <summary>Kind of analysis from the plot's name, else from its first vector.</summary>
    public static WaveformKind KindOf(string plotName, string firstName, int points) => plotName.ToLowerInvariant() switch
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
