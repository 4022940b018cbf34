using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests;

public class LongListTests
{
    [Theory, Oracle(OracleKind.Invariant, "a list gives back what was put in, wherever it is kept")]
    [InlineData(10)]
    [InlineData(1000)]
    [InlineData(20_000)]
    public void What_was_added_is_read_back(int count)
    {
        using var list = new LongList<double>(most: 4, blockBits: 6);
        for (int k = 0; k < count; k++) list.Add(k);
        Assert.Equal(count, list.Count);
        for (int pass = 0; pass < 2; pass++)
            for (int k = 0; k < count; k++) Assert.Equal(k, list[k]);
        for (int k = count - 1; k >= 0; k -= 77) Assert.Equal(k, list[k]);
        Assert.Equal(count > 4 * 64, list.Spilled > 0);
    }

    [Fact, Oracle(OracleKind.Invariant, "what was cut off is gone, and what takes its place is read back, also over the edge of a block")]
    public void Elements_can_be_cut_off_the_end()
    {
        using var list = new LongList<int>(most: 2, blockBits: 4);
        for (int k = 0; k < 1000; k++)
        {
            list.AddRange([k, -1, -2, -3]);
            list.Cut(k + 1);
        }
        Assert.Equal(Enumerable.Range(0, 1000), Enumerable.Range(0, (int)list.Count).Select(k => list[k]));
    }
}
