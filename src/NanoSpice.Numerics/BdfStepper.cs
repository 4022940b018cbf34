namespace NanoSpice.Numerics;

/// <summary>Variable-step, variable-order BDF in fixed-leading-coefficient form, orders 1 to 5, on the charges. [DASSL] [IDA]</summary>
/// <remarks>
///   Step:  f(x, t) + Leading (q(x) - q_predicted) + rate_predicted = 0.  The history of q makes the formula (so charge is
///   conserved as it is integrated), the history of x gives the predictor, the error estimate and dense output.
/// </remarks>
public sealed partial class BdfStepper : IDaeStepper
{
    private const int MaxRejections = 40;

    /// <summary>So many rejections in a row are what smooth waveforms take; then it is a jump, to be closed in on fast.</summary>
    private const int PatientRejections = 8;

    /// <summary>So many rejections in a row before round-off is thought of.</summary>
    private const int PatientErrors = 1;

    private readonly JacobianFactors _factors;
    private readonly StepNewton _newton;
    private readonly ErrorWeights _weights;
    private readonly WorkCount _work;
    private readonly BdfFormula _formula;
    private readonly BdfHistory _pastX, _pastQ;
    private readonly OrderControl _control;
    private readonly ConsistentStart _start;
    private readonly RoundOff _roundOff;
    private readonly int _maxOrder;
    private readonly double[] _x, _q, _guess, _chargeGuess, _constant, _correction, _chargeCorrection;
    private double _next;                               // size of the next step [s]

    public BdfStepper(IDaeSystem system, JacobianFactors factors, StepNewton newton, ErrorWeights weights, WorkCount work, int maxOrder)
    {
        int n = system.Size;
        (_factors, _newton, _weights, _work, _maxOrder) = (factors, newton, weights, work, maxOrder);
        (_pastX, _pastQ) = (new BdfHistory(n, maxOrder), new BdfHistory(n, maxOrder));
        _formula = new BdfFormula(maxOrder);
        var local = new LocalError(n, factors, weights);
        _control = new OrderControl(_formula, _pastQ, local, maxOrder);
        _roundOff = new RoundOff(system, local);
        _start = new ConsistentStart(system, newton, weights);
        (_x, _q, _guess, _chargeGuess) = (new double[n], new double[n], new double[n], new double[n]);
        (_constant, _correction, _chargeCorrection) = (new double[n], new double[n], new double[n]);
    }

    public double Time { get; private set; }

    public ReadOnlySpan<double> X => _x;

    public ReadOnlySpan<double> Q => _q;

    public int Order => _formula.OrderUsed;

    public StepReport Restart(double t, ReadOnlySpan<double> x, ReadOnlySpan<double> q, double limit, double span, double smallest = 0)
    {
        _work.Restarts++;
        var report = _start.Solve(t, x, q, limit - t, smallest);
        if (!report.Ok) return new(report.Outcome == NewtonOutcome.Singular ? StepOutcome.Singular : StepOutcome.NoConvergence, _start.Step, report);
        Time = _start.Time;
        _start.X.CopyTo(_x);
        _start.Q.CopyTo(_q);
        _weights.Update(_x);
        // The first step moves no unknown by more than half its tolerance, and is at most a thousandth of the way.
        double speed = _weights.Norm(_start.Change) / _start.Step, first = 1e-3 * Math.Min(limit - t, span);
        if (speed * first > 0.5) first = 0.5 / speed;
        // Ten times d: charges are known to eps q, so currents of capacitors to eps q / h, and at d that just passes.
        first = Math.Max(first, 10 * _start.Step);
        // Nothing is gained below the step at which round-off fills the tolerance.
        first = Math.Max(first, Math.Min(_roundOff.Measure(Time, _start.Step, _x, _q, _start.Change, _newton), 1e-3 * Math.Min(limit - t, span)));
        VectorMath.Scale(_correction, first / _start.Step, _start.Change);
        VectorMath.Scale(_chargeCorrection, first / _start.Step, _start.ChargeChange);
        _pastX.Start(_x, _correction);
        _pastQ.Start(_q, _chargeCorrection);
        _formula.Start(first);
        _control.Start();
        _next = first;
        return new(StepOutcome.Done, first, report);
    }

    public StepReport Step(double limit, double maxStep)
    {
        double h = Math.Min(_next, maxStep);
        int errorFailures = 0;
        var newton = default(NewtonReport);
        for (int attempt = 0; attempt < MaxRejections; attempt++)
        {
            bool landing = FitToLimit(ref h, limit);
            double t = landing ? limit : Time + h;
            h = t - Time;                                   // as the clock has it
            if (h < 4 * (Math.BitIncrement(Math.Abs(Time)) - Math.Abs(Time))) break;
            _formula.SetStep(h);
            _pastX.Scale(_formula.FirstScaled, _formula.Order, _formula.Beta, undo: false);
            _pastQ.Scale(_formula.FirstScaled, _formula.Order, _formula.Beta, undo: false);
            newton = Attempt(t);
            if (newton.Ok && Passes(t, h, attempt))
            {
                Accept(t, h);
                return new(StepOutcome.Done, h, newton);
            }
            Reject(h);
            double shrink = newton.Ok ? _control.Shrink(++errorFailures) : 0.25;
            h *= attempt < PatientRejections ? shrink : 0.02;
            if (newton.Ok) _work.ErrorRejections++;
            else _work.NewtonRejections++;
        }
        return new(newton.Ok ? StepOutcome.NoAccuracy : newton.Outcome == NewtonOutcome.Singular ? StepOutcome.Singular : StepOutcome.NoConvergence, h, newton);
    }

    /// <summary>The error test. What of an error is round-off depends on which junctions conduct, so where it decides it is measured where the step ends.</summary>
    private bool Passes(double t, double h, int attempt)
    {
        double predictor = _weights.Norm(_correction);
        if (_control.Test(_chargeCorrection, predictor, 1)) return true;
        if (attempt < PatientErrors && _roundOff.Floor(h) <= 1) return false;
        VectorMath.Subtract(_guess, _x, _pastX[0]);
        _roundOff.Measure(t, h, _x, _newton.Charge, _guess, _newton);
        return _roundOff.Floor(h) > 1 && _control.Test(_chargeCorrection, predictor, _roundOff.Floor(h));
    }

    public void Interpolate(double t, Span<double> x, Span<double> slope, ReadOnlySpan<int> only = default)
    {
        Span<double> value = stackalloc double[_maxOrder + 1], rate = stackalloc double[_maxOrder + 1];
        int order = Interpolation(t, value, rate);
        foreach (int i in only) (x[i], slope[i]) = (_pastX.Combine(order, value, i), _pastX.Combine(order, rate, i));
        if (only.Length > 0) return;
        _pastX.Combine(order, value[..(order + 1)], x);
        _pastX.Combine(order, rate[..(order + 1)], slope);
    }

    public void InterpolateCharge(double t, Span<double> q, ReadOnlySpan<int> only)
    {
        Span<double> value = stackalloc double[_maxOrder + 1], rate = stackalloc double[_maxOrder + 1];
        int order = Interpolation(t, value, rate);
        foreach (int i in only) q[i] = _pastQ.Combine(order, value, i);
    }

    /// <summary>Weights of the differences for value and derivative at t; returns the order of the polynomial.</summary>
    private int Interpolation(double t, Span<double> value, Span<double> rate)
    {
        if (_formula.OrderUsed == 0) (value[0], value[1], rate[0], rate[1]) = (1, 0, 0, 1 / _next);
        else _formula.Interpolation(t - Time, value, rate);
        return Math.Max(_formula.OrderUsed, 1);
    }

    /// <summary>Lands on the limit exactly; splits what is left in two rather than leave a sliver.</summary>
    private bool FitToLimit(ref double h, double limit)
    {
        double left = limit - Time;
        if (h >= left * (1 - 1e-9))
        {
            h = left;
            return true;
        }
        if (h > 0.5 * left) h = 0.5 * left;
        return false;
    }

    private NewtonReport Attempt(double t)
    {
        int k = _formula.Order;
        _pastX.Predict(k, _guess);
        _pastQ.Predict(k, _chargeGuess);
        _pastQ.PredictRate(k, _formula.Gamma, _constant);
        VectorMath.AddScaled(_constant, -_formula.Leading, _chargeGuess);
        var report = _newton.Solve(t, _formula.Leading, _constant, _guess, _x);
        if (!report.Ok) return report;
        VectorMath.Subtract(_correction, _x, _guess);
        VectorMath.Subtract(_chargeCorrection, _newton.Charge, _chargeGuess);
        return report;
    }

    private void Accept(double t, double h)
    {
        Time = t;
        _newton.Charge.CopyTo(_q, 0);
        _work.Steps++;
        _next = h * _control.Accept(h, _chargeCorrection);
        _pastX.Accept(_formula.OrderUsed, _maxOrder, _correction);
        _pastQ.Accept(_formula.OrderUsed, _maxOrder, _chargeCorrection);
        _weights.Update(_x);
    }

    private void Reject(double h)
    {
        _formula.Restore(h);
        _pastX.Scale(_formula.FirstScaled, _formula.Order, _formula.Beta, undo: true);
        _pastQ.Scale(_formula.FirstScaled, _formula.Order, _formula.Beta, undo: true);
        _pastX[0].CopyTo(_x);
    }
}
