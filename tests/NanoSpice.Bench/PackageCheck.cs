using System.Diagnostics;
using NanoSpice.Testing;

namespace NanoSpice.Bench;

/// <summary>Packs the library and the program, and uses both as a stranger would: from a folder of packages, in a folder of its own.</summary>
public static class PackageCheck
{
    private const string Consumer = """
        using NanoSpice;
        var deck = Deck.Load(args[0]);
        var run = deck.With("step(gamma)", 0.5).Run();
        double[] time = run["tran1"]["time"], i = run["tran1"]["i(vam)"];
        Console.WriteLine(FormattableString.Invariant($"{time.Length} points, at most {1e3 * i.Max():f2} mA"));
        try { deck.With("gama", 1); } catch (DeckException e) { Console.WriteLine($"{e.Diagnostics[0].Code}: {e.Message.Split('\n')[0]}"); }
        """;

    /// <returns>0 when everything went through</returns>
    public static int Run(TextWriter output)
    {
        string work = Directory.CreateTempSubdirectory("nanospice-packages").FullName;
        try
        {
            string feed = Path.Combine(work, "feed"), first = Repository.Path("netlists", "first.cir");
            foreach (string project in (string[])["NanoSpice", "NanoSpice.Cli"])
                if (!Do(output, work, null, "dotnet", "pack", Repository.Path("src", project), "-c", "Release", "-o", feed, "-v", "q", "--nologo")) return 1;
            foreach (string package in Directory.GetFiles(feed).Order()) output.WriteLine($"{Path.GetFileName(package)}: {new FileInfo(package).Length / 1024} KB");
            return Consume(output, work, feed, first) && Install(output, work, feed, first) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static bool Consume(TextWriter output, string work, string feed, string deck)
    {
        string folder = Directory.CreateDirectory(Path.Combine(work, "consumer")).FullName;
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Consumer);
        File.WriteAllText(Path.Combine(folder, "consumer.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <RestoreAdditionalProjectSources>{feed}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="NanoSpice" Version="*" /></ItemGroup>
            </Project>
            """);
        return Do(output, folder, Path.Combine(work, "cache"), "dotnet", "build", "-v", "q", "--nologo") && Do(output, folder, Path.Combine(work, "cache"), "dotnet", Path.Combine(folder, "bin", "Debug", "net10.0", "consumer.dll"), deck);
    }

    private static bool Install(TextWriter output, string work, string feed, string deck)
    {
        string tools = Path.Combine(work, "tools");
        return Do(output, work, Path.Combine(work, "cache"), "dotnet", "tool", "install", "NanoSpice.Cli", "--tool-path", tools, "--add-source", feed)
            && Do(output, work, null, Path.Combine(tools, "nanospice"), "run", deck, "-o", Path.Combine(work, "out"));
    }

    /// <summary>Runs a program and shows what it says.</summary>
    /// <param name="cache">package cache of its own, so that no package of an earlier day is found; null: the user's</param>
    private static bool Do(TextWriter output, string folder, string? cache, string program, params string[] words)
    {
        var start = new ProcessStartInfo(program, words) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        if (cache is not null) start.Environment["NUGET_PACKAGES"] = cache;
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        output.WriteLine(FormattableString.Invariant($"{Path.GetFileName(program)} {words[0]}: exit {process.ExitCode}, {watch.Elapsed.TotalSeconds:f1} s"));
        foreach (string line in (text + error.Result).Split('\n', StringSplitOptions.RemoveEmptyEntries)) output.WriteLine($"  {line.TrimEnd()}");
        return process.ExitCode == 0;
    }
}
