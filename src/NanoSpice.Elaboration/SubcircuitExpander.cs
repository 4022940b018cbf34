using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>Walks the cards level by level: collects definitions, decides .if, and replaces X lines by what they stand for.</summary>
/// <remarks>Names inside an instance get its path: element r1 and node n of X1 are x1.r1 and x1.n.</remarks>
/// <param name="point">values that a sweep puts in place of the deck's</param>
internal sealed class SubcircuitExpander(ValueReader values, NodeTable nodes, DeviceTable devices, Catalog catalog, PointValues point)
{
    /// <summary>Instances inside each other at most.</summary>
    private const int DeepestNesting = 50;

    /// <summary>Elements and instances together at most: some 3 kB each.</summary>
    private const int MostElements = 1_000_000;

    private readonly List<SubcircuitCard> _open = [];
    private int _elements;
    private bool _isFull;
    private readonly WordTexts _texts = new();

    private DiagnosticBag Bag => values.Bag;

    /// <summary>Takes .ic and .nodeset lines, which may stand inside subcircuits.</summary>
    public List<(NodeValueCard Card, Scope Scope)> NodeValues { get; } = [];

    /// <summary>Enters the definitions of a level and returns its other cards in order, branches of .if decided.</summary>
    public IReadOnlyList<Card> Collect(IReadOnlyList<Card> cards, Scope scope)
    {
        bool conditional = false;
        if (cards.Any(c => c is IncludeCard)) cards = [.. cards.SelectMany(c => c is IncludeCard i ? i.Read(Bag) : [c])];
        foreach (var card in cards) conditional |= !Define(card, scope);
        if (!conditional) return cards;
        var active = new List<Card>(cards.Count);
        foreach (var card in cards)
        {
            if (card is not IfCard choice) active.Add(card);
            else if (Chosen(choice, scope) is { } body) active.AddRange(Collect(body, scope));
        }
        return active;
    }

    /// <summary>Adds the elements of a level to the device table, instances of subcircuits in place.</summary>
    public void Expand(IReadOnlyList<Card> active, Scope scope)
    {
        foreach (var card in active)
        {
            if (_isFull) return;
            if (card is ElementCard element)
            {
                if (!HasRoom(element)) return;
                if (element.Name.Text[0] is 'x' or 'X') ExpandInstance(element, scope);
                else AddElement(element, scope);
            }
            else if (card is NodeValueCard values)
            {
                NodeValues.Add((values, scope));
            }
            else if (scope.Prefix.Length > 0 && card is CommandCard or MeasureCard or OutputCard or OptionsCard or TempCard)
            {
                Bag.Warn(Codes.IgnoredInSubcircuit, "this line has no effect inside a subcircuit", card.At, "move it out of .subckt ... .ends");
            }
        }
    }

    /// <summary>Subcircuits that hold ten of each other make a million of six lines; said once, and nothing more is expanded.</summary>
    private bool HasRoom(ElementCard card)
    {
        _isFull = ++_elements > MostElements || _open.Count > DeepestNesting;
        if (_elements > MostElements)
            Bag.Error(Codes.TooManyElements, $"the circuit has more than {MostElements} elements and instances of subcircuits", card.Name.At, "subcircuits that contain several of each other multiply");
        else if (_isFull)
            Bag.Error(Codes.DeepInstance, $"this line stands inside {_open.Count} instances of subcircuits, and {DeepestNesting} are the most", card.Name.At, $"the innermost is {_open[^1].Name.Text}, see {Places.Short(_open[^1].Name.At)}");
        return !_isFull;
    }

    /// <summary>False for .if, which must wait until all parameters of the level are known.</summary>
    private bool Define(Card card, Scope scope)
    {
        switch (card)
        {
            case IfCard:
                return false;
            case ParamCard p:
                foreach (var a in p.Assignments)
                    if (scope.Passed?.Contains(a.Name.Text) != true && !point.Gives(a.Name.Text, scope)) scope.Parameters.Define(a.Name.Text, a.Value, scope);
                break;
            case FuncCard f:
                FunctionDefinition.Add(f, scope, Bag);
                break;
            case ModelCard m when scope.Add(point.Apply(m, scope)) is { } earlier:
                Bag.Error(Codes.DuplicateModel, $"model '{m.Name.Text}' is defined twice; the first stands at {Places.Short(earlier.Name.At)}", m.Name.At, "rename one of them");
                break;
            case ModelCard m when catalog.OfModelType(m.Type.Text) is null:
                Bag.Warn(Codes.UnknownModelType, $"model type '{m.Type.Text}' is not known; elements cannot use '{m.Name.Text}'", m.Type.At, Suggestion.Hint(m.Type.Text, catalog.ModelTypes));
                break;
            case SubcircuitCard s when scope.Add(s) is { } earlier:
                Bag.Error(Codes.DuplicateSubcircuit, $"subcircuit '{s.Name.Text}' is defined twice; the first stands at {Places.Short(earlier.Name.At)}", s.Name.At, "rename one of them");
                break;
            case GlobalCard g:
                foreach (var node in g.Nodes) scope.AddGlobal(node.Text);
                break;
        }
        return true;
    }

    private IReadOnlyList<Card>? Chosen(IfCard choice, Scope scope)
    {
        foreach (var (condition, body) in choice.Branches)
        {
            if (condition is not { } text) return body;
            double value = values.Read(text, scope, bare: true);
            if (double.IsNaN(value)) return null;
            if (value != 0) return body;
        }
        return null;
    }

    private void AddElement(ElementCard card, Scope scope)
    {
        var kinds = catalog.OfLetter(card.Name.Text[0]);
        if (kinds.IsEmpty)
        {
            string letters = string.Join(' ', catalog.Devices.Select(k => k.Letter).Distinct().Order(StringComparer.Ordinal));
            Bag.Error(Codes.UnknownLetter, $"no element starts with '{char.ToUpperInvariant(card.Name.Text[0])}'", card.Name.At with { Length = 1 }, $"elements are {letters}, and X for a subcircuit; comments start with *");
            return;
        }
        var kind = kinds.Length == 1 ? kinds[0] : ByModel(kinds, card, scope);
        _texts.Words = card.Words;
        int count = kind.NodeCount(_texts);
        if (card.Words.Count < count)
        {
            Bag.Error(Codes.TooFewWords, $"{card.Name.Text} needs {count} nodes, {card.Words.Count} {(card.Words.Count == 1 ? "is" : "are")} given", card.Name.At, $"syntax: {kind.Syntax}");
            return;
        }
        for (int k = 0; k < count; k++) nodes.Node(scope.FullNode(card.Words[k].Text));
        string name = scope.FullDevice(card.Name.Text);
        devices.Add(new Instance(name, point.Apply(card, name, kind), scope, kind));
    }

    /// <summary>Kinds that share a letter differ in the type of their model.</summary>
    private static DeviceKind ByModel(ReadOnlySpan<DeviceKind> kinds, ElementCard card, Scope scope)
    {
        for (int k = card.Words.Count - 1; k >= 0; k--)
        {
            if ((scope.FindModel(card.Words[k].Text) ?? scope.BinsOf(card.Words[k].Text).FirstOrDefault()) is not { } model) continue;
            foreach (var kind in kinds)
            {
                if (kind.ModelTypes.Contains(model.Card.Type.Text, StringComparer.OrdinalIgnoreCase)) return kind;
            }
        }
        return kinds[0];
    }

    private void ExpandInstance(ElementCard card, Scope scope)
    {
        int words = card.Words.Count;
        if (words > 0 && card.Words[words - 1].Text.Equals("params:", StringComparison.OrdinalIgnoreCase)) words--;
        if (words == 0)
        {
            Bag.Error(Codes.MissingSubcircuit, $"{card.Name.Text} names no subcircuit", card.Name.At, "syntax: Xname node1 node2 ... SUBCIRCUIT [parameter=value ...]");
            return;
        }
        var name = card.Words[words - 1];
        if (scope.FindSubcircuit(name.Text) is not { } found)
        {
            Bag.Error(Codes.UnknownSubcircuit, $"there is no subcircuit '{name.Text}'", name.At, Suggestion.Hint(name.Text, scope.SubcircuitNames, "define it with .subckt ... .ends or .include its file"));
            return;
        }
        var (definition, definedIn) = found;
        if (!CanOpen(definition, name, card, words - 1)) return;
        var pins = new Dictionary<string, string>(definition.Pins.Count, StringComparer.OrdinalIgnoreCase);
        for (int k = 0; k < words - 1; k++)
        {
            var pin = k < definition.Pins.Count ? definition.Pins[k] : definition.Optional[k - definition.Pins.Count].Name;
            pins[pin.Text] = scope.FullNode(card.Words[k].Text);
        }
        foreach (var o in definition.Optional.Skip(words - 1 - definition.Pins.Count)) pins[o.Name.Text] = scope.FullNode(o.Value.Text);
        foreach (string outer in pins.Values) nodes.Node(outer);
        var inner = new Scope(scope.FullDevice(card.Name.Text) + ".", definedIn, pins) 
        {
            Copies = scope.Copies * CopiesOf(card, definition, scope), Definition = $"{definedIn.Definition}{definition.Name.Text}.",
        };
        nodes.Levels.TryAdd(inner.Prefix, inner);
        PassParameters(card, scope, definition, inner);
        _open.Add(definition);
        Expand(Collect(definition.Body, inner), inner);
        _open.RemoveAt(_open.Count - 1);
    }

    private bool CanOpen(SubcircuitCard definition, Word name, ElementCard card, int given)
    {
        if (_open.Contains(definition))
        {
            string path = string.Join(" -> ", _open.SkipWhile(s => s != definition).Append(definition).Select(s => s.Name.Text));
            Bag.Error(Codes.Recursion, $"subcircuit '{name.Text}' contains itself: {path}", name.At);
            return false;
        }
        if (given >= definition.Pins.Count && given <= definition.Pins.Count + definition.Optional.Count) return true;
        string pins = string.Join(' ', definition.Pins.Select(p => p.Text));
        Bag.Error(Codes.PinCount, $"subcircuit '{name.Text}' has {definition.Pins.Count} pins ({pins}), {card.Name.Text} ties {given}", card.Name.At, $"see {Places.Short(definition.Name.At)}");
        return false;
    }

    /// <summary>m= of an X line is a number of parallel copies, unless the subcircuit has a parameter of that name.</summary>
    private static bool IsCopies(Assignment a, SubcircuitCard definition) =>
        a.Name.Text.Equals("m", StringComparison.OrdinalIgnoreCase) && !definition.Defaults.Any(d => d.Name.Text.Equals("m", StringComparison.OrdinalIgnoreCase));

    private double CopiesOf(ElementCard card, SubcircuitCard definition, Scope scope)
    {
        if (card.Parameters.LastOrDefault(a => IsCopies(a, definition)) is not { } given) return 1;
        double m = values.Read(given.Value, scope, bare: true);
        if (m > 0) return m;
        if (!double.IsNaN(m)) Bag.Error(Codes.BadCopies, $"{card.Name.Text}: m is the number of parallel copies and must be positive", given.Value.At);
        return 1;
    }

    /// <summary>A .param in the body of a subcircuit is a default too, as in ngspice: the X line prevails.</summary>
    private static bool Sets(SubcircuitCard definition, string name) =>
        definition.Body.OfType<ParamCard>().Any(p => p.Assignments.Any(a => a.Name.Text.Equals(name, StringComparison.OrdinalIgnoreCase)));

    private void PassParameters(ElementCard card, Scope caller, SubcircuitCard definition, Scope inner)
    {
        foreach (var d in definition.Defaults) inner.Parameters.Define(d.Name.Text, d.Value, inner);
        // What the caller does not know may be another parameter of the same line.
        if (card.Parameters.Count > 1 && card.Parameters.Any(a => ValueReader.IsDelimited(a.Value.Text) || !ValueReader.IsNumber(a.Value.Text))) caller = new Scope(caller.Prefix, caller, null) { Otherwise = inner };
        foreach (var a in card.Parameters)
        {
            if (IsCopies(a, definition)) continue;
            if (inner.Parameters.Find(a.Name.Text) is not null || Sets(definition, a.Name.Text))
            {
                inner.Parameters.Define(a.Name.Text, a.Value, caller);
                (inner.Passed ??= new(StringComparer.OrdinalIgnoreCase)).Add(a.Name.Text);
                continue;
            }
            Bag.Warn(Codes.UnknownSubcircuitParameter, $"subcircuit '{definition.Name.Text}' has no parameter '{a.Name.Text}', which has no effect", a.Name.At,
                Suggestion.Hint(a.Name.Text, inner.Parameters.Names, definition.Defaults.Count == 0 ? "it has none" : $"it has {string.Join(", ", inner.Parameters.Names)}"));
        }
    }

    /// <summary>The words of a card as plain texts, without copying them.</summary>
    private sealed class WordTexts : IReadOnlyList<string>
    {
        public IReadOnlyList<Word> Words { get; set; } = [];

        public int Count => Words.Count;

        public string this[int index] => Words[index].Text;

        public IEnumerator<string> GetEnumerator()
        {
            for (int k = 0; k < Words.Count; k++) yield return Words[k].Text;
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
