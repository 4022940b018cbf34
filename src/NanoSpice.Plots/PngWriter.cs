using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace NanoSpice.Plots;

/// <summary>Writes pixels as PNG [Png]; the same pixels give the same bytes.</summary>
public static class PngWriter
{
    private const int Rgb8 = 2, Palette8 = 3;

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(n => Shifted((uint)n))];

    /// <summary>Colour picture.</summary>
    /// <param name="width">[px]</param>
    /// <param name="height">[px]</param>
    /// <param name="pixels">Red, green, blue of each pixel, row by row from the top.</param>
    /// <param name="scale">Pixels per px of the figure, from which a viewer learns the size on paper; 96 px to the inch.</param>
    public static byte[] Write(int width, int height, ReadOnlySpan<byte> pixels, double scale = 1)
        => Write(width, height, pixels, 3, [], scale);

    /// <summary>Picture of at most 256 colours.</summary>
    /// <param name="width">[px]</param>
    /// <param name="height">[px]</param>
    /// <param name="indices">Place in the palette of each pixel, row by row from the top.</param>
    /// <param name="palette">1 to 256 colours.</param>
    public static byte[] WriteIndexed(int width, int height, ReadOnlySpan<byte> indices, ReadOnlySpan<Rgb> palette)
        => palette.Length is >= 1 and <= 256
            ? Write(width, height, indices, 1, palette, 1)
            : throw new ArgumentException($"a palette has 1 to 256 colours, not {palette.Length}");

    private static byte[] Write(int width, int height, ReadOnlySpan<byte> samples, int channels, ReadOnlySpan<Rgb> palette, double scale)
    {
        if (width < 1 || height < 1 || samples.Length != (long)width * height * channels)
        {
            throw new ArgumentException($"{samples.Length} samples for {width} x {height} pixels of {channels}");
        }

        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, (byte)(channels == 1 ? Palette8 : Rgb8));
        Chunk(file, "IHDR", header);
        if (channels == 3)
        {
            byte[] density = new byte[9];
            int perMetre = (int)Math.Round(scale * 96 / 0.0254);
            BinaryPrimitives.WriteInt32BigEndian(density, perMetre);
            BinaryPrimitives.WriteInt32BigEndian(density.AsSpan(4), perMetre);
            density[8] = 1;
            Chunk(file, "pHYs", density);
        }
        else
        {
            Chunk(file, "PLTE", [.. palette.ToArray().SelectMany(c => new[] { c.R, c.G, c.B })]);
        }

        Chunk(file, "IDAT", Packed(samples, width * channels, channels));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>Rows filtered and compressed. A row like the one above is all zeros under filter 2 (up); one of steps is short under filter 1 (left).</summary>
    private static byte[] Packed(ReadOnlySpan<byte> samples, int stride, int channels)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            byte[] left = new byte[stride], up = new byte[stride];
            for (int at = 0; at < samples.Length; at += stride)
            {
                var row = samples.Slice(at, stride);
                int leftCost = 0, upCost = 0;
                for (int k = 0; k < stride; k++)
                {
                    left[k] = (byte)(row[k] - (k >= channels ? row[k - channels] : 0));
                    up[k] = (byte)(row[k] - (at > 0 ? samples[at - stride + k] : 0));
                    leftCost += Math.Abs((int)(sbyte)left[k]);
                    upCost += Math.Abs((int)(sbyte)up[k]);
                }

                zlib.WriteByte((byte)(upCost <= leftCost ? 2 : 1));
                zlib.Write(upCost <= leftCost ? up : left);
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(Stream file, string type, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        file.Write(word);
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(word, Crc(body));
        file.Write(word);
    }

    /// <summary>CRC-32 of ISO 3309, polynomial 0xEDB88320 with the lowest bit first.</summary>
    private static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in data)
        {
            crc = CrcTable[(byte)(crc ^ b)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint Shifted(uint n)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            n = (n & 1) != 0 ? 0xEDB88320u ^ (n >> 1) : n >> 1;
        }

        return n;
    }
}
