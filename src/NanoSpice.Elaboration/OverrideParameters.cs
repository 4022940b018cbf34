using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>Values given on the command line in place of those of the deck's top-level .param lines.</summary>
internal static class OverrideParameters
{
    /// <summary>The cards with the overridden definitions replaced, also inside .if; an override of no parameter is an error.</summary>
    /// <param name="stepped">parameters that .step varies; those without a .param line are defined here</param>
    public static IReadOnlyList<Card> Apply(IReadOnlyList<Card> cards, IReadOnlyList<ParameterOverride> overrides, IEnumerable<string> stepped, DiagnosticBag bag)
    {
        if (overrides.Count == 0) return cards;
        var file = new SourceFile("command line", [.. overrides.Select(o => $"-p {o.Name}={o.Value}")]);
        var byName = new Dictionary<string, Word>(StringComparer.OrdinalIgnoreCase);
        for (int k = 0; k < overrides.Count; k++)
        {
            var (name, value) = overrides[k];
            if (name.Length == 0 || value.Length == 0)
                bag.Error(Codes.BadOverride, "an override is written -p NAME=VALUE", new SourceSpan(file, k + 1, 1, file.Lines[k].Length));
            else
                byName[name] = new Word(value, new SourceSpan(file, k + 1, 5 + name.Length, value.Length));
        }
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var replaced = Replace(cards, byName, known);
        foreach (string name in stepped)
        {
            if (known.Add(name.ToLowerInvariant()) && byName.TryGetValue(name, out var value)) replaced.Insert(0, new ParamCard([new(new(name, value.At), [value])], value.At));
        }
        for (int k = 0; k < overrides.Count; k++)
        {
            string name = overrides[k].Name;
            if (name.Length > 0 && !known.Contains(name))
                bag.Error(Codes.UnusedOverride, $"the deck has no parameter '{name}'", new SourceSpan(file, k + 1, 4, name.Length),
                    Suggestion.Hint(name, known, known.Count == 0 ? "it defines none with .param" : $"it has {string.Join(", ", known.Order(StringComparer.Ordinal))}"));
        }
        return replaced;
    }

    private static List<Card> Replace(IReadOnlyList<Card> cards, Dictionary<string, Word> values, HashSet<string> known)
    {
        var result = new List<Card>(cards.Count);
        foreach (var card in cards)
        {
            result.Add(card switch
            {
                ParamCard p => p with { Assignments = [.. p.Assignments.Select(a => Replace(a, values, known))] },
                IfCard c => c with { Branches = [.. c.Branches.Select(b => (b.Condition, (IReadOnlyList<Card>)Replace(b.Body, values, known)))] },
                _ => card,
            });
        }
        return result;
    }

    private static Assignment Replace(Assignment a, Dictionary<string, Word> values, HashSet<string> known)
    {
        known.Add(a.Name.Text.ToLowerInvariant());
        return values.TryGetValue(a.Name.Text, out var value) ? a with { Values = [value] } : a;
    }
}
