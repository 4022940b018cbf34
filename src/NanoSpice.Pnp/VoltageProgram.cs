namespace NanoSpice.Pnp;

/// <summary>Potential of the electrode over time: straight pieces, with a jump where two points have one time.</summary>
/// <remarks>At a jump the value is the one before it: a step that lands there belongs to the piece it ends.</remarks>
public sealed class VoltageProgram
{
    private readonly double[] _times, _values;

    /// <param name="points">times rise from 0; two equal times are a jump</param>
    public VoltageProgram(IEnumerable<(double Time, double Value)> points)
    {
        var list = points.ToArray();
        (_times, _values) = ([.. list.Select(p => p.Time)], [.. list.Select(p => p.Value)]);
        Stops = [.. _times.Distinct()];
    }

    /// <summary>Where the pieces end, the start included.</summary>
    public double[] Stops { get; }

    public double End => _times[^1];

    /// <summary>Points of the programs that give the potential [s], [V]. A constant-current program has none.</summary>
    public static VoltageProgram From(PnpSettings s)
    {
        var points = new List<(double Time, double Value)>();
        switch (s.Program)
        {
            case PnpProgram.Table:
                points.AddRange(s.Table);
                if (points[0].Time > 0) points.Insert(0, (0, points[0].Value));
                break;
            case PnpProgram.Step:
                points.Add((0, s.Start));
                for (int k = 0; k < 2 * s.Cycles; k++)
                {
                    double level = k % 2 == 0 ? s.HighPotential : s.LowPotential;
                    points.Add((k * s.Hold, level));
                    points.Add(((k + 1) * s.Hold, level));
                }
                break;
            default:
                Cyclic(s, points);
                break;
        }
        return new(points);
    }

    /// <summary>The same program in other units of time and potential.</summary>
    public VoltageProgram In(double time, double potential) => new(_times.Zip(_values, (t, v) => (t / time, v / potential)));

    public double At(double t)
    {
        int k = Piece(t);
        if (k < 0) return _values[0];
        if (k + 1 >= _times.Length) return _values[^1];
        return _values[k] + (_values[k + 1] - _values[k]) * ((t - _times[k]) / (_times[k + 1] - _times[k]));
    }

    /// <summary>Slope of the piece that ends at or holds t; 0 before the start and after the end.</summary>
    public double Slope(double t)
    {
        int k = Piece(t);
        return k < 0 || k + 1 >= _times.Length ? 0 : (_values[k + 1] - _values[k]) / (_times[k + 1] - _times[k]);
    }

    public double NextStop(double t)
    {
        foreach (double stop in Stops)
            if (stop > t) return stop;
        return double.PositiveInfinity;
    }

    /// <summary>From the start up to the upper vertex, down, and so on; a start between the vertices is where each cycle ends.</summary>
    private static void Cyclic(PnpSettings s, List<(double Time, double Value)> points)
    {
        double t = 0, span = s.HighPotential - s.LowPotential, rest = (s.Start - s.LowPotential) / span * s.RampTime;
        points.Add((0, s.Start));
        for (int k = 0; k < s.Cycles; k++)
        {
            points.Add((t + s.RampTime - rest, s.HighPotential));
            points.Add((t + 2 * s.RampTime - rest, s.LowPotential));
            t += 2 * s.RampTime;
            if (rest > 0) points.Add((t, s.Start));
        }
    }

    /// <summary>Last point before t.</summary>
    private int Piece(double t)
    {
        int k = _times.Length - 1;
        while (k >= 0 && _times[k] >= t) k--;
        return k;
    }
}
