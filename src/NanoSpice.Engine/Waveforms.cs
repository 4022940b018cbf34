namespace NanoSpice.Engine;

/// <summary>One column of a result table: its name as a user writes it, and its unit.</summary>
public sealed record WaveformColumn(string Name, string Unit);

public enum WaveformKind
{
    OperatingPoint,
    DcSweep,
    Ac,
    Transient,

    /// <summary>.cv: time, cycle, v (potential of the source), i (current delivered into the cell), then what is saved.</summary>
    Voltammetry,

    /// <summary>.gcd: the same columns.</summary>
    Galvanostatic,

    /// <summary>.ca: the same columns without cycle.</summary>
    Amperometry,

    /// <summary>.eis: frequency and z, complex; then phasors of what is saved, for 1 V or 1 A at the source.</summary>
    Impedance,

    /// <summary>.noise: frequency and square roots of power densities.</summary>
    Noise,

    /// <summary>.tf: one row of transfer function and resistances.</summary>
    TransferFunction,

    /// <summary>.four: one row a harmonic.</summary>
    Fourier,

    /// <summary>.ragone: one row a discharge: current, mean power, energy.</summary>
    Ragone,
}

/// <summary>Heading of a result table.</summary>
/// <param name="Name">tran1, ac1, ...: analysis and its number in the deck</param>
/// <param name="IsComplex">column 0 is real, every other column is a pair re, im</param>
public sealed record WaveformTable(string Name, WaveformKind Kind, string Title, IReadOnlyList<WaveformColumn> Columns, bool IsComplex)
{
    /// <summary>Numbers in a row.</summary>
    public int RowLength => IsComplex ? 1 + 2 * (Columns.Count - 1) : Columns.Count;
}

/// <summary>Takes the rows of an analysis as they are computed; nothing is kept by the engine.</summary>
public interface IWaveformSink
{
    void Begin(WaveformTable table);

    void Row(ReadOnlySpan<double> values);

    /// <summary>Closes the table; complete is false when the run failed or was interrupted.</summary>
    void End(bool complete);
}
