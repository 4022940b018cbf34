namespace NanoSpice.Pnp;

/// <summary>Units in which the equations are solved: every number of the solver is of order one and free of D and T.</summary>
/// <remarks>
///   length 1 nm, potential kT/e, concentration c0, time (1 nm)^2 / D, D = sqrt(D+ D-);   then charge e NA c0 nm^2 and current e NA c0 D per metre of depth.
///   Scaling D by s and all times by 1/s changes no number: the invariance holds to round-off.
/// </remarks>
public sealed class Scales
{
    public const double ElementaryCharge = 1.602176634e-19, Boltzmann = 1.380649e-23, Avogadro = 6.02214076e23, VacuumPermittivity = 8.8541878128e-12;

    /// <summary>[m]</summary>
    public const double Length = 1e-9;

    public Scales(PnpSettings s)
    {
        Potential = Boltzmann * s.Temperature / ElementaryCharge;
        Concentration = s.Concentration;
        Diffusivity = Math.Sqrt(s.CationDiffusivity * s.AnionDiffusivity);
        Time = Length * Length / Diffusivity;
        double density = ElementaryCharge * Avogadro * s.Concentration;
        Charge = density * Length * Length;
        Current = density * Diffusivity;
        CurrentDensity = Current / Length;
        Permittivity = s.Permittivity * VacuumPermittivity * Potential / (density * Length * Length);
        Packing = s.IonSize * s.IonSize * s.IonSize * s.Concentration * Avogadro;
    }

    /// <summary>kT/e [V]</summary>
    public double Potential { get; }

    /// <summary>c0 [mol/m3]</summary>
    public double Concentration { get; }

    /// <summary>sqrt(D+ D-) [m2/s]: exchanging the ions changes no unit.</summary>
    public double Diffusivity { get; }

    /// <summary>[s]</summary>
    public double Time { get; }

    /// <summary>[C/m]</summary>
    public double Charge { get; }

    /// <summary>[A/m]</summary>
    public double Current { get; }

    /// <summary>[A/m2]</summary>
    public double CurrentDensity { get; }

    /// <summary>eps kT / (e^2 c0 NA nm^2) = 2 (Debye length / nm)^2 [-]</summary>
    public double Permittivity { get; }

    /// <summary>v = a^3 c0 NA [-]: share of space that ions of one sign fill in the bulk.</summary>
    public double Packing { get; }

    /// <summary>lam [m], lam^2 = eps kT / (2 e^2 c0 NA)</summary>
    public double DebyeLength => Math.Sqrt(Permittivity / 2) * Length;
}
