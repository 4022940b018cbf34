namespace NanoSpice.Engine;

public enum MeasureKind
{
    Average,
    Rms,
    Integral,
    Minimum,
    Maximum,

    /// <summary>Largest minus smallest value.</summary>
    PeakToPeak,
    MinimumAt,
    MaximumAt,

    /// <summary>Value where AT or WHEN says.</summary>
    Find,

    /// <summary>Derivative by the scale there.</summary>
    Derivative,

    /// <summary>Place where the condition holds.</summary>
    When,

    /// <summary>TARG's place minus TRIG's.</summary>
    Delay,

    /// <summary>An expression of earlier measurements, or of vectors at the end of the run or at TO.</summary>
    Parameter,
}

public enum CrossingEdge
{
    Either,
    Rise,
    Fall,
}

/// <summary>A place on the scale: given by a number, or where two expressions meet.</summary>
public sealed record MeasurePlace
{
    /// <summary>AT=</summary>
    public MeasureFormula? At { get; init; }

    public MeasureFormula? Left { get; init; }

    /// <summary>A level, or another expression of vectors.</summary>
    public MeasureFormula? Right { get; init; }

    public CrossingEdge Edge { get; init; }

    /// <summary>Which crossing, from 1 on; from the end -1 is the last, -2 the one before.</summary>
    public int Count { get; init; } = 1;

    /// <summary>TD=: crossings before it do not count.</summary>
    public MeasureFormula? Delay { get; init; }

    public IEnumerable<MeasureFormula?> Formulas => [At, Left, Right, Delay];
}

/// <summary>One .meas of one analysis.</summary>
/// <param name="Name">in lower case</param>
public sealed record Measurement(string Name, MeasureKind Kind)
{
    public MeasureFormula? Subject { get; init; }

    /// <summary>WHEN or AT of FIND, DERIV and WHEN.</summary>
    public MeasurePlace? Where { get; init; }

    /// <summary>TRIG: start of a delay, or of the interval.</summary>
    public MeasurePlace? Trigger { get; init; }

    /// <summary>TARG</summary>
    public MeasurePlace? Target { get; init; }

    public MeasureFormula? From { get; init; }

    public MeasureFormula? To { get; init; }

    /// <summary>TD= of the whole measurement.</summary>
    public MeasureFormula? Delay { get; init; }

    /// <summary>All its expressions.</summary>
    public IEnumerable<MeasureFormula> Formulas =>
        new[] { Subject, From, To, Delay }.Concat(new[] { Where, Trigger, Target }.SelectMany(p => p?.Formulas ?? [])).OfType<MeasureFormula>();
}
