using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>A deck that was read, and its points, none of them elaborated yet: a point with a bad value is met when its turn comes and spoils no other.</summary>
/// <remarks>Does not change; points may be elaborated and run at once, on as many threads as wanted.</remarks>
public sealed class DeckSweep
{
    private static readonly SweepPoint Alone = new(0, [], []);

    private readonly ElaborationSetting _setting;

    internal DeckSweep(ElaborationSetting setting) => _setting = setting;

    public Deck Deck => _setting.Deck;

    /// <summary>What the lines of the deck and the axes from outside vary; null for a deck of one point.</summary>
    public SweepPlan? Plan => _setting.Plan;

    /// <summary>Points, 1 without a plan.</summary>
    public int Count => Plan?.Count ?? 1;

    /// <summary>Point k, from 0; without quantities where there is no plan.</summary>
    public SweepPoint this[int k] => Plan?[k] ?? Alone;

    /// <summary>True when some value of the deck is random.</summary>
    public bool HasDraws => DrawSetting.HasDraws(_setting.Cards);

    /// <summary>The deck at a point, sharing nothing that changes with any other; null with errors in the bag.</summary>
    public Simulation? At(SweepPoint point, DiagnosticBag bag) => Elaborator.Run(_setting with { Point = point }, bag);
}
