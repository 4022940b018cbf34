namespace NanoSpice.Cli;

/// <summary>A file that appears under its name only once it is whole: written beside it under a temporary name, then renamed.</summary>
/// <remarks>Disposed without <see cref="Commit"/> it leaves nothing behind, and a file of that name from before stays as it was.</remarks>
public sealed class AtomicFile : IDisposable
{
    private readonly string _temporary;
    private bool _isOpen = true;

    /// <summary>Opens the temporary file, making the folder where needed.</summary>
    /// <param name="path">Final path of the file.</param>
    public AtomicFile(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        string folder = System.IO.Path.GetDirectoryName(Path) ?? throw new ArgumentException($"'{path}' names no file");
        Directory.CreateDirectory(folder);

        // The process number keeps two runs into one folder apart; the leading dot keeps the file out of sight.
        _temporary = System.IO.Path.Combine(folder, $".{System.IO.Path.GetFileName(Path)}.{Environment.ProcessId}.part");
        Stream = Open(_temporary);
    }

    /// <summary>Final path, absolute.</summary>
    public string Path { get; }

    /// <summary>False once it has its name, or was given up.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>The stream to write to; seekable, unbuffered.</summary>
    public FileStream Stream { get; }

    /// <summary>A new file; only what a killed process of the same number left is written over, as a file system flushes what was cut to nothing.</summary>
    private static FileStream Open(string path) =>
        new ResultStream(path, File.Exists(path) ? FileMode.Create : FileMode.CreateNew, FileShare.Read);

    /// <summary>Writes a whole text file, UTF-8 without mark.</summary>
    public static void WriteText(string path, string text)
    {
        using var file = new AtomicFile(path);
        file.Stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        file.Commit();
    }

    /// <summary>Gives the file its name, in place of any file that had it.</summary>
    public void Commit()
    {
        ObjectDisposedException.ThrowIf(!_isOpen, this);
        Stream.Dispose();
        File.Move(_temporary, Path, overwrite: true);
        _isOpen = false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isOpen)
        {
            _isOpen = false;
            Stream.Dispose();
            File.Delete(_temporary);
        }
    }
}
