using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact, Oracle(OracleKind.Invariant, "after a fault in the middle the folder is as it was before")]
    public void A_fault_leaves_the_old_file_and_nothing_else()
    {
        File.WriteAllText(_folder["a.txt"], "old");
        Assert.Throws<InvalidOperationException>((Action)(() =>
        {
            using var file = new AtomicFile(_folder["a.txt"]);
            file.Stream.Write("half"u8);
            throw new InvalidOperationException();
        }));
        Assert.Equal(["a.txt"], _folder.Names());
        Assert.Equal("old", File.ReadAllText(_folder["a.txt"]));
    }

    [Fact, Oracle(OracleKind.Invariant, "until it is committed a file is not there under its name")]
    public void A_file_appears_when_it_is_whole()
    {
        using (var file = new AtomicFile(_folder["sub/a.txt"]))
        {
            file.Stream.Write("whole"u8);
            Assert.False(File.Exists(_folder["sub/a.txt"]));
            file.Commit();
        }

        Assert.Equal("whole", File.ReadAllText(_folder["sub/a.txt"]));
        Assert.Single(Directory.GetFiles(_folder["sub"]));
    }
}
