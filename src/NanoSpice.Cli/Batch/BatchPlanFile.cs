using System.Globalization;
using System.Text.Json;

namespace NanoSpice.Cli;

/// <summary>Writes batch.json: what the batch is to do, known before its first run.</summary>
internal static class BatchPlanFile
{
    public const string FileName = "batch.json";

    public static void Write(string folder, BatchPlan plan)
    {
        using var file = new AtomicFile(Path.Combine(folder, FileName));
        using (var json = new Utf8JsonWriter(file.Stream, SummaryFile.Options)) Write(json, plan);
        file.Stream.WriteByte((byte)'\n');
        file.Commit();
    }

    private static void Write(Utf8JsonWriter json, BatchPlan plan)
    {
        var settings = plan.Settings;
        json.WriteStartObject();
        json.WriteString("program", "nanospice");
        json.WriteString("version", CommandLine.Version);
        json.WriteString("plan", plan.Hash);
        json.WriteNumber("runs", plan.Count);
        if (!settings.Shard.IsWhole) json.WriteString("shard", settings.Shard.ToString());
        json.WriteStartArray("decks");
        foreach (var deck in plan.Decks) WriteDeck(json, deck);
        json.WriteEndArray();
        json.WriteStartObject("options");
        foreach (var p in settings.Parameters) json.WriteString($"-p {p.Name}", p.Value);
        json.WriteNumber("mc", settings.Draws);
        json.WriteNumber("seed", settings.Seed);
        if (double.IsFinite(settings.Timeout)) json.WriteNumber("timeout", settings.Timeout);
        json.WriteString("keep", settings.Keep.ToString().ToLowerInvariant());
        json.WriteEndObject();
        json.WriteStartArray("swept");
        foreach (var quantity in plan.Swept) WriteQuantity(json, quantity, Values(plan, quantity.Label));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDeck(Utf8JsonWriter json, BatchDeck deck)
    {
        json.WriteStartObject();
        json.WriteString("deck", deck.Name);
        json.WriteString("title", deck.Deck.Title);
        json.WriteNumber("points", deck.Points);
        json.WriteString("fault", deck.Sweep is null ? deck.Fault : "");
        json.WriteStartArray("axes");
        foreach (var axis in deck.Sweep?.Plan?.Axes ?? [])
        {
            json.WriteStartObject();
            json.WriteString("quantities", string.Join(' ', axis.Quantities.Select(q => q.Label)));
            json.WriteNumber("points", axis.Rows.Count);
            json.WriteBoolean("logarithmic", axis.Logarithmic);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteQuantity(Utf8JsonWriter json, Elaboration.StepQuantity quantity, IEnumerable<double> values)
    {
        json.WriteStartObject();
        json.WriteString("label", quantity.Label);
        json.WriteString("unit", quantity.Unit);
        json.WriteStartArray("values");
        foreach (double value in values) json.WriteRawValue(value.ToString("R", CultureInfo.InvariantCulture));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Values of a quantity over all decks, each once, in the order of the runs.</summary>
    private static IEnumerable<double> Values(BatchPlan plan, string label) =>
        plan.Decks.SelectMany(d => d.Sweep?.Plan?.Axes ?? []).SelectMany(a => a.Quantities.Select((q, k) => (q.Label, Values: a.Rows.Select(r => r[k]))))
            .Where(q => q.Label == label).SelectMany(q => q.Values).Distinct();
}
