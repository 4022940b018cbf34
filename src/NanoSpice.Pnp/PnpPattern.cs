using NanoSpice.Numerics;

namespace NanoSpice.Pnp;

/// <summary>Sparsity of the mPNP equations and where every block of it lies.</summary>
/// <remarks>
///   Unknown 3 cell + (0: phi, 1: w+, 2: w-), equation 3 cell + (0: Poisson, 1: cation, 2: anion); then one inflow per ion, and the potential
///   of the electrode where it is unknown. In a column the rows of one cell follow each other, so a block is given by its upper slots.
/// </remarks>
internal sealed class PnpPattern
{
    private readonly List<int> _rows = [], _columns = [];

    public PnpPattern(PnpGrid grid, bool freePotential)
    {
        int cells = grid.Cells, inflow = 3 * cells, electrode = inflow + 2;
        Size = inflow + 2 + (freePotential ? 1 : 0);
        int[] diagonal = new int[cells], forth = new int[grid.Edges.Length], back = new int[grid.Edges.Length], bath = new int[grid.Bath.Length];
        for (int c = 0; c < cells; c++) diagonal[c] = AddBlock(c, c, poisson: true);
        for (int e = 0; e < grid.Edges.Length; e++) forth[e] = AddBlock(grid.Edges[e].Left, grid.Edges[e].Right, poisson: false);
        for (int e = 0; e < grid.Edges.Length; e++) back[e] = AddBlock(grid.Edges[e].Right, grid.Edges[e].Left, poisson: false);
        for (int e = 0; e < bath.Length; e++)
        {
            bath[e] = _rows.Count;
            for (int ion = 0; ion < 2; ion++)
                for (int k = 0; k < 3; k++) Add(inflow + ion, 3 * grid.Bath[e].Right + k);
        }
        int own = _rows.Count;
        Add(inflow, inflow);
        Add(inflow + 1, inflow + 1);
        int drive = _rows.Count;
        if (freePotential)
        {
            foreach (var wall in grid.Walls) Add(3 * wall.Cell, electrode);
            foreach (var wall in grid.Walls) Add(electrode, 3 * wall.Cell);
            Add(electrode, electrode);
        }
        Pattern = SparsePattern.Build(Size, [.. _rows], [.. _columns], out int[] slots);
        Diagonal = Uppers(diagonal, slots, [0, 3, 6]);
        Forth = Uppers(forth, slots, [0, 3, 5]);
        Back = Uppers(back, slots, [0, 3, 5]);
        BathSlots = [.. bath.SelectMany(k => slots[k..(k + 6)])];
        InflowSlots = slots[own..(own + 2)];
        DriveSlots = slots[drive..];
    }

    public int Size { get; }

    public SparsePattern Pattern { get; }

    /// <summary>Three per cell: slot of (Poisson, phi), (Poisson, w+), (Poisson, w-) of the block on the diagonal.</summary>
    public int[] Diagonal { get; }

    /// <summary>Three per edge: slots of (Poisson, phi), (cation, w+), (cation, w-) of the left cell's equations to the right cell's unknowns.</summary>
    public int[] Forth { get; }

    /// <summary>The same of the right cell's equations to the left cell's unknowns.</summary>
    public int[] Back { get; }

    /// <summary>Six per bath face: inflow of cation, then anion, to phi, w+, w- of the cell.</summary>
    public int[] BathSlots { get; }

    public int[] InflowSlots { get; }

    /// <summary>Walls: Poisson to electrode; electrode to phi of the wall's cell; then the electrode's own.</summary>
    public int[] DriveSlots { get; }

    private void Add(int row, int column)
    {
        _rows.Add(row);
        _columns.Add(column);
    }

    /// <summary>Between cells Poisson's equation sees the potential only. Returns the number of the first pair.</summary>
    private int AddBlock(int to, int from, bool poisson)
    {
        int first = _rows.Count;
        for (int k = 0; k < 3; k++)
        {
            if (poisson || k == 0) Add(3 * to, 3 * from + k);
            Add(3 * to + 1, 3 * from + k);
            Add(3 * to + 2, 3 * from + k);
        }
        return first;
    }

    /// <summary>Slots of the pairs at these offsets from the first pair of each block.</summary>
    private static int[] Uppers(int[] first, int[] slots, int[] offsets) => [.. first.SelectMany(k => offsets.Select(o => slots[k + o]))];
}
