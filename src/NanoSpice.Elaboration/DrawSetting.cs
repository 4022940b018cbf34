using System.Text.RegularExpressions;
using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>What a deck itself says of its random values.</summary>
internal static partial class DrawSetting
{
    /// <summary>Seed of decks that count runs by .step without giving one.</summary>
    public const ulong DefaultSeed = 1;

    /// <summary>seed= of a top-level .options line, where it is a plain whole number; OptionsBinder reports others.</summary>
    public static ulong? Seed(IEnumerable<Card> cards)
    {
        ulong? seed = null;
        foreach (var a in cards.OfType<OptionsCard>().SelectMany(c => c.Assignments))
            if (IsSeed(a.Name.Text) && Number(a.Value.Text) is { } given) seed = given;
        return seed;
    }

    public static bool IsSeed(string option) => option.Equals("seed", StringComparison.OrdinalIgnoreCase);

    /// <summary>A whole number from 0 to 2^53; null for anything else.</summary>
    public static ulong? Number(string? text) =>
        text is { Length: > 0 } && SpiceNumber.TryParse(text, out double value, out _) && value is >= 0 and <= 1L << 53 && value == Math.Floor(value) ? (ulong)value : null;

    /// <summary>True when an expression calls a random function, or a model has tolerances.</summary>
    public static bool HasDraws(IReadOnlyList<Card> cards) => ParameterUse.Any(Call().IsMatch, cards) || HasTolerances(cards);

    [GeneratedRegex(@"\b(a?gauss|a?unif|mc|flat)\s*\(|\brand\s*\(\s*\)|\blimit\s*\([^,]*,[^,]*\)", RegexOptions.IgnoreCase)]
    private static partial Regex Call();

    private static bool HasTolerances(IEnumerable<Card> cards) => cards.Any(card => card switch
    {
        ModelCard m => m.Parameters.Any(ModelTolerances.IsTolerance),
        IfCard i => i.Branches.Any(b => HasTolerances(b.Body)),
        SubcircuitCard s => HasTolerances(s.Body),
        _ => false,
    });
}

/// <summary>How the points of a sweep draw.</summary>
/// <param name="Counters">axes whose parameter no line uses: they count runs, so that all values of the other axes meet the same draws; without one every point is a run</param>
internal sealed record SweepDraws(ulong Seed, IReadOnlyList<int> Counters)
{
    /// <summary>The run of point k of a plan with these axes, the first varying fastest.</summary>
    public DrawSeed At(int k, IReadOnlyList<StepAxis> axes)
    {
        if (Counters.Count == 0) return new(Seed, k);
        long run = 0, stride = 1;
        for (int a = 0; a < axes.Count; a++)
        {
            int count = axes[a].Rows.Count;
            if (Counters.Contains(a))
            {
                run += k % count * stride;
                stride *= count;
            }
            k /= count;
        }
        return new(Seed, run);
    }
}
