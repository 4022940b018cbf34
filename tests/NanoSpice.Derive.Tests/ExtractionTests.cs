using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Derive.Tests;

/// <summary>Elements out of tables whose elements are known.</summary>
public class ExtractionTests
{
    /// <summary>Two columns i and i|q|, q between 0.2 and 1 of its largest in the mean: condition of the normal equations below 1e4, times 1e-16 a row.</summary>
    private const double RoundOff = 1e-10;

    /// <summary>The square root of what is left of a sum of squares after round-off.</summary>
    private const double RootOfRoundOff = 1e-7;

    public static TheoryData<LadderKind> Kinds => [LadderKind.Layer, LadderKind.Constant, LadderKind.TransmissionLine];

    [Theory, MemberData(nameof(Kinds)), Oracle(OracleKind.Manufactured, "rows of a ladder with known elements obey eq. 1 to 4 to round-off")]
    public void Every_element_of_a_ladder_comes_back(LadderKind kind)
    {
        var truth = LadderNetwork.Truth(kind);
        var table = new LadderNetwork(truth).Table(LadderNetwork.Settings);
        var e = Extraction.Run(table);
        Near(truth.Rc, e.Step.Rc);
        Near(truth.Rin, e.Entry.Rc);
        Near(truth.Ropen, e.Ropen);
        Assert.Equal(truth.Gamma / truth.Qmax, e.Step.Beta, RoundOff / truth.Qmax);
        Assert.Equal(truth.GammaIn / truth.Qmax, e.Entry.Beta, RoundOff / truth.Qmax);
        Near(truth.Slit, truth.Nu > 0 ? e.SlitLayer.Value : e.Slit.Value);
        Near(truth.Open, truth.Nu > 0 ? e.OpenLayer.Value : e.Open.Value);
        Near(LadderNetwork.Nu, e.Nu);
        Assert.Equal(table.Slits.Skip(1).Max(s => s.Charge.Max(Math.Abs)), e.Qmax);
        Assert.True(e.Step.Nrmse < RootOfRoundOff && e.Entry.Nrmse < RootOfRoundOff && e.RopenNrmse < RootOfRoundOff);
        Assert.True((truth.Nu > 0 ? e.SlitLayer : e.Slit).Nrmse < RootOfRoundOff);
    }

    [Fact, Oracle(OracleKind.Manufactured, "phi = 0.9 psi - 0.02 V: every step of phi is 0.9 times that of psi, so is rc; beta is the same")]
    public void The_law_on_phi_is_fitted_by_itself()
    {
        var truth = LadderNetwork.Truth(LadderKind.Layer);
        var e = Extraction.Run(new LadderNetwork(truth).Table(LadderNetwork.Settings), SlitPotential.Electric);
        Near(LadderNetwork.Share * truth.Rc, e.Step.Rc);
        Near(truth.Gamma / truth.Qmax, e.Step.Beta);
    }

    [Fact, Oracle(OracleKind.Invariant, "the equations know no sign: potentials, currents and charges mirrored give the same bits")]
    public void A_mirrored_table_gives_the_same_elements()
    {
        var table = new LadderNetwork(LadderNetwork.Truth(LadderKind.Layer)).Table(LadderNetwork.Settings);
        Assert.Equal(Extraction.Run(table), Extraction.Run(LadderNetwork.Mirrored(table)));
    }

    [Fact, Oracle(OracleKind.Manufactured, "all steps between slits are alike: each alone, and all others without it, tell the same law")]
    public void Steps_by_themselves_tell_the_pooled_law()
    {
        var truth = LadderNetwork.Truth(LadderKind.Constant);
        var table = new LadderNetwork(truth).Table(LadderNetwork.Settings);
        Assert.Equal(table.Layers - 1, Extraction.StepByStep(table).Count);
        Assert.All(Extraction.StepByStep(table), law => Near(truth.Rc, law.Rc));
        Assert.True(Extraction.LeftOut(table, SlitPotential.Charge) < RootOfRoundOff);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "least squares of i R(q) on i alone: rc sum(i^2 (1 - beta q)) / sum(i^2)")]
    public void Ohms_law_is_the_mean_resistance_weighted_by_current_squared()
    {
        var truth = LadderNetwork.Truth(LadderKind.Constant);
        var table = new LadderNetwork(truth).Table(LadderNetwork.Settings);
        var (first, last) = table.Ramps[0];
        double above = 0, below = 0;
        foreach (var slit in table.Slits.Skip(1).SkipLast(1))
            for (int k = first; k <= last; k++)
            {
                above += slit.Current[k] * slit.Current[k] * (1 - truth.Gamma / truth.Qmax * Math.Abs(slit.Charge[k]));
                below += slit.Current[k] * slit.Current[k];
            }
        Near(truth.Rc * above / below, Extraction.Run(table).OhmStep.Rc);
    }

    [Theory, MemberData(nameof(Kinds)), Oracle(OracleKind.CrossCheck, "Runge-Kutta of order 4 on the same equations; the engine's bound of 10 x reltol = 1e-4")]
    public void The_ladder_built_from_elements_gives_the_current_it_came_from(LadderKind kind)
    {
        var table = new LadderNetwork(LadderNetwork.Truth(kind)).Table(LadderNetwork.Settings);
        foreach (var side in new[] { table, LadderNetwork.Mirrored(table) })
        {
            double[]? current = LadderRun.Current(Ladder.From(Extraction.Run(side), kind), side, LadderRun.Tolerance, default, out string fault);
            Assert.Equal("", fault);
            Assert.All(Agreement.Of(side, current!), c => Assert.True(c.Rms < 1e-4, $"{kind}, cycle {c.Cycle}: {c.Rms}"));
        }
    }

    private static void Near(double expected, double found) => Assert.Equal(expected, found, Math.Abs(expected) * RoundOff);
}
