using System.Globalization;
using NanoSpice.Testing.Problems;

namespace NanoSpice.SpiceSharp.Tests;

/// <summary>The ladder of the oracle as a deck.</summary>
internal static class LadderText
{
    public static string Deck(LadderOde ladder, string options = "") => string.Create(CultureInfo.InvariantCulture, $"""
        Ladder of {ladder.Steps} steps, gamma {ladder.Gamma}
        V1 sheet 0 PWL({string.Join(' ', Enumerable.Range(0, 2 * ladder.Cycles + 1).Select(k => string.Create(CultureInfo.InvariantCulture, $"{k * ladder.HalfPeriod} {(k % 2 == 0 ? 0 : ladder.Vhigh)}")))})
        U1 0 sheet stack
        .model stack NANOSTACK(slit=step layers={ladder.Steps} ropen={ladder.Ropen} copen={ladder.Copen})
        .model step NANOSLIT(rc={ladder.Rc} gamma={ladder.Gamma} cslit={ladder.Cslit} qmax={ladder.Qmax})
        .save i(v1)
        {options}
        .tran 10m {ladder.Stop}
        .end

        """);
}
