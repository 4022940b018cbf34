namespace NanoSpice.Engine;

/// <summary>The measured columns along the scale: pieces one after the other, each readable anywhere inside.</summary>
internal abstract class MeasureTrace
{
    /// <summary>Number of pieces.</summary>
    public abstract int Count { get; }

    /// <summary>Parts into which a piece is cut when something is looked for in it.</summary>
    public abstract int Parts { get; }

    /// <summary>True when values between the ends of a piece are straight lines.</summary>
    public virtual bool IsLinear => false;

    /// <summary>Ends of a piece in the order of the run; From is above To in a sweep downwards.</summary>
    public abstract (double From, double To) Span(int piece);

    /// <summary>True when the piece does not go on where the one before ended: the next sweep of a nested .dc.</summary>
    public virtual bool IsApart(int piece) => false;

    /// <summary>True for the step back from the end of one sweep to the start of the next: no piece of a curve.</summary>
    public virtual bool IsGap(int piece) => false;

    /// <summary>Fills the row (scale first) at a place within the piece.</summary>
    public abstract void Read(int piece, double at, Span<double> row);
}

/// <summary>Pieces between the rows of a table: straight, or as the analysis itself answers between them.</summary>
internal sealed class RowTrace(MeasureLayout layout) : MeasureTrace
{
    private readonly List<double> _rows = [];
    private readonly int _length = layout.RowLength;

    /// <summary>The analysis at a value of the scale, if it can be asked: fills a row of the layout.</summary>
    public Action<double, double[]>? Solve { get; set; }

    private int Rows => _rows.Count / _length;

    public override int Count => Rows == 1 ? 1 : Math.Max(0, Rows - 1);

    public override int Parts => 1;

    public override bool IsLinear => Solve is null;

    public void Add(ReadOnlySpan<double> row) => _rows.AddRange(row);

    public override (double From, double To) Span(int piece) => (X(piece), X(Math.Min(piece + 1, Rows - 1)));

    private double X(int row) => _rows[row * _length];

    private bool Turns(int piece) => piece > 0 && piece + 1 < Rows && (X(piece + 1) - X(piece)) * (X(1) - X(0)) < 0;

    public override bool IsApart(int piece) => Turns(piece - 1);

    public override bool IsGap(int piece) => Turns(piece);

    private readonly double[] _solved = new double[layout.RowLength];

    public override void Read(int piece, double at, Span<double> row)
    {
        int a = piece * _length, b = Math.Min(piece + 1, Rows - 1) * _length;
        double w = _rows[b] == _rows[a] ? 1 : (at - _rows[a]) / (_rows[b] - _rows[a]);
        if (Solve is not null && w is > 0 and < 1)
        {
            Solve(at, _solved);
            _solved.CopyTo(row);
            return;
        }
        for (int k = 0; k < _length; k++) row[k] = w == 0 ? _rows[a + k] : w == 1 ? _rows[b + k] : _rows[a + k] + w * (_rows[b + k] - _rows[a + k]);
        row[0] = at;
    }
}
