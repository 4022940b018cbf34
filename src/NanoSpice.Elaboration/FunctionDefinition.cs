using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>.func cards.</summary>
internal static class FunctionDefinition
{
    /// <summary>Declares the function at its level; an impossible name is reported.</summary>
    public static void Add(FuncCard card, Scope scope, DiagnosticBag bag)
    {
        if (!FunctionScope.IsAllowed(card.Name.Text))
        {
            bag.Error(Codes.BadFunction, $"'{card.Name.Text}' cannot name a function", card.Name.At, "names start with a letter; v and i are taken");
            return;
        }
        string body = card.Body.Text;
        if (ValueReader.IsDelimited(body)) body = body[1..^1];
        string[] arguments = [.. card.Arguments.Select(a => a.Text)];
        scope.OwnFunctions().Declare(card.Name.Text, arguments, body);
    }
}
