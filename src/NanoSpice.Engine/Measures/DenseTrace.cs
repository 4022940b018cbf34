using NanoSpice.Numerics;

namespace NanoSpice.Engine;

/// <summary>The measured columns over time, step by step as polynomials of the integrator's own degree.</summary>
/// <remarks>
///   A step is kept as values at Chebyshev points, t_j = m - r cos(pi j/(n-1)), and read back by the barycentric formula. Node voltages
///   and branch currents are polynomials between two points of the integrator, so nothing is lost; what depends on them in another way
///   (the current of a diode) is checked between the points, and the step cut in two until it is met.
/// </remarks>
internal sealed class DenseTrace : MeasureTrace, IStepObserver, IDisposable
{
    /// <summary>Points of a column that is no polynomial: degree 6.</summary>
    private const int MostPoints = 7;

    /// <summary>Largest deviation between points that is left alone, in parts of the column's largest value [-].</summary>
    private const double Fidelity = 1e-7;

    /// <summary>Halvings of a step at most.</summary>
    private const int MostCuts = 8;

    /// <summary>cos(pi j/(n-1)) of n points.</summary>
    private static readonly double[][] Nodes = [.. Enumerable.Range(0, MostPoints + 1).Select(n => Enumerable.Range(0, n).Select(j => Math.Cos(Math.PI * j / Math.Max(1, n - 1))).ToArray())];

    private readonly AnalysisContext _context;
    private readonly IReadOnlyList<Probe> _probes;
    private readonly bool _exact;
    private readonly int _order;
    private readonly double _start;
    private readonly int[] _needed;
    private readonly double[] _x, _slope, _largest, _middle, _read;
    // 64 MB each; a longer run goes to a file.
    private readonly LongList<Piece> _pieces = new(512);
    private readonly LongList<double> _values = new(2048);

    private readonly record struct Piece(double From, double To, long First, int Points);

    /// <param name="probes">of the columns, in their order</param>
    /// <param name="linear">the integrator interpolates on straight lines</param>
    /// <param name="start">what lies before is not measured [s]</param>
    public DenseTrace(AnalysisContext context, IReadOnlyList<Probe> probes, bool linear, double start)
    {
        (_context, _probes, _start) = (context, probes, start);
        (_x, _slope) = (new double[context.Circuit.Size], new double[context.Circuit.Size]);
        (_largest, _middle, _read) = (new double[probes.Count], new double[probes.Count], new double[probes.Count]);
        _exact = probes.All(p => p.Difference is not null);
        _order = linear && _exact ? 1 : 0;
        _needed = _exact ? [.. probes.SelectMany(p => new[] { p.Difference!.Value.Plus, p.Difference.Value.Minus }).Where(u => !u.IsGround).Select(u => u.Index).Distinct()] : [];
    }

    public override int Count => (int)_pieces.Count;

    public override int Parts => _order == 1 ? 1 : 8;

    public override bool IsLinear => false;

    public override (double From, double To) Span(int piece) => (_pieces[piece].From, _pieces[piece].To);

    public override void Read(int piece, double at, Span<double> row)
    {
        row[0] = at;
        Combine(_pieces[piece], at, row[1..]);
    }

    public void Dispose()
    {
        _pieces.Dispose();
        _values.Dispose();
    }

    /// <inheritdoc/>
    public void Started(double t, IDaeStepper stepper, bool jumped)
    {
        double ahead = stepper.Time - t;
        if (!(ahead > 0) || stepper.Time <= _start) return;
        // Over the start steps values change linearly.
        var piece = new Piece(t, stepper.Time, _values.Count, 2);
        stepper.Interpolate(stepper.Time, _x, _slope);
        for (int i = 0; i < _x.Length; i++) _x[i] -= ahead * _slope[i];
        ReadPoint(t, _read);
        _values.AddRange(_read);
        for (int i = 0; i < _x.Length; i++) _x[i] += ahead * _slope[i];
        ReadPoint(stepper.Time, _read);
        _values.AddRange(_read);
        _pieces.Add(piece);
    }

    /// <inheritdoc/>
    public void Advanced(double from, double to, IDaeStepper stepper)
    {
        if (to > _start) Add(Math.Max(from, _start), to, stepper, _exact ? Math.Min(stepper.Order + 2, MostPoints) : MostPoints, 0);
    }

    private void Add(double from, double to, IDaeStepper stepper, int points, int cuts)
    {
        if (_order == 1) points = 2;
        var piece = new Piece(from, to, _values.Count, points);
        for (int j = 0; j < points; j++)
        {
            double t = j == 0 ? from : j == points - 1 ? to : 0.5 * (from + to) - 0.5 * (to - from) * Nodes[points][j];
            ReadAt(t, stepper, _read);
            _values.AddRange(_read);
            for (int c = 0; c < _read.Length; c++) _largest[c] = Math.Max(_largest[c], Math.Abs(_read[c]));
        }
        if (_exact || cuts == MostCuts || (Follows(piece, 0.35, stepper) && Follows(piece, 0.9, stepper)))
        {
            _pieces.Add(piece);
            return;
        }
        _values.Cut(piece.First);
        double middle = 0.5 * (from + to);
        Add(from, middle, stepper, points, cuts + 1);
        Add(middle, to, stepper, points, cuts + 1);
    }

    private bool Follows(Piece piece, double part, IDaeStepper stepper)
    {
        double t = piece.From + part * (piece.To - piece.From);
        ReadAt(t, stepper, _read);
        Combine(piece, t, _middle);
        for (int c = 0; c < _read.Length; c++)
            if (Math.Abs(_read[c] - _middle[c]) > Fidelity * _largest[c]) return false;
        return true;
    }

    private void ReadAt(double t, IDaeStepper stepper, Span<double> row)
    {
        stepper.Interpolate(t, _x, _slope, _needed);
        ReadPoint(t, row);
    }

    private void ReadPoint(double t, Span<double> row)
    {
        var eq = _context.Circuit.Equations;
        if (!_exact)
        {
            eq.SetPoint(t, _x);
            eq.SetSlope(_slope);
        }
        for (int c = 0; c < row.Length; c++)
            row[c] = _probes[c].Difference is { } d ? At(d.Plus) - At(d.Minus) : _probes[c].Read(eq);
    }

    private double At(Unknown u) => u.IsGround ? 0 : _x[u.Index];

    /// <summary>y(t) = sum w_j y_j/(t - t_j) / sum w_j/(t - t_j),   w_j = (-1)^j, halved at the ends.</summary>
    private void Combine(Piece piece, double t, Span<double> row)
    {
        row = row[.._probes.Count];
        double[] nodes = Nodes[piece.Points];
        double middle = 0.5 * (piece.From + piece.To), half = 0.5 * (piece.To - piece.From), sum = 0;
        row.Clear();
        for (int j = 0; j < piece.Points; j++)
        {
            long first = piece.First + j * row.Length;
            double node = j == 0 ? piece.From : j == piece.Points - 1 ? piece.To : middle - half * nodes[j], distance = t - node;
            if (distance == 0)
            {
                for (int c = 0; c < row.Length; c++) row[c] = _values[first + c];
                return;
            }
            double weight = (j % 2 == 0 ? 1 : -1) * (j == 0 || j == piece.Points - 1 ? 0.5 : 1) / distance;
            sum += weight;
            for (int c = 0; c < row.Length; c++) row[c] += weight * _values[first + c];
        }
        for (int c = 0; c < row.Length; c++) row[c] /= sum;
    }
}
