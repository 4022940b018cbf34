using System.Globalization;
using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>The values of a sweep point put into the cards where the deck is elaborated.</summary>
internal sealed class PointValues
{
    private readonly Dictionary<string, Word> _parameters = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<(StepQuantity Quantity, Word Value)>> _elements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(StepQuantity Quantity, Word Value)>> _models = new(StringComparer.OrdinalIgnoreCase);

    public PointValues(SweepPoint? point)
    {
        for (int k = 0; point is not null && k < point.Values.Count; k++)
        {
            var q = point.Quantities[k];
            var value = new Word(point.Values[k].ToString("R", CultureInfo.InvariantCulture), q.Place);
            switch (q.Target)
            {
                case StepTarget.Parameter: _parameters[q.Name] = value; break;
                case StepTarget.Temperature: Temperature = point.Values[k] + 273.15; break;
                case StepTarget.ModelParameter: Add(_models, q, value); break;
                default: Add(_elements, q, value); break;
            }
        }
    }

    /// <summary>Circuit temperature [K]; null: the deck's.</summary>
    public double? Temperature { get; }

    /// <summary>Defines stepped parameters, also those that only .step defines; their .param lines then have no say.</summary>
    public void Define(Scope top)
    {
        foreach (var (name, value) in _parameters) top.Parameters.Define(name, value, top);
    }

    /// <summary>True for a parameter of the top level whose value the point gives.</summary>
    public bool Gives(string parameter, Scope scope) => scope.Parent is null && _parameters.ContainsKey(parameter);

    public ModelCard Apply(ModelCard card, Scope scope)
    {
        if (scope.Parent is not null || !_models.TryGetValue(card.Name.Text, out var given)) return card;
        foreach (var (q, value) in given) card = card with { Parameters = [.. card.Parameters, new(new(q.Name, q.Place), [value])] };
        return card;
    }

    public ElementCard Apply(ElementCard card, string fullName, DeviceKind kind)
    {
        if (_elements.Count == 0 || !_elements.TryGetValue(fullName, out var given)) return card;
        foreach (var (q, value) in given)
            card = q.Target == StepTarget.Element ? WithValue(card, kind, value) : card with { Parameters = [.. card.Parameters, new(new(q.Name, q.Place), [value])] };
        return card;
    }

    private static void Add(Dictionary<string, List<(StepQuantity, Word)>> to, StepQuantity q, Word value)
    {
        if (!to.TryGetValue(q.Owner, out var list)) to[q.Owner] = list = [];
        list.Add((q, value));
    }

    /// <summary>R1 a b 1k, R1 a b r=1k, V1 a b DC 5 SIN(...): the value in place of the one on the line, or added to it.</summary>
    private static ElementCard WithValue(ElementCard card, DeviceKind kind, Word value)
    {
        bool source = kind.Letter is "V" or "I";
        var parameter = kind.Parameters.Find(source ? "dc" : kind.Letter);
        for (int k = 0; k < card.Parameters.Count; k++)
        {
            if (parameter is not null && kind.Parameters.Find(card.Parameters[k].Name.Text) == parameter)
                return card with { Parameters = [.. card.Parameters.Take(k), card.Parameters[k] with { Values = [value] }, .. card.Parameters.Skip(k + 1)] };
        }
        int at = 2;
        if (source && card.Words.Count > 2 && card.Words[2].Text.Equals("dc", StringComparison.OrdinalIgnoreCase)) at = 3;
        while (!source && at < card.Words.Count && !ValueReader.IsNumber(card.Words[at].Text)) at++;
        bool replaces = at < card.Words.Count && ValueReader.IsNumber(card.Words[at].Text);
        return card with { Words = [.. card.Words.Take(at), value, .. card.Words.Skip(replaces ? at + 1 : at)] };
    }
}
