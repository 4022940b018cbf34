namespace NanoSpice.Engine.Devices;

/// <summary>Value at a temperature: value(T) = value(Tnom) (1 + tc1 dT + tc2 dT^2), dT = T - Tnom [K].</summary>
/// <param name="First">tc1 [1/K]</param>
/// <param name="Second">tc2 [1/K^2]</param>
/// <param name="Nominal">Tnom [K]</param>
internal readonly record struct TemperatureCoefficients(double First, double Second, double Nominal)
{
    /// <summary>Element parameters that Read looks for.</summary>
    public static Parameter[] ElementParameters =>
    [
        Parameter.Number("tc1", "1/K", "linear temperature coefficient", 0),
        Parameter.Number("tc2", "1/K^2", "quadratic temperature coefficient", 0),
        Parameter.Numbers("tc", "1/K, 1/K^2", "both temperature coefficients: tc=tc1,tc2"),
        .. DeviceTemperature.Parameters,
    ];

    /// <summary>Model parameters that Read looks for.</summary>
    public static Parameter[] ModelParameters =>
    [
        Parameter.Number("tc1", "1/K", "linear temperature coefficient", 0),
        Parameter.Number("tc2", "1/K^2", "quadratic temperature coefficient", 0),
        Parameter.Number("tnom", "degC", "temperature at which the parameters hold"),
    ];

    /// <summary>From the element, or else from its model, or else 0.</summary>
    public static TemperatureCoefficients Read(DeviceRequest d, ModelView? model)
    {
        var pair = d.Has("tc") ? d.Numbers("tc") : [];
        double first = d.Has("tc1") ? d.Number("tc1") : pair.Count > 0 ? pair[0] : model?.Number("tc1") ?? 0;
        double second = d.Has("tc2") ? d.Number("tc2") : pair.Count > 1 ? pair[1] : model?.Number("tc2") ?? 0;
        double nominal = model is not null && model.Has("tnom") ? model.Number("tnom") + 273.15 : d.NominalTemperature;
        return new(first, second, nominal);
    }

    /// <summary>value(T) / value(Tnom).</summary>
    public double Factor(double temperature)
    {
        double dt = temperature - Nominal;
        return 1 + dt * (First + dt * Second);
    }
}
