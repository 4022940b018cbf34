using System.Text.RegularExpressions;
using NanoSpice.Engine;
using NanoSpice.Engine.Devices;
using NanoSpice.Netlist;

namespace NanoSpice.Export;

/// <summary>Vectors of output lines, and nodes in expressions, under the names that the peer gives them.</summary>
internal sealed partial class VectorText(ExportContext context)
{
    private Dialect Dialect => context.Dialect;

    /// <summary>v(u1.6) in an expression.</summary>
    public string Nodes(string expression) => NodeCall().Replace(expression, m => $"{m.Groups[1].Value}({string.Join(',', m.Groups[2].Value.Split(',').Select(n => Node(n.Trim())))})");

    /// <summary>A vector of .save; empty, with a message, when the peer has none.</summary>
    public IReadOnlyList<string> Saved(Word vector)
    {
        string text = string.Concat(vector.Text.Where(c => !char.IsWhiteSpace(c)));
        if (text.Equals("all", StringComparison.OrdinalIgnoreCase)) return ["all"];
        if (text[0] == '@' && Dialect.IsNgspice) return [text];
        if (Voltage().Match(text) is { Success: true } v)
        {
            string[] nodes = [.. v.Groups[1].Value.Split(',').Select(Node).Where(n => n != "0")];
            return [.. nodes.Select(n => $"v({n})")];
        }
        if (Current().Match(text) is { Success: true } i && CurrentOf(i.Groups[1].Value) is { } current) return [current];
        context.LeftOut($"{Dialect.Name} has no vector {text}", vector.At);
        return [];
    }

    /// <summary>The name of an inner node of a stack there; any other name as a path of the dialect.</summary>
    public string Node(string name)
    {
        int dot = name.LastIndexOf('.');
        if (dot > 0 && Find(name[..dot]) is { Device: NanoStack } stack) return Dialect.Path($"{Renamed(stack.Name)}.n{name[(dot + 1)..]}");
        return Dialect.Path(name);
    }

    private Elaboration.ElementInstance? Find(string name) => context.Simulation.Elements.FirstOrDefault(e => e.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>x1.u1 as x1.xu1.</summary>
    private static string Renamed(string name)
    {
        int dot = name.LastIndexOf('.');
        return $"{name[..(dot + 1)]}x{name[(dot + 1)..]}";
    }

    private string? CurrentOf(string name)
    {
        if (Find(name) is not { } element) return null;
        string last = element.Name[(element.Name.LastIndexOf('.') + 1)..];
        bool isTop = last == element.Name;
        switch (last[0])
        {
            case 'v' or 'e' or 'h' or 'l' or 'b' when isTop: return $"i({name})";
            case 'v' or 'e' or 'h' or 'l' or 'b': return Dialect.IsNgspice ? $"i({last[0]}.{element.Name})" : $"i({Dialect.Path(element.Name)})";
            case 'n' when Dialect.IsNgspice: return $"@b.{Renamed(element.Name)}{(element.Device is Nanoslit ? ".xr" : "")}.br[i]";
            case 'n': return $"i({Dialect.Path($"{Renamed(element.Name)}{(element.Device is Nanoslit ? ".xr" : "")}.br")})";
            case 'u': return Dialect.IsNgspice ? $"@r.{Renamed(element.Name)}.ropen[i]" : $"i({Dialect.Path($"{Renamed(element.Name)}.ropen")})";
            case 'r' or 'c' or 'd' when Dialect.IsNgspice: return $"@{(isTop ? "" : $"{last[0]}.")}{element.Name}[{(last[0] == 'd' ? "id" : "i")}]";
            case 'r' or 'c' or 'd': return $"i({Dialect.Path(element.Name)})";
            default: return null;
        }
    }

    [GeneratedRegex(@"\b([vV][a-zA-Z]{0,2})\(([^()]*)\)")]
    private static partial Regex NodeCall();

    [GeneratedRegex(@"^v(?:m|p|r|i|db)?\(([^()]+)\)$", RegexOptions.IgnoreCase)]
    private static partial Regex Voltage();

    [GeneratedRegex(@"^i(?:m|p|r|i|db)?\(([^()]+)\)$", RegexOptions.IgnoreCase)]
    private static partial Regex Current();
}
