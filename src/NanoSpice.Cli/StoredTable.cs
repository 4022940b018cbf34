using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>A result table read back from a file, whole.</summary>
/// <param name="Heading">Names, units and kind.</param>
/// <param name="Values">One array for each number of a row (<see cref="WaveformTable.RowLength"/> of them), all equally long.</param>
public sealed record StoredTable(WaveformTable Heading, IReadOnlyList<double[]> Values)
{
    /// <summary>Its point of a sweep; null outside of one.</summary>
    public FamilyPoint? Point { get; init; }

    /// <summary>The rows of a table too large to be held, read from the file each time; each is valid until the next. Values is empty then.</summary>
    internal IEnumerable<double[]>? Streamed { get; init; }

    /// <summary>Number of rows [-]; of a streamed table whether there are any.</summary>
    public int Rows => Streamed is not null ? Streamed.Any() ? 1 : 0 : Values.Count == 0 ? 0 : Values[0].Length;

    /// <summary>Sends the table through a sink, as the engine would have.</summary>
    public void SendTo(IWaveformSink sink)
    {
        sink.Begin(Heading);
        if (Streamed is not null)
        {
            foreach (var read in Streamed)
            {
                sink.Row(read);
            }

            sink.End(complete: true);
            return;
        }

        var row = new double[Values.Count];
        for (int i = 0; i < Rows; i++)
        {
            for (int k = 0; k < row.Length; k++)
            {
                row[k] = Values[k][i];
            }

            sink.Row(row);
        }

        sink.End(complete: true);
    }
}

/// <summary>A result file that cannot be read as what it should be; the message names file, place and fault.</summary>
public sealed class ResultFileException(string message) : Exception(message);
