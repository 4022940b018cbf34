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
        ["NET034"] =
            """
            b.inc(4,10): error NET034: more than 10000 files or 5000000 lines are included
              included from a.inc(99,10)
              included from demo.cir(3,10)
              4 | .include c.inc
                |          ^~~~~
              hint: a file that several others include is read each time
            1 error

            """,
        ["NET035"] =
            """
            demo.cir(52,1): error NET035: this .if stands inside 50 others, and none may stand deeper
              52 | .if (1)
                 | ^~~~~~~
              hint: is an .ends or .endif missing above?
            1 error

            """,
        ["NET036"] =
            """
            demo.cir(3,10): warning NET036: 'a.inc' is empty, or no plain file but a device or a pipe, and is not read
              3 | .include a.inc
                |          ^~~~~
            1 warning

            """,
    };
}
