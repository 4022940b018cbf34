using NanoSpice.Engine;
using Ours = NanoSpice.Engine.Devices;
using SpiceSharp.Components;
using SpiceSharp.Entities;
using Circuit = SpiceSharp.Circuit;

namespace NanoSpice.SpiceSharp;

/// <summary>S and W that jump: on above threshold + hysteresis, off below threshold - hysteresis, as before in between; the law of both programs.</summary>
/// <remarks>There a switch turns at the first time point behind the crossing, here at the crossing: MaxStep bounds the difference.</remarks>
internal sealed class SwitchLine((DeviceKind Kind, DeviceRequest Request) line, Func<Unknown, string> name, List<string> problems)
{
    private readonly DeviceRequest _request = line.Request;

    /// <summary>Adds the model and returns the switch; null: no counterpart.</summary>
    /// <param name="from">first terminal, which may lie behind vser= and lser=</param>
    public Entity? Add(Circuit circuit, string from, string to)
    {
        bool byVoltage = line.Kind.Letter == "S";
        if (_request.Model(_request.Arguments[byVoltage ? 4 : 3], [.. line.Kind.ModelTypes]) is not { } card) return null;
        if (card.Type is "sw" or "csw" && card.Has("ilimit"))
        {
            problems.Add($"{_request.Name}: ilimit= has no counterpart");
            return null;
        }
        string modelName = _request.Name + ".model";
        Component? entity = byVoltage ? new VoltageSwitch(_request.Name, from, to, name(_request.Node(2)), name(_request.Node(3)), modelName)
            : _request.DeviceOf(_request.Arguments[2]) is Ours.VoltageSource source ? new CurrentSwitch(_request.Name, from, to, source.Name) : null;
        if (entity is null) return null;
        Entity model = byVoltage ? new VoltageSwitchModel(modelName) : new CurrentSwitchModel(modelName);
        char letter = byVoltage ? 'v' : 'i';
        model.SetParameter($"{letter}t", card.Number($"{letter}t"));
        model.SetParameter($"{letter}h", card.Number($"{letter}h"));
        model.SetParameter("ron", card.Number("ron") / _request.Copies);
        model.SetParameter("roff", (card.Type is "sw" or "csw" && !card.Has("roff") ? 1 / _request.Options.Gmin : card.Number("roff")) / _request.Copies);
        bool on = _request.Has("on") && _request.Number("on") != 0 || _request.Arguments.Skip(byVoltage ? 5 : 4).Any(a => a.Text.Equals("on", StringComparison.OrdinalIgnoreCase));
        entity.SetParameter(on ? "on" : "off", true);
        entity.Model = modelName;
        circuit.Add(model);
        return entity;
    }
}
