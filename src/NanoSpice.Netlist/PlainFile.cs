namespace NanoSpice.Netlist;

/// <summary>Whether a file that the user names can be read without harm: devices and pipes would never end, or never begin.</summary>
public static class PlainFile
{
    /// <summary>Bytes of a text file at most; a deck of two million lines is smaller.</summary>
    public const long LargestText = 128L << 20;

    /// <summary>Why an existing file is not read; null when it is.</summary>
    /// <param name="path">of a file that is there</param>
    /// <param name="most">largest size [bytes]</param>
    public static string? Fault(string path, long most = LargestText) => Length(path) switch
    {
        0 => "it is empty, or no plain file but a device or a pipe",
        var length when length > most => $"it has {length >> 20} MB, and {most >> 20} MB are read at most",
        _ => null,
    };

    /// <summary>True of an empty file, of a device and of a pipe.</summary>
    /// <remarks>Devices, pipes and the files of /proc have no length, and are not told from an empty file without opening them, which may already wait for ever.</remarks>
    public static bool IsEmpty(string path) => Length(path) == 0;

    private static long Length(string path)
    {
        var info = new FileInfo(path);
        // The size of a link is that of its text.
        return (info.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? info) is { Exists: true } file ? file.Length : 0;
    }
}
