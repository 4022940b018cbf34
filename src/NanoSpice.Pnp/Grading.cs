namespace NanoSpice.Pnp;

/// <summary>Where a stretch of grid is fine.</summary>
[Flags]
public enum FineEnds
{
    None = 0,
    Low = 1,
    High = 2,
    Both = 3,
}

/// <summary>Cell boundaries along one axis: stretches of cells that grow away from walls and edges.</summary>
/// <remarks>
///   One smooth map per stretch, x(u) = L (e^(au) - 1)/(e^a - 1), sampled at n k points: level k splits every cell of level 1 in k, along
///   the same map, so that errors fall as powers of 1/k and can be extrapolated.
/// </remarks>
public sealed class Grading
{
    private readonly int _level;
    private readonly double _growth;
    private readonly List<double> _faces;

    /// <param name="level">k</param>
    /// <param name="growth">largest ratio of neighbouring cells at level 1</param>
    public Grading(int level, double growth)
    {
        (_level, _growth) = (level, growth);
        _faces = [0];
    }

    /// <summary>Boundaries so far; the first is 0.</summary>
    public double[] Faces => [.. _faces];

    /// <summary>Number of the last boundary.</summary>
    public int Last => _faces.Count - 1;

    /// <summary>Adds a stretch whose first cells, at level 1, have the size given at the fine ends.</summary>
    public Grading Add(double length, double finest, FineEnds ends)
    {
        double start = _faces[^1];
        switch (ends)
        {
            case FineEnds.Both:
                double[] half = Stretch(length / 2, finest);
                foreach (double x in half) _faces.Add(start + x);
                for (int i = half.Length - 2; i >= 0; i--) _faces.Add(start + length - half[i]);
                _faces.Add(start + length);
                break;
            case FineEnds.High:
                double[] mirrored = Stretch(length, finest);
                for (int i = mirrored.Length - 2; i >= 0; i--) _faces.Add(start + length - mirrored[i]);
                _faces.Add(start + length);
                break;
            default:
                foreach (double x in Stretch(length, finest)) _faces.Add(start + x);
                break;
        }
        return this;
    }

    /// <summary>Adds n k equal cells.</summary>
    public Grading AddEven(double length, int cells)
    {
        double start = _faces[^1];
        for (int i = 1; i <= cells * _level; i++) _faces.Add(start + length * i / (cells * _level));
        return this;
    }

    /// <summary>Boundaries after 0 of cells that grow from the finest; the last is the length.</summary>
    private double[] Stretch(double length, double finest)
    {
        int n = Math.Max(1, (int)Math.Ceiling(Math.Log(1 + length * (_growth - 1) / finest) / Math.Log(_growth) - 1e-9));
        double a = n * Math.Log(Ratio(length / finest, n));
        double[] faces = new double[n * _level];
        for (int i = 1; i <= faces.Length; i++)
        {
            double u = (double)i / faces.Length;
            faces[i - 1] = i == faces.Length ? length : a < 1e-9 ? length * u : length * (Math.Exp(a * u) - 1) / (Math.Exp(a) - 1);
        }
        return faces;
    }

    /// <summary>r with (r^n - 1)/(r - 1) = total; 1 when n equal cells are already fine enough.</summary>
    private double Ratio(double total, int n)
    {
        if (n >= total) return 1;
        double low = 1, high = _growth;
        for (int i = 0; i < 200; i++)
        {
            double r = 0.5 * (low + high);
            if ((Math.Pow(r, n) - 1) / (r - 1) < total) low = r;
            else high = r;
        }
        return 0.5 * (low + high);
    }
}
