namespace NanoSpice.Netlist;

using static Severity;

/// <summary>ANA: messages about analyses; SAV: about saved vectors and starting values; EXP: about *expect lines.</summary>
public static class AnalysisCodes
{
    public static IReadOnlyList<DiagnosticCode> All { get; } =
    [
        new("ANA001", Warning, "words that .op takes no notice of"),
        new("ANA002", Error, "a statement that does not exist"),
        new("ANA003", Error, "a deck without an analysis"),
        new("ANA004", Error, "a parameter that the analysis does not have"),
        new("ANA005", Error, "a value of the analysis outside its range"),
        new("ANA006", Error, "a parameter that the analysis needs"),
        new("ANA007", Warning, "a statement that this version does not run"),
        new("ANA010", Error, ".tran with too few or too many numbers"),
        new("ANA011", Error, "a negative step of .tran"),
        new("ANA012", Error, "a stop time of .tran that is not positive"),
        new("ANA013", Error, "a start of output outside the run"),
        new("ANA014", Error, "a largest step of .tran that is not positive"),
        new("ANA020", Error, ".dc with too few or too many words"),
        new("ANA021", Error, ".dc of something that cannot be swept"),
        new("ANA022", Error, "a step of .dc that never gets to the end"),
        new("ANA030", Error, ".ac with too few or too many words"),
        new("ANA031", Error, "a spacing of .ac other than dec, oct and lin"),
        new("ANA032", Error, ".ac without points"),
        new("ANA033", Error, "a first frequency of .ac that is not positive"),
        new("ANA034", Error, "a last frequency of .ac below the first"),
        new("ANA100", Error, ".cv with too few or too many words"),
        new("ANA101", Error, ".cv of something that is no voltage source"),
        new("ANA102", Error, "a window of .cv without width"),
        new("ANA103", Error, "a rate of .cv that is zero"),
        new("ANA104", Error, "a start of .cv outside its window"),
        new("ANA105", Error, "a number of cycles of .cv that is not whole and positive"),
        new("ANA140", Error, ".eis with too few or too many words"),
        new("ANA141", Error, ".eis of something other than a V or I source"),
        new("ANA142", Error, "a spacing of .eis other than dec, oct and lin"),
        new("ANA143", Error, ".eis without points"),
        new("ANA144", Error, "a frequency of .eis that is not positive"),
        new("SAV001", Error, "a vector of something that does not exist"),
        new("SAV002", Error, "a quantity that the element does not have"),
        new("SAV003", Warning, "an output line for an analysis that the deck does not have"),
        new("SAV004", Error, ".ic or .nodeset of something other than a node voltage"),
        new("EXP001", Warning, "an *expect line that cannot be read"),
    ];
}
