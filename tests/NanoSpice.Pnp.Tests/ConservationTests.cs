using NanoSpice.Numerics;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Pnp.Tests;

/// <summary>What may neither come nor go: ions, charge, field lines; and the bounds that no concentration passes.</summary>
public class ConservationTests
{
    /// <summary>Small stacks that still have slits, gaps and open space.</summary>
    internal static readonly PnpSettings Network = new()
    {
        Layers = 2, HalfPeriod = 2e-9, Gap = 0.5e-9, SlitWidth = 1e-9, Reservoir = 2e-9, Refine = 1, RampTime = 10e-9, Samples = 20, IonSize = 0.6e-9, Snapshots = [],
    };

    public static TheoryData<PnpGeometry, PnpProgram, double> Runs => new()
    {
        { PnpGeometry.Network, PnpProgram.CyclicVoltammetry, 0.15 }, { PnpGeometry.Network, PnpProgram.Step, 0.15 },
        { PnpGeometry.Network, PnpProgram.ConstantCurrent, 0.15 }, { PnpGeometry.Slit, PnpProgram.CyclicVoltammetry, 0.15 },
        { PnpGeometry.Cell, PnpProgram.CyclicVoltammetry, 0.15 },
        { PnpGeometry.Network, PnpProgram.CyclicVoltammetry, 0.5 }, { PnpGeometry.Slit, PnpProgram.Step, 0.5 },
        { PnpGeometry.Cell, PnpProgram.CyclicVoltammetry, 0.5 }, { PnpGeometry.Cell, PnpProgram.Step, 0.15 },
        { PnpGeometry.Cell, PnpProgram.Step, 0.5 }, { PnpGeometry.Network, PnpProgram.Step, 0.5 },
    };

    [Theory, MemberData(nameof(Runs)), Oracle(OracleKind.Invariant, "ions to 1e-10, dQ_i/dt = I_{i-1} - I_i to 1e-8 of max I, Gauss's law to what Newton leaves; 0 < c, a^3 (c+ + c-) < 1")]
    public void Every_run_conserves_and_stays_within_bounds(PnpGeometry geometry, PnpProgram program, double potential)
    {
        var report = Recording.Of(Network with
        {
            Geometry = geometry, Program = program, HighPotential = potential, PoreLength = 8e-9, Current = 0.3, AnionDiffusivity = 1e-9, RelativeTolerance = 1e-3,
        }).Report;
        Assert.InRange(report.CationDefect, 0, 1e-10);
        Assert.InRange(report.AnionDefect, 0, 1e-10);
        Assert.InRange(report.ChargeDefect, 0, 1e-8);
        Assert.InRange(report.GaussDefect, 0, 1e-8);
        Assert.InRange(report.LargestPacking, double.Epsilon, Math.BitDecrement(1));
        Assert.True(report.LeastConcentration > 0);
        if (potential >= 0.5) Assert.InRange(report.LargestPacking, 0.95, 1);       // the walls are packed: the bound is put to the test
    }

    [Fact, Oracle(OracleKind.CrossCheck, "backward Euler: charges counted from concentrations before and after a step, over h, against fluxes after it summed here")]
    public void Charge_of_a_slit_changes_by_its_currents()
    {
        var scales = new Scales(Network);
        var layout = PnpLayout.From(Network);
        var system = new PnpSystem(layout.Grid, scales, [1, 0.5], 1e-5, VoltageProgram.From(Network).In(scales.Time, scales.Potential), null);
        double[] x = new double[system.Size], q = new double[system.Size];
        for (int c = 0; c < layout.Grid.Cells; c++) x[3 * c + 1] = x[3 * c + 2] = system.State.BathW;
        system.Load(0, x, 0, new double[system.Size], q, null);
        var (weights, work) = (new ErrorWeights(1e-2, system.AbsoluteTolerance), new WorkCount());
        weights.Update(x);
        var factors = new JacobianFactors(system, SparseLu<double>.Analyze(system.Pattern), work);
        var stepper = new BdfStepper(system, factors, new StepNewton(system, factors, weights, work, 10) { Accuracy = 1e-9 }, weights, work, maxOrder: 1);
        var balance = new Balance(layout, system);
        double end = 10e-9 / scales.Time;
        Assert.True(new DaeIntegrator(system, system, stepper, weights).Run(0, x, q, end, end / 20, balance, CancellationToken.None).Ok);
        Assert.True(balance.Steps >= 20);
        Assert.InRange(balance.Largest / balance.Current, 0, 1e-8);
        Assert.InRange(balance.IonDefect, 0, 1e-10);
    }

    [Fact, Oracle(OracleKind.Invariant, "the table itself: Q_i(t2) - Q_i(t1) = int (I_{i-1} - I_i) dt by Simpson, to reltol of what passed")]
    public void Rows_obey_the_balance()
    {
        var rows = Recording.Of(Network with { RelativeTolerance = 1e-6, Samples = 200 }).Rows;
        double h = rows[1].Time - rows[0].Time, passed = 0;
        for (int k = 20; k < 198; k += 2) passed += 2 * h * Math.Abs(rows[k].Slits[0].Current);
        for (int i = 1; i <= 2; i++)
        {
            double integral = 0;
            for (int k = 20; k < 198; k += 2) integral += h / 3 * (Net(rows[k], i) + 4 * Net(rows[k + 1], i) + Net(rows[k + 2], i));
            Assert.InRange(Math.Abs(rows[198].Slits[i].Charge - rows[20].Slits[i].Charge - integral) / passed, 0, 1e-5);
        }
        static double Net(PnpRow row, int i) => row.Slits[i - 1].Current - row.Slits[i].Current;
    }

    private sealed class Balance(PnpLayout layout, PnpSystem system) : IStepObserver
    {
        private double[]? _before;
        private double _ions, _time;

        public int Steps { get; private set; }

        public double Largest { get; private set; }

        public double Current { get; private set; }

        public double IonDefect { get; private set; }

        public void Started(double t, IDaeStepper stepper, bool jumped) => (_before, _time) = (Charges(stepper.Time, stepper), stepper.Time);

        public void Advanced(double from, double to, IDaeStepper stepper)
        {
            double ionsBefore = _ions;
            double[] after = Charges(to, stepper), through = new double[layout.Slits + 2];
            double inflow = 0;
            foreach (var edge in layout.Grid.Edges.Concat(layout.Grid.Bath))
            {
                double current = system.Flux(edge, 1) - system.Flux(edge, 0);
                if (edge.Left == layout.Grid.Cells) through[0] += current;
                else if (layout.Region[edge.Left] != layout.Region[edge.Right]) through[layout.Region[edge.Right]] += current;
                if (edge.Left == layout.Grid.Cells) inflow += system.Flux(edge, 0) + system.Flux(edge, 1);
            }
            for (int i = 0; i <= layout.Slits; i++)
            {
                Largest = Math.Max(Largest, Math.Abs((after[i] - _before![i]) / (to - _time) - (through[i] - through[i + 1])));
                Current = Math.Max(Current, Math.Abs(through[i]));
            }
            IonDefect = Math.Max(IonDefect, Math.Abs(_ions - ionsBefore - inflow * (to - _time)) / _ions);
            (_before, _time, Steps) = (after, to, Steps + 1);
        }

        private double[] Charges(double t, IDaeStepper stepper)
        {
            double[] unused = new double[system.Size], charges = new double[layout.Slits + 1];
            system.Load(t, stepper.X, 0, unused, unused, null);
            _ions = 0;
            for (int c = 0; c < layout.Grid.Cells; c++)
            {
                double plus = layout.Grid.Volume[c] * system.State.C[0][c], minus = layout.Grid.Volume[c] * system.State.C[1][c];
                charges[layout.Region[c]] -= plus - minus;
                _ions += plus + minus;
            }
            return charges;
        }
    }
}
