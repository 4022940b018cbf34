using NanoSpice.Numerics;

namespace NanoSpice.Pnp;

/// <summary>The mPNP equations on a grid as f(x, t) + dq/dt = 0, in the units of Scales. [KBA]</summary>
/// <remarks>
///   (1)  d/dt (V c+-) + sum over faces J+- = 0      J of IonFlux, outwards
///   (2)  sum over faces eps g (phi - phi_neighbour) - V (c+ - c-) = 0
///   (3)  d/dt n+- - sum over the bath's faces J+- = 0      n: ions that came in
///   (4)  d/dt Q - I = 0,  Q = sum over walls eps g (phi_m - phi)      only where the current is given and phi_m is unknown
///   Walls: no ions pass, phi_m lies behind half a cell and the Stern layer. Bath at x = 0: phi = 0, c = 1.
/// </remarks>
public sealed partial class PnpSystem : IDaeSystem, IDaeEvents
{
    private readonly PnpGrid _grid;
    private readonly PnpPattern _pattern;
    private readonly VoltageProgram? _voltage;
    private readonly CurrentProgram? _current;
    private readonly double _permittivity;
    private readonly double[] _diffusivity, _tolerance;
    private readonly int[] _conserved;
    private readonly double[][] _drive, _bernoulli, _slope;         // of every edge, for cation and anion

    /// <param name="diffusivities">of cation and anion, in units of Scales.Diffusivity</param>
    /// <param name="relative">relative tolerance, also the absolute one of the unknowns, which are of order one</param>
    /// <param name="voltage">given potential over time; null with a given current</param>
    public PnpSystem(PnpGrid grid, Scales scales, double[] diffusivities, double relative, VoltageProgram? voltage, CurrentProgram? current)
    {
        (_grid, _permittivity, _diffusivity, _voltage, _current) = (grid, scales.Permittivity, diffusivities, voltage, current);
        _pattern = new PnpPattern(grid, freePotential: current is not null);
        State = new IonState(grid.Cells, scales.Packing);
        int edges = grid.Edges.Length;
        (_drive, _bernoulli, _slope) = ([new double[edges], new double[edges]], [new double[edges], new double[edges]], [new double[edges], new double[edges]]);
        _tolerance = new double[Size];
        Array.Fill(_tolerance, relative);
        // What came in is counted, not controlled: its error is that of the fluxes.
        (_tolerance[Inflow], _tolerance[Inflow + 1]) = (relative * grid.Volume.Sum(), relative * grid.Volume.Sum());
        _conserved = [.. Enumerable.Range(0, Inflow + 2).Where(i => i >= Inflow || i % 3 != 0)];
    }

    public int Size => _pattern.Size;

    public SparsePattern Pattern => _pattern.Pattern;

    public ReadOnlySpan<double> AbsoluteTolerance => _tolerance;

    public ReadOnlySpan<int> Conserved => _conserved;

    public PnpGrid Grid => _grid;

    /// <summary>Concentrations and potentials of the last Load.</summary>
    public IonState State { get; }

    /// <summary>Seeks the equilibrium at StartPotential: nothing has come in, charge does not count.</summary>
    public bool Static { get; set; }

    /// <summary>Potential of the electrode in equilibrium [kT/e], for Static.</summary>
    public double StartPotential { get; set; }

    /// <summary>Number of the unknown that counts the cations that came in; the anions follow.</summary>
    public int Inflow => 3 * _grid.Cells;

    public int EventCount => _current is null ? 0 : 1;

    /// <summary>Interval after which a run at given current starts its integrator anew: about one half cycle.</summary>
    public double RestartInterval { get; set; } = double.PositiveInfinity;

    public double NextBreakpoint(double t) => _voltage?.NextStop(t) ?? t + RestartInterval;

    public void Events(double t, ReadOnlySpan<double> x, Span<double> values)
    {
        if (_current is not null) values[0] = _current.Ahead(x[Inflow + 2]);
    }

    public void Cross(double t, ReadOnlySpan<double> x, int k) => _current!.HalfCycles++;

    /// <summary>Potential of the electrode [kT/e].</summary>
    public double Potential(double t, ReadOnlySpan<double> x) => _current is not null ? x[Inflow + 2] : Static ? StartPotential : _voltage!.At(t);

    /// <summary>Charge of the electrode, by the field at its walls.</summary>
    public double ElectrodeCharge(double potential, ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (var wall in _grid.Walls) sum += wall.Conductance * (potential - x[3 * wall.Cell]);
        return _permittivity * sum;
    }

    /// <summary>Charge that the field at x = 0 ends on in the bath.</summary>
    public double BathCharge(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (var face in _grid.Bath) sum -= face.Conductance * x[3 * face.Right];
        return _permittivity * sum;
    }

    /// <summary>Flux of an ion (0 cation, 1 anion) over a face, from left to right, in the state of the last Load.</summary>
    public double Flux(in GridEdge edge, int ion)
    {
        var s = State;
        return IonFlux.Value(_diffusivity[ion] * edge.Conductance, Drive(edge, ion), s.C[ion][edge.Left], s.C[ion][edge.Right]);
    }

    /// <summary>Parts of that flux.</summary>
    public FluxParts FluxParts(in GridEdge edge, int ion)
    {
        var s = State;
        double field = (1 - 2 * ion) * (s.Phi[edge.Right] - s.Phi[edge.Left]), crowding = s.M[edge.Right] - s.M[edge.Left];
        return IonFlux.Parts(_diffusivity[ion] * edge.Conductance, field, crowding, s.C[ion][edge.Left], s.C[ion][edge.Right]);
    }

    private double Drive(in GridEdge edge, int ion)
    {
        var s = State;
        return (1 - 2 * ion) * (s.Phi[edge.Right] - s.Phi[edge.Left]) + (s.M[edge.Right] - s.M[edge.Left]);
    }
}
