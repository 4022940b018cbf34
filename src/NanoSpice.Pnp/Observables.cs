namespace NanoSpice.Pnp;

/// <summary>What is reported of a state: slits, currents through planes, charges; in SI units.</summary>
public sealed class Observables
{
    private readonly PnpLayout _layout;
    private readonly PnpSystem _system;
    private readonly Scales _scales;
    private readonly GridEdge[][] _openings;
    private readonly GridEdge[] _outside;
    private readonly double[] _psi;

    public Observables(PnpLayout layout, PnpSystem system, Scales scales)
    {
        (_layout, _system, _scales) = (layout, system, scales);
        _openings = [.. layout.Openings.Select(Plane)];
        _outside = Plane(layout.OutsideFace);
        _psi = new double[layout.Grid.Cells];
    }

    /// <summary>The row of a state x with time derivative slope.</summary>
    /// <param name="time">[s]</param>
    /// <param name="t">the same in units of the solver</param>
    /// <param name="current">total current into the electrode in units of the solver</param>
    public PnpRow Row(double time, double t, ReadOnlySpan<double> x, double current)
    {
        _system.State.Set(x);
        for (int c = 0; c < _psi.Length; c++) _psi[c] = _system.State.Psi(c);
        double potential = _system.Potential(t, x);
        return new(time, potential * _scales.Potential, current * _scales.Current, _system.ElectrodeCharge(potential, x) * _scales.Charge, Through(_outside), Slits());
    }

    /// <summary>Ionic current through the plane of a face along x, outwards.</summary>
    public CurrentParts Through(int face) => Through(Plane(face));

    /// <summary>Fields of the state of the last Row.</summary>
    public PnpField Field(double time, double potential)
    {
        var grid = _layout.Grid;
        double[] Blank()
        {
            double[] v = new double[grid.Columns * grid.Rows];
            Array.Fill(v, double.NaN);
            return v;
        }
        double[] phi = Blank(), plus = Blank(), minus = Blank(), psi = Blank(), alongX = Blank(), alongY = Blank();
        var s = _system.State;
        for (int c = 0; c < grid.Cells; c++)
        {
            int p = grid.Place[c];
            (phi[p], psi[p]) = (s.Phi[c] * _scales.Potential, _psi[c] * _scales.Potential);
            (plus[p], minus[p]) = (s.C[0][c] * _scales.Concentration, s.C[1][c] * _scales.Concentration);
            (alongX[p], alongY[p]) = (0, 0);
        }
        foreach (var edge in grid.Edges) Share(edge, alongX, alongY);
        foreach (var face in grid.Bath) Share(face, alongX, alongY);
        return new(time, potential, [.. grid.XFaces.Select(v => v * Scales.Length)], [.. grid.YFaces.Select(v => v * Scales.Length)], phi, plus, minus, psi, alongX, alongY);
    }

    /// <summary>Half of the current density of a face goes to the cell on each side.</summary>
    private void Share(in GridEdge edge, double[] alongX, double[] alongY)
    {
        var grid = _layout.Grid;
        double current = (_system.Flux(edge, 0) - _system.Flux(edge, 1)) * _scales.CurrentDensity;
        foreach (int cell in (int[])[edge.Left, edge.Right])
        {
            if (cell >= grid.Cells) continue;
            int p = grid.Place[cell], i = p / grid.Rows, j = p % grid.Rows;
            if (edge.AlongX) alongX[p] += 0.5 * current / (grid.YFaces[j + 1] - grid.YFaces[j]);
            else alongY[p] += 0.5 * current / (grid.XFaces[i + 1] - grid.XFaces[i]);
        }
    }

    private GridEdge[] Plane(int face) => face == 0 ? _layout.Grid.Bath : [.. _layout.Grid.Edges.Where(e => e.AlongX && e.Face == face)];

    private CurrentParts Through(GridEdge[] plane)
    {
        double migration = 0, diffusion = 0, steric = 0;
        foreach (var edge in plane)
            for (int ion = 0; ion < 2; ion++)
            {
                var parts = _system.FluxParts(edge, ion);
                double sign = ion == 0 ? -1 : 1;              // a cation moving inwards is current inwards
                migration += sign * parts.Migration;
                diffusion += sign * parts.Diffusion;
                steric += sign * parts.Steric;
            }
        return new(migration * _scales.Current, diffusion * _scales.Current, steric * _scales.Current);
    }

    private SlitState[] Slits()
    {
        int n = _layout.Slits;
        double[] charge = new double[n + 1], ions = new double[n + 1], phi = new double[n + 1], psi = new double[n + 1];
        var s = _system.State;
        double weight = 0;
        for (int c = 0; c < _psi.Length; c++)
        {
            double volume = _layout.Grid.Volume[c], net = s.C[0][c] - s.C[1][c];
            int slit = _layout.Region[c];
            charge[slit] -= volume * net;
            ions[slit] += volume * (s.C[0][c] + s.C[1][c]);
            if (slit > 0) continue;
            // By |charge|: where both signs are present their difference may be 0, their mean place is not lost.
            weight += volume * Math.Abs(net);
            phi[0] += volume * Math.Abs(net) * s.Phi[c];
            psi[0] += volume * Math.Abs(net) * _psi[c];
        }
        (phi[0], psi[0]) = weight > 0 ? (phi[0] / weight, psi[0] / weight) : (0, 0);
        for (int i = 1; i <= n; i++) (phi[i], psi[i]) = (_layout.Middles[i - 1].Value(s.Phi), _layout.Middles[i - 1].Value(_psi));
        var slits = new SlitState[n + 1];
        for (int i = 0; i <= n; i++)
        {
            var parts = i < n ? Through(_openings[i]) : default;
            double stepPhi = i < n ? phi[i + 1] - phi[i] : 0, stepPsi = i < n ? psi[i + 1] - psi[i] : 0;
            slits[i] = new(stepPhi * _scales.Potential, parts.Total, charge[i] * _scales.Charge, phi[i] * _scales.Potential,
                stepPsi * _scales.Potential, psi[i] * _scales.Potential, ions[i] * _scales.Charge, parts.Migration, parts.Diffusion, parts.Steric);
        }
        return slits;
    }
}
