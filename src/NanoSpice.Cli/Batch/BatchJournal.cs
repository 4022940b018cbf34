using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>Begin of a journal: which batch it is of, and the swept quantities of all its decks.</summary>
/// <param name="Runs">of all shards</param>
internal sealed record JournalHead(string Hash, int Runs, BatchShard Shard, IReadOnlyList<WaveformColumn> Swept)
{
    public bool IsOfTheSame(JournalHead other) => (Hash, Runs, Shard) == (other.Hash, other.Runs, other.Shard);
}

/// <summary>The runs done so far: one line each, a check sum in front, added as they end. What is cut short or damaged counts as not done.</summary>
/// <remarks>
///   A line is written in one go and never changed, so a process killed at any moment leaves all lines but perhaps the last whole.
///   In memory stays only where the line of each run begins.
/// </remarks>
internal sealed class BatchJournal : IDisposable
{
    public const string FileName = "journal.jsonl";

    private const int SumLength = 16;

    private readonly Lock _lock = new();
    private readonly FileStream _file;
    private readonly long[] _places;

    private BatchJournal(FileStream file, JournalHead head)
    {
        (_file, Head) = (file, head);
        _places = new long[head.Runs];
    }

    public JournalHead Head { get; }

    /// <summary>Runs done.</summary>
    public int Count { get; private set; }

    /// <summary>Lines that were damaged; their runs are done again.</summary>
    public int Damaged { get; private set; }

    public static BatchJournal Create(string path, JournalHead head)
    {
        var journal = new BatchJournal(new ResultStream(path, FileMode.CreateNew, FileShare.Read), head);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("batch", head.Hash);
            json.WriteNumber("runs", head.Runs);
            json.WriteString("shard", head.Shard.ToString());
            json.WriteStartObject("swept");
            foreach (var column in head.Swept) json.WriteString(column.Name, column.Unit);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        journal.WriteLine(buffer.WrittenSpan);
        return journal;
    }

    /// <summary>A journal from before; null when not even its head is whole, as after a kill in the first millisecond.</summary>
    /// <param name="write">a torn end is cut off and more can be added</param>
    public static BatchJournal? Open(string path, bool write)
    {
        var file = write ? new ResultStream(path, FileMode.Open, FileShare.ReadWrite) : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        BatchJournal? journal = null;
        long end = 0;
        foreach (var (at, line) in Lines(file))
        {
            end = at + line.Length + 1;
            bool isWhole = IsWhole(line.Span);
            if (journal is null)
            {
                if (!isWhole) break;
                journal = new(file, ReadHead(line[(SumLength + 1)..]));
            }
            else if (isWhole) journal.Place(at, line[(SumLength + 1)..]);
            else journal.Damaged++;
        }
        if (journal is null) file.Dispose();
        else if (write) file.SetLength(end);
        return journal;
    }

    public bool Has(int run) => _places[run] > 0;

    /// <summary>Adds a run; it is done from here on, whatever happens to the process.</summary>
    public void Add(RunRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        record.Write(buffer);
        lock (_lock)
        {
            long at = _file.Length;
            WriteLine(buffer.WrittenSpan);
            _places[record.Run] = at;
            Count++;
        }
    }

    /// <summary>The runs done, in their order, read one by one.</summary>
    public IEnumerable<RunRecord> Records()
    {
        byte[] buffer = new byte[4096];
        for (int run = 0; run < _places.Length; run++)
        {
            if (_places[run] == 0) continue;
            int used = 0, end;
            while ((end = buffer.AsSpan(0, used).IndexOf((byte)'\n')) < 0)
            {
                if (used == buffer.Length) Array.Resize(ref buffer, 2 * buffer.Length);
                int read = RandomAccess.Read(_file.SafeFileHandle, buffer.AsSpan(used), _places[run] + used);
                if (read == 0) throw new IOException($"{FileName} has become shorter while it was read");
                used += read;
            }
            yield return RunRecord.Read(buffer.AsMemory(SumLength + 1, end - SumLength - 1));
        }
    }

    /// <summary>Onto the disk, against the loss of power.</summary>
    public void Flush() => _file.Flush(flushToDisk: true);

    public void Dispose() => _file.Dispose();

    private void WriteLine(ReadOnlySpan<byte> text)
    {
        byte[] line = new byte[SumLength + text.Length + 2];
        Encoding.ASCII.GetBytes(SumOf(text), line);
        line[SumLength] = (byte)' ';
        text.CopyTo(line.AsSpan(SumLength + 1));
        line[^1] = (byte)'\n';
        _file.Seek(0, SeekOrigin.End);
        _file.Write(line);
    }

    private void Place(long at, ReadOnlyMemory<byte> text)
    {
        using var json = JsonDocument.Parse(text);
        int run = json.RootElement.GetProperty("run").GetInt32();
        if (_places[run] == 0) Count++;
        _places[run] = at;
    }

    private static JournalHead ReadHead(ReadOnlyMemory<byte> text)
    {
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        string[] shard = root.GetProperty("shard").GetString()!.Split('/');
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        return new(root.GetProperty("batch").GetString()!, root.GetProperty("runs").GetInt32(), new(int.Parse(shard[0], culture), int.Parse(shard[1], culture)),
            [.. root.GetProperty("swept").EnumerateObject().Select(p => new WaveformColumn(p.Name, p.Value.GetString()!))]);
    }

    private static bool IsWhole(ReadOnlySpan<byte> line) =>
        line.Length > SumLength + 1 && line[SumLength] == ' ' && Encoding.ASCII.GetString(line[..SumLength]) == SumOf(line[(SumLength + 1)..]);

    private static string SumOf(ReadOnlySpan<byte> text) => Convert.ToHexStringLower(SHA256.HashData(text).AsSpan(0, SumLength / 2));

    /// <summary>Lines that a line feed ends, with their places.</summary>
    private static IEnumerable<(long At, ReadOnlyMemory<byte> Line)> Lines(FileStream file)
    {
        byte[] buffer = new byte[1 << 16];
        int used = 0, read;
        long start = 0;
        while ((read = RandomAccess.Read(file.SafeFileHandle, buffer.AsSpan(used), start + used)) > 0)
        {
            used += read;
            int from = 0, end;
            while ((end = buffer.AsSpan(from, used - from).IndexOf((byte)'\n')) >= 0)
            {
                yield return (start + from, buffer.AsMemory(from, end));
                from += end + 1;
            }
            if (from == 0 && used == buffer.Length) Array.Resize(ref buffer, 2 * buffer.Length);
            buffer.AsSpan(from, used - from).CopyTo(buffer);
            (start, used) = (start + from, used - from);
        }
    }
}
