using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>Where in the deck a value is drawn: by names, so that the draws of a deck stay when its lines move.</summary>
/// <param name="Owner">element or level of the hierarchy, by its full name</param>
/// <param name="Name">parameter</param>
/// <param name="Index">place of a word on the line of an element; -1 where a name tells</param>
internal readonly record struct DrawPlace(string Owner, string Name, int Index = -1)
{
    public override string ToString() => (Index < 0 ? $"{Owner} {Name}" : $"{Owner} {Index}").ToLowerInvariant();
}

/// <summary>Values of random functions and tolerances: drawn, or nominal where there is nothing to draw from.</summary>
internal sealed class Draws(DrawSeed? seed, DiagnosticBag bag)
{
    private bool _noted;

    public bool IsNominal => seed is null;

    /// <summary>Value of a call whose arguments are known.</summary>
    public double Value(DrawCall call, double[] arguments, DrawPlace place, int count, SourceSpan at)
    {
        if (seed is not null) return call.Distribution.Value(arguments, seed.Uniform(place.ToString(), count));
        NoteNominal(at);
        return call.Distribution.Nominal(arguments);
    }

    /// <summary>A deviation of a tolerance of 1: uniform in -1 .. 1, or standard normal; 0 where nothing is drawn.</summary>
    public double Deviation(bool normal, DrawPlace place, SourceSpan at)
    {
        if (seed is not null)
        {
            double p = seed.Uniform(place.ToString(), 0);
            return normal ? Distribution.Normal(p) : Distribution.Spread(p);
        }
        NoteNominal(at);
        return 0;
    }

    private void NoteNominal(SourceSpan at)
    {
        if (!_noted) bag.Note(Codes.NominalDraws, "random values stand at their nominal ones: nothing is drawn without a seed", at, "write .options seed=1, or draw many times with nanospice batch --mc");
        _noted = true;
    }
}
