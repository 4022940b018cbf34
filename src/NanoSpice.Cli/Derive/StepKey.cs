using System.Security.Cryptography;
using System.Text;

namespace NanoSpice.Cli;

/// <summary>Tells whether a step was done before with the same inputs: a file with the hash of all that it depends on.</summary>
/// <param name="path">where the hash is kept, beside what the step wrote</param>
/// <param name="inputs">options, versions and hashes of files</param>
internal sealed class StepKey(string path, params string[] inputs)
{
    private readonly string _hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', inputs))));

    /// <summary>True when the step was done with these inputs and its outputs are there.</summary>
    public bool IsDone(params string[] outputs)
    {
        try
        {
            return File.Exists(path) && File.ReadAllText(path).Trim() == _hash && outputs.All(File.Exists);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>To be called before outputs are written: what an interruption leaves is then taken for nothing that was done.</summary>
    public void Begin()
    {
        if (File.Exists(path)) File.Delete(path);
    }

    /// <summary>To be called when all outputs are written.</summary>
    public void Done() => AtomicFile.WriteText(path, _hash + "\n");

    public static string HashOf(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
