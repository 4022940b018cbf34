using NanoSpice.Numerics;

namespace NanoSpice.Engine;

/// <summary>What an unknown is called and measured in.</summary>
/// <param name="Name">node name, or the device whose branch current it is</param>
public sealed record UnknownInfo(string Name, UnknownKind Kind)
{
    /// <summary>v(out) or i(v1).</summary>
    public string Vector => Kind == UnknownKind.Voltage ? $"v({Name})" : $"i({Name})";

    public string Unit => Kind == UnknownKind.Voltage ? "V" : "A";
}

/// <summary>Devices and unknowns as f(x, t) + dq/dt = 0.</summary>
public sealed class Circuit : IDaeSystem
{
    private readonly Device[] _devices;
    private readonly double[] _absoluteTolerance, _flow, _charge;
    private readonly int[] _diagonal;

    public Circuit(IReadOnlyList<Device> devices, IReadOnlyList<UnknownInfo> unknowns, int memories, IReadOnlyList<double> states, SimulationOptions options)
    {
        (_devices, Unknowns, Options) = ([.. devices], unknowns, options);
        Equations = new Equations(unknowns.Count, memories, states) { Gmin = options.Gmin };
        _absoluteTolerance = [.. unknowns.Select(u => u.Kind == UnknownKind.Voltage ? options.VoltageTolerance : options.CurrentTolerance)];
        Equations.BeginRehearsal();
        foreach (var d in _devices) d.Load(Equations);
        Pattern = Equations.EndRehearsal(out _diagonal);
        _flow = new double[Pattern.Count + 1];
        _charge = new double[Pattern.Count + 1];
    }

    public IReadOnlyList<Device> Devices => _devices;

    public IReadOnlyList<UnknownInfo> Unknowns { get; }

    public SimulationOptions Options { get; }

    public Equations Equations { get; }

    public int Size => Unknowns.Count;

    public SparsePattern Pattern { get; }

    public ReadOnlySpan<double> AbsoluteTolerance => _absoluteTolerance;

    /// <summary>Extra conductance from every node to ground [S] while gmin stepping.</summary>
    public double DiagonalGmin { get; set; }

    public void Load(double t, ReadOnlySpan<double> x, double alpha, Span<double> f, Span<double> q, SparseMatrix<double>? jacobian)
    {
        var eq = Equations;
        eq.SetPoint(t, x);
        if (jacobian is not null) Array.Clear(_flow);
        eq.Begin(jacobian is null ? null : _flow, _flow, alpha);
        foreach (var d in _devices) d.Load(eq);
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
        Equations.SetPoint(0, x);
        Equations.Begin(null, null, 0);
        foreach (var d in _devices) d.LoadInitial(Equations);
        Equations.Q.CopyTo(q);
    }

    /// <summary>v(out) or i(v1), for messages.</summary>
    public string Describe(int unknown) => Unknowns[unknown].Vector;

    private void AddShunts(ReadOnlySpan<double> x, Span<double> f, bool derivatives)
    {
        double g = DiagonalGmin + Options.ShuntConductance;
        if (g == 0) return;
        for (int i = 0; i < Size; i++)
        {
            if (Unknowns[i].Kind != UnknownKind.Voltage) continue;
            if (f.Length > 0) f[i] += g * x[i];
            if (derivatives) _flow[_diagonal[i]] += g;
        }
    }
}
