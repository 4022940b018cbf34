using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>Text files named on the command line.</summary>
internal static class TextInput
{
    /// <summary>Why a file cannot be read as text, and what to do about it; null when it can.</summary>
    /// <param name="full">absolute path</param>
    /// <param name="kind">what the file is to be, as in "not a deck"</param>
    /// <param name="text">the language it is to be written in, as in "not a netlist"</param>
    public static (string What, string Advice)? Fault(string full, string kind, string text)
    {
        if (Directory.Exists(full)) return ($"this is a folder, not a {kind}", $"name the {kind} file in it");
        if (!File.Exists(full)) return ("there is no such file", "check the name, and the folder you are in");
        try
        {
            // Devices and pipes have no length either; opening one may wait for ever.
            if (PlainFile.IsEmpty(full)) return ("the file is empty", $"a {kind} is a plain file of text; pipes are not read");
            if (PlainFile.Fault(full) is { } fault) return ($"the file is too large: {fault}", $"is it a {kind}?");
            using var stream = File.OpenRead(full);
            Span<byte> start = stackalloc byte[4096];
            int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            if (start[..read].Contains((byte)0)) return ($"this is a binary file, not {text}", $"a {kind} is plain text (UTF-8)");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ("the file cannot be read", "check its rights");
        }
        return null;
    }
}
