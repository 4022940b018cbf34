using NanoSpice.Elaboration;
using NanoSpice.Engine;
using NanoSpice.Engine.Devices;
using Circuit = SpiceSharp.Circuit;
using SpiceSharp.Components;
using SpiceSharp.Entities;
using Diode = NanoSpice.Engine.Devices.Diode;
using Inductor = NanoSpice.Engine.Devices.Inductor;
using Ours = NanoSpice.Engine.Devices;
using Peer = SpiceSharp.Components;

namespace NanoSpice.SpiceSharp;

/// <summary>Devices of our circuit, one after the other, as entities.</summary>
internal sealed class Translation(Simulation simulation, RequestLog log)
{
    private readonly Circuit _circuit = [];
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> Problems => _problems;

    public Circuit Build()
    {
        foreach (var device in simulation.Circuit.Devices.Where(d => !BelongsToTransistor(d)))
        {
            Entity? entity = device switch
            {
                AcResistor => null,
                Ours.Resistor r => new Peer.Resistor(r.Name, From(r), To(r), Value(r, "r")),
                Ours.Capacitor c => WithInitial(new Peer.Capacitor(c.Name, From(c), To(c), Value(c, "c")), c.Name),
                Inductor l => WithInitial(new Peer.Inductor(l.Name, From(l), To(l), l.Inductance), l.Name),
                Ours.MutualInductance k => Coupling(k.Name),
                Ours.VoltageSource v => Source(new Peer.VoltageSource(v.Name), v, v.Values),
                Ours.CurrentSource i => Source(new Peer.CurrentSource(i.Name), i, i.Values),
                ControlledVoltage or ControlledCurrent => Controlled(device.Name),
                Diode or Bjt or Jfet or Mosfet => new SemiconductorLine(log.ByName[device.Name], Name, _problems).Add(_circuit),
                Ours.VoltageSwitch or Ours.CurrentSwitch => new SwitchLine(log.ByName[device.Name], Name, _problems).Add(_circuit, From(device), To(device)),
                Nanoslit n => Step(n),
                QResistor n => ByCharge(n),
                NanoStack u => new Peer.Resistor(u.Name, From(u), To(u), u.OpenResistance),
                SheetCapacitor s => new SlitCharge(s.Name, From(s), To(s), s.Capacitor),
                _ => null,
            };
            if (entity is null) _problems.Add($"{device.Name}: no counterpart of {device.GetType().Name}");
            else _circuit.Add(entity);
        }
        return _circuit;
    }

    /// <summary>Junctions of a transistor are devices of their own here, j1.gs, and part of the model there.</summary>
    private bool BelongsToTransistor(Device device) =>
        device.Name.LastIndexOf('.') is > 0 and var dot && !log.ByName.ContainsKey(device.Name) && log.ByName.TryGetValue(device.Name[..dot], out var line) && line.Kind.Letter is "D" or "Q" or "J" or "M";

    private string Name(Unknown unknown) => unknown.IsGround ? "0" : simulation.Circuit.Unknowns[unknown.Index].Name;

    private string From(Device device) => Name(device.Links.First().A);

    private string To(Device device) => Name(device.Links.First().B);

    /// <summary>A quantity that depends on nothing.</summary>
    private static double Value(Device device, string quantity) => device.Probe(quantity)!.Read(null!);

    private Entity WithInitial(Entity entity, string name)
    {
        if (log.ByName.TryGetValue(name, out var line) && line.Request.Has("ic")) entity.SetParameter("ic", line.Request.Number("ic"));
        return entity;
    }

    private Peer.MutualInductance? Coupling(string name)
    {
        var d = log.ByName[name].Request;
        return d.Arguments.Count == 3 ? new(name, d.DeviceOf(d.Arguments[0])!.Name, d.DeviceOf(d.Arguments[1])!.Name, d.Number(d.Arguments[2])) : null;
    }

    private Component Source(Component entity, Device device, SourceValues values)
    {
        entity.Connect(From(device), To(device));
        if (!double.IsNaN(values.Direct)) entity.SetParameter("dc", values.Scale * values.Direct);
        else if (values.Stimulus is null) entity.SetParameter("dc", 0.0);
        else entity.SetParameter("dc", values.Scale * values.Stimulus.Value(0));
        if (values.Stimulus is { } stimulus) entity.SetParameter<IWaveformDescription>("waveform", new StimulusWaveform(stimulus, values.Scale));
        var phasor = values.Scale * values.Alternating;
        entity.SetParameter("acmag", phasor.Magnitude);
        entity.SetParameter("acphase", phasor.Phase * 180 / Math.PI);
        return entity;
    }

    /// <summary>E and G of a voltage, F and H of a current, with one gain.</summary>
    private Entity? Controlled(string name)
    {
        var (kind, d) = log.ByName[name];
        bool byVoltage = kind.Letter is "E" or "G";
        if (d.Arguments.Count != (byVoltage ? 5 : 4) || !d.IsNumber(d.Arguments[^1])) return null;
        double gain = d.Number(d.Arguments[^1]) * (kind.Letter is "G" or "F" ? d.Number("m") : 1);
        string a = Name(d.Node(0)), b = Name(d.Node(1));
        if (!byVoltage && d.DeviceOf(d.Arguments[2]) is not Ours.VoltageSource) return null;
        return kind.Letter switch
        {
            "E" => new VoltageControlledVoltageSource(name, a, b, Name(d.Node(2)), Name(d.Node(3)), gain),
            "G" => new VoltageControlledCurrentSource(name, a, b, Name(d.Node(2)), Name(d.Node(3)), gain),
            "F" => new CurrentControlledCurrentSource(name, a, b, d.DeviceOf(d.Arguments[2])!.Name, gain),
            _ => new CurrentControlledVoltageSource(name, a, b, d.DeviceOf(d.Arguments[2])!.Name, gain),
        };
    }

    private ChargeResistance Step(Nanoslit n)
    {
        var links = n.Links.ToArray();
        string p = Name(links[0].A), next = Name(links[0].B), s = Name(links[1].A);
        double initial = log.ByName.TryGetValue(n.Name, out var line) && line.Request.Has("ic") ? line.Request.Number("ic") : double.NaN;
        _circuit.Add(new SlitCharge(n.Name + ".q", s, p, n.Capacitor, initial));
        return new(n.Name, p, next, s, p, n.Law, n.Capacitor);
    }

    private ChargeResistance? ByCharge(QResistor n)
    {
        var store = n.Store switch
        {
            Ours.Capacitor c => SlitCapacitor.Constant(Value(c, "c")),
            Nanoslit slit => slit.Capacitor,
            SheetCapacitor sheet => sheet.Capacitor,
            _ => null,
        };
        return store is null ? null : new(n.Name, From(n), To(n), Name(n.Store.ChargeUnknowns[0]), Name(n.Store.ChargeUnknowns[1]), n.Law, store);
    }
}
