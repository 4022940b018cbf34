namespace NanoSpice.House.Tests;

/// <summary>A house test lists all that breaks the rule, a line each.</summary>
public static class Findings
{
    /// <summary>Fails with the whole list unless it is empty.</summary>
    public static void None(IEnumerable<string> findings)
    {
        string list = string.Join('\n', findings);
        if (list.Length > 0) Assert.Fail(list);
    }
}
