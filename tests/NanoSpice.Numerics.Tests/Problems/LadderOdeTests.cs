using MathNet.Numerics.LinearAlgebra;
using NanoSpice.Testing;
using NanoSpice.Testing.Problems;
using Xunit;

namespace NanoSpice.Numerics.Tests.Problems;

/// <summary>The oracle of the ladder is itself put to the test: halving, a closed form, conservation.</summary>
public class LadderOdeTests
{
    [Theory, Oracle(OracleKind.Order, "Radau IIA: the change under step halving bounds the error of the halved run")]
    [InlineData(6, -0.9)]
    [InlineData(6, 0)]
    [InlineData(6, 0.5)]
    [InlineData(6, 0.9)]
    [InlineData(60, 0.9)]
    public void Halving_the_steps_moves_the_current_by_less_than_1e9_of_its_maximum(int steps, double gamma)
    {
        var ladder = new LadderOde { Steps = steps, Gamma = gamma };
        LadderSolution coarse = ladder.Solve(600), fine = ladder.Solve(1200);
        double[] a = coarse.Sample(3001), b = fine.Sample(3001);
        double worst = a.Zip(b, (x, y) => Math.Abs(x - y)).Max() / fine.Imax;
        Assert.True(worst < 1e-9, $"{worst:g3} of Imax");
    }

    [Fact, Oracle(OracleKind.ClosedForm, "gamma = 0: w' = A w + b v(t) on a ramp, w = particular ramp + V exp(Lt) V^-1, by eigenvalues")]
    public void Without_charge_dependence_the_ladder_follows_its_eigenmodes()
    {
        var ladder = new LadderOde { Steps = 6, Gamma = 0, Cycles = 1 };
        var exact = new LinearLadder(ladder);
        LadderSolution solution = ladder.Solve();
        double worst = 0;
        for (int k = 0; k <= 500; k++)
        {
            double t = ladder.Stop * k / 500;
            worst = Math.Max(worst, Math.Abs(solution.Current(t) - exact.Current(t)));
        }

        Assert.True(worst / solution.Imax < 1e-9, $"{worst / solution.Imax:g3} of Imax");
    }

    [Theory, Oracle(OracleKind.Peer, "reference/ngspice/nanoslit-gamma-*: behavioural sources, 1 ms steps, tolerance of its manifest")]
    [InlineData("nanoslit-gamma-minus-0.9", -0.9)]
    [InlineData("nanoslit-gamma-0", 0)]
    [InlineData("nanoslit-gamma-0.5", 0.5)]
    [InlineData("nanoslit-gamma-0.9", 0.9)]
    public void The_ladder_agrees_with_ngspice(string name, double gamma)
    {
        ReferenceCase peer = ReferenceCase.Named(name);
        NumberTable table = peer.Expected();
        LadderSolution solution = new LadderOde { Steps = 6, Gamma = gamma }.Solve();
        double[] time = table.Column("time"), current = table.Column("i(v1)");
        double worst = time.Zip(current, (t, i) => peer.Ratio("i(v1)", -solution.Current(t), i)).Max();
        Assert.True(worst <= 1, $"{worst:g3} of the tolerance of Imax");
    }

    [Fact, Oracle(OracleKind.CrossCheck, "gamma = 0: the front of 10 s is sqrt(4 D t) = 28 steps deep, erfc(300/28) < 1e-50")]
    public void A_ladder_beyond_reach_is_endless()
    {
        double[] a = new LadderOde { Steps = 300, Gamma = 0 }.Solve(60).Sample(100);
        double[] b = new LadderOde { Steps = 6000, Gamma = 0 }.Solve(60).Sample(100);
        Assert.All(a.Zip(b), p => Assert.Equal(p.First, p.Second, 1e-15));
    }

    [Fact, Oracle(OracleKind.Invariant, "charge delivered = sum of C w over all capacitors, whatever R(Q) is")]
    public void Charge_delivered_is_the_charge_stored()
    {
        var ladder = new LadderOde { Steps = 6, Gamma = 0.9, Cycles = 1 };
        double[] w = new double[ladder.Size], f = new double[ladder.Size];
        for (int k = 0; k < w.Length; k++) w[k] = 0.4 / (k + 1);
        ladder.Rate(1.7, w, f);
        double stored = ladder.Copen * f[0] + f.Skip(1).Sum() * ladder.Cslit;
        Assert.Equal((ladder.Voltage(1.7) - w[0]) / ladder.Ropen, stored, 14);
    }

    [Fact, Oracle(OracleKind.CrossCheck, "central differences of the rate, error h^2 ~ 1e-10 of entries up to 500")]
    public void Jacobian_is_the_derivative_of_the_rate()
    {
        var ladder = new LadderOde { Steps = 5, Gamma = 0.7 };
        double[] w = [0.4, 0.31, 0.22, 0.17, 0.1, 0.05];
        double[] below = new double[6], diagonal = new double[6], above = new double[6];
        ladder.Jacobian(1, w, below, diagonal, above);
        for (int column = 0; column < 6; column++)
        {
            double[] difference = Difference(ladder, w, column, 1e-5);
            for (int row = 0; row < 6; row++)
            {
                double entry = row == column ? diagonal[row] : row == column + 1 ? below[row] : row == column - 1 ? above[row] : 0;
                Assert.Equal(entry, difference[row], 1e-6);
            }
        }
    }

    private static double[] Difference(LadderOde ladder, double[] w, int column, double h)
    {
        double[] up = (double[])w.Clone(), down = (double[])w.Clone(), a = new double[6], b = new double[6];
        up[column] += h;
        down[column] -= h;
        ladder.Rate(1, up, a);
        ladder.Rate(1, down, b);
        return a.Zip(b, (x, y) => (x - y) / (2 * h)).ToArray();
    }

    /// <summary>The ladder at gamma = 0, one ramp up and one down, as a sum of modes.</summary>
    private sealed class LinearLadder
    {
        private readonly LadderOde _ladder;
        private readonly Matrix<double> _modes, _inverse, _a;
        private readonly Vector<double> _rates, _b;

        public LinearLadder(LadderOde ladder)
        {
            _ladder = ladder;
            int n = ladder.Size;
            double[] below = new double[n], diagonal = new double[n], above = new double[n];
            ladder.Jacobian(0, new double[n], below, diagonal, above);
            _a = Matrix<double>.Build.Dense(n, n, (r, c) => r == c ? diagonal[r] : r == c + 1 ? below[r] : r == c - 1 ? above[r] : 0);
            _b = Vector<double>.Build.Dense(n, k => k == 0 ? 1 / (ladder.Ropen * ladder.Copen) : 0);
            var evd = _a.Evd(Symmetricity.Asymmetric);
            _modes = evd.EigenVectors;
            _inverse = _modes.Inverse();
            _rates = evd.EigenValues.Map(z => z.Real);
        }

        public double Current(double t)
        {
            var w = Ramp(Vector<double>.Build.Dense(_ladder.Size), 0, _ladder.SweepRate, Math.Min(t, _ladder.HalfPeriod));
            if (t > _ladder.HalfPeriod) w = Ramp(w, _ladder.Vhigh, -_ladder.SweepRate, t - _ladder.HalfPeriod);
            return (_ladder.Voltage(t) - w[0]) / _ladder.Ropen;
        }

        /// <summary>Particular solution p + r s with r = -A^-1 b slope, A p = r - b v0.</summary>
        private Vector<double> Ramp(Vector<double> w0, double v0, double slope, double s)
        {
            var r = _a.Solve(-_b * slope);
            var p = _a.Solve(r - _b * v0);
            var amplitude = _inverse * (w0 - p);
            return p + r * s + _modes * amplitude.PointwiseMultiply(_rates.Map(l => Math.Exp(l * s)));
        }
    }
}
