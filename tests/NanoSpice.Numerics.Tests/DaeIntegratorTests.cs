using Xunit;
using NanoSpice.Numerics;
using NanoSpice.Testing;
using NanoSpice.Testing.Problems;

namespace NanoSpice.Numerics.Tests;

public class DaeIntegratorTests
{
    [Theory]
    [InlineData(1e-4)]
    [InlineData(1e-6)]
    [InlineData(1e-8)]
    [Oracle(OracleKind.Peer, "Robertson at t = 40, IDA user guide; its digits carry 1e-5")]
    public void Robertson_agrees_with_the_published_solution(double tolerance)
    {
        var run = Run(new Robertson(), Robertson.ReferenceTime, tolerance);
        // Local tolerance times the number of decades passed; never below the digits of the reference.
        for (int i = 0; i < 3; i++)
            Assert.Equal(1, run.X[i] / Robertson.Reference[i], Math.Max(20 * tolerance, 3e-5));
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-5)]
    [InlineData(1e-7)]
    [Oracle(OracleKind.Manufactured, "q = x + x^3 with source chosen so that x = sin t")]
    public void Nonlinear_charge_follows_the_manufactured_solution(double tolerance)
    {
        var run = Run(new ManufacturedCharge(), 10, tolerance, Enumerable.Range(1, 500).Select(k => 0.02 * k));
        double worst = run.Samples.Max(s => Math.Abs(s.X[0] - ManufacturedCharge.Exact(s.T)));
        // Errors decay with rates 1/4 to 1: the local errors of at most four time units, of ten, are alive at a time.
        Assert.InRange(worst, 0, 0.4 * run.Work.Steps * tolerance);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Oracle(OracleKind.Order, "trapezoidal rule and Gear of order 2 on q = x + x^3: slope 2 over three halvings")]
    public void Trapezoidal_and_gear_are_of_second_order(bool trapezoidal)
    {
        double[] errors = [.. new[] { 0.04, 0.02, 0.01, 0.005 }.Select(h => SpiceError(trapezoidal, h))];
        for (int k = 1; k < errors.Length; k++) Assert.InRange(Math.Log2(errors[k - 1] / errors[k]), 1.8, 2.2);
    }

    [Fact]
    [Oracle(OracleKind.ClosedForm, "current of a capacitor under a triangle is its slope, jumping at every kink")]
    public void Algebraic_unknowns_jump_at_kinks_and_are_right_at_once()
    {
        var run = Run(new RampCapacitor(), 6, 1e-6, Enumerable.Range(0, 600).Select(k => 0.01 * k + 0.005));
        foreach (var (t, x) in run.Samples)
        {
            Assert.Equal(RampCapacitor.Slope(t), x[1], 1e-5);
            Assert.Equal(RampCapacitor.Ramp(t), x[0], 1e-9);
        }
    }

    [Fact]
    [Oracle(OracleKind.Invariant, "breakpoints are landed on exactly")]
    public void Breakpoints_are_hit_to_the_last_bit()
    {
        var run = Run(new RampCapacitor(), 6, 1e-6);
        foreach (double kink in new[] { 1.0, 2, 3, 4, 5, 6 }) Assert.Contains(kink, run.Points);
    }

    [Fact]
    [Oracle(OracleKind.ClosedForm, "x relaxes between 1/3 and 2/3: every half period is ln 2, each found to ten local errors of 1e-8")]
    public void Events_are_located_to_the_tolerance()
    {
        var problem = new Relaxation();
        Run(problem, 10, 1e-8);
        Assert.Equal(14, problem.Flips.Count);
        for (int k = 0; k < problem.Flips.Count; k++) Assert.Equal((k + 1) * Math.Log(2), problem.Flips[k], (k + 1) * 10e-8);
    }

    [Fact]
    [Oracle(OracleKind.Snapshot, "work of the nonlinear charge at 1e-5; a change here is a change of the method")]
    public void Work_stays_what_it_is()
    {
        var work = Run(new ManufacturedCharge(), 10, 1e-5).Work;
        Assert.InRange(work.Steps, 120, 220);
        Assert.InRange(work.Factorizations, 10, 90);
        Assert.InRange((double)work.Iterations / work.Steps, 1, 2.5);
    }

    [Fact]
    [Oracle(OracleKind.Invariant, "steps allocate nothing once the start has")]
    public void Stepping_allocates_nothing()
    {
        var observer = new AllocationObserver();
        Integrate(new Robertson(), 40, 1e-6, observer, new WorkCount());
        Assert.Equal(0, observer.Allocated);
    }

    private static double SpiceError(bool trapezoidal, double h)
    {
        var problem = new ManufacturedCharge();
        var work = new WorkCount();
        var weights = new ErrorWeights(1e-9, problem.AbsoluteTolerance);
        var factors = new JacobianFactors(problem, SparseLu<double>.Analyze(problem.Pattern), work);
        var newton = new StepNewton(problem, factors, weights, work, 50) { AlwaysFull = true };
        // trtol lets every step pass: the step is h throughout.
        var stepper = new SpiceStepper(problem, newton, weights, work, new SpiceStepperOptions { Trapezoidal = trapezoidal, TruncationFactor = 1e12 });
        weights.Update(problem.Start);
        var report = new DaeIntegrator(problem, problem, stepper, weights).Run(0, problem.Start, [0], 2, h, new SampleObserver([]), default);
        Assert.True(report.Ok);
        return Math.Abs(stepper.X[0] - ManufacturedCharge.Exact(2));
    }

    private sealed record Outcome(double[] X, List<(double T, double[] X)> Samples, List<double> Points, WorkCount Work);

    private static Outcome Run(DenseDae problem, double stop, double tolerance, IEnumerable<double>? samples = null)
    {
        var observer = new SampleObserver([.. samples ?? []]);
        var work = new WorkCount();
        double[] x = Integrate(problem, stop, tolerance, observer, work);
        return new(x, observer.Samples, observer.Points, work);
    }

    private static double[] Integrate(DenseDae problem, double stop, double tolerance, IStepObserver observer, WorkCount work)
    {
        var weights = new ErrorWeights(tolerance, problem.AbsoluteTolerance);
        var factors = new JacobianFactors(problem, SparseLu<double>.Analyze(problem.Pattern), work);
        var newton = new StepNewton(problem, factors, weights, work, 10);
        var stepper = new BdfStepper(problem, factors, newton, weights, work, 5);
        double[] f = new double[problem.Size], q = new double[problem.Size];
        problem.Load(0, problem.Start, 0, f, q, null);
        weights.Update(problem.Start);
        var report = new DaeIntegrator(problem, problem, stepper, weights).Run(0, problem.Start, q, stop, double.PositiveInfinity, observer, default);
        Assert.True(report.Ok, report.ToString());
        return stepper.X.ToArray();
    }

    private sealed class SampleObserver(double[] times) : IStepObserver
    {
        private int _next;

        public List<(double T, double[] X)> Samples { get; } = [];

        public List<double> Points { get; } = [];

        public void Started(double t, IDaeStepper stepper, bool jumped)
        {
        }

        public void Advanced(double from, double to, IDaeStepper stepper)
        {
            Points.Add(to);
            for (; _next < times.Length && times[_next] <= to; _next++)
            {
                double[] x = new double[stepper.X.Length], slope = new double[stepper.X.Length];
                stepper.Interpolate(times[_next], x, slope);
                Samples.Add((times[_next], x));
            }
        }
    }

    private sealed class AllocationObserver : IStepObserver
    {
        private long _before = -1;

        public long Allocated { get; private set; }

        public void Started(double t, IDaeStepper stepper, bool jumped)
        {
        }

        public void Advanced(double from, double to, IDaeStepper stepper)
        {
            long now = GC.GetAllocatedBytesForCurrentThread();
            if (_before >= 0) Allocated += now - _before;
            _before = now;
        }
    }
}
