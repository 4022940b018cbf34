using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Xunit;

namespace NanoSpice.Plots.Tests;

/// <summary>A PNG read back by a decoder of its own: chunks, checksums, filters.</summary>
internal sealed class PngPixels
{
    private readonly byte[] _samples;
    private readonly byte[] _palette = [];
    private readonly int _channels;

    public PngPixels(byte[] file)
    {
        byte[] header = [];
        using var packed = new MemoryStream();
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            string type = Encoding.ASCII.GetString(file, at + 4, 4);
            byte[] data = file[(at + 8)..(at + 8 + length)];
            Assert.Equal(Crc(file[(at + 4)..(at + 8 + length)]), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            header = type == "IHDR" ? data : header;
            _palette = type == "PLTE" ? data : _palette;
            packed.Write(type == "IDAT" ? data : []);
            at += length + 12;
        }

        (Width, Height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        _channels = _palette.Length > 0 ? 1 : 3;
        Assert.Equal([8, (byte)(_channels == 1 ? 3 : 2), 0, 0, 0], header[8..]);
        _samples = Unfiltered(packed.ToArray());
    }

    public int Width { get; }

    public int Height { get; }

    public Rgb this[int x, int y]
    {
        get
        {
            int at = ((y * Width) + x) * _channels;
            var (source, k) = _channels == 1 ? (_palette, 3 * _samples[at]) : (_samples, at);
            return new Rgb(source[k], source[k + 1], source[k + 2]);
        }
    }

    private byte[] Unfiltered(byte[] packed)
    {
        using var zlib = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var raw = new MemoryStream();
        zlib.CopyTo(raw);
        byte[] bytes = raw.ToArray();
        int stride = Width * _channels;
        Assert.Equal((stride + 1) * Height, bytes.Length);
        byte[] samples = new byte[stride * Height];
        for (int y = 0; y < Height; y++)
        {
            for (int k = 0; k < stride; k++)
            {
                int left = k >= _channels ? samples[(y * stride) + k - _channels] : 0, up = y > 0 ? samples[((y - 1) * stride) + k] : 0;
                int guess = bytes[y * (stride + 1)] switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, var f => throw new InvalidDataException($"filter {f}") };
                samples[(y * stride) + k] = (byte)(bytes[(y * (stride + 1)) + 1 + k] + guess);
            }
        }

        return samples;
    }

    /// <summary>Bit by bit, as the definition has it.</summary>
    private static uint Crc(byte[] data)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in data)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }
        }

        return ~crc;
    }
}
