namespace NanoSpice.Pnp;

/// <summary>Grid of a geometry with the places that are reported: slits, openings between them, mid-slit points.</summary>
/// <remarks>
///   Slit i reaches from the middle of sheet i to the middle of sheet i + 1, opening i is the plane at the middle of sheet i + 1, so that
///   slits and open space fill everything and dQ_i/dt = I_{i-1} - I_i holds exactly.
/// </remarks>
public sealed class PnpLayout
{
    /// <summary>Size of the cells at level 1 at sheets and at their edges [nm]; DESIGN.md section 5.</summary>
    public const double AtSheets = 0.04, AtEdges = 0.06;

    /// <summary>Growth of cells away from walls at level 1.</summary>
    private const double Growth = 1.4;

    /// <summary>In one dimension, where cells cost nothing: the cell at the electrode [nm], and the growth from there.</summary>
    private const double AtElectrode = 0.01, CellGrowth = 1.1;

    /// <summary>Cells of a pore section at level 1.</summary>
    private const int SectionCells = 16;

    private PnpLayout(PnpGrid grid, int[] openings, int outside, IReadOnlyList<(double X, double Y)> middles)
    {
        (Grid, Openings, OutsideFace) = (grid, openings, outside);
        Region = [.. grid.Place.Select(p => openings.Count(f => p / grid.Rows >= f))];
        Middles = [.. middles.Select(m => Probe.At(grid, m.X, m.Y))];
    }

    public PnpGrid Grid { get; }

    /// <summary>Fluid cell -> slit that it belongs to, 0 for the open space.</summary>
    public int[] Region { get; }

    /// <summary>Face along x of opening i, which leads from slit i to slit i + 1.</summary>
    public int[] Openings { get; }

    /// <summary>Face along x of the plane just outside the first sheet.</summary>
    public int OutsideFace { get; }

    /// <summary>The mid-slit points of slits 1..N.</summary>
    public Probe[] Middles { get; }

    /// <summary>Number of slits N, the open space not counted.</summary>
    public int Slits => Openings.Length;

    public static PnpLayout From(PnpSettings s) => s.Geometry switch
    {
        PnpGeometry.Network => Network(s),
        PnpGeometry.Slit => Slit(s),
        _ => Cell(s),
    };

    private static PnpLayout Network(PnpSettings s)
    {
        double reservoir = Nm(s.Reservoir), sheet = Nm(s.SheetThickness), width = Nm(s.SlitWidth), height = Nm(s.HalfPeriod), gap = Nm(s.Gap);
        var x = new Grading(s.Refine, Growth).Add(reservoir, AtSheets, FineEnds.High);
        int[] front = new int[s.Layers], back = new int[s.Layers], openings = new int[s.Layers];
        for (int i = 0; i < s.Layers; i++)
        {
            front[i] = x.Last;
            x.Add(sheet, AtSheets, FineEnds.Both);
            back[i] = x.Last;
            openings[i] = (front[i] + back[i]) / 2;
            x.Add(width, AtSheets, FineEnds.Both);
        }
        double low = Math.Min(gap, height - gap), high = Math.Max(gap, height - gap);
        var y = new Grading(s.Refine, Growth).Add(low, AtEdges, FineEnds.High);
        if (high > low * (1 + 1e-9)) y.Add(high - low, AtEdges, FineEnds.Both);
        double[] xs = x.Faces, ys = y.Add(height - high, AtEdges, FineEnds.Low).Faces;
        bool Solid(int column, int row)
        {
            int k = Array.FindLastIndex(front, f => f <= column);
            if (k < 0 || column >= back[k]) return false;
            double at = 0.5 * (ys[row] + ys[row + 1]);
            return k % 2 == 0 ? at > gap : at < height - gap;      // open at y = 0 and at y = Ly by turns
        }
        var grid = new PnpGrid(xs, ys, Solid, endWall: true, topWall: false, Nm(s.SternThickness));
        int outside = Outside(xs, front[0], s);
        return new(grid, openings, outside, [.. back.Select((b, i) => (xs[b] + 0.5 * width, 0.5 * height))]);
    }

    /// <summary>Pore axis at y = 0, wall at d/2; in front of it open space as high as half a period of the stack.</summary>
    private static PnpLayout Slit(PnpSettings s)
    {
        double reservoir = Nm(s.Reservoir), half = 0.5 * Nm(s.SlitWidth), wall = 0.5 * Nm(s.SheetThickness), section = Nm(s.PoreLength) / s.Layers;
        var x = new Grading(s.Refine, Growth);
        var y = new Grading(s.Refine, Growth).Add(half, AtSheets, FineEnds.High);
        int edge = y.Last;
        if (reservoir > 0)
        {
            x.Add(reservoir, AtSheets, FineEnds.High);
            y.Add(wall, AtSheets, FineEnds.Low);
        }
        int mouth = x.Last;
        int[] openings = new int[s.Layers];
        for (int i = 0; i < s.Layers; i++)
        {
            openings[i] = x.Last;
            if (i == 0) x.Add(section, reservoir > 0 ? AtEdges : 0.5 * half, FineEnds.Low);
            else x.AddEven(section, SectionCells);
        }
        double[] xs = x.Faces;
        var grid = new PnpGrid(xs, y.Faces, (column, row) => column >= mouth && row >= edge, endWall: false, topWall: reservoir == 0, Nm(s.SternThickness));
        return new(grid, openings, Outside(xs, mouth, s), [.. openings.Select((_, i) => (Nm(s.Reservoir) + (i + 0.5) * section, 0.0))]);
    }

    private static PnpLayout Cell(PnpSettings s)
    {
        double[] xs = new Grading(s.Refine, CellGrowth).Add(Nm(s.Reservoir), AtElectrode, FineEnds.High).Faces;
        var grid = new PnpGrid(xs, [0, Nm(s.HalfPeriod)], (_, _) => false, endWall: true, topWall: false, Nm(s.SternThickness));
        return new(grid, [], Outside(xs, xs.Length - 1, s), []);
    }

    /// <summary>The face nearest to one Debye length before the electrode.</summary>
    private static int Outside(double[] xs, int electrode, PnpSettings s)
    {
        double at = xs[electrode] - Nm(new Scales(s).DebyeLength);
        int nearest = 0;
        for (int i = 0; i < electrode; i++)
            if (Math.Abs(xs[i] - at) < Math.Abs(xs[nearest] - at)) nearest = i;
        return nearest;
    }

    private static double Nm(double length) => length / Scales.Length;
}
