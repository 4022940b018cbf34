namespace NanoSpice.Numerics;

/// <summary>Takes what the integrator produces, as it goes.</summary>
public interface IStepObserver
{
    /// <summary>The solution just after a start or restart at t (values may have jumped there).</summary>
    void Started(double t, IDaeStepper stepper, bool jumped);

    /// <summary>The solution is known on (from, to]; stepper.Interpolate gives it there.</summary>
    void Advanced(double from, double to, IDaeStepper stepper);
}

/// <summary>Runs a stepper over an interval: lands on breakpoints, locates events, restarts after both.</summary>
public sealed partial class DaeIntegrator(IDaeSystem system, IDaeEvents? events, IDaeStepper stepper, ErrorWeights weights)
{
    private const int MaxEventsInPlace = 200, MaxJumpsInPlace = 4;

    /// <summary>
    ///   A piece between kinks this short against the run [-] may be beyond the clock: the flat top of 1 ns in a triangle of seconds,
    ///   where charges over h carry more round-off than the tolerance. If it fails, two backward-Euler steps pass it whole.
    /// </summary>
    private const double Sliver = 1e-8;

    /// <summary>A kink this close before the end of a run, or behind an event [-], is there.</summary>
    private const double RoundOff = 1e-13;

    private readonly double[] _before = new double[events?.EventCount ?? 0], _after = new double[events?.EventCount ?? 0];
    private readonly double[] _x = new double[system.Size], _q = new double[system.Size], _slope = new double[system.Size];
    private double _lastEvent = double.NegativeInfinity, _lastJump = double.NegativeInfinity;
    private int _eventsInPlace, _jumpsInPlace;
    private double _span, _breakpoint = double.PositiveInfinity;             // rough length of the run [s]; next kink
    private double _reached = double.NegativeInfinity;                       // where the last step ended: at its end, or at an event within it
    private int _crossed = -1;                                               // that event, until it is taken

    /// <summary>Integrates from charges q (x is a guess or a solution) at start to stop.</summary>
    /// <param name="maxStep">largest step [s]</param>
    /// <returns>Done, or why the integration stopped at stepper.Time</returns>
    public StepReport Run(double start, ReadOnlySpan<double> x, ReadOnlySpan<double> q, double stop, double maxStep, IStepObserver observer, CancellationToken cancellation)
    {
        (_span, _crossed) = (Math.Min(stop - start, maxStep * 100), -1);
        events?.Begin(start, x);
        var report = Begin(start, x, q, Limit(start, stop), observer);
        return Continue(report, stop, maxStep, observer, cancellation);
    }

    /// <summary>Where the run stands: at its end, or at the event that ended it. Charges q and x as Run takes them.</summary>
    /// <returns>the time [s]</returns>
    public double Place(Span<double> x, Span<double> q)
    {
        if (!IsOver)
        {
            stepper.X.CopyTo(x);
            stepper.Q.CopyTo(q);
            return stepper.Time;
        }
        _x.CopyTo(x);
        _q.CopyTo(q);
        return _reached;
    }

    private bool IsOver => events?.IsOver ?? false;

    private StepReport Continue(StepReport report, double stop, double maxStep, IStepObserver observer, CancellationToken cancellation)
    {
        while (report.Ok && !IsOver && stepper.Time < stop && !cancellation.IsCancellationRequested)
        {
            double from = stepper.Time, limit = _breakpoint < stop - RoundOff * Math.Abs(stop) ? _breakpoint : stop;
            report = stepper.Step(limit, maxStep);
            if (report.Outcome == StepOutcome.NoAccuracy && StepOver(report.Step))
            {
                bool sliver = limit - from <= Sliver * Math.Max(_span, Math.Abs(from));
                report = Begin(from, _x, _q, limit, observer, sliver ? 0.5 * (limit - from) : 2 * report.Step);
                if (!report.Ok || stepper.Time < limit - 1e-3 * (limit - from) || limit >= stop) continue;
                stepper.X.CopyTo(_x);
                stepper.Q.CopyTo(_q);
                report = Begin(stepper.Time, _x, _q, Limit(limit, stop), observer);
                continue;
            }
            if (!report.Ok) break;
            _reached = stepper.Time;
            _crossed = FindEvent(from, ref _reached);
            events?.Advanced(from, _reached, stepper);
            observer.Advanced(from, _reached, stepper);
            report = Arrive(report, stop, observer);
        }
        return report;
    }

    /// <summary>Takes the event or the kink that the last step led to, if it did.</summary>
    private StepReport Arrive(StepReport step, double stop, IStepObserver observer)
    {
        int crossed = _crossed;
        _crossed = -1;
        if (crossed >= 0)
        {
            if (!CrossAt(_reached, crossed)) return new(StepOutcome.NoConvergence, 0, step.Newton);
            if (IsOver) return step;
        }
        else
        {
            if (!(_reached >= _breakpoint && _reached < stop)) return step;
            stepper.X.CopyTo(_x);
            stepper.Q.CopyTo(_q);
        }
        return Begin(_reached, _x, _q, Limit(_reached, stop), observer);
    }

    private StepReport Begin(double t, ReadOnlySpan<double> x, ReadOnlySpan<double> q, double limit, IStepObserver observer, double smallest = 0)
    {
        var report = stepper.Restart(t, x, q, limit, _span, smallest);
        if (!report.Ok) return report;
        if (events is not null)
        {
            events.Started(t, stepper);
            _breakpoint = Math.Min(_breakpoint, events.NextBreakpoint(Behind(t)));      // a kink at t may come back later
        }
        VectorMath.Subtract(_slope, stepper.X, x);
        observer.Started(t, stepper, jumped: weights.Norm(_slope) > 1);
        events?.Events(stepper.Time, stepper.X, _before);
        // A jump may have carried a switching function past its zero.
        for (int k = 0; k < _before.Length; k++)
            if (_before[k] > 0 && _eventsInPlace < MaxEventsInPlace)
            {
                _reached = stepper.Time;
                CrossAt(stepper.Time, k);
                if (IsOver) return report;
                return Begin(stepper.Time, _x, _q, limit, observer);
            }
        return report;
    }

    /// <summary>
    ///   A law that jumps unannounced (floor(time), a formula's comparison) fails the error test at any step: takes the charges over it
    ///   and restarts behind. Only for a jump on its own: a run of them is a failure.
    /// </summary>
    private bool StepOver(double step)
    {
        if (stepper.Time - _lastJump < 1e-9 * _span) _jumpsInPlace++;
        else _jumpsInPlace = 0;
        _lastJump = stepper.Time;
        stepper.X.CopyTo(_x);
        stepper.Q.CopyTo(_q);
        return _jumpsInPlace < MaxJumpsInPlace && step > 0;
    }

    /// <summary>A kink this close behind a start is passed by its first step.</summary>
    private static double Behind(double t) => t + RoundOff * Math.Abs(t);

    private double Limit(double t, double stop)
    {
        _breakpoint = events?.NextBreakpoint(Behind(t)) ?? double.PositiveInfinity;
        return Math.Min(stop, _breakpoint);
    }

    /// <summary>First switching function that turned positive in (from, to]; moves to just past its zero.</summary>
    private int FindEvent(double from, ref double to)
    {
        if (events is null || _before.Length == 0) return -1;
        events.Events(to, stepper.X, _after);
        int first = -1;
        for (int k = 0; k < _after.Length; k++)
        {
            if (!(_before[k] < 0 && _after[k] >= 0)) continue;
            double zero = Locate(k, from, to, _before[k], _after[k]);
            if (first < 0 || zero < to) (first, to) = (k, zero);
        }
        if (first < 0) _after.CopyTo(_before, 0);
        return first;
    }

    /// <summary>Illinois variant of regula falsi on the interpolated solution; returns the right end of the last bracket.</summary>
    private double Locate(int k, double left, double right, double gLeft, double gRight)
    {
        Span<double> g = _after.Length <= 64 ? stackalloc double[_after.Length] : new double[_after.Length];
        double tolerance = Math.Max(1e-12 * (right - left), 4 * (Math.BitIncrement(Math.Abs(right)) - Math.Abs(right)));
        int side = 0;
        for (int i = 0; i < 100 && right - left > tolerance; i++)
        {
            double t = right - gRight * (right - left) / (gRight - gLeft);
            if (!(t > left && t < right)) t = 0.5 * (left + right);
            t = Math.Clamp(t, left + 0.25 * tolerance, right - 0.25 * tolerance);
            stepper.Interpolate(t, _x, _slope);
            events!.Events(t, _x, g);
            if (g[k] >= 0)
            {
                (right, gRight) = (t, g[k]);
                if (side > 0) gLeft *= 0.5;
                side = 1;
            }
            else
            {
                (left, gLeft) = (t, g[k]);
                if (side < 0) gRight *= 0.5;
                side = -1;
            }
        }
        return right;
    }

    private bool CrossAt(double t, int k)
    {
        if (t < stepper.Time) stepper.Interpolate(t, _x, _slope);
        else stepper.X.CopyTo(_x);
        system.Load(t, _x, 0, _slope, _q, null);
        stepper.InterpolateCharge(t, _q, system.Conserved);
        events!.Cross(t, _x, k);
        _eventsInPlace = t - _lastEvent <= 1e-9 * Math.Abs(t) ? _eventsInPlace + 1 : 0;
        _lastEvent = t;
        return _eventsInPlace < MaxEventsInPlace;
    }
}
