using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Pnp.Tests;

/// <summary>Stretches of cells: nested levels, sizes as asked, bounded growth. Tolerances are round-off of the exponential map.</summary>
public class GradingTests
{
    private const double Growth = 1.4, RoundOff = 1e-12;

    public static TheoryData<double, double, FineEnds> Stretches => new()
    {
        { 10, 0.04, FineEnds.High }, { 10, 0.04, FineEnds.Low }, { 1.5, 0.04, FineEnds.Both }, { 0.34, 0.04, FineEnds.Both }, { 0.09, 0.04, FineEnds.Both },
        { 4, 0.06, FineEnds.Both }, { 0.5, 0.06, FineEnds.High }, { 0.03, 0.04, FineEnds.Low },
    };

    [Theory, MemberData(nameof(Stretches)), Oracle(OracleKind.Invariant, "level k samples the map of level 1: every k-th boundary is one of level 1")]
    public void Levels_nest(double length, double finest, FineEnds ends)
    {
        double[] first = Faces(1, length, finest, ends);
        foreach (int level in (int[])[2, 3, 4])
        {
            double[] faces = Faces(level, length, finest, ends);
            Assert.Equal(level * (first.Length - 1), faces.Length - 1);
            for (int i = 0; i < first.Length; i++) Assert.InRange(Math.Abs(faces[level * i] - first[i]), 0, RoundOff * length);
        }
    }

    [Theory, MemberData(nameof(Stretches)), Oracle(OracleKind.Invariant, "finest cell as asked (smaller where equal cells do), neighbours' ratio at most the growth, to the power 1/k at level k")]
    public void Cells_are_as_fine_as_asked_and_grow_no_faster(double length, double finest, FineEnds ends)
    {
        double[] size = Sizes(Faces(1, length, finest, ends));
        bool even = size.Max() - size.Min() < RoundOff * length;
        // The ratio r comes from a bisection that ends at eps, which (r^n - 1)/(r - 1) makes eps/(r - 1), far below 1e-9.
        Assert.InRange(size.Min() / finest, even ? 0 : 1 - 1e-9, 1 + 1e-9);
        foreach (int level in (int[])[1, 2, 3])
        {
            double[] cells = Sizes(Faces(level, length, finest, ends));
            double most = Math.Pow(Growth, 1.0 / level) * (1 + 1e-9);
            for (int i = 1; i < cells.Length; i++) Assert.InRange(cells[i] / cells[i - 1], 1 / most, most);
        }
    }

    [Theory, MemberData(nameof(Stretches)), Oracle(OracleKind.Invariant, "fine at the ends that were named: two-ended stretches mirror about a boundary in their middle, one-ended ones about each other")]
    public void Ends_are_where_they_were_asked_for(double length, double finest, FineEnds ends)
    {
        double[] faces = Faces(1, length, finest, ends);
        FineEnds mirrored = ends switch { FineEnds.Low => FineEnds.High, FineEnds.High => FineEnds.Low, _ => ends };
        double[] other = Faces(1, length, finest, mirrored);
        for (int i = 0; i < faces.Length; i++) Assert.InRange(Math.Abs(length - other[^(i + 1)] - faces[i]), 0, RoundOff * length);
        if (ends == FineEnds.Both)
        {
            Assert.True(faces.Length % 2 == 1, "an odd number of cells has no boundary in the middle");
            Assert.Equal(0.5 * length, faces[faces.Length / 2], RoundOff * length);
        }
        else Assert.True((faces[1] - faces[0] <= faces[^1] - faces[^2] + RoundOff) == (ends == FineEnds.Low || faces.Length == 2));
    }

    [Fact, Oracle(OracleKind.Invariant, "stretches follow each other without gap; the length is met exactly")]
    public void Stretches_follow_each_other()
    {
        var grading = new Grading(2, Growth).Add(2, 0.04, FineEnds.High);
        int joint = grading.Last;
        grading.AddEven(3, 5);
        Assert.Equal(joint + 10, grading.Last);
        Assert.Equal(2, grading.Faces[joint]);
        Assert.Equal(5, grading.Faces[^1]);
        foreach (double cell in Sizes(grading.Faces[joint..])) Assert.Equal(0.3, cell, RoundOff);
        Assert.All(Sizes(grading.Faces), cell => Assert.True(cell > 0));
    }

    private static double[] Faces(int level, double length, double finest, FineEnds ends) => new Grading(level, Growth).Add(length, finest, ends).Faces;

    private static double[] Sizes(double[] faces) => [.. faces.Skip(1).Zip(faces, (b, a) => b - a)];
}
