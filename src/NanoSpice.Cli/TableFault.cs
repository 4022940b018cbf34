using System.Globalization;
using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>What is left of the tables of an analysis when their folder takes no more: whole rows under the final names.</summary>
internal static class TableFault
{
    public static bool Is(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <summary>Keeps what the files have.</summary>
    /// <returns>rows of each file, 0 where it could not be kept</returns>
    public static long[] Keep(IEnumerable<ITableFile> files) => [.. files.Select(Keep)];

    /// <summary>The failure that ends the analysis.</summary>
    public static SimulationException Failure(string folder, long rows, Exception cause) =>
        new($"{folder} takes no more results: {cause.Message}",
            string.Create(CultureInfo.InvariantCulture, $"{(rows == 0 ? "no row could be kept" : rows == 1 ? "1 row is kept" : $"{rows} rows are kept")}; make room, or name another folder with -o DIR, and run again"));

    private static long Keep(ITableFile file)
    {
        try
        {
            return file.Cut();
        }
        catch (Exception e) when (Is(e))
        {
            return 0;
        }
    }
}
