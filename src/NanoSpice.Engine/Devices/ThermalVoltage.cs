namespace NanoSpice.Engine.Devices;

/// <summary>kT/e, from the exact constants of the SI of 2019 (ngspice 39 has the older CODATA 2014: 4e-7 lower).</summary>
public static class ThermalVoltage
{
    /// <summary>Boltzmann's constant over the elementary charge [V/K].</summary>
    public const double PerKelvin = 1.380649e-23 / 1.602176634e-19;

    /// <param name="temperature">[K]</param>
    /// <returns>[V]</returns>
    public static double At(double temperature) => PerKelvin * temperature;
}
