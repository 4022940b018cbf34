using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>.ic and .nodeset cards: v(node)=value.</summary>
internal static class NodeValues
{
    /// <summary>Initial conditions and first guesses in the order of the deck; of two for one node the later counts.</summary>
    public static (IReadOnlyList<(Unknown, double)> Initial, IReadOnlyList<(Unknown, double)> Guesses) Read(
        IReadOnlyList<(NodeValueCard Card, Scope Scope)> cards, CircuitParts parts)
    {
        List<(Unknown Node, double Value)> initial = [], guesses = [];
        foreach (var (card, scope) in cards)
        {
            foreach (var a in card.Assignments)
            {
                if (Node(a.Name, scope, parts) is not { } node) continue;
                double value = parts.Values.Read(a.Value, scope, bare: true);
                if (node.IsGround) continue;
                var list = card.IsInitialCondition ? initial : guesses;
                list.RemoveAll(e => e.Node == node);
                list.Add((node, value));
            }
        }
        return (initial, guesses);
    }

    private static Unknown? Node(Word name, Scope scope, CircuitParts parts)
    {
        string text = name.Text;
        if (text.Length > 3 && text[0] is 'v' or 'V' && text[1] == '(' && text[^1] == ')') return parts.Formulas.Node(text[2..^1].Trim(), name.At, scope);
        parts.Bag.Error(Codes.BadNodeValue, $"'{text}' is not a node voltage", name.At, "write v(node)=value");
        return null;
    }
}
