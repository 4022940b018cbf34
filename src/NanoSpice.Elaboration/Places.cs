using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>Places inside messages.</summary>
internal static class Places
{
    /// <summary>deck.cir(12)</summary>
    public static string Short(SourceSpan at) => $"{Path.GetFileName(at.File.Path)}({at.Line})";
}
