namespace NanoSpice.Engine.Devices;

/// <summary>temp= and dtemp= of an element line; DeviceRequest.Temperature is what they come to.</summary>
internal static class DeviceTemperature
{
    public static IReadOnlyList<Parameter> Parameters { get; } =
    [
        Parameter.Number("temp", "degC", "temperature in place of the circuit's"),
        Parameter.Number("dtemp", "K", "temperature above the circuit's"),
    ];
}
