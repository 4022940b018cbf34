using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace NanoSpice.Cli;

/// <summary>How a run of a batch ended.</summary>
internal enum RunStatus
{
    Done,
    Failed,
    Timeout,
}

/// <summary>A number of a run: cv1.capacitance[F].</summary>
internal readonly record struct RunNumber(string Name, string Unit, double Value);

/// <summary>What a run of a batch leaves: its line of the journal, its row of runs.csv.</summary>
/// <param name="Run">from 0</param>
/// <param name="Reason">why it is not done; empty when it is</param>
internal sealed record RunRecord(int Run, RunStatus Status, string Reason)
{
    /// <summary>Wall clock [s].</summary>
    public double Seconds { get; init; }

    /// <summary>The deck, as given.</summary>
    public string Deck { get; init; } = "";

    /// <summary>Number of the draw, from 1; null where nothing is drawn.</summary>
    public int? Draw { get; init; }

    /// <summary>Values of the swept quantities, in the order of the journal's head; null for one that the deck does not sweep.</summary>
    public IReadOnlyList<double?> Point { get; init; } = [];

    /// <summary>Parameters that were drawn.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Drawn { get; init; } = [];

    public IReadOnlyList<RunNumber> Numbers { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, long>> Work { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public string StatusWord => WordOf(Status);

    private static string WordOf(RunStatus status) => status switch { RunStatus.Done => "done", RunStatus.Failed => "failed", _ => "timeout" };

    /// <summary>As JSON on one line.</summary>
    public void Write(IBufferWriter<byte> buffer)
    {
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteNumber("run", Run);
        json.WriteString("deck", Deck);
        if (Draw is { } draw) json.WriteNumber("draw", draw);
        json.WriteStartArray("point");
        foreach (double? value in Point) json.WriteStringValue(value is { } v ? Text(v) : "");
        json.WriteEndArray();
        json.WriteString("status", StatusWord);
        json.WriteString("reason", Reason);
        json.WriteNumber("seconds", Math.Round(Seconds, 6));
        json.WriteStartArray("drawn");
        foreach (var (name, value) in Drawn)
        {
            json.WriteStringValue(name);
            json.WriteStringValue(Text(value));
        }
        json.WriteEndArray();
        json.WriteStartArray("numbers");
        foreach (var (name, unit, value) in Numbers)
        {
            json.WriteStringValue(name);
            json.WriteStringValue(unit);
            json.WriteStringValue(Text(value));
        }
        json.WriteEndArray();
        json.WriteStartObject("work");
        foreach (var (name, count) in Work) json.WriteNumber(name, count);
        json.WriteEndObject();
        json.WriteStartArray("warnings");
        foreach (string text in Warnings) json.WriteStringValue(text);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static RunRecord Read(ReadOnlyMemory<byte> line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        string[] Texts(string name) => [.. root.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];
        string word = root.GetProperty("status").GetString()!;
        return new(root.GetProperty("run").GetInt32(), Enum.GetValues<RunStatus>().First(s => WordOf(s) == word), root.GetProperty("reason").GetString()!)
        {
            Seconds = root.GetProperty("seconds").GetDouble(),
            Deck = root.GetProperty("deck").GetString()!,
            Draw = root.TryGetProperty("draw", out var draw) ? draw.GetInt32() : null,
            Point = [.. Texts("point").Select(t => t.Length > 0 ? (double?)Number(t) : null)],
            Drawn = [.. Texts("drawn").Chunk(2).Select(d => KeyValuePair.Create(d[0], Number(d[1])))],
            Numbers = [.. Texts("numbers").Chunk(3).Select(n => new RunNumber(n[0], n[1], Number(n[2])))],
            Work = [.. root.GetProperty("work").EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.GetInt64()))],
            Warnings = Texts("warnings"),
        };
    }

    /// <summary>All digits that tell a number from its neighbours.</summary>
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
