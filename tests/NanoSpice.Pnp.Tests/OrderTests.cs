using NanoSpice.Numerics;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Pnp.Tests;

/// <summary>Errors in time and space fall as they should, and reltol bounds what is made of them.</summary>
public class OrderTests
{
    private static readonly PnpSettings Cell = ConservationTests.Network with { Geometry = PnpGeometry.Cell };

    [Fact, Oracle(OracleKind.Order, "second-order formula: slope 2 from T/20 to T/40 to T/80 to T/160 at the end of a ramp, against a tight run")]
    public void Order_in_time_is_two()
    {
        // The cell relaxes in 0.3 ns, so a ramp of 2 ns is curved to its end but has forgotten its start.
        const double ramp = 2e-9;
        double exact = AtEnd(ramp, ramp / 2000, 1e-8, 5);
        double[] errors = [.. ((int[])[20, 40, 80, 160]).Select(n => AtEnd(ramp, ramp / n, 0.1, 2) / exact - 1)];
        for (int i = 1; i < errors.Length; i++) Assert.InRange(Math.Log2(errors[i - 1] / errors[i]), 1.7, 2.3);
    }

    /// <summary>DESIGN.md section 7: the error made stays within 10 x reltol of full scale.</summary>
    public static TheoryData<PnpGeometry, PnpProgram> Runs => new()
    {
        { PnpGeometry.Cell, PnpProgram.CyclicVoltammetry }, { PnpGeometry.Slit, PnpProgram.CyclicVoltammetry }, { PnpGeometry.Cell, PnpProgram.Step },
    };

    [Theory, MemberData(nameof(Runs)), Oracle(OracleKind.Order, "a run at reltol 1e-7: charge and current within 10 x reltol of full scale, and falling with it")]
    public void Errors_stay_within_the_tolerance(PnpGeometry geometry, PnpProgram program)
    {
        var settings = Cell with { Geometry = geometry, Program = program, PoreLength = 4e-9, Layers = 1 };
        var exact = Recording.Of(settings with { RelativeTolerance = 1e-7 }).Rows;
        var before = (Charge: double.PositiveInfinity, Current: double.PositiveInfinity);
        foreach (double tolerance in (double[])[1e-3, 1e-4, 1e-5])
        {
            var rows = Recording.Of(settings with { RelativeTolerance = tolerance }).Rows;
            var error = (Charge: Error(rows, exact, r => r.Charge), Current: Error(rows, exact, r => r.Current));
            Assert.InRange(error.Charge, 0, Math.Min(before.Charge, 10 * tolerance));
            Assert.InRange(error.Current, 0, Math.Min(before.Current, 10 * tolerance));
            before = error;
        }
    }

    [Fact, Oracle(OracleKind.Order, "at an edge of a sheet phi goes as r^(2/3) and the order falls from 2 to 1.6 or more (steps, and so their errors, are the same at every k): k = 1, 2, 4 by the ratio of differences")]
    public void Order_in_space_on_a_network()
    {
        PnpRow[] rows = [.. ((int[])[1, 2, 4]).Select(k => Recording.Of(ConservationTests.Network with
        {
            Layers = 1, HalfPeriod = 1.2e-9, Gap = 0.4e-9, SlitWidth = 0.8e-9, Reservoir = 1e-9, Refine = k, Samples = 1, RelativeTolerance = 1e-3,
            Program = PnpProgram.Table, Table = [(0, 0), (2e-9, 0.05)],
        }).Last)];
        foreach (var value in (Func<PnpRow, double>[])[r => r.Charge, r => r.Current, r => r.Slits[0].Current])
        {
            double order = Math.Log2((value(rows[1]) - value(rows[0])) / (value(rows[2]) - value(rows[1])));
            Assert.InRange(order, 1.6, 2.2);
        }
    }

    private static double Error(List<PnpRow> rows, List<PnpRow> exact, Func<PnpRow, double> value)
    {
        double scale = exact.Max(r => Math.Abs(value(r)));
        return rows.Zip(exact, (a, b) => Math.Abs(value(a) - value(b))).Max() / scale;
    }

    /// <summary>Charge of the electrode at the end of a ramp to 0.15 V.</summary>
    private static double AtEnd(double ramp, double maxStep, double relative, int maxOrder)
    {
        var scales = new Scales(Cell);
        var layout = PnpLayout.From(Cell);
        double end = ramp / scales.Time;
        var program = new VoltageProgram([(0, 0), (end, 0.15 / scales.Potential)]);
        var system = new PnpSystem(layout.Grid, scales, [1, 1], relative, program, null);
        double[] x = new double[system.Size], q = new double[system.Size];
        for (int c = 0; c < layout.Grid.Cells; c++) x[3 * c + 1] = x[3 * c + 2] = system.State.BathW;
        system.Load(0, x, 0, new double[system.Size], q, null);
        var (weights, work) = (new ErrorWeights(relative, system.AbsoluteTolerance), new WorkCount());
        weights.Update(x);
        var factors = new JacobianFactors(system, SparseLu<double>.Analyze(system.Pattern), work);
        var newton = new StepNewton(system, factors, weights, work, 10) { Accuracy = 1e-11 / relative, FreshEveryStep = true };
        var stepper = new BdfStepper(system, factors, newton, weights, work, maxOrder);
        var report = new DaeIntegrator(system, system, stepper, weights).Run(0, x, q, end, maxStep / scales.Time, new Silent(), CancellationToken.None);
        Assert.True(report.Ok);
        return system.ElectrodeCharge(program.At(end), stepper.X);
    }

    private sealed class Silent : IStepObserver
    {
        public void Started(double t, IDaeStepper stepper, bool jumped)
        {
        }

        public void Advanced(double from, double to, IDaeStepper stepper)
        {
        }
    }
}
