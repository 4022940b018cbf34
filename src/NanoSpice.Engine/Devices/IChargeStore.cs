namespace NanoSpice.Engine.Devices;

/// <summary>A device whose stored charge may control another one: capacitor, trans-slit step.</summary>
public interface IChargeStore
{
    /// <summary>The unknowns that the charge depends on; plus and minus terminal for a two-terminal capacitor.</summary>
    IReadOnlyList<Unknown> ChargeUnknowns { get; }

    /// <summary>Charge on the plus terminal at eq's point [C]; slopes[k] is its derivative by ChargeUnknowns[k] [F] (or C/A).</summary>
    /// <remarks>Allocates nothing: it is called inside Newton iterations.</remarks>
    double StoredCharge(Equations eq, Span<double> slopes);
}
