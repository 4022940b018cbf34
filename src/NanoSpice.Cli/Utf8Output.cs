using System.Globalization;
using System.Text;

namespace NanoSpice.Cli;

/// <summary>Buffered UTF-8 text and numbers into a stream; no string is made for a number.</summary>
internal sealed class Utf8Output(Stream stream)
{
    /// <summary>Longest double in shortest round-trip form: -2.2250738585072014E-308.</summary>
    private const int LongestDouble = 24;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _used;

    /// <summary>Writes a number in its shortest form that reads back to the same bits.</summary>
    public void Write(double value)
    {
        Reserve(LongestDouble + 1);

        // Always fits: the reserve holds the longest form.
        value.TryFormat(_buffer.AsSpan(_used), out int written, default, CultureInfo.InvariantCulture);
        _used += written;
    }

    public void Write(byte character)
    {
        Reserve(1);
        _buffer[_used++] = character;
    }

    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            Reserve(1);
            int part = Math.Min(bytes.Length, _buffer.Length - _used);
            bytes[..part].CopyTo(_buffer.AsSpan(_used));
            _used += part;
            bytes = bytes[part..];
        }
    }

    /// <summary>Writes a number as eight bytes, low end first.</summary>
    public void WriteBinary(double value)
    {
        Reserve(sizeof(double));
        System.Buffers.Binary.BinaryPrimitives.WriteDoubleLittleEndian(_buffer.AsSpan(_used), value);
        _used += sizeof(double);
    }

    /// <summary>Place in the stream of the next byte.</summary>
    public long Position => stream.Position + _used;

    public void Flush()
    {
        stream.Write(_buffer, 0, _used);
        _used = 0;
    }

    private void Reserve(int count)
    {
        if (_used + count > _buffer.Length)
        {
            Flush();
        }
    }
}
