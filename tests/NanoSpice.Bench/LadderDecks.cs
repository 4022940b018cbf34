using System.Globalization;
using System.Text;
using NanoSpice.Testing.Problems;

namespace NanoSpice.Bench;

/// <summary>The ladder of <see cref="LadderOde"/> as a deck, two CV cycles, saving the source current only.</summary>
/// <remarks>
///   For ngspice 39 these forms of one step were timed at 600 steps and gamma 0.9, .tran 10m 10, user seconds:
///     sheet driven:  B I= with parameters 2.4, numbers written out 1.3, R='expr' 1.5
///     sheet at 0:    B I= with parameters 2.0, numbers written out 1.2, R='expr' 1.2 to 2.0, G VALUE 1.3
///   With .tran 0.2 10 (its own step control, 95 points): 0.31, 0.17, 0.17 and 0.20, 0.13, 0.17, 0.14.
///   So it gets the fastest: the sheet is ground, which spares a dense row, and B has numbers in place of parameters.
///   By symmetry the current of the source is the same.
/// </remarks>
public static class LadderDecks
{
    /// <summary>Deck with one U element; options is what follows .options, "" for none.</summary>
    public static string ForNanoSpice(LadderOde ladder, string options = "") => string.Create(CultureInfo.InvariantCulture, $"""
        Ladder of {ladder.Steps} steps, gamma {ladder.Gamma}
        V1 sheet 0 {Triangle(ladder)}
        U1 0 sheet stack
        .model stack NANOSTACK(slit=step layers={ladder.Steps} ropen={ladder.Ropen} copen={ladder.Copen})
        .model step NANOSLIT(rc={ladder.Rc} gamma={ladder.Gamma} cslit={ladder.Cslit} qmax={ladder.Qmax})
        .save i(v1)
        {(options.Length > 0 ? ".options " + options : "* default options")}
        .tran 10m {ladder.Stop}
        .end

        """);

    /// <summary>Deck for ngspice with a largest step [s]; its reltol does not bound the error, the step does.</summary>
    public static string ForNgspice(LadderOde ladder, double largestStep, string options = "")
    {
        var deck = new StringBuilder();
        var text = CultureInfo.InvariantCulture;
        double slope = ladder.Rc * ladder.Gamma * ladder.Cslit / ladder.Qmax;
        deck.AppendLine(text, $"Ladder of {ladder.Steps} steps, gamma {ladder.Gamma}");
        deck.AppendLine(text, $"V1 bulk 0 {Triangle(ladder)}");
        deck.AppendLine(text, $"Ropen bulk n0 {ladder.Ropen}");
        deck.AppendLine(text, $"Copen n0 0 {ladder.Copen}");
        for (int k = 1; k <= ladder.Steps; k++)
        {
            int charged = Math.Max(1, k - 1);
            deck.AppendLine(text, $"B{k} n{k - 1} n{k} I=v(n{k - 1},n{k})/({ladder.Rc}-({slope})*abs(v(n{charged})))");
            deck.AppendLine(text, $"C{k} n{k} 0 {ladder.Cslit}");
        }

        deck.AppendLine(".save i(v1)");
        deck.AppendLine(text, $".options acct {options}");
        deck.AppendLine(text, $".tran {largestStep} {ladder.Stop} 0 {largestStep}");
        return deck.AppendLine(".end").ToString();
    }

    private static string Triangle(LadderOde ladder)
    {
        var corners = Enumerable.Range(0, 2 * ladder.Cycles + 1)
            .Select(k => string.Create(CultureInfo.InvariantCulture, $"{k * ladder.HalfPeriod} {(k % 2 == 0 ? 0 : ladder.Vhigh)}"));
        return $"PWL({string.Join(' ', corners)})";
    }
}
