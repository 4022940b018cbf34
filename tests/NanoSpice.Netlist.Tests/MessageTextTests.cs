using NanoSpice.Netlist;
using NanoSpice.Testing;

namespace NanoSpice.Netlist.Tests;

/// <summary>The exact text of every NET message, for the example deck of its code.</summary>
public class MessageTextTests
{
    public static IEnumerable<object[]> Codes => NetlistCodes.All.Select(c => new object[] { c.Code });

    [Theory, MemberData(nameof(Codes)), Oracle(OracleKind.Snapshot, "text as it was reviewed")]
    public void The_example_of_a_code_gets_exactly_its_message(string code)
    {
        var listed = NetlistCodes.All.Single(c => c.Code == code);
        var bag = new DiagnosticBag();
        listed.ReadExample(bag);
        Assert.Contains(bag.All, d => d.Code == code && d.Severity == listed.Severity);
        Assert.Equal(MessageTexts.ByCode[code], DiagnosticPrinter.Print(bag.All));
    }

    [Fact, Oracle(OracleKind.Invariant, "a code means one thing")]
    public void No_code_is_listed_twice()
    {
        Assert.Equal(DiagnosticCodes.All.Count, DiagnosticCodes.All.Select(c => c.Code).Distinct().Count());
        Assert.All(DiagnosticCodes.All, c => Assert.Matches("^[A-Z]{3}[0-9]{3}$", c.Code));
    }
}
