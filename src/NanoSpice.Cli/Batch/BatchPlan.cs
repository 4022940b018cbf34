using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NanoSpice.Elaboration;
using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>The runs of a batch in their order: deck by deck, draw by draw, and the points of the sweep innermost.</summary>
internal sealed class BatchPlan
{
    public const int MostRuns = 10_000_000;

    private readonly int[] _first;

    public BatchPlan(BatchSettings settings, IReadOnlyList<BatchDeck> decks)
    {
        (Settings, Decks) = (settings, decks);
        _first = new int[decks.Count + 1];
        for (int k = 0; k < decks.Count; k++) _first[k + 1] = (int)Math.Min(MostRuns + 1L, _first[k] + RunsOf(decks[k]));
        Swept = [.. decks.SelectMany(d => d.Sweep?.Plan?.Quantities ?? []).DistinctBy(q => q.Label)];
        Hash = HashOf(settings, decks);
    }

    public BatchSettings Settings { get; }

    public IReadOnlyList<BatchDeck> Decks { get; }

    /// <summary>Runs of all shards.</summary>
    public int Count => _first[^1];

    /// <summary>Swept quantities of all decks: columns.</summary>
    public IReadOnlyList<StepQuantity> Swept { get; }

    /// <summary>Of everything that results depend on: version, decks with all files they name, points, draws, limits, files kept.</summary>
    public string Hash { get; }

    /// <summary>Runs of this shard, in order.</summary>
    public IEnumerable<int> Mine => Enumerable.Range(0, Count).Where(Settings.Shard.Has);

    /// <summary>Deck, draw and point of run k, which counts from 0.</summary>
    public (BatchDeck Deck, int Draw, SweepPoint Point) this[int k]
    {
        get
        {
            int deck = 0;
            while (_first[deck + 1] <= k) deck++;
            int rest = k - _first[deck], points = Decks[deck].Points;
            return (Decks[deck], rest / points, Decks[deck].Sweep is { } sweep ? sweep[rest % points] : new(0, [], []));
        }
    }

    private long RunsOf(BatchDeck deck) => deck.Sweep is null ? 1 : deck.Points * (long)Math.Max(1, Settings.Draws);

    private static string HashOf(BatchSettings settings, IReadOnlyList<BatchDeck> decks)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
        void AddNumber(double value) => Add(value.ToString("R", CultureInfo.InvariantCulture));
        Add(CommandLine.Version);
        foreach (var p in settings.Parameters) Add($"{p.Name}={p.Value}");
        Add(string.Create(CultureInfo.InvariantCulture, $"{settings.Draws} {settings.Seed} {settings.Keep}"));
        AddNumber(settings.Timeout);
        foreach (var deck in decks)
        {
            Add($"deck {deck.Name}");
            new BatchInputs(deck.Deck).Describe(Add);
            foreach (var axis in deck.Sweep?.Plan?.Axes ?? [])
            {
                Add($"axis {string.Join(' ', axis.Quantities.Select(q => q.Label))}");
                foreach (double value in axis.Rows.SelectMany(r => r)) AddNumber(value);
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
