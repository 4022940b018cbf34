using System.Runtime.InteropServices;

namespace NanoSpice.Engine;

/// <summary>A list that grows at its end to any length in bounded memory: what does not fit goes to a file that disappears with it.</summary>
/// <remarks>Made for reading from front to back; jumping about is right and slow.</remarks>
internal sealed class LongList<T> : IDisposable
    where T : unmanaged
{
    private readonly int _bits, _most;
    private readonly Queue<Slot> _held = new();
    private readonly Dictionary<int, Slot> _byBlock = [];
    private FileStream? _file;
    private Slot _last;

    /// <param name="most">blocks in memory at most</param>
    /// <param name="blockBits">a block has 2 to this power elements</param>
    public LongList(int most, int blockBits = 12)
    {
        (_bits, _most) = (blockBits, most);
        _last = Hold(0);
    }

    public long Count { get; private set; }

    /// <summary>Bytes in the file.</summary>
    public long Spilled => _file?.Length ?? 0;

    private long Size => (long)Marshal.SizeOf<T>() << _bits;

    public T this[long k] => Block(k).Data[k & ((1L << _bits) - 1)];

    public void Add(T item)
    {
        var slot = Block(Count);
        slot.Data[Count & ((1L << _bits) - 1)] = item;
        slot.IsChanged = true;
        Count++;
    }

    public void AddRange(ReadOnlySpan<T> items)
    {
        foreach (var item in items) Add(item);
    }

    /// <summary>Drops the elements behind that number.</summary>
    public void Cut(long count) => Count = Math.Min(Count, count);

    public void Dispose() => _file?.Dispose();

    private Slot Block(long k)
    {
        int number = (int)(k >> _bits);
        return _last.Number == number ? _last : _last = _byBlock.TryGetValue(number, out var held) ? held : Hold(number);
    }

    /// <summary>The block in memory, in the place of the one held longest where there is no room.</summary>
    private Slot Hold(int number)
    {
        Slot slot;
        if (_held.Count < _most) slot = new(new T[1 << _bits]);
        else
        {
            slot = _held.Dequeue();
            if (slot.IsChanged) Write(slot);
            _byBlock.Remove(slot.Number);
        }
        _held.Enqueue(slot);
        (slot.Number, slot.IsChanged) = (number, false);
        if (_file is not null && number * Size < _file.Length)
        {
            _file.Position = number * Size;
            _file.ReadExactly(MemoryMarshal.AsBytes(slot.Data.AsSpan()));
        }
        return _byBlock[number] = slot;
    }

    private void Write(Slot slot)
    {
        _file ??= new FileStream(Path.Combine(Path.GetTempPath(), $"nanospice-{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        _file.Position = slot.Number * Size;
        _file.Write(MemoryMarshal.AsBytes(slot.Data.AsSpan()));
    }

    private sealed class Slot(T[] data)
    {
        public T[] Data { get; } = data;

        public int Number { get; set; }

        /// <summary>True when the file does not have what is in it.</summary>
        public bool IsChanged { get; set; }
    }
}
