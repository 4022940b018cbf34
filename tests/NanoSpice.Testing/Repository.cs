namespace NanoSpice.Testing;

/// <summary>Finds the files of the source tree from where the tests run.</summary>
public static class Repository
{
    /// <summary>Folder that holds NanoSpice.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path below the root, given in parts.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "NanoSpice.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("NanoSpice.sln is in no folder above " + AppContext.BaseDirectory);
    }
}
