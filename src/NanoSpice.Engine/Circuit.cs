using NanoSpice.Numerics;

namespace NanoSpice.Engine;

/// <summary>What an unknown is called and measured in.</summary>
/// <param name="Name">node name, or the device whose branch current it is</param>
public sealed record UnknownInfo(string Name, UnknownKind Kind)
{
    /// <summary>v(out) or i(v1).</summary>
    public string Vector => Kind switch { UnknownKind.Voltage => $"v({Name})", UnknownKind.Current => $"i({Name})", _ => $"rate({Name})" };

    public string Unit => Kind == UnknownKind.Voltage ? "V" : "A";
}

/// <summary>Devices and unknowns as f(x, t) + dq/dt = 0.</summary>
public sealed class Circuit : IDaeSystem, IDaeEvents, IGuided
{
    /// <summary>As SPICE3 holds .nodeset and .ic nodes [S].</summary>
    private const double ClampConductance = 1e10;

    private readonly Device[] _devices;
    private readonly double[] _absoluteTolerance, _flow, _charge, _anchor, _memory;
    private readonly int[] _diagonal;
    private readonly Device[] _switching, _timed, _warning;
    private readonly (Device Device, int First)[] _events;
    private readonly CircuitPast _past;

    /// <param name="symbolic">analyses of patterns, shared with other circuits of the run; null: its own</param>
    public Circuit(
        IReadOnlyList<Device> devices, IReadOnlyList<UnknownInfo> unknowns, int memories, IReadOnlyList<double> states, SimulationOptions options, SymbolicStore? symbolic = null)
    {
        (_devices, Unknowns, Options, Symbolic) = ([.. devices], unknowns, options, symbolic ?? new SymbolicStore());
        Equations = new Equations(unknowns.Count, memories, states) { Gmin = options.Gmin };
        _past = new CircuitPast(_devices, unknowns.Count, options);
        Equations.Past = _past.Signals;
        _absoluteTolerance = [.. unknowns.Select(u => u.Kind switch { UnknownKind.Voltage => options.VoltageTolerance, UnknownKind.Current => options.CurrentTolerance, _ => double.PositiveInfinity })];
        Equations.BeginRehearsal();
        foreach (var d in _devices) d.Load(Equations);
        Pattern = Symbolic.Share(Equations.EndRehearsal(out _diagonal));
        _flow = new double[Pattern.Count + 1];
        _charge = new double[Pattern.Count + 1];
        _anchor = new double[unknowns.Count];
        _memory = new double[memories];
        _switching = [.. _devices.Where(d => d.EventCount > 0)];
        _timed = [.. _devices.Where(d => d.NextBreakpoint(0) < double.PositiveInfinity || d.StepLimit < double.PositiveInfinity)];
        _warning = [.. _devices.Where(d => d.MayWarn)];
        _events = new (Device, int)[_switching.Length];
        foreach (int k in Enumerable.Range(0, _switching.Length))
        {
            _events[k] = (_switching[k], EventCount);
            EventCount += _switching[k].EventCount;
        }
    }

    public IReadOnlyList<Device> Devices => _devices;

    public IReadOnlyList<UnknownInfo> Unknowns { get; }

    public SimulationOptions Options { get; }

    public Equations Equations { get; }

    public int Size => Unknowns.Count;

    public SparsePattern Pattern { get; }

    /// <summary>Where the analyses of the pattern are kept.</summary>
    public SymbolicStore Symbolic { get; }

    public ReadOnlySpan<double> AbsoluteTolerance => _absoluteTolerance;

    public int EventCount { get; }

    /// <summary>True when the last Load evaluated some junction away from x.</summary>
    public bool Limited => Equations.Limited;

    /// <summary>Extra conductance from every node to Anchor, or to ground without one [S]; for gmin stepping and pseudo-transient.</summary>
    public double DiagonalGmin { get; set; }

    /// <summary>Voltages that DiagonalGmin pulls to [V]; null: ground.</summary>
    public double[]? Anchor { get; set; }

    public void KeepLimits() => Equations.Memory.CopyTo(_memory, 0);

    public void RestoreLimits() => _memory.CopyTo(Equations.Memory, 0);

    public void Pull(ReadOnlySpan<double> anchor, double conductance)
    {
        if (conductance != 0) anchor.CopyTo(_anchor);
        (DiagonalGmin, Anchor) = (conductance, conductance != 0 ? _anchor : null);
    }

    /// <summary>Nodes held at a voltage by a strong conductance during an operating point (.ic, .nodeset).</summary>
    public IReadOnlyList<(Unknown Node, double Value)> Clamps { get; set; } = [];

    /// <summary>Largest step that cannot skip a feature of any device [s].</summary>
    public double StepLimit => _timed.Length == 0 ? double.PositiveInfinity : _timed.Min(d => d.StepLimit);

    public void Load(double t, ReadOnlySpan<double> x, double alpha, Span<double> f, Span<double> q, SparseMatrix<double>? jacobian)
    {
        var eq = Equations;
        eq.SetPoint(t, x);
        if (jacobian is not null) Array.Clear(_flow);
        eq.Begin(jacobian is null ? null : _flow, _flow, alpha);
        eq.CountExcuses();
        foreach (var d in _devices) d.Load(eq);
        eq.IsFirstEvaluation = false;
        eq.CheckReplay();
        eq.F.CopyTo(f);
        eq.Q.CopyTo(q);
        AddShunts(x, f, jacobian is not null);
        if (jacobian is not null) _flow.AsSpan(0, Pattern.Count).CopyTo(jacobian.Values);
    }

    /// <summary>Both parts of the Jacobian at x: conductances df/dx and capacitances dq/dx.</summary>
    public void LoadSmallSignal(double t, ReadOnlySpan<double> x, SparseMatrix<double> conductance, SparseMatrix<double> capacitance)
    {
        var eq = Equations;
        eq.SetPoint(t, x);
        Array.Clear(_flow);
        Array.Clear(_charge);
        eq.Begin(_flow, _charge, 1);
        foreach (var d in _devices) d.Load(eq);
        Span<double> f = stackalloc double[0];
        AddShunts(x, f, true);
        _flow.AsSpan(0, Pattern.Count).CopyTo(conductance.Values);
        _charge.AsSpan(0, Pattern.Count).CopyTo(capacitance.Values);
    }

    /// <summary>Charges with ic= values in place of x.</summary>
    public void LoadInitialCharges(ReadOnlySpan<double> x, Span<double> q)
    {
        _past.StartFromInitial();
        Equations.SetPoint(0, x);
        Equations.Begin(null, null, 0);
        foreach (var d in _devices) d.LoadInitial(Equations);
        Equations.Q.CopyTo(q);
    }

    /// <summary>v(out) or i(v1), for messages.</summary>
    public string Describe(int unknown) => Unknowns[unknown].Vector;

    public double NextBreakpoint(double t)
    {
        double next = _past.NextBreakpoint(t);
        foreach (var d in _timed) next = Math.Min(next, d.NextBreakpoint(t));
        return next;
    }

    public void Events(double t, ReadOnlySpan<double> x, Span<double> values)
    {
        Equations.SetPoint(t, x);
        foreach (var (device, first) in _events) device.Events(Equations, values.Slice(first, device.EventCount));
    }

    public void Cross(double t, ReadOnlySpan<double> x, int k)
    {
        Equations.SetPoint(t, x);
        int at = _events.Length - 1;
        while (_events[at].First > k) at--;
        _events[at].Device.Cross(Equations, k - _events[at].First);
    }

    public void Begin(double t, ReadOnlySpan<double> x) => _past.Begin(t, x);

    public void Started(double t, IDaeStepper stepper)
    {
        if (!_past.IsEmpty) _past.Started(t, stepper);
    }

    public void Advanced(double from, double to, IDaeStepper stepper)
    {
        if (!_past.IsEmpty) _past.Advanced(from, to, stepper);
    }

    /// <summary>Brings switches in line with a static solution; the first that changed, or null.</summary>
    /// <param name="oneOnly">the others wait: switches that turn each other over may settle one after the other</param>
    public Device? Settle(ReadOnlySpan<double> x, bool oneOnly = false)
    {
        Equations.SetPoint(Equations.Time, x);
        Device? changed = null;
        foreach (var d in _switching)
        {
            if (!d.Settle(Equations)) continue;
            changed ??= d;
            if (oneOnly) break;
        }
        return changed;
    }

    /// <summary>Asks the devices for warnings at an accepted point.</summary>
    public void CollectWarnings(double t, ReadOnlySpan<double> x, Action<string> warn)
    {
        if (_warning.Length == 0) return;
        Equations.SetPoint(t, x);
        foreach (var d in _warning)
            if (d.WarnAfter(Equations) is { } message) warn(message);
    }

    private void AddShunts(ReadOnlySpan<double> x, Span<double> f, bool derivatives)
    {
        double g = DiagonalGmin + Options.ShuntConductance;
        if (g != 0)
            for (int i = 0; i < Size; i++)
            {
                if (Unknowns[i].Kind != UnknownKind.Voltage) continue;
                if (f.Length > 0) f[i] += g * x[i] - DiagonalGmin * (Anchor?[i] ?? 0);
                if (derivatives) _flow[_diagonal[i]] += g;
            }
        foreach (var (node, value) in Clamps)
        {
            if (node.IsGround) continue;
            if (f.Length > 0) f[node.Index] += ClampConductance * (x[node.Index] - value);
            if (derivatives) _flow[_diagonal[node.Index]] += ClampConductance;
        }
    }
}
