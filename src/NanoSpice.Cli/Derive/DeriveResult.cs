using NanoSpice.Derive;
using NanoSpice.Discovery;

namespace NanoSpice.Cli;

/// <summary>A model's current beside that of a table.</summary>
/// <param name="Label">NCM, constant C</param>
/// <param name="IsFree">fitted to the voltammogram, not built from elements</param>
/// <param name="Ladder">its elements; null for a deck or card of one's own</param>
internal sealed record ModelCurve(string Label, bool IsFree, Ladder? Ladder, double[] Current, IReadOnlyList<CycleAgreement> Cycles);

/// <summary>The law that nanospice discover found in a table, as its discover.json tells.</summary>
/// <param name="Nrmse">error where fitted, over rms [-]</param>
/// <param name="HeldOut">error on slits left out [-]</param>
internal sealed record LawFound(string Law, double Nrmse, double HeldOut);

/// <summary>Everything that came out for one run.</summary>
internal sealed record CaseResult(DeriveCase Case, NetworkTable Table)
{
    /// <summary>From psi: what the ladder is built of.</summary>
    public required Elements Elements { get; init; }

    /// <summary>From phi: the law as the paper writes it.</summary>
    public required Elements Electric { get; init; }

    /// <summary>Law of element N on psi and on phi with intervals; null where the run only serves to carry elements over.</summary>
    public FinalFit? ChargeFit { get; init; }

    public FinalFit? ElectricFit { get; init; }

    public LawFound? Found { get; init; }

    public IReadOnlyList<ModelCurve> Curves { get; init; } = [];

    public ModelCurve? Curve(string label) => Curves.FirstOrDefault(c => c.Label == label);
}
