namespace NanoSpice.Cli;

/// <summary>An unbuffered file for results. That a file may not grow further, be it by a limit of the user or of the file system, is a fault of writing as a full disk is.</summary>
internal sealed class ResultStream(string path, FileMode mode, FileShare share) : FileStream(path, mode, FileAccess.ReadWrite, share, bufferSize: 0)
{
    // The form with a span comes down to this one.
    public override void Write(byte[] buffer, int offset, int count)
    {
        try
        {
            base.Write(buffer, offset, count);
        }
        catch (ArgumentOutOfRangeException e)
        {
            // So the framework reports EFBIG.
            throw new IOException($"File too large : '{Name}'", e);
        }
    }
}
