using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>PSpice's .model name ako:other type(...), "a kind of": the parameters of the other, and behind them those of its own, which count.</summary>
internal static class ModelInheritance
{
    /// <summary>Ancestors at most.</summary>
    private const int Deepest = 50;

    /// <summary>The card with what it inherits; problems are reported and the card is returned without.</summary>
    public static ModelCard Whole(ModelEntry entry, DiagnosticBag bag)
    {
        var card = entry.Card;
        var seen = new List<ModelEntry> { entry };
        for (var at = entry; at.Card.Ancestor is { } name;)
        {
            if (at.Scope.FindModel(name.Text) is not { } next)
            {
                bag.Error(Codes.UnknownModel, $"there is no model '{name.Text}'", name.At, Suggestion.Hint(name.Text, at.Scope.ModelNames, "ako: names the model to take parameters from"));
                return entry.Card;
            }
            if (seen.Count == Deepest)
            {
                bag.Error(Codes.ModelCircle, $"'{entry.Card.Name.Text}' inherits through more than {Deepest} models", name.At, "give one of them parameters of its own");
                return entry.Card;
            }
            if (seen.Contains(next))
            {
                bag.Error(Codes.ModelCircle, $"models inherit from each other in a circle: {string.Join(" -> ", seen.Append(next).Select(m => m.Card.Name.Text))}", name.At, "give one of them parameters of its own");
                return entry.Card;
            }
            if (!next.Card.Type.Text.Equals(card.Type.Text, StringComparison.OrdinalIgnoreCase))
            {
                bag.Error(Codes.WrongModelType, $"model '{name.Text}' is of type {next.Card.Type.Text.ToLowerInvariant()}, '{entry.Card.Name.Text}' is a {card.Type.Text.ToLowerInvariant()}", name.At, $"see {Places.Short(next.Card.Name.At)}");
                return entry.Card;
            }
            card = card with { Parameters = [.. next.Card.Parameters, .. card.Parameters], Flags = [.. next.Card.Flags, .. card.Flags] };
            seen.Add(next);
            at = next;
        }
        return card;
    }
}
