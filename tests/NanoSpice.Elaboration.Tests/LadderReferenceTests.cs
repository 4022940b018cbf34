using System.Globalization;
using NanoSpice.Testing;
using NanoSpice.Testing.Problems;

namespace NanoSpice.Elaboration.Tests;

/// <summary>The nanoslit ladder under two CV cycles against an integration of the same ODE to 1e-9.</summary>
public class LadderReferenceTests
{
    [Theory, Oracle(OracleKind.CrossCheck, "LadderOde by Radau IIA to 1e-9 of Imax; 1e-3 at default options is the promise of DESIGN 7")]
    [InlineData(6, -0.9)]
    [InlineData(6, 0)]
    [InlineData(6, 0.5)]
    [InlineData(6, 0.9)]
    [InlineData(60, -0.9)]
    [InlineData(60, 0)]
    [InlineData(60, 0.5)]
    [InlineData(60, 0.9)]
    public void Default_options_keep_the_current_within_1e3_of_its_maximum(int steps, double gamma)
        => AssertError(steps, gamma, "", 1e-3);

    [Theory, Oracle(OracleKind.CrossCheck, "LadderOde by Radau IIA to 1e-9 of Imax; 10 reltol of full scale, DESIGN 7")]
    [InlineData(6, -0.9)]
    [InlineData(6, 0)]
    [InlineData(6, 0.5)]
    [InlineData(6, 0.9)]
    [InlineData(60, -0.9)]
    [InlineData(60, 0)]
    [InlineData(60, 0.5)]
    [InlineData(60, 0.9)]
    public void Reltol_1e5_keeps_the_current_within_1e4_of_its_maximum(int steps, double gamma)
        => AssertError(steps, gamma, ".options reltol=1e-5", 1e-4);

    private static void AssertError(int steps, double gamma, string options, double bound)
    {
        var ladder = new LadderOde { Steps = steps, Gamma = gamma };
        MemoryRun run = MemoryRun.Of(string.Create(CultureInfo.InvariantCulture, $"""
            ladder
            V1 sheet 0 PWL(0 0 2.5 0.5 5 0 7.5 0.5 10 0)
            U1 0 sheet stack
            .model stack NANOSTACK(slit=step layers={steps} ropen=1 copen=2m)
            .model step NANOSLIT(rc=5 gamma={gamma} cslit=10m qmax=5m)
            .save i(v1)
            {options}
            .tran 10m 10
            .end
            """));
        var (error, time) = ladder.Solve(400).WorstError(run.Column("time"), run.Column("i(v1)").Select(i => -i).ToArray());
        Assert.True(error <= bound, $"{error:g3} of Imax at t = {time:g9}, {string.Join(' ', run.Work.Select(w => $"{w.Key}={w.Value}"))}");
    }
}
