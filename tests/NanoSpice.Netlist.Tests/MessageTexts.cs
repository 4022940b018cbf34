namespace NanoSpice.Netlist.Tests;

/// <summary>What the example deck of every NET code is answered with.</summary>
internal static class MessageTexts
{
    public static readonly Dictionary<string, string> ByCode = new(FileMessageTexts.ByCode)
    {
        ["NET001"] =
            """
            demo.cir(5,7): error NET001: tc1= needs a value
              5 | + tc1=
                |       ^
              hint: write tc1=1
            1 error

            """,
        ["NET002"] =
            """
            demo.cir(2,1): error NET002: this + line continues nothing
              2 | + R1 a 0 1k
                | ^
              hint: remove the +, or put the line below the card it belongs to
            1 error

            """,
        ["NET003"] =
            """
            demo.cir(2,8): error NET003: { is never closed
              2 | R1 a 0 {2*rload
                |        ^~~~~~~~
              hint: add the missing }
            1 error

            """,
        ["NET004"] =
            """
            demo.cir(2,11): error NET004: ( is never closed
              2 | V1 a 0 SIN(0 1 1k
                |           ^
              hint: add the missing )
            1 error

            """,
        ["NET005"] =
            """
            demo.cir(3,6): error NET005: 0 left of = is not a name
              3 | V1 a 0 =5
                |      ^
              hint: write name=value
            1 error

            """,
        ["NET006"] =
            """
            demo.cir(4,1): error NET006: there is no .trna card
              4 | .trna 1u 1m
                | ^~~~~
              hint: did you mean .tran?
            1 error

            """,
        ["NET007"] =
            """
            demo.cir(3,1): error NET007: a card starts with a letter or a dot, not with =
              3 | =R1 a 0 1k
                | ^
              hint: write * before it if it is a comment, + if it continues the card above
            1 error

            """,
        ["NET008"] =
            """
            demo.cir(3,10): error NET008: cannot read 'missing.inc'
              3 | .include "missing.inc"
                |          ^~~~~~~~~~~~~
              hint: paths are relative to the file that includes
            1 error

            """,
        ["NET009"] =
            """
            b.inc(1,10): error NET009: 'a.inc' includes itself
              included from a.inc(2,10)
              included from demo.cir(2,10)
              1 | .include a.inc
                |          ^~~~~
              hint: a.inc(2) -> b.inc(1) -> a.inc
            1 error

            """,
        ["NET010"] =
            """
            demo.cir(2,16): error NET010: 'parts.lib' has no section fats
              2 | .lib parts.lib fats
                |                ^~~~
              hint: did you mean fast?
            1 error

            """,
        ["NET011"] =
            """
            parts.lib(1,1): error NET011: .lib fast has no .endl
              included from demo.cir(2,6)
              1 | .lib fast
                | ^~~~~~~~~
              hint: add .endl below the section's last line
            1 error

            """,
        ["NET012"] =
            """
            demo.cir(2,1): error NET012: .subckt divider has no .ends
              2 | .subckt divider a b
                | ^~~~~~~~~~~~~~~~~~~
              hint: add .ends below its last line
            1 error

            """,
        ["NET013"] =
            """
            demo.cir(3,1): error NET013: .endif without .if
              3 | .endif
                | ^~~~~~
              hint: remove it, or add the missing .if line
            1 error

            """,
        ["NET014"] =
            """
            demo.cir(4,7): warning NET014: .ends dividre closes .subckt divider of line 2
              4 | .ends dividre
                |       ^~~~~~~
              hint: write .ends divider
            1 warning

            """,
        ["NET015"] =
            """
            demo.cir(5,1): error NET015: .ends, but the .if of line 3 is still open
              5 | .ends
                | ^~~~~
              hint: put .endif before .ends
            1 error

            """,
        ["NET016"] =
            """
            demo.cir(2,4): error NET016: .if needs a condition
              2 | .if
                |    ^
              hint: write .if (a > 1)
            1 error

            """,
        ["NET017"] =
            """
            demo.cir(6,1): error NET017: .else below the .else of this .if
              6 | .else
                | ^~~~~
              hint: the .if stands on line 2
            1 error

            """,
        ["NET018"] =
            """
            demo.cir(3,1): error NET018: .control has no .endc
              3 | .control
                | ^~~~~~~~
              hint: add .endc below its last command
            1 error

            """,
        ["NET019"] =
            """
            demo.cir(3,1): note NET019: .control block is not run; the rest of the deck runs
              3 | .control
                | ^~~~~~~~
            1 note

            """,
        ["NET020"] =
            """
            demo.cir(4,1): note NET020: 1 card below .end is not read
              4 | R2 a 0 1k
                | ^~~~~~~~~
            1 note

            """,
        ["NET021"] =
            """
            demo.cir(1,1): warning NET021: the first line is the title; it is not read as a card
              1 | V1 in 0 5
                | ^~~~~~~~~
              hint: put a title line above it
            1 warning

            """,
        ["NET022"] =
            """
            demo.cir(3,12): error NET022: .model needs a type
              3 | .model rmod
                |            ^
              hint: write .model name type(parameter=value)
            1 error

            """,
        ["NET023"] =
            """
            demo.cir(2,8): error NET023: .param needs name=value here
              2 | .param rload 1k
                |        ^~~~~
              hint: write .param rload=1k
            1 error

            """,
        ["NET024"] =
            """
            demo.cir(2,7): error NET024: .func needs a name, arguments in parentheses and an expression
              2 | .func square x {x*x}
                |       ^~~~~~
              hint: write .func f(x,y) {x*y}
            1 error

            """,
        ["NET025"] =
            """
            demo.cir(3,13): error NET025: no vector of .print can be read here
              3 | .print tran v(a
                |             ^~~
              hint: write v(node), v(a,b), i(v1) or @r1[i]
            1 error

            """,
        ["NET026"] =
            """
            demo.cir(3,1): warning NET026: .pz is not a card of NanoSpice and is skipped
              3 | .pz a 0 b 0 vol pz
                | ^~~
            1 warning

            """,
        ["NET027"] =
            """
            demo.cir(4,8): warning NET027: .endif takes no words
              4 | .endif rload
                |        ^~~~~
              hint: remove them, or put ; before them
            1 warning

            """,
        ["NET028"] =
            """
            demo.cir(3,10): note NET028: the library sections of 'parts.lib' are not read
              3 | .include parts.lib
                |          ^~~~~~~~~
              hint: select one: .lib "parts.lib" fast
            1 note

            """,
        ["NET029"] =
            """
            demo.cir(2,8): warning NET029: − (U+2212) only looks like -
              2 | V1 a 0 −5
                |        ^
              hint: write -
            1 warning

            """,
        ["NET037"] =
            """
            demo.cir(3,1): warning NET037: .ends without .subckt
              3 | .ends
                | ^~~~~
              hint: remove it, or add the missing .subckt line
            1 warning

            """,
        ["NET039"] =
            """
            demo.cir(3,34): warning NET039: ) closes nothing
              3 | E1 b 0 TABLE {V(a)} = (0,0) (1,1))
                |                                  ^
              hint: remove it, or add the missing (
            1 warning

            """,
        ["NET038"] =
            """
            demo.cir(3,9): warning NET038: .options names no option and is skipped
              3 | .options
                |         ^
              hint: write .options reltol=1e-4
            1 warning

            """,
    };
}
