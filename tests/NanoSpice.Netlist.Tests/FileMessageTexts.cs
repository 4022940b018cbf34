namespace NanoSpice.Netlist.Tests;

/// <summary>The same for codes about whole files.</summary>
internal static class FileMessageTexts
{
    public static readonly Dictionary<string, string> ByCode = new()
    {
        ["NET030"] =
            """
            demo.cir(2,10): error NET030: 'data.bin' is not a text file
              2 | .include data.bin
                |          ^~~~~~~~
              hint: line 1 holds a zero byte
            1 error

            """,
        ["NET031"] =
            """
            demo.cir(2,1): error NET031: the deck has no cards
              2 | * nothing
                | ^
              hint: the first line is the title, cards come below
            1 error

            """,
        ["NET032"] =
            """
            demo.cir(2,6): warning NET032: LTspice's own library 'C:\users\me\LTspiceXVII\lib\cmp\standard.dio' is not here; its models are missing
              2 | .lib C:\users\me\LTspiceXVII\lib\cmp\standard.dio
                |      ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
              hint: copy the models that the deck uses into it
            1 warning

            """,
        ["NET033"] =
            """
            demo.cir(2,10): error NET033: 'part.lib' is encrypted and only the program it was made for can read it
              2 | .include part.lib
                |          ^~~~~~~~
              hint: see its line 1; ask the vendor for a model in plain text
            1 error

            """,
    };
}
