using System.Diagnostics;
using NanoSpice.Discovery;

namespace NanoSpice.Cli;

/// <summary>The state of a search in a file: a killed search goes on where it was.</summary>
/// <param name="path">the file; it holds the last state as a whole at any time</param>
/// <param name="hash">of data and options</param>
/// <param name="pace">shortest time between two writings; an interruption writes at once</param>
/// <param name="notice">told what becomes of the file found at the start</param>
internal sealed class SearchCheckpoint(string path, string hash, TimeSpan pace, CancellationToken cancellation, Action<string> notice) : ISearchStore
{
    private const string Kind = "nanospice discover checkpoint 1";

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly MemoryStream _state = new();
    private bool _isWritten = true;

    public BinaryReader? Load()
    {
        var (state, fault) = StateFile.Read(path, Kind, hash);
        if (state is not null) notice("resuming");
        else if (fault.Length > 0) notice($"{Path.GetFileName(path)} {fault}: it is not used, the search starts from the beginning");
        return state;
    }

    /// <summary>Takes the state at every call; writes it when the last writing is long enough ago.</summary>
    public void Save(Action<BinaryWriter> write)
    {
        _state.SetLength(0);
        using (var writer = new BinaryWriter(_state, System.Text.Encoding.UTF8, leaveOpen: true)) write(writer);
        _isWritten = false;
        if (_clock.Elapsed >= pace || cancellation.IsCancellationRequested) Flush();
    }

    /// <summary>Writes the state last saved, unless that is done.</summary>
    public void Flush()
    {
        if (_isWritten) return;
        StateFile.Write(path, Kind, hash, _state.GetBuffer().AsSpan(0, (int)_state.Length));
        _clock.Restart();
        _isWritten = true;
    }

    /// <summary>Takes the file away once the search needs it no more.</summary>
    public void Delete() => File.Delete(path);
}
