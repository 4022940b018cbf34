using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Plots.Tests;

public sealed class PngWriterTests
{
    [Theory, InlineData(1, 1), InlineData(7, 3), InlineData(64, 33)]
    [Oracle(OracleKind.CrossCheck, "a decoder written for the test: chunk by chunk, checksum bit by bit, filters undone")]
    public void Pixels_come_back(int width, int height)
    {
        byte[] pixels = new byte[3 * width * height];
        new Random(1).NextBytes(pixels);
        var read = new PngPixels(PngWriter.Write(width, height, pixels, 2));
        Assert.Equal((width, height), (read.Width, read.Height));
        for (int k = 0; k < width * height; k++)
        {
            Assert.Equal(new Rgb(pixels[3 * k], pixels[(3 * k) + 1], pixels[(3 * k) + 2]), read[k % width, k / width]);
        }
    }

    [Fact, Oracle(OracleKind.CrossCheck, "a decoder written for the test; every place of a full palette is used")]
    public void Palette_pixels_come_back()
    {
        Rgb[] palette = [.. Enumerable.Range(0, 256).Select(k => Rgb.Of(k * 65793 / 2))];
        byte[] indices = [.. Enumerable.Range(0, 20 * 30).Select(k => (byte)(k * 7))];
        var read = new PngPixels(PngWriter.WriteIndexed(20, 30, indices, palette));
        for (int k = 0; k < indices.Length; k++)
        {
            Assert.Equal(palette[indices[k]], read[k % 20, k / 20]);
        }
    }

    [Fact, Oracle(OracleKind.ClosedForm, "PNG specification, 11.2.5: the checksum of an empty IEND chunk is AE 42 60 82")]
    public void The_last_chunk_is_that_of_every_png()
        => Assert.Equal([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82], PngWriter.Write(1, 1, [1, 2, 3])[^12..]);

    [Fact, Oracle(OracleKind.Invariant, "samples, size and palette have to agree")]
    public void Wrong_sizes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PngWriter.Write(2, 2, new byte[11]));
        Assert.Throws<ArgumentException>(() => PngWriter.Write(0, 2, []));
        Assert.Throws<ArgumentException>(() => PngWriter.WriteIndexed(1, 1, [0], []));
    }
}
