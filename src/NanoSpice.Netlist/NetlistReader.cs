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
            return ReadDeck(new SourceFile(path, lines), loader, bag);
        }

        var file = new SourceFile(path, []);
        bag.Report(NetlistCodes.CannotRead, $"cannot read '{path}'", new(file, 1, 1, 1), "check the path and the rights");
        return new("", file, []);
    }

    /// <summary>Reads a deck from memory.</summary>
    /// <param name="name">path the text is shown under; included files are looked for beside it</param>
    public static Deck ReadText(string text, string name, DiagnosticBag bag, Func<string, string?>? readFile = null) =>
        ReadDeck(new SourceFile(name, FileLoader.Split(text)), new FileLoader(readFile), bag);

    private static Deck ReadDeck(SourceFile file, FileLoader loader, DiagnosticBag bag)
    {
        int binary = FileLoader.FirstBinaryLine(file.Lines);
        if (binary < 0)
        {
            return new CardReader(loader, bag).ReadDeck(file);
        }

        bag.Report(NetlistCodes.NotText, $"'{file.Path}' is not a text file", new(file, binary + 1, 1, 1), $"line {binary + 1} holds a zero byte");
        return new("", file, []);
    }
}
