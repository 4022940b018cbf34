using System.Text.RegularExpressions;
using NanoSpice.Engine;
using NanoSpice.Engine.Devices;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>Currents of any element in expressions, I(R1), Ic(Q1), Id(M1), as LTspice has them: an ammeter of 0 V stands before the terminal.</summary>
internal static partial class Ammeters
{
    /// <summary>Letters of elements that may hold expressions.</summary>
    private const string WithExpressions = "befghrcl";

    /// <summary>True for the function of a current: i, ic, id ...</summary>
    public static bool IsCurrent(string function) => function is "i" or "ic" or "ib" or "ie" or "id" or "ig" or "is";

    /// <summary>The terminal that a current function means for an element; -1 when it has none of that name.</summary>
    public static int Terminal(string function, Instance instance) => function == "i" ? 0 : (function, char.ToLowerInvariant(instance.Card.Name.Text[0])) switch
    {
        ("ic", 'q') or ("id", 'm' or 'j' or 'd') => 0,
        ("ib", 'q') or ("ig", 'm' or 'j') => 1,
        ("ie", 'q') or ("is", 'm' or 'j') => 2,
        ("is", 'q') or ("ib", 'm') => 3,
        _ => -1,
    };

    /// <summary>Before the devices are built: marks the terminals that expressions ask for and whose current is no unknown.</summary>
    public static void Mark(DeviceTable devices)
    {
        foreach (var instance in devices.Instances)
        {
            if (!WithExpressions.Contains(char.ToLowerInvariant(instance.Card.Name.Text[0]))) continue;
            foreach (var word in instance.Card.Words) Mark(word.Text, instance.Scope, devices);
            foreach (var parameter in instance.Card.Parameters)
            {
                foreach (var value in parameter.Values) Mark(value.Text, instance.Scope, devices);
            }
        }
    }

    /// <summary>The node behind the ammeter of a terminal, which is added the first time.</summary>
    public static Unknown Behind(CircuitParts parts, Instance instance, int terminal, Unknown node)
    {
        instance.Meters ??= [];
        if (instance.Meters.TryGetValue(terminal, out var meter)) return meter.Inner;
        string name = $"{instance.Name}.ammeter{terminal + 1}";
        var (inner, branch) = (parts.Nodes.InnerNode(name), parts.Nodes.Branch(name, false));
        instance.Meters.Add(terminal, (inner, branch));
        parts.Devices.Add(new VoltageSource(name, node, inner, branch, new SourceValues(0, 0, null)), instance);
        return inner;
    }

    private static void Mark(string text, Scope scope, DeviceTable devices)
    {
        if (!text.Contains('(')) return;
        foreach (Match match in Current().Matches(text))
        {
            string function = match.Groups[1].Value.ToLowerInvariant();
            if (scope.Functions?.Body(function) is not null || devices.Find(match.Groups[2].Value, scope) is not { } named) continue;
            int terminal = Terminal(function, named);
            if (terminal < 0 || terminal >= named.Card.Words.Count || HasBranch(named)) continue;
            named.Metered |= 1 << terminal;
        }
    }

    /// <summary>True for elements whose current is an unknown anyway.</summary>
    private static bool HasBranch(Instance instance) => char.ToLowerInvariant(instance.Card.Name.Text[0]) switch
    {
        'v' or 'e' or 'h' or 'l' => true,
        'b' => instance.Card.Parameters.Any(p => p.Name.Text.Equals("v", StringComparison.OrdinalIgnoreCase)),
        _ => false,
    };

    [GeneratedRegex(@"(?<![\w.$#])(i[cbedgs]?)\s*\(\s*([^\s(),]+)\s*\)", RegexOptions.IgnoreCase)]
    private static partial Regex Current();
}
