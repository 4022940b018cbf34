namespace NanoSpice.Derive;

/// <summary>The law of one trans-slit step, d = I rc (1 - beta |Q|).</summary>
/// <param name="Rc">[Ohm m]</param>
/// <param name="Beta">gamma/qmax [m/C]; 0 for Ohm's law</param>
/// <param name="Nrmse">rms of what the law leaves over rms of the potential step [-]</param>
public sealed record StepLaw(double Rc, double Beta, double Nrmse)
{
    /// <summary>gamma for a given Qmax [-].</summary>
    public double Gamma(double qmax) => Beta * qmax;
}

/// <summary>A capacitor fitted to charges.</summary>
/// <param name="Value">cslit [F/m], or qs of the double layer [C/m]</param>
/// <param name="Nrmse">rms of what it leaves over rms of the charge [-]</param>
public sealed record CapacitorFit(double Value, double Nrmse);

/// <summary>Everything a ladder needs, extracted from one mPNP run and from nothing else (DESIGN.md 5a). All per metre of depth.</summary>
public sealed record Elements
{
    /// <summary>Name of the run.</summary>
    public required string Name { get; init; }

    /// <summary>Steps between slits, pooled over 1 .. N-1, charge of the outer slit.</summary>
    public required StepLaw Step { get; init; }

    /// <summary>Open space to slit 1, charge of slit 1.</summary>
    public required StepLaw Entry { get; init; }

    /// <summary>The same two with constant resistance: the transmission line.</summary>
    public required StepLaw OhmStep { get; init; }

    public required StepLaw OhmEntry { get; init; }

    /// <summary>Largest slit charge of the run [C/m].</summary>
    public required double Qmax { get; init; }

    /// <summary>Bulk to open space, psi_0 / I [Ohm m].</summary>
    public required double Ropen { get; init; }

    public required double RopenNrmse { get; init; }

    /// <summary>Slit, constant capacitance.</summary>
    public required CapacitorFit Slit { get; init; }

    /// <summary>Open space, constant capacitance.</summary>
    public required CapacitorFit Open { get; init; }

    /// <summary>Slit, double layer with finite ions: qs.</summary>
    public required CapacitorFit SlitLayer { get; init; }

    /// <summary>Open space, double layer with finite ions: qs.</summary>
    public required CapacitorFit OpenLayer { get; init; }

    /// <summary>Packing fraction of the bulk, 2 a^3 c0 [-]; 0 for point ions, for which the double layer's law is left out.</summary>
    public required double Nu { get; init; }

    /// <summary>[K]</summary>
    public required double Temperature { get; init; }

    /// <summary>qs by theory: 2 e c0 lambda_D times the length of a slit's walls [C/m].</summary>
    public required double SlitLayerTheory { get; init; }

    public double Gamma => Step.Gamma(Qmax);

    public double EntryGamma => Entry.Gamma(Qmax);
}
