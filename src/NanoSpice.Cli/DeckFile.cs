using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>The deck named on the command line.</summary>
internal static class DeckFile
{
    /// <summary>Reads the deck; false when there is no text to read, with the reason said. Problems of the text go to the bag.</summary>
    public static bool TryRead(string path, ConsoleReport console, DiagnosticBag bag, out Deck deck)
    {
        deck = null!;
        string full = console.FullPath(path);
        if (Reason(full) is { } reason)
        {
            console.Fail($"{path}: {reason.What}", reason.Advice);
            return false;
        }
        deck = NetlistReader.Read(console.ShownPath(full), bag, console.IsHere ? null : name => Text(console.FullPath(name)));
        return true;
    }

    private static string? Text(string full)
    {
        try
        {
            return File.ReadAllText(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static (string What, string Advice)? Reason(string full)
    {
        if (Directory.Exists(full)) return ("this is a folder, not a deck", "name the deck file in it");
        if (!File.Exists(full)) return ("there is no such file", "check the name, and the folder you are in");
        try
        {
            using var stream = File.OpenRead(full);
            Span<byte> start = stackalloc byte[4096];
            int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            if (read == 0) return ("the file is empty", "the first line of a deck is its title, elements start on the second");
            if (start[..read].Contains((byte)0)) return ("this is a binary file, not a netlist", "a deck is plain text (UTF-8)");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ("the file cannot be read", "check its rights");
        }
        return null;
    }
}
