namespace NanoSpice.Cli;

/// <summary>One batch a folder: a lock of the operating system, which ends with the process however that ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>The lock; null when another process holds it.</summary>
    public static FolderLock? Take(string folder)
    {
        string path = Path.Combine(folder, ".lock");
        try
        {
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (IOException) when (File.Exists(path) && IsWritable(folder))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Tells a lock held elsewhere from a disk that takes nothing.</summary>
    private static bool IsWritable(string folder)
    {
        using var file = new AtomicFile(Path.Combine(folder, ".try"));
        return true;
    }
}
