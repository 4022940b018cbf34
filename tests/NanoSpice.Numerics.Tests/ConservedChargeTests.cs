using NanoSpice.Numerics;
using NanoSpice.Testing;
using NanoSpice.Testing.Problems;
using Xunit;

namespace NanoSpice.Numerics.Tests;

public class ConservedChargeTests
{
    // Every step adds up 8 charges of 0.1 to 5, from up to 7 differences: some eps a step, a hundred eps in a walk of 300 steps.
    private const double RoundOff = 1e-13;

    [Theory]
    [InlineData("bdf", 0.0)]
    [InlineData("bdf", 0.3)]
    [InlineData("trapezoidal", 0.0)]
    [InlineData("trapezoidal", 0.3)]
    [Oracle(OracleKind.ClosedForm, "sum q = sum q(0) + inflow t: fluxes between cells cancel, and every formula is exact for a straight line")]
    public void Total_charge_is_exact_at_a_loose_tolerance(string method, double inflow)
    {
        var chain = new ChargeChain(inflow);
        var (worst, steps) = WorstTotal(chain, method);
        Assert.InRange(steps, 200, 5000);
        Assert.InRange(worst, 0, RoundOff);
    }

    [Fact]
    [Oracle(OracleKind.Invariant, "what Newton leaves over, up to a tenth of reltol = 1e-2 a step, is in q(x): conservation is not luck")]
    public void Total_charge_drifts_when_it_is_taken_from_the_unknowns()
    {
        var (worst, _) = WorstTotal(new ChargeChain(0) { Declared = false }, "bdf");
        Assert.InRange(worst, 1e3 * RoundOff, 1e-1);
    }

    [Fact]
    [Oracle(OracleKind.CrossCheck, "the same solution from q(x), both at reltol 1e-6; local errors of 10 time units alive together")]
    public void Waveforms_do_not_depend_on_where_the_charge_is_taken_from()
    {
        double[] a = Run(new ChargeChain(0.1), "bdf", 1e-6, (_, _) => { }), b = Run(new ChargeChain(0.1) { Declared = false }, "bdf", 1e-6, (_, _) => { });
        for (int i = 0; i < a.Length; i++) Assert.Equal(b[i], a[i], 1e-4);
    }

    [Fact]
    [Oracle(OracleKind.CrossCheck, "steps from q(x) on the same system: the leftover in q is no error of the step and must not shorten it")]
    public void Step_control_is_not_upset()
    {
        foreach (double tolerance in new[] { 1e-2, 1e-4, 1e-6 })
        {
            int with = 0, without = 0;
            Run(new ChargeChain(0.1), "bdf", tolerance, (_, _) => with++);
            Run(new ChargeChain(0.1) { Declared = false }, "bdf", tolerance, (_, _) => without++);
            Assert.InRange((double)with / without, 0.8, 1.25);
        }
    }

    [Fact]
    [Oracle(OracleKind.ClosedForm, "sum q = sum q(0) + inflow t also over events, which are met inside a step")]
    public void Total_charge_is_exact_over_events()
    {
        var chain = new ChargeChain(0.01) { Flipping = true };
        var (worst, _) = WorstTotal(chain, "bdf");
        Assert.InRange(chain.Flips, 3, 100);
        Assert.InRange(worst, 0, RoundOff);
    }

    private static (double Worst, int Steps) WorstTotal(ChargeChain chain, string method)
    {
        double worst = 0, start = chain.TotalAtStart;
        int steps = 0;
        Run(chain, method, 1e-2, (t, q) =>
        {
            double exact = start + chain.Inflow * t;
            worst = Math.Max(worst, Math.Abs(q.Sum() - exact) / exact);
            steps++;
        });
        return (worst, steps);
    }

    private static double[] Run(ChargeChain chain, string method, double tolerance, Action<double, double[]> step)
    {
        var work = new WorkCount();
        var weights = new ErrorWeights(tolerance, chain.AbsoluteTolerance);
        var factors = new JacobianFactors(chain, SparseLu<double>.Analyze(chain.Pattern), work);
        var newton = new StepNewton(chain, factors, weights, work, 10);
        IDaeStepper stepper = method == "bdf"
            ? new BdfStepper(chain, factors, newton, weights, work, 5)
            : new SpiceStepper(chain, newton, weights, work, new SpiceStepperOptions { Relative = tolerance, TruncationFactor = 1 });
        double[] f = new double[chain.Size], q = new double[chain.Size];
        chain.Load(0, chain.Start, 0, f, q, null);
        weights.Update(chain.Start);
        var report = new DaeIntegrator(chain, chain, stepper, weights).Run(0, chain.Start, q, ChargeChain.Stop, 1, new Listener(step), default);
        Assert.True(report.Ok, report.ToString());
        return stepper.X.ToArray();
    }

    private sealed class Listener(Action<double, double[]> step) : IStepObserver
    {
        public void Started(double t, IDaeStepper stepper, bool jumped)
        {
        }

        public void Advanced(double from, double to, IDaeStepper stepper) => step(stepper.Time, stepper.Q.ToArray());
    }
}
