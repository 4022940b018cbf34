using NanoSpice.Engine;
using Circuit = SpiceSharp.Circuit;
using SpiceSharp.Components;
using SpiceSharp.Entities;

namespace NanoSpice.SpiceSharp;

/// <summary>D, Q, J and M of levels 1 to 3: the same SPICE models, so parameters go over by name.</summary>
internal sealed class SemiconductorLine((DeviceKind Kind, DeviceRequest Request) line, Func<Unknown, string> name, List<string> problems)
{
    private readonly DeviceRequest _request = line.Request;

    /// <summary>Adds the model, one for each element, and returns the element; null: no counterpart.</summary>
    public Entity? Add(Circuit circuit)
    {
        int nodes = line.Kind.NodeCount([.. _request.Arguments.Select(a => a.Text)]);
        if (_request.Model(_request.Arguments[nodes], [.. line.Kind.ModelTypes]) is not { } card) return null;
        string modelName = _request.Name + ".model", device = _request.Name;
        bool isP = card.Type.StartsWith('p');
        int level = line.Kind.Letter == "M" && card.Has("level") ? (int)card.Number("level") : 1;
        var (component, model) = (line.Kind.Letter, level) switch
        {
            ("D", _) => ((Component)new Diode(device), (Entity)new DiodeModel(modelName)),
            ("Q", _) => (new BipolarJunctionTransistor(device), new BipolarJunctionTransistorModel(modelName)),
            ("J", _) => (new JFET(device), new JFETModel(modelName)),
            ("M", 1) => (new Mosfet1(device), new Mosfet1Model(modelName)),
            ("M", 2) => (new Mosfet2(device), new Mosfet2Model(modelName)),
            ("M", 3) => (new Mosfet3(device), new Mosfet3Model(modelName)),
            _ => (null!, null!),
        };
        if (component is null) return null;
        string[] pins = [.. Enumerable.Range(0, nodes).Select(k => name(_request.Node(k)))];
        component.Connect(line.Kind.Letter == "Q" && nodes == 3 ? [.. pins, "0"] : pins);
        component.Model = modelName;
        if (line.Kind.Letter != "D" && isP) model.SetParameter(line.Kind.Letter switch { "Q" => "pnp", "J" => "pjf", _ => "pmos" }, true);
        foreach (var p in line.Kind.ModelParameters(card.Type).All.Where(p => p.Type == ParameterType.Number && p.Name != "level" && card.Has(p.Name)))
            if (!model.TrySetParameter(p.Name, card.Number(p.Name))) problems.Add($"{device}: model parameter {p.Name} has no counterpart");
        foreach (var p in line.Kind.Parameters.All.Where(p => p.Type == ParameterType.Number && _request.Has(p.Name)))
            if (!component.TrySetParameter(p.Name, _request.Number(p.Name))) problems.Add($"{device}: parameter {p.Name} has no counterpart");
        circuit.Add(model);
        return component;
    }
}
