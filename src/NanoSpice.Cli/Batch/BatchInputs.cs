using System.Security.Cryptography;
using NanoSpice.Elaboration;
using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>What a deck is made of besides its own lines: files that it includes, also in branches of .if that no point takes, and files of numbers.</summary>
internal sealed class BatchInputs
{
    private readonly SortedDictionary<string, byte[]> _numbers = new(StringComparer.Ordinal);
    private readonly Deck _deck;

    public BatchInputs(Deck deck)
    {
        _deck = deck;
        Walk(deck.Cards);
    }

    /// <summary>Passes on a text for every file, such that another content gives other texts; where the files are does not matter.</summary>
    public void Describe(Action<string> add)
    {
        foreach (var lines in _deck.Texts)
        {
            add($"file {RunRecord.Text(lines.Count)}");
            foreach (string line in lines) add(line);
        }
        foreach (byte[] sum in _numbers.Values) add($"numbers {Convert.ToHexStringLower(sum)}");
    }

    private void Walk(IReadOnlyList<Card> cards)
    {
        foreach (var card in cards)
        {
            switch (card)
            {
                case SubcircuitCard s:
                    Walk(s.Body);
                    break;
                case IfCard i:
                    foreach (var (_, body) in i.Branches) Walk(body);
                    break;
                case IncludeCard include:
                    // What is wrong with it is said where it is taken.
                    Walk(include.Read(new DiagnosticBag()));
                    break;
                case ElementCard e:
                    foreach (string file in NumberFile.NamedBy(e)) Take(e.At.File, file);
                    break;
            }
        }
    }

    private void Take(SourceFile from, string name)
    {
        if (FileSearch.OnDisk(from, name) is not { } path || _numbers.ContainsKey(path) || PlainFile.Fault(path) is not null) return;
        try
        {
            using var file = File.OpenRead(path);
            _numbers[path] = SHA256.HashData(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The run that needs it says why it cannot be read.
        }
    }
}
