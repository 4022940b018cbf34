using NanoSpice.Engine.Devices;
using NanoSpice.Numerics;

namespace NanoSpice.Engine;

/// <summary>The cell as its source sees it.</summary>
internal sealed class CellView(IDrivenSource source)
{
    private readonly (Unknown Plus, Unknown Minus) _terminals = source.Terminals;
    private readonly (Unknown Branch, int Sign) _delivered = source.Delivered;

    /// <summary>v [V]</summary>
    public double Potential(ReadOnlySpan<double> x) => At(x, _terminals.Plus) - At(x, _terminals.Minus);

    /// <summary>i, delivered into the cell [A]</summary>
    public double Current(ReadOnlySpan<double> x) => _delivered.Sign * At(x, _delivered.Branch);

    /// <summary>v or i as a vector; null for another name.</summary>
    public Probe? Probe(string name) => name.ToLowerInvariant() switch
    {
        "v" => Engine.Probe.Of("V", _terminals.Plus, _terminals.Minus),
        "i" when _delivered.Sign > 0 => Engine.Probe.Of("A", _delivered.Branch, Unknown.Ground),
        "i" => Engine.Probe.Of("A", Unknown.Ground, _delivered.Branch),
        _ => null,
    };

    /// <summary>The unknowns behind v and i.</summary>
    public int[] Unknowns { get; } = [.. new[] { source.Terminals.Plus, source.Terminals.Minus, source.Delivered.Branch }.Where(u => !u.IsGround).Select(u => u.Index).Distinct()];

    private static double At(ReadOnlySpan<double> x, Unknown u) => u.IsGround ? 0 : x[u.Index];
}

/// <summary>A point of the cell.</summary>
internal readonly record struct CellPoint(double Time, double Potential, double Current);

/// <summary>Takes the points of a phase as the integrator goes, in the order of time.</summary>
internal interface ICellObserver
{
    /// <summary>The solution starts anew: values may have jumped.</summary>
    void Restart();

    /// <summary>A point of the quadrature: weight [s] of v, i and their products.</summary>
    void Weigh(CellPoint point, double weight);

    /// <summary>A point of the sampling grid that was asked for.</summary>
    void Sample(int k, CellPoint point);
}

/// <summary>Evenly spaced points of a phase: origin + (k + 1/2) step, k = 0, 1, ...</summary>
internal readonly record struct SamplingGrid(double Origin, double Step);

/// <summary>Follows the cell through a phase: rows of the table, integrals of charge and energy, values behind the starting jump.</summary>
/// <remarks>
///   Integrals are taken over the integrator's dense output by Gauss's rule of three points in every step, exact to the fifth power
///   of time, the order of that output; so they do not depend on the rows written.
/// </remarks>
internal sealed class CellTrace(AnalysisContext context, IDrivenSource source, ResultTable? table) : IStepObserver
{
    private static readonly double GaussPoint = Math.Sqrt(0.6);

    private readonly double[] _x = new double[context.Circuit.Size], _slope = new double[context.Circuit.Size];
    private readonly int[] _needed = TransientOutput.Needed(context);
    private readonly List<double> _leading = [];
    private IStepObserver? _measures;
    private ICellObserver? _observer;
    private SamplingGrid _sampling = new(0, double.PositiveInfinity);
    private int _sample;
    private double _end, _grid, _start;                 // end of the phase, spacing of rows, start [s]
    private long _row, _firstRow;
    private int _patience;

    public CellView Cell { get; } = new(source);

    /// <summary>Cycle that rows belong to; 0: the table has no such column.</summary>
    public int Cycle { get; set; }

    /// <summary>Rows at the integrator's own points too.</summary>
    public bool WritesSteps { get; init; }

    /// <summary>False until the phase has got beyond its starting jump.</summary>
    public bool HasAdvanced { get; private set; }

    /// <summary>The point just behind the starting jump, carried back along its slope to the start.</summary>
    public CellPoint First { get; private set; }

    /// <summary>The point reached.</summary>
    public CellPoint Last { get; private set; }

    /// <summary>Integral of i dt over the phase [C].</summary>
    public double Charge { get; private set; }

    /// <summary>Integral of v i dt over the phase [J].</summary>
    public double Energy { get; private set; }

    /// <summary>Starts a phase.</summary>
    /// <param name="end">end of the phase, which gets a row [s]; +inf: not known</param>
    /// <param name="grid">spacing of rows [s], multiples of it counted from time 0</param>
    /// <param name="patience">rows after which the spacing doubles where the end is not known</param>
    /// <param name="sampling">points that the observer wants</param>
    /// <param name="sampleFrom">time from which they count: those before belong to an earlier phase [s]</param>
    public void Begin(double end, double grid, int patience, ICellObserver? observer = null, SamplingGrid? sampling = null, double sampleFrom = 0)
    {
        (_end, _grid, _patience, _observer, HasAdvanced, Charge, Energy) = (end, grid, patience, observer, false, 0, 0);
        _sampling = sampling ?? new(0, double.PositiveInfinity);
        _sample = Math.Max(0, (int)Math.Ceiling((sampleFrom - _sampling.Origin) / _sampling.Step - 0.5));
        _start = double.NaN;
    }

    /// <inheritdoc/>
    public void Started(double t, IDaeStepper stepper, bool jumped)
    {
        // A series of runs (.ragone) has no table of its own and is measured on its rows.
        if (table is not null)
            _measures ??= context.Measures?.Follow(context, context.Options.Method != IntegrationMethod.Bdf, 0, name => Cell.Probe(name) ?? (name == "cycle" ? new Probe("", _ => Cycle) : null));
        _measures?.Started(t, stepper, jumped);
        double ahead = stepper.Time - t;
        _observer?.Restart();
        stepper.Interpolate(stepper.Time, _x, _slope, Cell.Unknowns);
        var point = Point(stepper.Time);
        Weigh(point, ahead);
        // Values change linearly over the start steps, however steep: back to t along the slope.
        foreach (int k in Cell.Unknowns) _x[k] -= ahead * _slope[k];
        var first = Point(t);
        if (!double.IsNaN(_start))
        {
            if (jumped && WritesSteps) Write(t, stepper.Time, stepper);
            return;
        }
        (_start, First, Last) = (t, first, first);
        _row = _firstRow = (long)Math.Floor(t / _grid * (1 + 1e-12) + 1e-6) + 1;
        if (table is not null && (table.Rows == 0 || (jumped && WritesSteps))) Write(t, stepper.Time, stepper);
    }

    /// <inheritdoc/>
    public void Advanced(double from, double to, IDaeStepper stepper)
    {
        HasAdvanced = true;
        _measures?.Advanced(from, to, stepper);
        double middle = 0.5 * (from + to), half = 0.5 * (to - from);
        Weigh(PointAt(middle - GaussPoint * half, stepper), half * (5 / 9.0));
        Weigh(PointAt(middle, stepper), half * (8 / 9.0));
        Weigh(PointAt(middle + GaussPoint * half, stepper), half * (5 / 9.0));
        for (double at; (at = _sampling.Origin + (_sample + 0.5) * _sampling.Step) <= to; _sample++) _observer?.Sample(_sample, PointAt(at, stepper));
        Last = PointAt(to, stepper);
        Weigh(Last, 0);
        WriteRows(to, stepper);
        context.Circuit.CollectWarnings(to, stepper.X, context.Warn);
    }

    private void WriteRows(double to, IDaeStepper stepper)
    {
        if (table is null) return;
        double margin = 1e-6 * _grid;
        bool own = WritesSteps || to >= _end;
        for (; _row * _grid < to - margin || (!own && _row * _grid <= to); _row++)
        {
            Write(_row * _grid, _row * _grid, stepper);
            if (context.Cancellation.IsCancellationRequested) return;
        }
        if (!own) return;
        Write(to, to, stepper);
        if (double.IsPositiveInfinity(_end) && _row - _firstRow > _patience) (_grid, _row, _firstRow) = (2 * _grid, _row / 2, _row / 2);
        while (_row * _grid <= to + margin) _row++;
    }

    private void Write(double label, double t, IDaeStepper stepper)
    {
        stepper.Interpolate(t, _x, _slope, _needed);
        if (_needed.Length > 0) stepper.Interpolate(t, _x, _slope, Cell.Unknowns);
        Row(label, t, _x, _slope);
    }

    private void Row(double label, double t, ReadOnlySpan<double> x, ReadOnlySpan<double> slope)
    {
        _leading.Clear();
        _leading.Add(label);
        if (Cycle > 0) _leading.Add(Cycle);
        _leading.Add(Cell.Potential(x));
        _leading.Add(Cell.Current(x));
        table!.Row(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_leading), t, x, slope);
    }

    private void Weigh(CellPoint p, double weight)
    {
        Charge += weight * p.Current;
        Energy += weight * p.Current * p.Potential;
        _observer?.Weigh(p, weight);
    }

    private CellPoint PointAt(double t, IDaeStepper stepper)
    {
        stepper.Interpolate(t, _x, _slope, Cell.Unknowns);
        return Point(t);
    }

    private CellPoint Point(double t) => new(t, Cell.Potential(_x), Cell.Current(_x));
}
