namespace NanoSpice.Netlist;

/// <summary>Text to cards: the deck's own lines and those of the files it includes, in order.</summary>
public static class NetlistReader
{
    /// <summary>Reads a deck from a file.</summary>
    /// <param name="readFile">gives the text of a path, null when there is none; the file system when left out</param>
    public static Deck Read(string path, DiagnosticBag bag, Func<string, string?>? readFile = null)
    {
        var loader = new FileLoader(readFile);
        if (loader.Lines(path) is { } lines)
        {
            return new CardReader(loader, bag).ReadDeck(new SourceFile(path, lines));
        }

        var file = new SourceFile(path, []);
        bag.Report(NetlistCodes.CannotRead, $"cannot read '{path}'", new(file, 1, 1, 1), "check the path and the rights");
        return new("", file, []);
    }

    /// <summary>Reads a deck from memory.</summary>
    /// <param name="name">path the text is shown under; included files are looked for beside it</param>
    public static Deck ReadText(string text, string name, DiagnosticBag bag, Func<string, string?>? readFile = null) =>
        new CardReader(new FileLoader(readFile), bag).ReadDeck(new SourceFile(name, FileLoader.Split(text)));
}
