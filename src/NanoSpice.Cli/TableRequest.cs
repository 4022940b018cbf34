using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using NanoSpice.Discovery;
using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>Which tables a law is sought in, and what of them counts.</summary>
/// <param name="Files">as written on the command line</param>
/// <param name="Each">every file by itself, not all together</param>
public sealed record TableRequest(IReadOnlyList<string> Files, DataRequest Data, bool Each);

/// <summary>Tables that were read for one law.</summary>
/// <param name="Name">name of the run, or of all together</param>
/// <param name="Folder">below the folder of results; "" when there is one case alone</param>
internal sealed record TableCase(string Name, string Folder, IReadOnlyList<InputTable> Tables, Dataset Data)
{
    /// <summary>All tables together, or each by itself; null with all errors shown.</summary>
    public static IReadOnlyList<TableCase>? Read(TableRequest request, ConsoleReport console)
    {
        if (TableInput.Load(request.Files, console) is not { } tables) return null;
        var all = new List<Diagnostic>();
        bool failed = false;
        var cases = new List<TableCase>();
        IEnumerable<IReadOnlyList<InputTable>> parts = request.Each ? tables.Select(t => new[] { t }) : [tables];
        foreach (var part in parts)
        {
            var own = new DiagnosticBag();
            var data = DatasetReader.Read([.. part.Select(t => t.File)], request.Data, own);
            all.AddRange(own.All);
            failed |= data is null;
            if (data is not null) cases.Add(new(part.Count == 1 ? part[0].File.Name : "discover", request.Each ? part[0].File.Name : "", part, Recorded(data, part)));
        }
        console.Diagnostics(all);
        return failed ? null : cases;
    }

    /// <summary>A name as a netlist takes it: slit=1.5n becomes slit_1.5n.</summary>
    public static string Word(string name)
    {
        var word = new StringBuilder();
        foreach (char c in name) word.Append(char.IsAsciiLetterOrDigit(c) || c is '_' or '.' ? char.ToLowerInvariant(c) : '_');
        if (word.Length == 0 || !char.IsAsciiLetter(word[0])) word.Insert(0, "law_");
        return word.ToString();
    }

    /// <summary>SHA-256 of the numbers and of options that have an influence on the result; cards and checkpoints name it.</summary>
    public string Hash(IReadOnlyList<KeyValuePair<string, string>> options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var column in Data.Inputs.Prepend(Data.Target))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{column.Name}[{column.UnitText}]\n"));
            hash.AppendData(MemoryMarshal.AsBytes(column.Values.AsSpan()));
        }
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', Data.Groups)));
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', options)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Dataset Recorded(Dataset data, IReadOnlyList<InputTable> tables) => new()
    {
        Target = data.Target, Inputs = data.Inputs, Others = data.Others, Groups = data.Groups, Time = data.Time,
        Runs = [.. data.Runs.Select(r => r with { Path = tables.First(t => t.File.Path == r.Path).Recorded })],
    };
}
