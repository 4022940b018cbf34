using NanoSpice.Numerics;
using NanoSpice.Testing;
using NanoSpice.Testing.Problems;
using Xunit;

namespace NanoSpice.Numerics.Tests;

public class ResumeTests
{
    [Theory]
    [InlineData("robertson", LuStorage.Columns)]
    [InlineData("chain", LuStorage.Columns)]
    [InlineData("chain", LuStorage.Blocks)]
    [InlineData("chain with events", LuStorage.Columns)]
    [InlineData("kinks", LuStorage.Columns)]
    [Oracle(OracleKind.Invariant, "a resumed run is the run itself: every later state, work counts included, has the same bytes")]
    public void Resumed_runs_go_on_with_the_same_bits(string kind, LuStorage storage)
    {
        var whole = new Session(kind, storage);
        whole.Run();
        Assert.InRange(whole.States.Count, 8, 1000);
        Assert.Equal(kind is "kinks" or "chain with events", whole.Turns.Count > 2);
        int stride = whole.States.Count / 8;
        for (int k = 0; k < whole.States.Count; k++)
        {
            if (k % stride != 0 && !whole.Turns.Contains(k)) continue;
            var rest = new Session(kind, storage);
            rest.Resume(whole.States[k]);
            Assert.Equal(whole.States.Count - k - 1, rest.States.Count);
            for (int j = 0; j < rest.States.Count; j++) Assert.Equal(whole.States[k + 1 + j], rest.States[j]);
            Assert.Equal(whole.Stepper.X.ToArray(), rest.Stepper.X.ToArray());
            Assert.Equal(whole.Stepper.Q.ToArray(), rest.Stepper.Q.ToArray());
            Assert.Equal(whole.Work.All, rest.Work.All);
        }
    }

    [Fact]
    [Oracle(OracleKind.Invariant, "the same run whether its states are kept or thrown away")]
    public void Refreshing_is_saving_without_a_file()
    {
        Session kept = new("robertson", LuStorage.Columns), thrown = new("robertson", LuStorage.Columns) { Keep = false };
        kept.Run();
        thrown.Run();
        Assert.Equal(kept.Stepper.X.ToArray(), thrown.Stepper.X.ToArray());
        Assert.Equal(kept.Work.All, thrown.Work.All);
    }

    [Fact]
    [Oracle(OracleKind.ClosedForm, "current of a capacitor under a triangle is its slope; the first stop is a kink")]
    public void A_run_goes_on_past_its_stop()
    {
        var session = new Session("kinks", LuStorage.Columns) { Stop = 3 };
        session.Run();
        Assert.Equal(3, session.Stepper.Time);
        session.Stop = 3.5;
        session.GoOn();
        Assert.Equal(RampCapacitor.Ramp(3.5), session.Stepper.X[0], 1e-9);
        Assert.Equal(RampCapacitor.Slope(3.5), session.Stepper.X[1], 1e-5);
    }

    [Fact]
    [Oracle(OracleKind.ClosedForm, "a state of three unknowns does not fit two, and half a state is none")]
    public void Wrong_states_are_refused()
    {
        var robertson = new Session("robertson", LuStorage.Columns);
        robertson.Run();
        byte[] state = robertson.States[0];
        Assert.Throws<InvalidDataException>(() => new Session("kinks", LuStorage.Columns).Resume(state));
        Assert.Throws<EndOfStreamException>(() => new Session("robertson", LuStorage.Columns).Resume(state[..(state.Length / 2)]));
    }

    [Fact]
    [Oracle(OracleKind.Invariant, "a factorization after Forget depends on its matrix alone: the same bits as from a new solver")]
    public void Forgotten_pivots_leave_no_trace()
    {
        foreach (LuStorage storage in new[] { LuStorage.Columns, LuStorage.Blocks })
        {
            SparseMatrix<double> first = Matrices.CellMesh(7, 6, 3, seed: 1), second = new(first.Pattern);
            Matrices.CellMesh(7, 6, 3, seed: 2).Values.CopyTo(second.Values, 0);
            SparseLu<double> used = SparseLu<double>.Analyze(first.Pattern, new() { Storage = storage }), fresh = SparseLu<double>.Analyze(first.Pattern, new() { Storage = storage });
            Assert.True(used.Update(first).Ok && used.Update(first).Ok);
            used.Forget();
            Assert.True(used.Update(second).Ok && fresh.Update(second).Ok);
            double[] x = [.. Enumerable.Range(0, first.Pattern.Size).Select(i => Math.Sin(i))], y = [.. x];
            used.Solve(x);
            fresh.Solve(y);
            Assert.Equal(y, x);
        }
    }

    /// <summary>One run with all its objects, saved every third step and before every restart at an event or a kink.</summary>
    private sealed class Session : IStepObserver
    {
        private readonly DenseDae _problem;
        private readonly DaeIntegrator _integrator;
        private readonly double _maxStep;

        public Session(string kind, LuStorage storage)
        {
            (_problem, Stop, _maxStep) = kind switch
            {
                "robertson" => (new Robertson(), Robertson.ReferenceTime, double.PositiveInfinity),
                "kinks" => ((DenseDae)new RampCapacitor(), 6.0, 0.1),
                _ => (new ChargeChain(0.01) { Flipping = kind == "chain with events" }, ChargeChain.Stop / 2, 1),
            };
            var weights = new ErrorWeights(1e-5, _problem.AbsoluteTolerance);
            var factors = new JacobianFactors(_problem, SparseLu<double>.Analyze(_problem.Pattern, new() { Storage = storage }), Work);
            var newton = new StepNewton(_problem, factors, weights, Work, 10);
            weights.Update(_problem.Start);
            Stepper = new BdfStepper(_problem, factors, newton, weights, Work, 5);
            _integrator = new DaeIntegrator(_problem, _problem, Stepper, weights);
        }

        public double Stop { get; set; }

        public bool Keep { get; init; } = true;

        public BdfStepper Stepper { get; }

        public WorkCount Work { get; } = new();

        public List<byte[]> States { get; } = [];

        /// <summary>The states saved just before a restart.</summary>
        public List<int> Turns { get; } = [];

        public void Run()
        {
            double[] f = new double[_problem.Size], q = new double[_problem.Size];
            _problem.Load(0, _problem.Start, 0, f, q, null);
            Assert.True(_integrator.Run(0, _problem.Start, q, Stop, _maxStep, this, default).Ok);
        }

        public void GoOn() => Assert.True(_integrator.Resume(Stop, _maxStep, this, default).Ok);

        public void Resume(byte[] state)
        {
            using var reader = new BinaryReader(new MemoryStream(state));
            double sign = reader.ReadDouble();
            if (_problem is ChargeChain chain) chain.Sign = sign;
            Stepper.Load(reader);
            _integrator.Load(reader);
            GoOn();
        }

        public void Started(double t, IDaeStepper stepper, bool jumped)
        {
        }

        public void Advanced(double from, double to, IDaeStepper stepper)
        {
            bool turns = to < stepper.Time || to == Math.Floor(to);
            if (Work.Steps % 3 != 0 && !turns) return;
            if (!Keep)
            {
                Stepper.Refresh();
                return;
            }
            var stream = new MemoryStream();
            using var writer = new BinaryWriter(stream);
            writer.Write(_problem is ChargeChain chain ? chain.Sign : 0);
            Stepper.Save(writer);
            _integrator.Save(writer);
            if (turns) Turns.Add(States.Count);
            States.Add(stream.ToArray());
        }
    }
}
