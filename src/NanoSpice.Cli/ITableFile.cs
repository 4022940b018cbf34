using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>A result file that takes rows as they come.</summary>
internal interface ITableFile : IWaveformSink, IDisposable
{
    /// <summary>Gives the file its name with the whole rows that are in it, after the disk took no more.</summary>
    /// <returns>rows kept; 0: none, and no file</returns>
    long Cut();
}
