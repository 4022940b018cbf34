namespace NanoSpice.Pnp;

/// <summary>Largest violations over a run of what the equations conserve.</summary>
internal sealed class ConservationWatch(PnpLayout layout, PnpSystem system)
{
    /// <summary>Currents and charges below it are rounding [units of Scales]: nothing flowed, and nothing is relative to it.</summary>
    private const double Nothing = 1e-6;

    private readonly double[] _start = new double[2], _ions = new double[2], _rate = new double[layout.Slits + 1], _through = new double[layout.Slits + 2];
    private double _largestCurrent, _chargeGap, _largestCharge, _gaussGap;

    public double[] Defects { get; } = new double[2];

    public double ChargeDefect => _chargeGap / Math.Max(_largestCurrent, Nothing);

    public double GaussDefect => _gaussGap / Math.Max(_largestCharge, Nothing);

    public double LargestPacking { get; private set; }

    /// <summary>[c0]</summary>
    public double LeastConcentration { get; private set; } = double.PositiveInfinity;

    /// <summary>State of the watch, for a checkpoint.</summary>
    public double[] Save() =>
        [_start[0], _start[1], Defects[0], Defects[1], _largestCurrent, _chargeGap, _largestCharge, _gaussGap, LargestPacking, LeastConcentration];

    public void Restore(double[] s)
    {
        (_start[0], _start[1], Defects[0], Defects[1]) = (s[0], s[1], s[2], s[3]);
        (_largestCurrent, _chargeGap, _largestCharge, _gaussGap, LargestPacking, LeastConcentration) = (s[4], s[5], s[6], s[7], s[8], s[9]);
    }

    public void Begin(ReadOnlySpan<double> x)
    {
        system.State.Set(x);
        Count();
        (_start[0], _start[1]) = (_ions[0], _ions[1]);
    }

    /// <summary>Looks at an accepted point; the system's last Load was at x.</summary>
    /// <param name="q">charges the integrator goes on with: of these dq/dt = -f</param>
    /// <param name="f">residual f(x)</param>
    public void Check(double t, ReadOnlySpan<double> x, ReadOnlySpan<double> q, ReadOnlySpan<double> f)
    {
        Count();
        for (int ion = 0; ion < 2; ion++)
            Defects[ion] = Math.Max(Defects[ion], Math.Abs(_ions[ion] - _start[ion] - q[system.Inflow + ion]) / _start[ion]);
        CheckSlits(f);
        double potential = system.Potential(t, x), electrode = system.ElectrodeCharge(potential, x);
        _gaussGap = Math.Max(_gaussGap, Math.Abs(electrode + _ions[0] - _ions[1] + system.BathCharge(x)));
        _largestCharge = Math.Max(_largestCharge, Math.Abs(electrode));
    }

    private void CheckSlits(ReadOnlySpan<double> f)
    {
        Array.Clear(_rate);
        Array.Clear(_through);
        for (int c = 0; c < layout.Grid.Cells; c++) _rate[layout.Region[c]] += f[3 * c + 1] - f[3 * c + 2];        // dQ/dt = -d(c+ - c-)/dt
        foreach (var face in layout.Grid.Bath) _through[0] += system.Flux(face, 1) - system.Flux(face, 0);
        for (int i = 0; i < layout.Slits; i++)
            foreach (var edge in layout.Openings[i] == 0 ? layout.Grid.Bath : layout.Grid.Edges)
                if (edge.AlongX && edge.Face == layout.Openings[i]) _through[i + 1] += system.Flux(edge, 1) - system.Flux(edge, 0);
        for (int i = 0; i < _rate.Length; i++)
        {
            double next = i + 1 < _through.Length - (layout.Slits == 0 ? 1 : 0) ? _through[i + 1] : 0;
            _chargeGap = Math.Max(_chargeGap, Math.Abs(_rate[i] - (_through[i] - next)));
            _largestCurrent = Math.Max(_largestCurrent, Math.Abs(_through[i]));
        }
    }

    private void Count()
    {
        Array.Clear(_ions);
        double[] plus = system.State.C[0], minus = system.State.C[1];
        double packing = 0, least = LeastConcentration;
        for (int c = 0; c < layout.Grid.Cells; c++)
        {
            _ions[0] += layout.Grid.Volume[c] * plus[c];
            _ions[1] += layout.Grid.Volume[c] * minus[c];
            packing = Math.Max(packing, plus[c] + minus[c]);
            least = Math.Min(least, Math.Min(plus[c], minus[c]));
        }
        LargestPacking = Math.Max(LargestPacking, system.State.Packing * packing);
        LeastConcentration = least;
    }
}
