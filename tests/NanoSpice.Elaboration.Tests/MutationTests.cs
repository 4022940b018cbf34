using NanoSpice.Netlist;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Elaboration.Tests;

/// <summary>Decks with random slips of the pen: whatever is written, the answer is messages, not an exception.</summary>
public class MutationTests
{
    private const string Characters = "abv10.{}()'=*+-,;:$ \t@[]#?/\"mk_";

    [Theory, Oracle(OracleKind.Invariant, "an error message or a simulation, never both or neither, and never an exception")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_mutated_deck_gets_messages_or_a_simulation(int seed)
    {
        var random = new Random(seed);
        string[] decks = Seeds();
        for (int k = 0; k < 400; k++)
        {
            string text = decks[random.Next(decks.Length)];
            for (int n = random.Next(1, 5); n > 0; n--) text = Mutate(text, decks, random);
            var bag = new DiagnosticBag();
            try
            {
                var simulation = Elaborator.Elaborate(NetlistReader.ReadText(text, "test.cir", bag, _ => null), bag);
                Assert.Equal(bag.HasErrors, simulation is null);
                DiagnosticPrinter.Print(bag.All);
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{e}\n{text}");
            }
        }
    }

    private static string Mutate(string text, string[] decks, Random random)
    {
        if (text.Length < 2) return text;
        int at = random.Next(text.Length);
        string[] lines = text.Split('\n');
        int line = random.Next(lines.Length);
        switch (random.Next(6))
        {
            case 0: return text.Remove(at, 1);
            case 1: return text.Insert(at, Characters[random.Next(Characters.Length)].ToString());
            case 2: return text.Remove(at, 1).Insert(at, Characters[random.Next(Characters.Length)].ToString());
            case 3: return string.Join('\n', lines.Where((_, k) => k != line));
            case 4:
                string[] words = lines[line].Split(' ');
                int word = random.Next(words.Length);
                lines[line] = string.Join(' ', words.Where((_, k) => k != word));
                return string.Join('\n', lines);
            default:
                string[] other = decks[random.Next(decks.Length)].Split('\n');
                return string.Join('\n', lines.Append(other[random.Next(other.Length)]));
        }
    }

    private static string[] Seeds()
    {
        string? at = AppContext.BaseDirectory;
        while (at is not null && !File.Exists(Path.Combine(at, "NanoSpice.sln"))) at = Path.GetDirectoryName(at);
        string[] folders = ["tests/NanoSpice.Elaboration.Tests/BadDecks", "netlists/paper", "netlists/classics"];
        return [.. folders.SelectMany(f => Directory.GetFiles(Path.Combine(at!, f), "*.cir")).Order(StringComparer.Ordinal).Select(File.ReadAllText)];
    }
}
