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
    private const int MaxEventsInPlace = 200, MaxJumpsInPlace = 4, MaxStepsInPlace = 20000;

    /// <summary>
    ///   A piece between kinks this short against the run [-] may be beyond the clock: the flat top of 1 ns in a triangle of seconds,
    ///   where charges over h carry more round-off than the tolerance. If it fails, two backward-Euler steps pass it whole.
    /// </summary>
    private const double Sliver = 1e-8;

    /// <summary>Times closer than this are one [-]: a start takes steps of 1e-12 t at least.</summary>
    private const double ClockShare = 1e-12;

    private readonly double[] _before = new double[events?.EventCount ?? 0], _after = new double[events?.EventCount ?? 0];
    private readonly double[] _x = new double[system.Size], _q = new double[system.Size], _slope = new double[system.Size];
    private double _lastEvent = double.NegativeInfinity, _lastJump = double.NegativeInfinity;
    private double _milestone = double.NegativeInfinity;
    private int _stepsSince;
    private int _eventsInPlace, _jumpsInPlace;
    private double _reach;                                                   // how far the last jump was taken to lie ahead [s]
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

    /// <summary>Where no solution follows the last one, the run jumps to another one with the same charges; false: it ends there.</summary>
    public bool Regenerates { get; init; } = true;

    private bool IsOver => events?.IsOver ?? false;

    private StepReport Continue(StepReport report, double stop, double maxStep, IStepObserver observer, CancellationToken cancellation)
    {
        while (report.Ok && !IsOver && stepper.Time < stop && !cancellation.IsCancellationRequested)
        {
            double from = stepper.Time, limit = Before(stop);
            report = stepper.Step(limit, maxStep);
            // A jump at the very end: nothing follows.
            if (!report.Ok && stop - stepper.Time <= ClockShare * stop) return report with { Outcome = StepOutcome.Done };
            if (!report.Ok && (Regenerates || report.Outcome == StepOutcome.NoAccuracy) && StepOver(limit) && Jump(from, limit, stop, report.Step, observer))
            {
                report = report with { Outcome = StepOutcome.Done };
                continue;
            }
            if (report.Ok && Crawls()) report = report with { Outcome = StepOutcome.NoAccuracy };
            if (!report.Ok) break;
            _reached = stepper.Time;
            _crossed = FindEvent(from, ref _reached);
            events?.Advanced(from, _reached, stepper);
            observer.Advanced(from, _reached, stepper);
            report = Arrive(report, stop, observer);
        }
        return report;
    }

    /// <summary>Restarts just behind the place where the last step failed, with the charges there.</summary>
    private bool Jump(double from, double limit, double stop, double step, IStepObserver observer)
    {
        bool sliver = limit - from <= Sliver * Math.Max(_span, Math.Abs(from));
        if (!Begin(from, _x, _q, limit, observer, sliver ? 0.5 * (limit - from) : Math.Max(_reach, 2 * step)).Ok) return false;
        if (stepper.Time < limit - 1e-3 * (limit - from) || limit >= stop) return true;
        stepper.X.CopyTo(_x);
        stepper.Q.CopyTo(_q);
        return Begin(stepper.Time, _x, _q, Limit(limit, stop), observer).Ok;
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

    /// <summary>Starts at t; a jump there may carry a switching function past its zero, and then once more behind that.</summary>
    private StepReport Begin(double t, ReadOnlySpan<double> x, ReadOnlySpan<double> q, double limit, IStepObserver observer, double smallest = 0)
    {
        var report = Start(t, x, q, limit, observer, smallest);
        // Switches that turn each other for ever move on by a starting step each time, too far to count as one place.
        for (int turns = 0; report.Ok && Passed() is >= 0 and var k; turns++)
        {
            if (turns == MaxEventsInPlace) return report with { Outcome = StepOutcome.NoAccuracy };
            _reached = stepper.Time;
            CrossAt(stepper.Time, k);
            if (IsOver) return report;
            report = Start(stepper.Time, _x, _q, limit, observer, 0);
        }
        return report;
    }

    private StepReport Start(double t, ReadOnlySpan<double> x, ReadOnlySpan<double> q, double limit, IStepObserver observer, double smallest)
    {
        var report = stepper.Restart(t, x, q, limit, _span, smallest);
        if (!report.Ok) return report;
        if (events is not null)
        {
            events.Started(t, stepper);
            _breakpoint = Math.Min(_breakpoint, NextKink(t));      // a kink at t may come back later
        }
        VectorMath.Subtract(_slope, stepper.X, x);
        observer.Started(t, stepper, jumped: weights.Norm(_slope) > 1);
        events?.Events(stepper.Time, stepper.X, _before);
        return report;
    }

    /// <summary>A switching function beyond its zero; -1: none, or too many turned here already.</summary>
    private int Passed() => _eventsInPlace < MaxEventsInPlace ? _before.AsSpan().IndexOfAnyInRange(double.Epsilon, double.PositiveInfinity) : -1;

    /// <summary>
    ///   A law that jumps unannounced (floor(time), a formula's comparison) fails the error test at any step, and where regeneration
    ///   without capacitance jumps there is nothing for Newton to find: takes the charges over it and restarts behind, further each
    ///   time that was not enough. Only for a jump on its own: a run of them is a failure.
    /// </summary>
    private bool StepOver(double limit)
    {
        if (stepper.Time - _lastJump <= Math.Max(1e-9 * _span, 100 * _reach)) _jumpsInPlace++;
        else _jumpsInPlace = 0;
        _reach = _jumpsInPlace == 0 ? 0 : Math.Min(1e-8 * Math.Pow(100, _jumpsInPlace), 1e-3) * (limit - stepper.Time);
        _lastJump = stepper.Time;
        stepper.X.CopyTo(_x);
        stepper.Q.CopyTo(_q);
        return _jumpsInPlace < MaxJumpsInPlace;
    }

    /// <summary>True when so many steps led nowhere that the run would never end.</summary>
    private bool Crawls()
    {
        if (stepper.Time - _milestone > 1e-9 * _span) (_milestone, _stepsSince) = (stepper.Time, 0);
        return ++_stepsSince > MaxStepsInPlace;
    }

    private double Limit(double t, double stop)
    {
        _breakpoint = NextKink(t);
        return Before(stop);
    }

    /// <summary>Kinks that the clock hardly tells from t are passed by the start at t.</summary>
    private double NextKink(double t)
    {
        double next = t;
        do next = events?.NextBreakpoint(next) ?? double.PositiveInfinity;
        while (next - t <= ClockShare * Math.Abs(t));
        return next;
    }

    /// <summary>The next kink, or stop: a kink that the clock hardly tells from the end is the end.</summary>
    private double Before(double stop) => _breakpoint < stop - ClockShare * Math.Abs(stop) ? _breakpoint : stop;

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
