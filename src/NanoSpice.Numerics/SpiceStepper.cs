namespace NanoSpice.Numerics;

public sealed record SpiceStepperOptions
{
    /// <summary>Trapezoidal rule at order 2; otherwise Gear's formulas.</summary>
    public bool Trapezoidal { get; init; } = true;

    /// <summary>Highest order, 1 to 6 (2 for the trapezoidal rule).</summary>
    public int MaxOrder { get; init; } = 2;

    /// <summary>reltol [-]</summary>
    public double Relative { get; init; } = 1e-3;

    /// <summary>Tolerance of dq/dt [A], SPICE's abstol.</summary>
    public double RateTolerance { get; init; } = 1e-12;

    /// <summary>Tolerance of q [C], SPICE's chgtol.</summary>
    public double ChargeTolerance { get; init; } = 1e-14;

    /// <summary>trtol [-]</summary>
    public double TruncationFactor { get; init; } = 7;
}

/// <summary>SPICE's own methods: trapezoidal rule and Gear's formulas with a Jacobian at every iteration and SPICE's step control.</summary>
/// <remarks>
///   Trapezoidal:  dq/dt(t1) = 2/h (q1 - q0) - dq/dt(t0);  Gear of order k: derivative of the polynomial through k+1 charges.
///   Truncation error of charge: C_k h^k DD_{k+1}; the next step meets trtol times the tolerance of dq/dt or q [SPICE].
/// </remarks>
public sealed class SpiceStepper : IDaeStepper
{
    private static readonly double[] TrapezoidalConstant = [0, 0.5, 1.0 / 12];
    private static readonly double[] GearConstant = [0, 0.5, 2.0 / 9, 3.0 / 22, 12.0 / 125, 10.0 / 137, 20.0 / 343];

    private readonly SpiceStepperOptions _options;
    private readonly StepNewton _newton;
    private readonly ErrorWeights _weights;
    private readonly WorkCount _work;
    private readonly ConsistentStart _start;
    private readonly int _deepest;
    private readonly double[][] _pastX, _pastQ;          // [0] is the accepted point
    private readonly double[] _times, _x, _rate, _newRate, _guess, _constant, _difference;
    private int _points, _order;
    private double _next;

    public SpiceStepper(IDaeSystem system, StepNewton newton, ErrorWeights weights, WorkCount work, SpiceStepperOptions options)
    {
        int n = system.Size;
        (_options, _newton, _weights, _work) = (options, newton, weights, work);
        _start = new ConsistentStart(system, newton, weights);
        _deepest = (options.Trapezoidal ? 2 : options.MaxOrder) + 2;
        _pastX = [.. Enumerable.Range(0, _deepest).Select(_ => new double[n])];
        _pastQ = [.. Enumerable.Range(0, _deepest).Select(_ => new double[n])];
        _times = new double[_deepest + 1];
        (_x, _rate, _newRate, _guess, _constant) = (new double[n], new double[n], new double[n], new double[n], new double[n]);
        _difference = new double[_deepest + 1];
    }

    public double Time => _times[0];

    public ReadOnlySpan<double> X => _pastX[0];

    public ReadOnlySpan<double> Q => _pastQ[0];

    public int Order { get; private set; } = 1;

    private int HighestOrder => _options.Trapezoidal ? Math.Min(2, _options.MaxOrder) : _options.MaxOrder;

    public StepReport Restart(double t, ReadOnlySpan<double> x, ReadOnlySpan<double> q, double limit, double span, double smallest = 0)
    {
        _work.Restarts++;
        var report = _start.Solve(t, x, q, limit - t, smallest);
        if (!report.Ok) return new(StepOutcome.NoConvergence, _start.Step, report);
        _times[0] = _start.Time;
        _start.X.CopyTo(_pastX[0], 0);
        _start.Q.CopyTo(_pastQ[0], 0);
        VectorMath.Scale(_rate, 1 / _start.Step, _start.ChargeChange);
        (_points, _order) = (1, 1);
        _weights.Update(_pastX[0]);
        _next = 1e-3 * Math.Min(limit - t, span);
        return new(StepOutcome.Done, _next, report);
    }

    public StepReport Step(double limit, double maxStep)
    {
        double h = Math.Min(_next, maxStep);
        var newton = default(NewtonReport);
        while (true)
        {
            double left = limit - Time;
            bool landing = h >= left * (1 - 1e-9);
            if (landing) h = left;
            else if (h > 0.5 * left) h = 0.5 * left;
            if (h < 4 * (Math.BitIncrement(Math.Abs(Time)) - Math.Abs(Time))) break;
            double t = landing ? limit : Time + h;
            h = t - Time;                                   // as the clock has it
            newton = Attempt(t, h);
            if (!newton.Ok)
            {
                _work.NewtonRejections++;
                (h, _order) = (h / 8, 1);
                continue;
            }
            double allowed = AllowedStep(t, h, _order);
            if (allowed < 0.9 * h)
            {
                _work.ErrorRejections++;
                h = Math.Max(allowed, h / 8);
                continue;
            }
            Accept(t, h, allowed);
            return new(StepOutcome.Done, h, newton);
        }
        return new(newton.Ok ? StepOutcome.NoAccuracy : newton.Outcome == NewtonOutcome.Singular ? StepOutcome.Singular : StepOutcome.NoConvergence, h, newton);
    }

    public void Interpolate(double t, Span<double> x, Span<double> slope, ReadOnlySpan<int> only = default)
    {
        // A parabola through the last three points, or two and the slope of the start: a straight line would put an event of a switch off by h^2.
        if (_points < 2)
        {
            _pastX[0].CopyTo(x);
            VectorMath.Scale(slope, 1 / _start.Step, _start.Change);
            return;
        }
        double h = _times[0] - _times[1], w = (t - _times[1]) / h;
        VectorMath.Subtract(slope, _pastX[0], _pastX[1]);
        VectorMath.Scale(slope, 1 / h, slope);
        VectorMath.Scale(x, 1 - w, _pastX[1]);
        VectorMath.AddScaled(x, w, _pastX[0]);
        Bend(w, h, x, slope);
    }

    /// <summary>Adds to the line between the last two points what the curvature of the last three makes of it.</summary>
    private void Bend(double w, double h, Span<double> x, Span<double> slope)
    {
        double older = _points < 3 ? 0 : _times[1] - _times[2], scale = _points < 3 ? 1 / h : 1 / (h + older);
        ReadOnlySpan<double> before = _points < 3 ? _start.Change : _pastX[2];
        for (int i = 0; i < x.Length; i++)
        {
            double now = (_pastX[0][i] - _pastX[1][i]) / h, then = _points < 3 ? before[i] / _start.Step : (_pastX[1][i] - before[i]) / older, curvature = (now - then) * scale;
            x[i] += curvature * h * h * w * (w - 1);
            slope[i] += curvature * h * (2 * w - 1);
        }
    }

    public void InterpolateCharge(double t, Span<double> q, ReadOnlySpan<int> only)
    {
        double w = _points < 2 ? 1 : (t - _times[1]) / (_times[0] - _times[1]);
        foreach (int i in only) q[i] = _points < 2 ? _pastQ[0][i] : (1 - w) * _pastQ[1][i] + w * _pastQ[0][i];
    }

    private NewtonReport Attempt(double t, double h)
    {
        double alpha = Formula(t, h);
        Predict(t, h);
        return _newton.Solve(t, alpha, _constant, _guess, _x);
    }

    /// <summary>Writes the constant part of dq/dt(t) to _constant and returns its leading coefficient.</summary>
    private double Formula(double t, double h)
    {
        if (_options.Trapezoidal && _order == 2)
        {
            VectorMath.Scale(_constant, -2 / h, _pastQ[0]);
            VectorMath.AddScaled(_constant, -1, _rate);
            return 2 / h;
        }
        // Derivative at t of the Lagrange polynomial through t and the last _order points.
        double leading = 0;
        Array.Clear(_constant);
        for (int j = 0; j < _order; j++)
        {
            leading += 1 / (t - _times[j]);
            double weight = 1 / (_times[j] - t);
            for (int m = 0; m < _order; m++)
                if (m != j) weight *= (t - _times[m]) / (_times[j] - _times[m]);
            VectorMath.AddScaled(_constant, weight, _pastQ[j]);
        }
        return leading;
    }

    private void Predict(double t, double h)
    {
        int points = Math.Min(_points, _order + 1);
        if (points == 1)
        {
            _pastX[0].CopyTo(_guess, 0);
            VectorMath.AddScaled(_guess, h / _start.Step, _start.Change);
            return;
        }
        Array.Clear(_guess);
        for (int j = 0; j < points; j++)
        {
            double weight = 1;
            for (int m = 0; m < points; m++)
                if (m != j) weight *= (t - _times[m]) / (_times[j] - _times[m]);
            VectorMath.AddScaled(_guess, weight, _pastX[j]);
        }
    }

    /// <summary>Largest step that SPICE's truncation error formula allows at this order (CKTterr).</summary>
    private double AllowedStep(double t, double h, int order)
    {
        int needed = order + 1;                                      // past points of the divided difference, with the new one order + 2
        bool first = _points == 1 && order == 1;                     // the rate of the start stands for the missing point
        if (_points < needed && !first) return 2 * h;
        double constant = (_options.Trapezoidal ? TrapezoidalConstant : GearConstant)[order], allowed = double.PositiveInfinity;
        var q = _newton.Charge;
        for (int i = 0; i < q.Length; i++)
        {
            double older = _pastQ[0][i];
            if (q[i] == 0 && older == 0) continue;
            double rateNow = RateAt(i, t, h), rateTolerance = _options.RateTolerance + _options.Relative * Math.Max(Math.Abs(rateNow), Math.Abs(_rate[i]));
            double chargeTolerance = _options.Relative * Math.Max(Math.Max(Math.Abs(q[i]), Math.Abs(older)), _options.ChargeTolerance) / h;
            double tolerance = _options.TruncationFactor * Math.Max(rateTolerance, chargeTolerance);
            double difference = first ? (rateNow - _rate[i]) / h : DividedDifference(i, t, q[i], needed);
            double step = tolerance / Math.Max(_options.RateTolerance, constant * Math.Abs(difference));
            allowed = Math.Min(allowed, order == 1 ? step : Math.Pow(step, 1.0 / order));
        }
        return allowed;
    }

    private double RateAt(int i, double t, double h) => (_newton.Charge[i] - _pastQ[0][i]) / h;

    /// <summary>Divided difference of charge i over t and the last points.</summary>
    private double DividedDifference(int i, double t, double q, int points)
    {
        _difference[0] = q;
        for (int j = 0; j < points; j++) _difference[j + 1] = _pastQ[j][i];
        for (int level = 1; level <= points; level++)
            for (int j = 0; j <= points - level; j++)
            {
                double left = j == 0 ? t : _times[j - 1], right = _times[j + level - 1];
                _difference[j] = (_difference[j] - _difference[j + 1]) / (left - right);
            }
        return _difference[0];
    }

    private void Accept(double t, double h, double allowed)
    {
        _work.Steps++;
        Order = _order;
        bool raise = _order < HighestOrder && _points > _order && AllowedStep(t, h, _order + 1) > 1.05 * h;
        UpdateRate(h);
        var (lastX, lastQ) = (_pastX[^1], _pastQ[^1]);
        for (int j = _deepest - 1; j > 0; j--) (_pastX[j], _pastQ[j], _times[j]) = (_pastX[j - 1], _pastQ[j - 1], _times[j - 1]);
        (_pastX[0], _pastQ[0], _times[0]) = (lastX, lastQ, t);
        _x.CopyTo(lastX, 0);
        _newton.Charge.CopyTo(lastQ, 0);
        _points = Math.Min(_points + 1, _deepest);
        if (raise) _order++;
        _next = Math.Min(2 * h, allowed);
        _weights.Update(_x);
    }

    private void UpdateRate(double h)
    {
        // dq/dt(t) = alpha q + constant, whichever formula made it.
        double alpha = Formula(_times[0] + h, h);
        VectorMath.Scale(_newRate, alpha, _newton.Charge);
        VectorMath.AddScaled(_newRate, 1, _constant);
        _newRate.CopyTo(_rate, 0);
    }
}
