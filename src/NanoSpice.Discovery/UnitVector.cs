namespace NanoSpice.Discovery;

/// <summary>
/// Dimension of a quantity as exponents of the SI base units kg, m, s, A, K, mol; halves occur below square roots, so each
/// exponent is stored twice over.
/// </summary>
public readonly record struct UnitVector(sbyte Kilogram2, sbyte Metre2, sbyte Second2, sbyte Ampere2, sbyte Kelvin2, sbyte Mole2)
{
    /// <summary>A plain number.</summary>
    public static UnitVector None => default;

    /// <summary>True for a plain number.</summary>
    public bool IsNone => this == default;

    /// <summary>Dimension of a product.</summary>
    public static UnitVector operator *(UnitVector a, UnitVector b) => new(
        (sbyte)(a.Kilogram2 + b.Kilogram2), (sbyte)(a.Metre2 + b.Metre2), (sbyte)(a.Second2 + b.Second2),
        (sbyte)(a.Ampere2 + b.Ampere2), (sbyte)(a.Kelvin2 + b.Kelvin2), (sbyte)(a.Mole2 + b.Mole2));

    /// <summary>Dimension of a quotient.</summary>
    public static UnitVector operator /(UnitVector a, UnitVector b) => new(
        (sbyte)(a.Kilogram2 - b.Kilogram2), (sbyte)(a.Metre2 - b.Metre2), (sbyte)(a.Second2 - b.Second2),
        (sbyte)(a.Ampere2 - b.Ampere2), (sbyte)(a.Kelvin2 - b.Kelvin2), (sbyte)(a.Mole2 - b.Mole2));
}
