using System.Globalization;
using System.Text;

namespace NanoSpice.Fuzz;

/// <summary>Changes files as slips of the pen, broken disks and ill will do; the same number gives the same file.</summary>
public sealed class Mutator(Corpus corpus, int seed)
{
    /// <summary>Files grow by duplication and splicing up to here.</summary>
    private const int Longest = 60_000;

    /// <summary>The mutated file of a number, and the file it came from.</summary>
    public (Seed From, byte[] Bytes) File(long number)
    {
        var random = new Random(HashOf(seed, number));
        var from = corpus.Seeds[random.Next(corpus.Seeds.Count)];
        byte[] bytes = from.Bytes;
        // Few changes reach deep, many test the reader.
        int changes = random.Next(4) switch { 0 => 1, 1 => 2, 2 => 3 + random.Next(3), _ => 1 + random.Next(12) };
        for (int k = 0; k < changes; k++) bytes = Change(bytes, random);
        return (from, bytes.Length > Longest ? bytes[..Longest] : bytes);
    }

    private byte[] Change(byte[] bytes, Random random)
    {
        if (bytes.Length == 0) return Encoding.UTF8.GetBytes(Word(random));
        return random.Next(20) switch
        {
            0 or 1 => ChangeBytes(bytes, random),
            < 8 => ChangeLines(bytes, random),
            _ => ChangeTokens(bytes, random),
        };
    }

    private static byte[] ChangeBytes(byte[] bytes, Random random)
    {
        int at = random.Next(bytes.Length), length = 1 + random.Next(Math.Min(40, bytes.Length - at));
        byte[] copy = (byte[])bytes.Clone();
        switch (random.Next(6))
        {
            case 0:
                copy[at] ^= (byte)(1 << random.Next(8));
                return copy;
            case 1:
                copy[at] = (byte)random.Next(256);
                return copy;
            case 2: return [.. bytes[..at], .. bytes[(at + length)..]];
            case 3: return [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]];
            case 4: return bytes[..at];
            default: return [.. bytes[..at], .. Enumerable.Repeat(bytes[at..(at + length)], 1 + random.Next(60)).SelectMany(b => b), .. bytes[at..]];
        }
    }

    private byte[] ChangeLines(byte[] bytes, Random random)
    {
        var lines = Encoding.Latin1.GetString(bytes).Split('\n').ToList();
        int a = random.Next(lines.Count), b = random.Next(lines.Count);
        switch (random.Next(7))
        {
            case 0:
                lines.RemoveAt(a);
                break;
            case 1:
                lines.Insert(a, lines[b]);
                break;
            case 2:
                (lines[a], lines[b]) = (lines[b], lines[a]);
                break;
            case 3:
                lines.Insert(a, Latin(Word(random)));
                break;
            case 4:
                lines[a] = "+" + lines[a];
                break;
            case 5:
                string[] other = Encoding.Latin1.GetString(Other(random)).Split('\n');
                int first = random.Next(other.Length);
                lines.InsertRange(a, other.Skip(first).Take(1 + random.Next(8)));
                break;
            default:
                string[] tail = Encoding.Latin1.GetString(Other(random)).Split('\n');
                lines = [.. lines.Take(a), .. tail.Skip(random.Next(tail.Length))];
                break;
        }
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private byte[] ChangeTokens(byte[] bytes, Random random)
    {
        string text = Encoding.Latin1.GetString(bytes);
        var tokens = Tokens(text);
        if (tokens.Count == 0) return bytes;
        var (at, length) = tokens[random.Next(tokens.Count)];
        string token = text.Substring(at, length);
        string changed;
        switch (random.Next(9))
        {
            case 0:
                changed = "";
                break;
            case 1:
                changed = token + " " + token;
                break;
            case 2 or 3:
                changed = Latin(Word(random));
                break;
            case 4:
                changed = token + Latin(Word(random));
                break;
            case 5:
                var (from, other) = tokens[random.Next(tokens.Count)];
                changed = text.Substring(from, other);
                break;
            default:
                var numbers = tokens.Where(t => char.IsAsciiDigit(text[t.At])).ToList();
                if (numbers.Count == 0) return bytes;
                (at, length) = numbers[random.Next(numbers.Count)];
                changed = Number(text.Substring(at, length), random);
                break;
        }
        return Encoding.Latin1.GetBytes(text[..at] + changed + text[(at + length)..]);
    }

    private static string Number(string token, Random random) => random.Next(4) switch
    {
        0 => Latin(HostileWords.Numbers[random.Next(HostileWords.Numbers.Length)]),
        1 => "-" + token,
        2 => token + "e" + random.Next(-40, 41).ToString(CultureInfo.InvariantCulture),
        _ => random.Next(-3, 1000).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Words, numbers and single signs.</summary>
    private static List<(int At, int Length)> Tokens(string text)
    {
        var tokens = new List<(int, int)>();
        for (int k = 0; k < text.Length;)
        {
            int start = k;
            while (k < text.Length && (char.IsLetterOrDigit(text[k]) || text[k] is '_' or '.')) k++;
            if (k == start) k++;
            if (!char.IsWhiteSpace(text[start])) tokens.Add((start, k - start));
        }
        return tokens;
    }

    private string Word(Random random) => corpus.Words[random.Next(corpus.Words.Count)];

    private byte[] Other(Random random) => corpus.Seeds[random.Next(corpus.Seeds.Count)].Bytes;

    /// <summary>The bytes of UTF-8 as characters, so that texts of any encoding can be cut and joined.</summary>
    private static string Latin(string word) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(word));

    private static int HashOf(int seed, long number)
    {
        ulong z = (ulong)number * 0x9E3779B97F4A7C15 + (ulong)(uint)seed * 0xD1B54A32D192ED03;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)(z ^ (z >> 31));
    }
}
