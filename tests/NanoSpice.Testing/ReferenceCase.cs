using System.Text.Json;

namespace NanoSpice.Testing;

/// <summary>One recorded answer of a peer: tests/reference/ngspice/NAME, as listed in tests/reference/manifest.json.</summary>
/// <param name="Case">Name of the folder.</param>
/// <param name="Analysis">op, dc, ac, noise, tf, four or tran.</param>
/// <param name="Decks">The deck the peer ran, unless only the peer reads it, and any twins in elements of our own or spellings it lacks.</param>
/// <param name="Relative">Tolerance relative to the recorded value [-].</param>
/// <param name="Absolute">Tolerance of each column [V or A], added to the relative one.</param>
/// <param name="Derivation">Where the tolerances come from.</param>
/// <param name="NgBehavior">ngspice's compatibility mode; null: none.</param>
public sealed record ReferenceCase(
    string Case, string Analysis, string[] Decks, double Relative, Dictionary<string, double> Absolute, string Derivation,
    string? NgBehavior = null)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    /// <summary>All cases, in the order of the manifest.</summary>
    public static IReadOnlyList<ReferenceCase> All { get; } = JsonSerializer.Deserialize<ReferenceCase[]>(
        File.ReadAllText(Repository.Path("tests", "reference", "manifest.json")), Json)!;

    /// <summary>The case of a name.</summary>
    public static ReferenceCase Named(string name) => All.Single(c => c.Case == name);

    /// <summary>Full path of one of the decks.</summary>
    public string DeckPath(string deck) => Repository.Path("tests", "reference", "ngspice", Case, deck);

    /// <summary>The recorded table.</summary>
    public NumberTable Expected() => NumberTable.Read(DeckPath("expected.csv"));

    /// <summary>Error over tolerance of a value against the recorded one; at most 1 is agreement.</summary>
    public double Ratio(string column, double value, double expected)
        => Math.Abs(value - expected) / (Relative * Math.Abs(expected) + Absolute[column]);
}
