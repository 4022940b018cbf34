using System.Globalization;
using NanoSpice.Derive;
using NanoSpice.Plots;
using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>The ladder by itself, as Fig. 4d, 4e, S13 and S14 vary it: ropen 1, copen 2m, cslit 10m, qmax 5m, 0 to 0.5 V in 2.5 s (netlists/paper).</summary>
internal sealed class LadderStudy
{
    private const int Layers = 6, Cycle = 3;

    private static readonly PnpSettings Drive = new() { LowPotential = 0, HighPotential = 0.5, RampTime = 2.5, Cycles = Cycle, Samples = 400, Layers = Layers };

    private readonly CancellationToken _cancellation;

    public LadderStudy(CancellationToken cancellation)
    {
        _cancellation = cancellation;
        ByGamma = [.. new[] { -0.9, -0.5, 0, 0.5, 0.9 }.Select(g => Run(5, g))];
        ByRc = [.. new double[] { 1, 2, 5, 10 }.Select(rc => Run(rc, 0.9))];
    }

    /// <summary>One ladder in its last cycle.</summary>
    /// <param name="V">potential of the electrode [V]</param>
    /// <param name="I">current into it [A]</param>
    /// <param name="R">resistance of the third step [Ohm]</param>
    /// <param name="Q">charge of all slits and the open space [C]</param>
    public sealed record Member(double Rc, double Gamma, double[] Time, double[] V, double[] I, double[] R, double[] Q)
    {
        public double Area => Enumerable.Range(1, V.Length - 1).Sum(k => 0.5 * (I[k] + I[k - 1]) * (V[k] - V[k - 1]));

        /// <summary>Point-symmetry defect over the largest current [-].</summary>
        public double Asymmetry
        {
            get
            {
                int half = (V.Length - 1) / 2;
                double sum = Enumerable.Range(1, half).Sum(k => Math.Pow(I[k] + I[half + k], 2));
                return Math.Sqrt(sum / half) / I.Max(Math.Abs);
            }
        }

        /// <summary>Potential of the largest current [V]; at the vertex there is no peak.</summary>
        public double PeakPotential => V[Array.IndexOf(I, I.Max())];
    }

    public IReadOnlyList<Member> ByGamma { get; }

    public IReadOnlyList<Member> ByRc { get; }

    /// <summary>Fig. 4d, 4e: voltammograms.</summary>
    public static string Voltammograms(IReadOnlyList<Member> members, bool byGamma) => Draw(members, byGamma, byGamma ? "Rc = 5 Ohm" : "gamma = 0.9", "potential", "V", m => m.V, "I", "A", m => m.I);

    /// <summary>S13: resistance of the third step over the cycle, as a part of Rc.</summary>
    public static string Resistances(IReadOnlyList<Member> members) => Draw(members, true, "Resistance of the third step", "time", "s", m => m.Time, "R / Rc", "", m => [.. m.R.Select(r => r / m.Rc)]);

    /// <summary>S14: stored charge over the cycle.</summary>
    public static string Charges(IReadOnlyList<Member> members) => Draw(members, true, "Stored charge", "time", "s", m => m.Time, "Q", "C", m => m.Q);

    private static string Draw(IReadOnlyList<Member> members, bool byGamma, string title, string x, string xUnit, Func<Member, double[]> xs, string y, string yUnit, Func<Member, double[]> ys) =>
        SvgWriter.Write(new Plot(title, new Axis(x, xUnit) { Tight = x == "time" },
            [new Panel(new Axis(y, yUnit), [.. members.Select(m => new Series(byGamma ? F($"gamma = {m.Gamma}") : F($"Rc = {m.Rc} Ohm"), xs(m), ys(m)) { Style = LineStyle.Solid })])]) { Width = 560, Height = 380 });

    private Member Run(double rc, double gamma)
    {
        var ladder = new Ladder(1, 2e-3, rc, gamma, rc, gamma, 10e-3, 5e-3, 0, 300.15);
        string deck = Ladder.Deck("study", ladder.Models("cell", Layers), "cell", Drive, LadderRun.Tolerance).Replace(".save i(vcv)", ".save i(vcv) r(u1.r3) q(u1)", StringComparison.Ordinal);
        var run = LadderRun.Run(deck, "study", _cancellation);
        // The last cycle, on the grid of the drive: both vertices are points of it.
        int points = 2 * Drive.Samples + 1;
        double start = 2 * (Cycle - 1) * Drive.RampTime;
        double[] time = [.. Enumerable.Range(0, points).Select(k => start + k * Drive.RampTime / Drive.Samples)];
        double[] v = [.. Enumerable.Range(0, points).Select(k => Drive.HighPotential * (1 - Math.Abs(1.0 - (double)k / Drive.Samples)))];
        return new(rc, gamma, [.. time.Select(t => t - start)], v, [.. run.At("i(vcv)", time).Select(i => -i)], run.At("r(u1.r3)", time), run.At("q(u1)", time));
    }

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
