using System.Globalization;
using System.Text.RegularExpressions;
using NanoSpice.Engine.Devices;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

/// <summary>models/nanoslit.va has the parameters of element N: the text cannot drift from the element.</summary>
public partial class VerilogModelTests
{
    private sealed record Declared(string Name, bool OnElement, string Unit, double Default, string Range);

    [Theory, Oracle(OracleKind.Invariant, "names, units, defaults and places of the parameter tables of N; 0 where there is no default, but rc, which must not be 0")]
    [InlineData("nanoslit", ""), InlineData("qres", "cq")]
    public void Parameters_are_those_of_the_element(string module, string added)
    {
        DeviceKind kind = module == "qres" ? new QResistorKind() : new NanoslitKind();
        var known = kind.ModelParameters(module).All;
        var declared = Read(module);
        Assert.Equal(known.Select(p => p.Name), declared.Select(d => d.Name).Where(n => n != added));
        foreach (var parameter in known)
        {
            var found = declared.Single(d => d.Name == parameter.Name);
            double fallback = parameter.Name == "rc" ? 1 : double.IsNaN(parameter.Fallback) ? 0 : parameter.Fallback;
            Assert.Equal((parameter.Name, parameter.Unit, fallback), (found.Name, found.Unit, found.Default));
            Assert.Equal(kind.Parameters.Find(parameter.Name) is not null, found.OnElement);
        }
    }

    [Fact, Oracle(OracleKind.Invariant, "law = 0, 1: the choices of the table in its order; ranges as the element checks them")]
    public void Ranges_are_those_of_the_element()
    {
        var declared = Read("nanoslit").ToDictionary(d => d.Name);
        Assert.Equal($"[0:{new NanoslitKind().ModelParameters("nanoslit").Find("law")!.Choices.Count - 1}]", declared["law"].Range);
        Assert.Equal(("(0:inf)", "(0:0.5)", "[0:inf)", ""), (declared["rc"].Range, declared["rmin"].Range, declared["cslit"].Range, declared["gamma"].Range));
    }

    [Fact, Oracle(OracleKind.Invariant, "every begin, case, function and module is closed")]
    public void Blocks_are_closed()
    {
        string text = Regex.Replace(File.ReadAllText(Path), "//.*", "");
        foreach (var (open, close) in new[] { ("begin", "end"), ("module", "endmodule"), ("analog function", "endfunction") })
            Assert.Equal(Regex.Count(text, $@"\b{open}\b"), Regex.Count(text, $@"\b{close}\b"));
    }

    private static string Path => Repository.Path("models", "nanoslit.va");

    private static List<Declared> Read(string module)
    {
        string text = File.ReadAllText(Path);
        string body = Regex.Match(text, $@"^module {module}\(.*?^endmodule", RegexOptions.Singleline | RegexOptions.Multiline).Value;
        return [.. Declaration().Matches(body).Select(m => new Declared(m.Groups["name"].Value, m.Groups["type"].Success, m.Groups["unit"].Value,
            double.Parse(m.Groups["value"].Value, CultureInfo.InvariantCulture), m.Groups["range"].Value))];
    }

    [GeneratedRegex(@"\(\* (?<type>type=""instance"", )?units=""(?<unit>[^""]*)"", desc=""[^""]+"" \*\) +parameter (real|integer) (?<name>\w+) = (?<value>[-\d.e]+)( from (?<range>[^;]+))?;")]
    private static partial Regex Declaration();
}
