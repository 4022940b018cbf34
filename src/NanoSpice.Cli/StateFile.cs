using System.Security.Cryptography;

namespace NanoSpice.Cli;

/// <summary>A state of unfinished work in one file: kind, version of the program, hash of what it belongs to, the state, and a check sum.</summary>
internal static class StateFile
{
    /// <summary>The state, or why the file is not used; both empty when there is no file.</summary>
    /// <param name="hash">of settings and data: a state of others is not taken</param>
    public static (BinaryReader? State, string Fault) Read(string path, string kind, string hash)
    {
        if (!File.Exists(path)) return (null, "");
        try
        {
            byte[] all = File.ReadAllBytes(path);
            int length = all.Length - SHA256.HashSizeInBytes;
            if (length < 0 || !SHA256.HashData(all.AsSpan(0, length)).AsSpan().SequenceEqual(all.AsSpan(length))) return (null, "is damaged");
            var reader = new BinaryReader(new MemoryStream(all, 0, length, writable: false));
            if (reader.ReadString() != kind || reader.ReadString() != CommandLine.Version) return (null, "is of another version");
            return reader.ReadString() == hash ? (reader, "") : (null, "belongs to other settings");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, "cannot be read");
        }
    }

    /// <summary>Puts a state in place of the one before; either all of it or nothing.</summary>
    public static void Write(string path, string kind, string hash, ReadOnlySpan<byte> state)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(kind);
            writer.Write(CommandLine.Version);
            writer.Write(hash);
            writer.Write(state);
        }
        var whole = memory.GetBuffer().AsSpan(0, (int)memory.Length);
        using var file = new AtomicFile(path);
        file.Stream.Write(whole);
        file.Stream.Write(SHA256.HashData(whole));
        file.Commit();
    }
}
