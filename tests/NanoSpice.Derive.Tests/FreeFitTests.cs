using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Derive.Tests;

/// <summary>A ladder fitted to its own current finds a way back to it.</summary>
public class FreeFitTests
{
    private static readonly Pnp.PnpSettings Short = LadderNetwork.Settings with { Cycles = 1, Layers = 3, Samples = 40 };

    /// <summary>The fit compares runs of reltol 1e-6, off by up to ten times that, and stops where a step gains less than 1e-10 of the sum of squares.</summary>
    private const double FitError = 1e-4;

    [Theory, Oracle(OracleKind.Manufactured, "current of the same ladder by Runge-Kutta; the start is 20 to 30 % away")]
    [InlineData(LadderKind.Layer)]
    [InlineData(LadderKind.Constant)]
    [InlineData(LadderKind.TransmissionLine)]
    public void The_current_is_found_again(LadderKind kind)
    {
        bool line = kind == LadderKind.TransmissionLine;
        var truth = LadderNetwork.Truth(kind);
        var table = new LadderNetwork(truth).Table(Short);
        var start = truth with { Ropen = 0.8 * truth.Ropen, Open = 1.2 * truth.Open, Rc = 1.3 * truth.Rc, Rin = 0.8 * truth.Rin, Slit = 0.8 * truth.Slit, Gamma = 0.7 * truth.Gamma, GammaIn = 1.2 * truth.GammaIn };
        double[] before = LadderRun.Current(start, table, LadderRun.Tolerance, default, out _)!;
        Assert.True(Agreement.Of(table, before)[0].Rms > 0.02);
        var fit = FreeFit.Run(table, start, line, 1, default)!;
        double after = Agreement.Of(table, fit.Current)[0].Rms;
        Assert.True(after < FitError, $"{after} after {fit.Runs} runs: {fit.Ladder} for {truth}");
        Assert.Equal((truth.Nu, truth.Qmax), (fit.Ladder.Nu, fit.Ladder.Qmax));
        if (line) Assert.Equal((0, 0), (fit.Ladder.Gamma, fit.Ladder.GammaIn));
    }

    [Fact, Oracle(OracleKind.Invariant, "a fit that is stopped ends at once and leaves no result")]
    public void A_fit_can_be_stopped()
    {
        var truth = LadderNetwork.Truth(LadderKind.Constant);
        Assert.ThrowsAny<OperationCanceledException>(() => FreeFit.Run(new LadderNetwork(truth).Table(Short), truth, false, 1, new CancellationToken(true)));
    }
}
