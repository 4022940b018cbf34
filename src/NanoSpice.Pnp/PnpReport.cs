namespace NanoSpice.Pnp;

/// <summary>What a run did; goes to summary.json.</summary>
public sealed record PnpReport
{
    /// <summary>False when it was interrupted or failed.</summary>
    public bool Complete { get; init; }

    /// <summary>Why it failed: time, place, what was tried; empty when it did not.</summary>
    public string Failure { get; init; } = "";

    /// <summary>What to try next; empty when nothing failed.</summary>
    public string Hint { get; init; } = "";

    /// <summary>Time reached [s].</summary>
    public double Time { get; init; }

    /// <summary>Columns along x and rows along y of the tensor grid.</summary>
    public int Columns { get; init; }

    public int Rows { get; init; }

    /// <summary>Cells that hold electrolyte.</summary>
    public int FluidCells { get; init; }

    public int Unknowns { get; init; }

    /// <summary>Accepted steps.</summary>
    public long Steps { get; init; }

    public long Rejections { get; init; }

    public long Iterations { get; init; }

    public long Factorizations { get; init; }

    public long Evaluations { get; init; }

    /// <summary>max |ions held - ions at the start - ions that came in| / ions at the start, cation and anion [-].</summary>
    public double CationDefect { get; init; }

    public double AnionDefect { get; init; }

    /// <summary>max over steps and slits of |dQ_i/dt - (I_{i-1} - I_i)| / max |I| [-].</summary>
    public double ChargeDefect { get; init; }

    /// <summary>max |electrode charge - charge of the ions - field at the reservoir| / max |electrode charge| [-] (Gauss).</summary>
    public double GaussDefect { get; init; }

    /// <summary>Largest a^3 (c+ + c-) seen at an accepted step [-]; below 1 by construction.</summary>
    public double LargestPacking { get; init; }

    /// <summary>Least concentration seen at an accepted step [mol/m3].</summary>
    public double LeastConcentration { get; init; }

    /// <summary>Q_i / (phi_m - psi_i) at the end of the first ramp, for slits 1..N [F/m]; empty when it was not reached.</summary>
    public IReadOnlyList<double> SlitCapacitance { get; init; } = [];

    /// <summary>Charge of the electrode at the end of the first ramp [C/m]; null when it was not reached.</summary>
    public double? ChargeAtVertex { get; init; }

    /// <summary>Debye length of the bulk [m].</summary>
    public double DebyeLength { get; init; }
}
