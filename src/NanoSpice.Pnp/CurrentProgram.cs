namespace NanoSpice.Pnp;

/// <summary>Constant current, charging up to one potential and discharging down to another, cycle after cycle.</summary>
public sealed class CurrentProgram(double current, double low, double high, int cycles)
{
    /// <summary>Half cycles done.</summary>
    public int HalfCycles { get; set; }

    public bool Finished => HalfCycles >= 2 * cycles;

    /// <summary>Current into the electrode now; 0 after the last half cycle.</summary>
    public double Current => Finished ? 0 : Charging ? current : -current;

    private bool Charging => HalfCycles % 2 == 0;

    /// <summary>Turns positive where the potential reaches the vertex ahead.</summary>
    public double Ahead(double potential) => Finished ? -1 : Charging ? potential - high : low - potential;
}
