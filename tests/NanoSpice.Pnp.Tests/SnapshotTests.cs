using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Pnp.Tests;

/// <summary>Fields against the rows of the same time and against the geometry.</summary>
public class SnapshotTests
{
    private static readonly PnpSettings Stack = ConservationTests.Network with { RelativeTolerance = 1e-3, Snapshots = [15e-9, 0, 5e-9] };

    private static readonly Lazy<Recording> Run = new(() => Recording.Of(Stack));

    [Fact, Oracle(OracleKind.ClosedForm, "the times asked for, in order, and the program's potential there")]
    public void Fields_are_at_the_times_asked_for()
    {
        Assert.Equal([0, 5e-9, 15e-9], Run.Value.Fields.Select(f => f.Time));
        foreach (var (field, potential) in Run.Value.Fields.Zip((double[])[0, 0.075, 0.075])) Assert.Equal(potential, field.Potential, 1e-12);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "NaN in the sheets (layout test: where they are) and nowhere else; 0 < c, a^3 (c+ + c-) < 1")]
    public void Fields_cover_the_electrolyte()
    {
        var grid = PnpLayout.From(Stack).Grid;
        double packing = new Scales(Stack).Packing / Stack.Concentration;
        foreach (var field in Run.Value.Fields)
            for (int p = 0; p < field.Columns * field.Rows; p++)
            {
                bool fluid = grid.At(p / field.Rows, p % field.Rows) >= 0;
                Assert.Equal(fluid, field.IsFluid(p));
                foreach (double[] values in (double[][])[field.Phi, field.Cation, field.Anion, field.Psi, field.CurrentX, field.CurrentY]) Assert.Equal(fluid, double.IsFinite(values[p]));
                if (!fluid) continue;
                Assert.True(field.Cation[p] > 0 && field.Anion[p] > 0);
                Assert.InRange(packing * (field.Cation[p] + field.Anion[p]), 0, 1);
            }
    }

    [Fact, Oracle(OracleKind.CrossCheck, "rows of the same time: charges summed here to round-off; mid-slit values lie among those of the cells around, as any interpolation")]
    public void Fields_agree_with_the_rows()
    {
        var layout = PnpLayout.From(Stack);
        foreach (var field in Run.Value.Fields)
        {
            var row = Run.Value.Rows.Single(r => Math.Abs(r.Time - field.Time) <= 1e-9 * field.Time);
            double charge = 0;
            for (int p = 0; p < field.Columns * field.Rows; p++)
            {
                double area = (field.XFaces[p / field.Rows + 1] - field.XFaces[p / field.Rows]) * (field.YFaces[p % field.Rows + 1] - field.YFaces[p % field.Rows]);
                if (field.IsFluid(p)) charge -= Scales.ElementaryCharge * Scales.Avogadro * area * (field.Cation[p] - field.Anion[p]);
            }
            Assert.Equal(row.Slits.Sum(s => s.Charge), charge, 1e-12 * Run.Value.Last.Slits.Sum(s => s.Ions));
            for (int i = 1; i <= Stack.Layers; i++)
            {
                double middle = Stack.Reservoir + (i - 1) * Stack.SlitWidth + i * Stack.SheetThickness + 0.5 * Stack.SlitWidth;
                Among(field, field.Phi, middle, row.Slits[i].Phi);
                Among(field, field.Psi, middle, row.Slits[i].Psi);
            }
        }
    }

    /// <summary>The middle is a corner of four cells; a parabola through them and their neighbours strays from them by no more than these differ.</summary>
    private static void Among(PnpField field, double[] values, double x, double value)
    {
        int column = Array.FindIndex(field.XFaces, f => Math.Abs(f - x) < 1e-15), row = Array.FindIndex(field.YFaces, f => Math.Abs(f - 0.5 * Stack.HalfPeriod) < 1e-15);
        Assert.True(column > 0 && row > 0);
        var around = new List<double>();
        for (int i = column - 2; i < column + 2; i++)
            for (int j = row - 2; j < row + 2; j++) around.Add(values[i * field.Rows + j]);
        double mean = 0.25 * (values[(column - 1) * field.Rows + row - 1] + values[(column - 1) * field.Rows + row] + values[column * field.Rows + row - 1] + values[column * field.Rows + row]);
        Assert.InRange(Math.Abs(value - mean), 0, around.Max() - around.Min() + 1e-12);
    }
}
