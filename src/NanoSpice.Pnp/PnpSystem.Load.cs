using NanoSpice.Numerics;

namespace NanoSpice.Pnp;

/// <content>Residual and Jacobian.</content>
public sealed partial class PnpSystem
{
    public void Load(double t, ReadOnlySpan<double> x, double alpha, Span<double> f, Span<double> q, SparseMatrix<double>? jacobian)
    {
        State.Set(x);
        double[]? values = jacobian?.Values;
        if (values is not null) Array.Clear(values);
        f.Clear();
        q.Clear();
        LoadCells(alpha, f, q, values);
        LoadDrives();
        for (int ion = 0; ion < 2; ion++)
        {
            if (values is null) LoadFluxes(ion, f);
            else
                for (int e = 0; e < _grid.Edges.Length; e++) LoadFlux(e, ion, f, values);
        }
        LoadPoisson(f, values);
        LoadBath(f, values);
        LoadInflow(x, alpha, f, q, values);
        LoadElectrode(t, x, alpha, f, q, values);
    }

    private void LoadCells(double alpha, Span<double> f, Span<double> q, double[]? values)
    {
        double[] plus = State.C[0], minus = State.C[1];
        double v = State.Packing;
        for (int c = 0; c < _grid.Cells; c++)
        {
            double volume = _grid.Volume[c], a = plus[c], b = minus[c];
            f[3 * c] = -volume * (a - b);
            (q[3 * c + 1], q[3 * c + 2]) = (volume * a, volume * b);
            if (values is null) continue;
            int toPlus = _pattern.Diagonal[3 * c + 1], toMinus = _pattern.Diagonal[3 * c + 2];
            double cross = -v * a * b, ownPlus = a - v * a * a, ownMinus = b - v * b * b;
            values[toPlus] = -volume * (ownPlus - cross);
            values[toPlus + 1] = alpha * volume * ownPlus;
            values[toPlus + 2] = alpha * volume * cross;
            values[toMinus] = -volume * (cross - ownMinus);
            values[toMinus + 1] = alpha * volume * cross;
            values[toMinus + 2] = alpha * volume * ownMinus;
        }
    }

    /// <summary>Drive del of both ions over all faces, with B and B' of it.</summary>
    private void LoadDrives()
    {
        double[] phi = State.Phi, m = State.M, plus = _drive[0], minus = _drive[1];
        var edges = _grid.Edges;
        for (int e = 0; e < edges.Length; e++)
        {
            ref readonly var edge = ref edges[e];
            double field = phi[edge.Right] - phi[edge.Left], crowding = m[edge.Right] - m[edge.Left];
            plus[e] = crowding + field;
            minus[e] = crowding - field;
        }
        for (int ion = 0; ion < 2; ion++) Bernoulli.Evaluate(_drive[ion], _bernoulli[ion], _slope[ion]);
    }

    private void LoadPoisson(Span<double> f, double[]? values)
    {
        double[] phi = State.Phi;
        for (int e = 0; e < _grid.Edges.Length; e++)
        {
            ref readonly var edge = ref _grid.Edges[e];
            double g = _permittivity * edge.Conductance, flux = g * (phi[edge.Left] - phi[edge.Right]);
            f[3 * edge.Left] += flux;
            f[3 * edge.Right] -= flux;
            if (values is null) continue;
            values[_pattern.Diagonal[3 * edge.Left]] += g;
            values[_pattern.Diagonal[3 * edge.Right]] += g;
            values[_pattern.Forth[3 * e]] = -g;
            values[_pattern.Back[3 * e]] = -g;
        }
    }

    private void LoadFluxes(int ion, Span<double> f)
    {
        double[] c = State.C[ion], drive = _drive[ion], bernoulli = _bernoulli[ion];
        double d = _diffusivity[ion];
        for (int e = 0; e < _grid.Edges.Length; e++)
        {
            ref readonly var edge = ref _grid.Edges[e];
            double b = bernoulli[e], flux = d * edge.Conductance * (b * c[edge.Left] - (b + drive[e]) * c[edge.Right]);
            f[3 * edge.Left + 1 + ion] += flux;
            f[3 * edge.Right + 1 + ion] -= flux;
        }
    }

    /// <summary>Flux and its derivatives to (phi, w+, w-) on both sides, by dc/dw and dm/dw of IonState.</summary>
    private void LoadFlux(int e, int ion, Span<double> f, double[] values)
    {
        var s = State;
        ref readonly var edge = ref _grid.Edges[e];
        int left = edge.Left, right = edge.Right, row = 1 + ion;
        double[] c = s.C[ion], other = s.C[1 - ion];
        double v = s.Packing, z = 1 - 2 * ion;
        var j = IonFlux.WithSlopes(_diffusivity[ion] * edge.Conductance, _drive[ion][e], _bernoulli[ion][e], _slope[ion][e], c[left], c[right]);
        f[3 * left + row] += j.Flux;
        f[3 * right + row] -= j.Flux;

        double field = z * j.ToDrive;                                                             // to phi: +field right, -field left
        double leftOwn = j.ToLeft * (c[left] - v * c[left] * c[left]) - j.ToDrive * v * c[left];
        double leftOther = (-j.ToLeft * c[left] - j.ToDrive) * v * other[left];
        double rightOwn = j.ToRight * (c[right] - v * c[right] * c[right]) + j.ToDrive * v * c[right];
        double rightOther = (-j.ToRight * c[right] + j.ToDrive) * v * other[right];

        int own = 1 + ion, cross = 2 - ion, d = 3 * left;
        int[] diagonal = _pattern.Diagonal, forth = _pattern.Forth, back = _pattern.Back;
        values[diagonal[d] + row] -= field;
        values[diagonal[d + own] + row] += leftOwn;
        values[diagonal[d + cross] + row] += leftOther;
        d = 3 * right;
        values[diagonal[d] + row] -= field;
        values[diagonal[d + own] + row] -= rightOwn;
        values[diagonal[d + cross] + row] -= rightOther;
        values[forth[3 * e] + row] = field;
        values[forth[3 * e + own] + ion] = rightOwn;
        values[forth[3 * e + cross] + ion] = rightOther;
        values[back[3 * e] + row] = field;
        values[back[3 * e + own] + ion] = -leftOwn;
        values[back[3 * e + cross] + ion] = -leftOther;
    }

    private void LoadBath(Span<double> f, double[]? values)
    {
        var s = State;
        double v = s.Packing;
        for (int e = 0; e < _grid.Bath.Length; e++)
        {
            ref readonly var face = ref _grid.Bath[e];
            int cell = face.Right, d = 3 * cell;
            double g = _permittivity * face.Conductance;
            f[d] += g * s.Phi[cell];
            if (values is not null) values[_pattern.Diagonal[d]] += g;
            for (int ion = 0; ion < 2; ion++)
            {
                double[] c = s.C[ion], other = s.C[1 - ion];
                var j = IonFlux.WithSlopes(_diffusivity[ion] * face.Conductance, Drive(face, ion), 1, c[cell]);
                f[d + 1 + ion] -= j.Flux;
                f[Inflow + ion] -= j.Flux;
                if (values is null) continue;
                double toPhi = (1 - 2 * ion) * j.ToDrive, toOwn = j.ToRight * (c[cell] - v * c[cell] * c[cell]) + j.ToDrive * v * c[cell];
                double toOther = (-j.ToRight * c[cell] + j.ToDrive) * v * other[cell];
                int own = 1 + ion, cross = 2 - ion, slot = 6 * e + 3 * ion;
                values[_pattern.Diagonal[d] + own] -= toPhi;
                values[_pattern.Diagonal[d + own] + own] -= toOwn;
                values[_pattern.Diagonal[d + cross] + own] -= toOther;
                if (Static) continue;
                values[_pattern.BathSlots[slot]] = -toPhi;
                values[_pattern.BathSlots[slot + own]] = -toOwn;
                values[_pattern.BathSlots[slot + cross]] = -toOther;
            }
        }
    }

    private void LoadInflow(ReadOnlySpan<double> x, double alpha, Span<double> f, Span<double> q, double[]? values)
    {
        for (int ion = 0; ion < 2; ion++)
        {
            if (Static) f[Inflow + ion] = x[Inflow + ion];
            else q[Inflow + ion] = x[Inflow + ion];
            if (values is not null) values[_pattern.InflowSlots[ion]] = Static ? 1 : alpha;
        }
    }

    private void LoadElectrode(double t, ReadOnlySpan<double> x, double alpha, Span<double> f, Span<double> q, double[]? values)
    {
        double potential = Potential(t, x);
        int walls = _grid.Walls.Length, unknown = Inflow + 2;
        for (int k = 0; k < walls; k++)
        {
            var wall = _grid.Walls[k];
            double g = _permittivity * wall.Conductance;
            f[3 * wall.Cell] += g * (x[3 * wall.Cell] - potential);
            if (values is null) continue;
            values[_pattern.Diagonal[3 * wall.Cell]] += g;
            if (_current is null) continue;
            values[_pattern.DriveSlots[k]] -= g;
            if (Static) continue;
            values[_pattern.DriveSlots[walls + k]] -= alpha * g;
            values[_pattern.DriveSlots[2 * walls]] += alpha * g;
        }
        if (_current is null) return;
        if (Static)
        {
            f[unknown] = potential - StartPotential;
            if (values is not null) values[_pattern.DriveSlots[2 * walls]] = 1;
            return;
        }
        f[unknown] = -_current.Current;
        q[unknown] = ElectrodeCharge(potential, x);
    }
}
