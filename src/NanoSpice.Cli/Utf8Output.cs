using System.Buffers;
using System.Text;

namespace NanoSpice.Cli;

/// <summary>Buffered UTF-8 text and numbers into a stream; no string is made for a number, and buffers are lent from one to the next.</summary>
internal sealed class Utf8Output(Stream stream) : IDisposable
{
    private const int Size = 64 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Size);
    private int _used, _whole;
    private long _rows;

    /// <summary>Where the whole rows in the stream end, and how many they are: what is left of a table whose disk is full.</summary>
    public (long End, long Rows) Stored { get; private set; }

    /// <summary>Ends a row, or what stands before the first: the buffer goes to the stream by whole rows.</summary>
    /// <param name="rows">0 for a heading</param>
    public void EndRow(int rows = 1)
    {
        _whole = _used;
        _rows += rows;
    }

    /// <summary>Writes a number in its shortest form that reads back to the same bits.</summary>
    public void Write(double value)
    {
        Reserve(ShortestDouble.Longest);
        _used += ShortestDouble.Write(value, _buffer.AsSpan(_used));
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

    public void Flush() => Spill(_used);

    private void Spill(int count)
    {
        stream.Write(_buffer, 0, count);
        if (count == _whole && count > 0) Stored = (stream.Position, _rows);
        _buffer.AsSpan(count, _used - count).CopyTo(_buffer);
        (_used, _whole) = (_used - count, 0);
    }

    /// <summary>Gives the buffer back; what was not flushed is lost.</summary>
    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _used) = ([], 0);
    }

    private void Reserve(int count)
    {
        if (_used + count > _buffer.Length)
        {
            // A row longer than the buffer goes in pieces.
            Spill(_whole > 0 ? _whole : _used);
        }
    }
}
