using NanoSpice.Elaboration;
using NanoSpice.Engine;
using NanoSpice.Engine.Devices;
using NanoSpice.Netlist;

namespace NanoSpice.Export;

/// <summary>Dot cards in the dialect.</summary>
internal sealed class StatementLines(ExportContext context, ElementLines elements, IReadOnlyList<PlannedAnalysis> analyses, Drive? drive)
{
    private static readonly HashSet<string> OwnModels = new(StringComparer.OrdinalIgnoreCase) { "nanoslit", "nanostack", "qres", "cpe", "warburg", "wopen", "wshort" };

    private readonly VectorText _vectors = new(context);
    private readonly HashSet<string> _saved = new(StringComparer.OrdinalIgnoreCase);
    private readonly Simulation _simulation = context.Simulation;

    private Dialect Dialect => context.Dialect;

    public IEnumerable<string> Of(Card card) => card switch
    {
        ModelCard m when OwnModels.Contains(m.Type.Text) => ["* " + string.Join(' ', NetlistWriter.Pieces(m))],
        ModelCard { Ancestor: not null } m => Unsupported($"ako: of model {m.Name.Text}", m.Name.At),
        ModelCard m => [string.Join(' ', [".model", m.Name.Text, $"{m.Type.Text}({string.Join(' ', m.Parameters.Select(elements.Pair).Concat(m.Flags.Select(f => f.Text)).Concat(Pointed(m)))})"])],
        ParamCard p => Parameters(p),
        FuncCard f => [$".func {f.Name}({string.Join(",", f.Arguments)}) {{{elements.Expression(f.Body.Body)}}}"],
        GlobalCard g => [string.Join(' ', NetlistWriter.Pieces(g))],
        NodeValueCard n => [$".{(n.IsInitialCondition ? "ic" : "nodeset")} {string.Join(' ', n.Assignments.Select(a => $"{_vectors.Nodes(a.Name.Text)}={elements.Value(a.Value)}"))}"],
        OutputCard o => Output(o),
        MeasureCard m => Measure(m),
        CommandCard c => Command(c),
        TempCard t => Temperatures(t),
        _ => [],
    };

    /// <summary>Parameters that only a sweep defines.</summary>
    public IEnumerable<string> Stepped()
    {
        if (_simulation.Point is not { } point) yield break;
        var defined = _simulation.Cards.OfType<ParamCard>().SelectMany(p => p.Assignments).Select(a => a.Name.Text).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (q, value) in point.Quantities.Zip(point.Values).Where(p => p.First.Target == StepTarget.Parameter && !defined.Contains(p.First.Name)))
            yield return $"{(Dialect.IsXyce ? ".global_param" : ".param")} {q.Name}={Dialect.Number(value)}";
    }

    /// <summary>Tolerances, and what an analysis of the file's kind prints.</summary>
    public IEnumerable<string> Closing()
    {
        var o = _simulation.Options;
        string N(double value) => Dialect.Number(value);
        string reltol = N(Math.Max(1e-6, o.RelativeTolerance / 100)), abstol = N(o.CurrentTolerance / 100), vntol = N(o.VoltageTolerance / 100);
        yield return "* NanoSpice's reltol bounds the error of the whole run, SPICE's that of a step: hence a hundredth of it";
        if (Dialect.IsXyce)
        {
            yield return $".options timeint reltol={reltol} abstol={vntol}";
            yield return $".options device temp={N(Math.Round(o.Temperature - 273.15, 9))} gmin={N(o.Gmin)}";
            string kind = drive?.Keyword ?? analyses[0].Analysis.Keyword;
            if (kind != "op") yield return $".print {kind} format=raw {string.Join(' ', _saved.Count == 0 ? ["v(*)", "i(*)"] : _saved)}";
            yield break;
        }
        yield return $".options reltol={reltol} abstol={abstol} vntol={vntol} gmin={N(o.Gmin)} temp={N(Math.Round(o.Temperature - 273.15, 9))} tnom={N(Math.Round(o.NominalTemperature - 273.15, 9))}{(o.Method == IntegrationMethod.Gear ? " method=gear" : "")}";
        if (_saved.Count > 0) yield return ".save " + string.Join(' ', _saved);
    }

    private IEnumerable<string> Unsupported(string what, SourceSpan at)
    {
        context.NoForm(what, at);
        return [];
    }

    /// <summary>A sweep's point in place of the parameter; one line each, as they were written.</summary>
    private IEnumerable<string> Parameters(ParamCard card)
    {
        // Xyce steps global parameters, and what depends on one has to be global as well.
        bool global = Dialect.IsXyce && _simulation.Point?.Quantities.Any(q => q.Target == StepTarget.Parameter) == true;
        var words = new List<string> { global ? ".global_param" : ".param" };
        foreach (var a in card.Assignments)
        {
            double? point = Point(StepTarget.Parameter, "", a.Name.Text);
            words.Add($"{a.Name}={(point is { } value ? Dialect.Number(value) : CardValues.Braced(a.Value with { Text = elements.Expression(a.Value.Text) }))}");
        }
        return [string.Join(' ', words)];
    }

    private IEnumerable<string> Pointed(ModelCard card)
    {
        if (_simulation.Point is not { } point) return [];
        return point.Quantities.Zip(point.Values).Where(p => p.First.Target == StepTarget.ModelParameter && p.First.Owner.Equals(card.Name.Text, StringComparison.OrdinalIgnoreCase))
            .Select(p => $"{p.First.Name}={Dialect.Number(p.Second)}");
    }

    private double? Point(StepTarget target, string owner, string name)
    {
        if (_simulation.Point is not { } point) return null;
        for (int k = 0; k < point.Values.Count; k++)
            if (point.Quantities[k] is var q && q.Target == target && q.Owner == owner && q.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return point.Values[k];
        return null;
    }

    /// <summary>.save names what is kept; .print and .plot, which would write tables, are kept as comments.</summary>
    private IEnumerable<string> Output(OutputCard card)
    {
        string keyword = card.Keyword.Text.ToLowerInvariant();
        bool saves = keyword is "save" or "probe" || (Dialect.IsXyce && keyword == "print");
        if (!saves) return ["* " + string.Join(' ', NetlistWriter.Pieces(card))];
        if (card.Analysis is { } a && !analyses.Any(p => p.Analysis.Keyword.Equals(a.Text, StringComparison.OrdinalIgnoreCase))) return [];
        foreach (var vector in card.Vectors)
        {
            if (!analyses.Any(p => Catalog.Default.Analysis(p.Analysis.Keyword)?.Owns(vector.Vector.Text) == true)) _saved.UnionWith(_vectors.Saved(vector.Vector));
        }
        // What a technique reports is the current of its source.
        if (_saved.Count > 0 && drive?.Source.Name.Text is { } driven)
            _saved.UnionWith(driven[0] is 'v' or 'V' ? [$"i({driven})"] : drive.Source.Words.Take(2).Where(w => w.Text != "0").Select(w => $"v({w.Text})"));
        return [];
    }

    private IEnumerable<string> Measure(MeasureCard card)
    {
        string line = string.Join(' ', NetlistWriter.Pieces(card));
        if (drive is not null && card.Analysis is { } a && !a.Text.Equals(drive.Keyword, StringComparison.OrdinalIgnoreCase)) return [];
        if (Dialect.Target == Target.Ltspice || MeasureText.IsPlain(card)) return [Dialect.IsNgspice ? _vectors.Nodes(line) : line];
        context.LeftOut($".meas {card.Name.Text} is kept as a comment: {Dialect.Name} measures plain vectors only", card.Name.At, "measure by nanospice run");
        return ["* " + line];
    }

    private IEnumerable<string> Command(CommandCard card)
    {
        if (card.Keyword.Text.Equals("step", StringComparison.OrdinalIgnoreCase)) return Step(card);
        if (drive is not null || !analyses.Any(p => p.Card == card)) return DriveHere(card);
        string keyword = card.Keyword.Text.ToLowerInvariant();
        if (keyword == "tf" && Dialect.IsXyce) return Unsupported(".tf", card.Keyword.At);
        return [string.Join(' ', [$".{card.Keyword}", .. card.Words.Select(w => _vectors.Nodes(elements.Value(w))), .. card.Parameters.Select(elements.Pair)])];
    }

    private IEnumerable<string> DriveHere(CommandCard card) =>
        drive is not null && analyses.Any(p => p.Card == card) ? [$"* {string.Join(' ', [$".{card.Keyword}", .. NetlistWriter.InPlace(card)])}", .. drive.Analysis] : [];

    private IEnumerable<string> Step(CommandCard card) => Swept([.. card.Words, card.Keyword], string.Join(' ', [".step", .. NetlistWriter.InPlace(card)]), card.Keyword.At);

    /// <summary>A list of .temp is a sweep; a single temperature stands in .options.</summary>
    private IEnumerable<string> Temperatures(TempCard card) =>
        card.Values.Count == 1 ? [] : Swept([.. card.Values], $".step temp list {string.Join(' ', card.Values.Select(elements.Value))}", card.At);

    private IEnumerable<string> Swept(IReadOnlyList<Word> words, string line, SourceSpan at)
    {
        if (_simulation.Sweep is not { } plan) return [];
        if (Dialect.Target == Target.Ltspice) return [line];
        var axis = plan.Axes.FirstOrDefault(a => a.Quantities.Any(q => q.Place == at || words.Any(w => w.At == q.Place)));
        if (Dialect.IsXyce && axis is { Quantities: [var q] } && XyceName(q) is { } name)
            return [$"* {line}", string.Join(' ', [$".step {name} LIST", .. axis.Rows.Select(r => Dialect.Number(r[0]))])];
        context.Changed($"{Dialect.Name}: .step is kept as a comment, the deck stands at its first point, {_simulation.Point!.Label}", at, "-p NAME=VALUE chooses another; nanospice run sweeps");
        return [$"* {line}", $"* first point: {_simulation.Point!.Label}"];
    }

    /// <summary>What Xyce's .step calls a quantity; null for a parameter of what is a subcircuit there.</summary>
    private string? XyceName(StepQuantity q) => q.Target switch
    {
        StepTarget.Parameter => q.Name,
        StepTarget.Temperature => "TEMP",
        StepTarget.Element => Dialect.Path(q.Owner),
        StepTarget.ElementParameter when q.Owner[(q.Owner.LastIndexOf('.') + 1)..][0] is not ('n' or 'u' or 'z' or 'x') => $"{Dialect.Path(q.Owner)}:{q.Name}",
        StepTarget.ModelParameter when !_simulation.Cards.OfType<ModelCard>().Any(m => m.Name.Text.Equals(q.Owner, StringComparison.OrdinalIgnoreCase) && OwnModels.Contains(m.Type.Text)) => $"{q.Owner}:{q.Name}",
        _ => null,
    };
}
