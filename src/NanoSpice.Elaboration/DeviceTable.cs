using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>Element lines by full name, and the devices made of them; a device that another one names is built first.</summary>
internal sealed class DeviceTable(DiagnosticBag bag)
{
    /// <summary>Devices at most: a line such as U makes several.</summary>
    private const int Most = 3_000_000;

    /// <summary>Elements at most that wait for each other.</summary>
    private const int DeepestChain = 200;

    private readonly Dictionary<string, Instance> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Device> _inner = new(StringComparer.Ordinal);
    private readonly List<Instance> _instances = [];
    private readonly List<Device> _devices = [];
    private readonly List<Instance> _building = [];
    private bool _isFull;

    public IReadOnlyList<Instance> Instances => _instances;

    /// <summary>In the order of the netlist, but that a named device stands before the one that names it.</summary>
    public IReadOnlyList<Device> Devices => _devices;

    public IEnumerable<string> Names => _byName.Keys.Concat(_inner.Keys);

    /// <summary>Builds one element line; set once the binder exists.</summary>
    public Action<Instance> Build { get; set; } = _ => { };

    public void Reserve(int count)
    {
        _byName.EnsureCapacity(count);
        _instances.EnsureCapacity(count);
        _devices.EnsureCapacity(count);
    }

    public void Add(Instance instance)
    {
        if (_byName.TryAdd(instance.Name, instance))
        {
            _instances.Add(instance);
            return;
        }
        var earlier = _byName[instance.Name];
        bag.Error(Codes.DuplicateDevice, $"there are two elements '{instance.Name}'; the first stands at {Places.Short(earlier.Card.Name.At)}", instance.Card.Name.At, "rename one of them");
    }

    /// <summary>Adds a device of an element line; a line such as U adds several.</summary>
    public void Add(Device device, Instance instance)
    {
        if (_devices.Count == Most)
        {
            if (!_isFull) bag.Error(Codes.TooManyElements, $"the circuit has more than {Most} devices, those inside of U lines included", instance.Card.Name.At, "take fewer layers");
            _isFull = true;
            return;
        }
        _devices.Add(device);
        if (device.Name == instance.Name) instance.Device = device;
        else
        {
            instance.Device ??= device;
            _inner[device.Name] = device;
        }
    }

    /// <summary>Adds a device that belongs to no element line.</summary>
    public void AddInner(Device device) => _devices.Add(device);

    public void BuildAll()
    {
        foreach (var instance in _instances)
        {
            if (_isFull) return;
            Ensure(instance);
        }
    }

    /// <summary>The element line of a name written at a level: there, or by its full name, x1.r1 or X1:R1. Null when there is none.</summary>
    public Instance? Find(string name, Scope scope)
    {
        if (_byName.TryGetValue(scope.FullDevice(name), out var local)) return local;
        return _byName.GetValueOrDefault(name.ToLowerInvariant()) ?? (name.Contains(':') ? Find(name.Replace(':', '.'), scope) : null);
    }

    /// <summary>The element line of a full name. Null when there is none.</summary>
    public Instance? Find(string fullName) => _byName.GetValueOrDefault(fullName);

    /// <summary>The line whose expansion may hold the device or node of that full name: u1 for u1.r2.</summary>
    public Instance? Owner(string fullName)
    {
        for (int dot = fullName.LastIndexOf('.'); dot > 0; dot = fullName.LastIndexOf('.', dot - 1))
        {
            if (Find(fullName[..dot]) is { } owner) return owner;
        }
        return null;
    }

    /// <summary>The same for a name written at a level.</summary>
    public Instance? Owner(string name, Scope scope) => Owner(scope.FullDevice(name)) ?? Owner(name.ToLowerInvariant());

    /// <summary>A device that an element line added under a name of its own: u1.r2. Null when there is none.</summary>
    public Device? Inner(string name, Scope scope)
    {
        if (Owner(name, scope) is { } owner) Ensure(owner);
        return _inner.GetValueOrDefault(scope.FullDevice(name)) ?? _inner.GetValueOrDefault(name.ToLowerInvariant());
    }

    /// <summary>Builds an element unless that is done; false when its building is under way, that is, when it depends on itself.</summary>
    public bool Ensure(Instance instance)
    {
        if (instance.State == Instance.Progress.Building) return false;
        if (instance.State == Instance.Progress.Built) return true;
        instance.State = Instance.Progress.Building;
        _building.Add(instance);
        if (_building.Count <= DeepestChain) Build(instance);
        else bag.Error(Codes.DeviceCycle, $"elements depend on each other through more than {DeepestChain} steps: {string.Join(" -> ", _building.Take(3).Select(i => i.Name))} ...", instance.Card.Name.At, "put elements before those that name them");
        _building.RemoveAt(_building.Count - 1);
        instance.State = Instance.Progress.Built;
        return true;
    }

    /// <summary>f1 -> v1 -> f1: the elements under construction from that one on.</summary>
    public string Cycle(Instance instance) =>
        string.Join(" -> ", _building.SkipWhile(i => i != instance).Append(instance).Select(i => i.Name));
}
