namespace NanoSpice.Pnp;

/// <summary>Two cells (or the bath and a cell) that share a face.</summary>
/// <param name="Left">cell at smaller x or y; Cells for the bath</param>
/// <param name="Right">cell at larger x or y</param>
/// <param name="Conductance">face area / distance of the centres [-], per depth</param>
/// <param name="AlongX">the face is crossed along x</param>
/// <param name="Face">number of the face along its axis</param>
public readonly record struct GridEdge(int Left, int Right, double Conductance, bool AlongX, int Face);

/// <summary>A face of a cell on an electrode. Conductance: area / (half cell + Stern layer).</summary>
public readonly record struct WallFace(int Cell, double Conductance);

/// <summary>Cells of electrolyte on a tensor grid, the faces between them and to electrode and bath; lengths in nm.</summary>
public sealed class PnpGrid
{
    private readonly int[] _index;

    /// <param name="xFaces">boundaries along x</param>
    /// <param name="yFaces">boundaries along y</param>
    /// <param name="solid">(column, row) is inside an electrode; what lies beyond the grid is a mirror unless stated</param>
    /// <param name="endWall">the last boundary along x is an electrode</param>
    /// <param name="topWall">the last boundary along y is an electrode</param>
    /// <param name="stern">thickness of the Stern layer</param>
    public PnpGrid(double[] xFaces, double[] yFaces, Func<int, int, bool> solid, bool endWall, bool topWall, double stern)
    {
        (XFaces, YFaces) = (xFaces, yFaces);
        _index = new int[Columns * Rows];
        var columns = new List<int>();
        for (int i = 0; i < Columns; i++)
            for (int j = 0; j < Rows; j++)
            {
                _index[i * Rows + j] = solid(i, j) ? -1 : columns.Count;
                if (!solid(i, j)) columns.Add(i * Rows + j);
            }
        Place = [.. columns];
        Volume = [.. Place.Select(p => Dx(p / Rows) * Dy(p % Rows))];
        var (edges, walls, bath) = (new List<GridEdge>(), new List<WallFace>(), new List<GridEdge>());
        foreach (int p in Place)
        {
            ConnectAlongX(p / Rows, p % Rows, endWall, stern, edges, walls, bath);
            ConnectAlongY(p / Rows, p % Rows, topWall, stern, edges, walls);
        }
        (Edges, Walls, Bath) = ([.. edges], [.. walls], [.. bath]);
    }

    public double[] XFaces { get; }

    public double[] YFaces { get; }

    public int Columns => XFaces.Length - 1;

    public int Rows => YFaces.Length - 1;

    /// <summary>Number of cells that hold electrolyte.</summary>
    public int Cells => Place.Length;

    /// <summary>Fluid cell -> column * Rows + row; ordered along y inside each column.</summary>
    public int[] Place { get; }

    /// <summary>Area of each fluid cell [nm2].</summary>
    public double[] Volume { get; }

    public GridEdge[] Edges { get; }

    public WallFace[] Walls { get; }

    /// <summary>Faces to the bath at x = 0, whose left cell is Cells.</summary>
    public GridEdge[] Bath { get; }

    /// <summary>Fluid cell at a column and row; -1 in solids.</summary>
    public int At(int column, int row) => _index[column * Rows + row];

    public double X(int column) => 0.5 * (XFaces[column] + XFaces[column + 1]);

    public double Y(int row) => 0.5 * (YFaces[row] + YFaces[row + 1]);

    private double Dx(int column) => XFaces[column + 1] - XFaces[column];

    private double Dy(int row) => YFaces[row + 1] - YFaces[row];

    private void ConnectAlongX(int i, int j, bool endWall, double stern, List<GridEdge> edges, List<WallFace> walls, List<GridEdge> bath)
    {
        int cell = At(i, j);
        double dx = Dx(i), dy = Dy(j);
        var wall = new WallFace(cell, dy / (0.5 * dx + stern));
        if (i == 0) bath.Add(new(Cells, cell, dy / (0.5 * dx), true, 0));
        else if (At(i - 1, j) < 0) walls.Add(wall);
        if (i + 1 == Columns ? endWall : At(i + 1, j) < 0) walls.Add(wall);
        else if (i + 1 < Columns) edges.Add(new(cell, At(i + 1, j), dy / (X(i + 1) - X(i)), true, i + 1));
    }

    private void ConnectAlongY(int i, int j, bool topWall, double stern, List<GridEdge> edges, List<WallFace> walls)
    {
        int cell = At(i, j);
        double dx = Dx(i), dy = Dy(j);
        var wall = new WallFace(cell, dx / (0.5 * dy + stern));
        if (j > 0 && At(i, j - 1) < 0) walls.Add(wall);
        if (j + 1 == Rows ? topWall : At(i, j + 1) < 0) walls.Add(wall);
        else if (j + 1 < Rows) edges.Add(new(cell, At(i, j + 1), dx / (Y(j + 1) - Y(j)), false, j + 1));
    }
}
