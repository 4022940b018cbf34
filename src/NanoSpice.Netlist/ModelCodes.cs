namespace NanoSpice.Netlist;

using static Severity;

/// <summary>MOD: messages about models.</summary>
public static class ModelCodes
{
    public static IReadOnlyList<DiagnosticCode> All { get; } =
    [
        new("MOD001", Error, "a model that does not exist"),
        new("MOD002", Error, "a model of another type than the element needs"),
        new("MOD003", Warning, "parameters that the model type does not have"),
        new("MOD004", Warning, "a model type that is not known"),
        new("MOD005", Error, "a parameter that the model needs"),
        new("MOD006", Error, "a value of the model outside its range"),
        new("MOD007", Error, "two models of one name"),
        new("MOD008", Warning, "a parameter of the model without effect"),
        new("MOD009", Error, "a word of the model that is none of the choices"),
        new("MOD010", Error, "models that inherit from each other in a circle"),
        new("MOD011", Error, "a tolerance of the model that cannot be read"),
        new("MOD012", Error, "a binned model without a card for the size of the element"),
    ];
}
