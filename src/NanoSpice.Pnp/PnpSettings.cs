namespace NanoSpice.Pnp;

public enum PnpGeometry
{
    /// <summary>Stack of sheets with alternating gaps behind an open reservoir.</summary>
    Network,

    /// <summary>Straight pore between two sheets, closed by a mirror at its end.</summary>
    Slit,

    /// <summary>One dimension: reservoir and a flat electrode.</summary>
    Cell,
}

public enum PnpProgram
{
    /// <summary>Cyclic voltammetry: straight ramps between two vertices.</summary>
    CyclicVoltammetry,

    /// <summary>Chronoamperometry: jumps between two potentials.</summary>
    Step,

    /// <summary>Galvanostatic charge and discharge between two potentials.</summary>
    ConstantCurrent,

    /// <summary>Potential given by points, straight between them.</summary>
    Table,
}

/// <summary>One simulation of the mPNP equations; the defaults are parameter set P0. SI units throughout.</summary>
/// <remarks>Geometry per half sheet period and per metre of depth, DESIGN.md section 5.</remarks>
public sealed record PnpSettings
{
    /// <summary>Bulk concentration of each ion [mol/m3].</summary>
    public double Concentration { get; init; } = 1000;

    /// <summary>[K]</summary>
    public double Temperature { get; init; } = 298.15;

    /// <summary>Relative permittivity [-]; water at 298 K.</summary>
    public double Permittivity { get; init; } = 78.5;

    /// <summary>Diffusivity of the cation [m2/s].</summary>
    public double CationDiffusivity { get; init; } = 2e-9;

    /// <summary>Diffusivity of the anion [m2/s].</summary>
    public double AnionDiffusivity { get; init; } = 2e-9;

    /// <summary>Edge a of the cube that an ion takes [m].</summary>
    public double IonSize { get; init; } = 0.66e-9;

    /// <summary>Thickness of the Stern layer, of the same permittivity [m]; 0: none.</summary>
    public double SternThickness { get; init; }

    public PnpGeometry Geometry { get; init; } = PnpGeometry.Network;

    /// <summary>Slit width d [m].</summary>
    public double SlitWidth { get; init; } = 1.5e-9;

    /// <summary>Number N of sheets and of slits; of equal sections of a straight pore that are reported as slits.</summary>
    public int Layers { get; init; } = 6;

    /// <summary>Half sheet period Ly [m].</summary>
    public double HalfPeriod { get; init; } = 5e-9;

    /// <summary>Gap g that a sheet leaves open [m].</summary>
    public double Gap { get; init; } = 0.5e-9;

    /// <summary>Thickness t of a sheet [m].</summary>
    public double SheetThickness { get; init; } = 0.34e-9;

    /// <summary>Open space Lres before the electrode [m]; may be 0 for a straight pore.</summary>
    public double Reservoir { get; init; } = 10e-9;

    /// <summary>Length of the straight pore [m].</summary>
    public double PoreLength { get; init; } = 50e-9;

    public PnpProgram Program { get; init; } = PnpProgram.CyclicVoltammetry;

    /// <summary>Potential of the electrode against the reservoir at the start, in equilibrium [V]; null: LowPotential.</summary>
    public double? StartPotential { get; init; }

    /// <summary>Lower vertex [V].</summary>
    public double LowPotential { get; init; }

    /// <summary>Upper vertex [V].</summary>
    public double HighPotential { get; init; } = 0.15;

    /// <summary>Duration of a whole ramp between the vertices [s].</summary>
    public double RampTime { get; init; } = 200e-9;

    /// <summary>Time at each potential of the step program [s]; null: RampTime.</summary>
    public double? HoldTime { get; init; }

    /// <summary>Number of cycles [-].</summary>
    public int Cycles { get; init; } = 1;

    /// <summary>Current of the constant-current program, per metre of depth of a half period [A/m]; above 0.</summary>
    public double Current { get; init; }

    /// <summary>Points of the table program: time [s], potential [V]; times rise, two equal times are a jump.</summary>
    public IReadOnlyList<(double Time, double Potential)> Table { get; init; } = [];

    /// <summary>Rows of output per ramp, hold or table piece, evenly spaced (from step to step ever longer after a jump); 0: the integrator's own points.</summary>
    public int Samples { get; init; } = 100;

    /// <summary>Times of the field snapshots [s]; null: the middle of the first ramp, its end, and the middle of the second.</summary>
    public IReadOnlyList<double>? Snapshots { get; init; }

    /// <summary>Grid level k: every cell of the base grid is split in k by k.</summary>
    public int Refine { get; init; } = 2;

    /// <summary>Relative tolerance of the time integration [-].</summary>
    public double RelativeTolerance { get; init; } = 1e-4;

    public double Start => StartPotential ?? LowPotential;

    public double Hold => HoldTime ?? RampTime;
}
