namespace NanoSpice.Netlist;

/// <summary>The few facts about keywords the text needs: whose value is an expression up to the end of the card, and what a value looks like.</summary>
internal static class ExpressionKeys
{
    /// <summary>True for B1 a b V=..., R1 a b R=..., E1 a b VALUE=... and their like.</summary>
    public static bool RunsToEnd(char letter, string name)
    {
        ReadOnlySpan<string> keys = letter switch
        {
            'b' => ["v", "i", "r", "p", "q"],
            'r' => ["r", "resistance"],
            'c' => ["c", "q", "capacitance"],
            'l' => ["l", "flux", "inductance"],
            'e' => ["value", "vol", "laplace"],
            'g' => ["value", "cur", "laplace"],
            'f' or 'h' => ["value"],
            _ => [],
        };
        foreach (string key in keys)
        {
            if (name.Equals(key, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A value of usual size for the hint that shows how to complete <c>name=</c>.</summary>
    public static string ExampleValue(string name) => name.ToLowerInvariant() switch
    {
        "roff" => "1meg",
        "r" => "1k",
        "c" or "cslit" or "cjo" => "1u",
        "l" => "1m",
        "is" => "1e-14",
        "file" => "\"name.txt\"",
        "v" or "i" or "value" => "{2*v(a)}",
        _ => "1",
    };
}
