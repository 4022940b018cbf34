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

    /// <summary>The text of a file; null where there is none to read.</summary>
    public static string? Text(string full)
    {
        try
        {
            return !File.Exists(full) ? null : PlainFile.IsEmpty(full) ? "" : PlainFile.Fault(full) is null ? File.ReadAllText(full) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static (string What, string Advice)? Reason(string full) => File.Exists(full) && PlainFile.IsEmpty(full)
        ? ("the file is empty", "the first line of a deck is its title, elements start on the second") : TextInput.Fault(full, "deck", "a netlist");
}
