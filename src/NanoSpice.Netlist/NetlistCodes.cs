namespace NanoSpice.Netlist;

using static Severity;

/// <summary>NET: messages about the text of a netlist, whatever the circuit.</summary>
public static class NetlistCodes
{
    public static readonly DiagnosticCode NoValue = new("NET001", Error, "name= without a value",
        "title\nV1 a 0 1\nR1 a 0 rmod\n.model rmod r rsh=10\n+ tc1=\n");

    public static readonly DiagnosticCode NothingToContinue = new("NET002", Error, "a + line with no card above it",
        "title\n+ R1 a 0 1k\nV1 a 0 1\n");

    public static readonly DiagnosticCode Unclosed = new("NET003", Error, "a brace or quote is never closed",
        "title\nR1 a 0 {2*rload\nV1 a 0 1\n");

    public static readonly DiagnosticCode Unbalanced = new("NET004", Error, "a parenthesis without its partner",
        "title\nV1 a 0 SIN(0 1 1k\nR1 a 0 1k\n");

    public static readonly DiagnosticCode NoName = new("NET005", Error, "= without a name on its left",
        "title\nR1 a 0 1k\nV1 a 0 =5\n");

    public static readonly DiagnosticCode UnknownCard = new("NET006", Error, "a dot card that does not exist",
        "title\nV1 a 0 1\nR1 a 0 1k\n.trna 1u 1m\n");

    public static readonly DiagnosticCode NoCard = new("NET007", Error, "a line that is neither element, dot card nor comment",
        "title\nV1 a 0 1\n=R1 a 0 1k\n");

    public static readonly DiagnosticCode CannotRead = new("NET008", Error, "a file that cannot be read",
        "title\nV1 a 0 1\n.include \"missing.inc\"\n");

    public static readonly DiagnosticCode IncludesItself = new("NET009", Error, "a file that includes itself",
        "title\n.include a.inc\n>>> a.inc\nR1 a 0 1k\n.include b.inc\n>>> b.inc\n.include a.inc\n");

    public static readonly DiagnosticCode NoSection = new("NET010", Error, ".lib asks for a section the file does not have",
        "title\n.lib parts.lib fats\n>>> parts.lib\n.lib fast\nR1 a 0 1k\n.endl\n");

    public static readonly DiagnosticCode UnclosedSection = new("NET011", Error, "a library section without .endl, or .endl without one",
        "title\n.lib parts.lib fast\n>>> parts.lib\n.lib fast\nR1 a 0 1k\n");

    public static readonly DiagnosticCode UnclosedBlock = new("NET012", Error, ".subckt without .ends or .if without .endif",
        "title\n.subckt divider a b\nR1 a b 1k\n");

    public static readonly DiagnosticCode NothingToClose = new("NET013", Error, ".endif, .else or .elseif without its beginning",
        "title\nV1 a 0 1\n.endif\n");

    public static readonly DiagnosticCode WrongEnd = new("NET014", Warning, ".ends with the name of another subcircuit",
        "title\n.subckt divider a b\nR1 a b 1k\n.ends dividre\n");

    public static readonly DiagnosticCode Crossed = new("NET015", Error, ".ends inside an open .if, or .endif inside an open .subckt",
        "title\n.subckt divider a b\n.if (1)\nR1 a b 1k\n.ends\n");

    public static readonly DiagnosticCode NoCondition = new("NET016", Error, ".if or .elseif without a condition",
        "title\n.if\nR1 a 0 1k\n.endif\n");

    public static readonly DiagnosticCode AfterElse = new("NET017", Error, ".elseif or .else below .else",
        "title\n.if (1)\nR1 a 0 1k\n.else\nR1 a 0 2k\n.else\nR1 a 0 3k\n.endif\n");

    public static readonly DiagnosticCode UnclosedControl = new("NET018", Error, ".control without .endc, or .endc without .control",
        "title\nR1 a 0 1k\n.control\nrun\n");

    public static readonly DiagnosticCode ControlNotRun = new("NET019", Note, "a .control block, which is not run",
        "title\nR1 a 0 1k\n.control\nrun\n.endc\n");

    public static readonly DiagnosticCode AfterEnd = new("NET020", Note, "lines below .end, which are not read",
        "title\nR1 a 0 1k\n.end\nR2 a 0 1k\n");

    public static readonly DiagnosticCode TitleLooksLikeCard = new("NET021", Warning, "the first line, which is the title, looks like a card",
        "V1 in 0 5\nR1 in 0 1k\n");

    public static readonly DiagnosticCode Incomplete = new("NET022", Error, "a dot card that lacks a word",
        "title\nR1 a 0 rmod\n.model rmod\n");

    public static readonly DiagnosticCode BadAssignment = new("NET023", Error, ".param, .ic or .nodeset that is not name=value",
        "title\n.param rload 1k\nR1 a 0 {rload}\n");

    public static readonly DiagnosticCode BadFunction = new("NET024", Error, ".func that is not name(arguments) {expression}",
        "title\n.func square x {x*x}\nR1 a 0 {square(2)}\n");

    public static readonly DiagnosticCode BadVector = new("NET025", Error, "a vector of .save, .print, .probe, .plot or .meas that cannot be read",
        "title\nR1 a 0 1k\n.print tran v(a\n");

    public static readonly DiagnosticCode NotSupported = new("NET026", Warning, "a dot card of other simulators that is skipped",
        "title\nR1 a 0 1k\n.pz a 0 b 0 vol pz\n");

    public static readonly DiagnosticCode ExtraWords = new("NET027", Warning, "words a dot card takes no notice of",
        "title\n.if (1)\nR1 a 0 1k\n.endif rload\n");

    public static readonly DiagnosticCode SectionsSkipped = new("NET028", Note, "a file with library sections, none of them selected",
        "title\nR2 b 0 1k\n.include parts.lib\n>>> parts.lib\n.lib fast\nR1 a 0 1k\n.endl\n");

    public static readonly DiagnosticCode LookAlike = new("NET029", Warning, "a typographic character where plain text is meant",
        "title\nV1 a 0 \u22125\nR1 a 0 1k\n");

    public static readonly DiagnosticCode NotText = new("NET030", Error, "a file that is not text",
        "title\n.include data.bin\n>>> data.bin\nab\0cd\n");

    public static readonly DiagnosticCode NoCards = new("NET031", Error, "a deck without any card",
        "title\n* nothing\n");

    public static readonly DiagnosticCode LibraryMissing = new("NET032", Warning, "a library of LTspice's own that is not there",
        "title\n.lib C:\\users\\me\\LTspiceXVII\\lib\\cmp\\standard.dio\nR1 a 0 1k\n");

    public static readonly DiagnosticCode Encrypted = new("NET033", Error, "an encrypted library",
        "title\n.include part.lib\n>>> part.lib\n* LTspice Encrypted File\n* Begin:\n  8F 12 AB\n* End 1 2\n");

    public static readonly DiagnosticCode TooMuch = new("NET034", Error, "more files or lines included than a deck may have",
        "title\nR1 a 0 1k\n.include a.inc\n>>> a.inc\n" + Lines(".include b.inc", 101) + ">>> b.inc\n" + Lines(".include c.inc", 101) + ">>> c.inc\n* nothing\n");

    public static readonly DiagnosticCode TooDeep = new("NET035", Error, ".subckt or .if nested too deeply",
        "title\n" + Lines(".if (1)", 51) + "R1 a 0 1k\n" + Lines(".endif", 51));

    public static readonly DiagnosticCode NoPlainFile = new("NET036", Warning, "an included file that is empty, or a device or a pipe, which are not read",
        "title\nR1 a 0 1k\n.include a.inc\n>>> a.inc\n");

    public static readonly DiagnosticCode EndsAlone = new("NET037", Warning, ".ends without .subckt, which is skipped",
        "title\nV1 a 0 1\n.ends\n");

    public static readonly DiagnosticCode NothingAsked = new("NET038", Warning, ".print, .save, .probe, .plot or .options without anything behind it",
        "title\nV1 a 0 1\n.options\n");

    public static readonly DiagnosticCode UnbalancedTable = new("NET039", Warning, "a parenthesis without its partner among the points of a table",
        "title\nV1 a 0 1\nE1 b 0 TABLE {V(a)} = (0,0) (1,1))\nR1 b 0 1k\n.op\n");

    public static IReadOnlyList<DiagnosticCode> All { get; } =
    [
        NoValue, NothingToContinue, Unclosed, Unbalanced, NoName, UnknownCard, NoCard, CannotRead, IncludesItself, NoSection,
        UnclosedSection, UnclosedBlock, NothingToClose, WrongEnd, Crossed, NoCondition, AfterElse, UnclosedControl, ControlNotRun,
        AfterEnd, TitleLooksLikeCard, Incomplete, BadAssignment, BadFunction, BadVector, NotSupported, ExtraWords, SectionsSkipped,
        LookAlike, NotText, NoCards, LibraryMissing, Encrypted, TooMuch, TooDeep, NoPlainFile, EndsAlone, NothingAsked, UnbalancedTable,
    ];

    private static string Lines(string line, int count) => string.Concat(Enumerable.Repeat(line + "\n", count));
}
