using System.Diagnostics;
using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>The state of a run in one file: version, settings, rows and snapshots so far, the solver's own bytes, and a check sum.</summary>
/// <param name="path">the file; it holds the last state as a whole at any time</param>
/// <param name="hash">of the settings: a state of others is not taken</param>
/// <param name="pace">shortest time between two writings; an interruption writes at once</param>
/// <param name="notice">told what becomes of the file found at the start</param>
internal sealed class PnpCheckpoint(string path, string hash, PnpRecord record, TimeSpan pace, CancellationToken cancellation, Action<string> notice) : ICheckpointStore
{
    private const string Kind = "nanospice pnp checkpoint 1";

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly MemoryStream _solver = new();
    private int _rows, _fields;
    private bool _isWritten = true;

    public BinaryReader? Load()
    {
        var (state, fault) = StateFile.Read(path, Kind, hash);
        if (state is null) return fault.Length > 0 ? Ignored(fault) : null;
        try
        {
            record.Load(state);
            notice(record.Rows.Count == 0 ? "resuming" : FormattableString.Invariant($"resuming at t = {record.Rows[^1].Time:g6} s"));
            return state;
        }
        catch (IOException)
        {
            return Ignored("cannot be read");
        }
    }

    /// <summary>Takes the state at every call, as the solver goes on from what it saved; writes it when the last writing is long enough ago.</summary>
    public void Save(Action<BinaryWriter> write)
    {
        _solver.SetLength(0);
        using (var writer = new BinaryWriter(_solver, System.Text.Encoding.UTF8, leaveOpen: true)) write(writer);
        (_rows, _fields, _isWritten) = (record.Rows.Count, record.Fields.Count, false);
        if (_clock.Elapsed >= pace || cancellation.IsCancellationRequested) Flush();
    }

    /// <summary>Writes the state last saved, unless that is done.</summary>
    public void Flush()
    {
        if (_isWritten) return;
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            record.Save(writer, _rows, _fields);
            writer.Write(_solver.GetBuffer().AsSpan(0, (int)_solver.Length));
        }
        StateFile.Write(path, Kind, hash, memory.GetBuffer().AsSpan(0, (int)memory.Length));
        _clock.Restart();
        _isWritten = true;
    }

    /// <summary>Takes the file away once the run needs it no more.</summary>
    public void Delete() => File.Delete(path);

    private BinaryReader? Ignored(string why)
    {
        notice($"{Path.GetFileName(path)} {why}: it is not used, the run starts from the beginning");
        return null;
    }
}
