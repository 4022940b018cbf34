namespace NanoSpice.Expressions;

/// <summary>
/// User functions (.func) that the parser writes out where they are called. A body is parsed when it is first needed, so the
/// order of definitions does not matter. An inner scope sees the functions of its parent and may hide them.
/// </summary>
public sealed class FunctionScope(FunctionScope? parent = null)
{
    /// <summary>Functions at most that wait for each other's bodies.</summary>
    private const int DeepestChain = 100;

    private readonly Dictionary<string, UserFunction> _functions = new(StringComparer.OrdinalIgnoreCase);

    private int _reading;

    private FunctionScope Top => parent?.Top ?? this;

    /// <summary>Names declared in this scope, in order.</summary>
    public IEnumerable<string> Names => _functions.Values.OrderBy(f => f.Order).Select(f => f.Name);

    /// <summary>Declares a function by the text of its body; a later declaration of the same name takes its place, as in ngspice.</summary>
    /// <exception cref="ArgumentException">The name is v or i, or not an identifier.</exception>
    public void Declare(string name, IReadOnlyList<string> parameters, string bodyText)
    {
        ArgumentNullException.ThrowIfNull(bodyText);
        Add(new UserFunction(name.ToLowerInvariant(), [.. parameters.Select(p => p.ToLowerInvariant())], bodyText, _functions.Count));
    }

    /// <summary>Defines a function by a formula.</summary>
    public void Define(string name, IReadOnlyList<string> parameters, Formula body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Add(new UserFunction(name.ToLowerInvariant(), [.. parameters.Select(p => p.ToLowerInvariant())], body.ToString(), _functions.Count)
        {
            Body = new FormulaText(body, null, []),
        });
    }

    /// <summary>The parsed body of a function of this scope or its parents, with its errors; null if there is no such function.</summary>
    public FormulaText? Body(string name) => Find(name) is { } function ? BodyOf(function) : null;

    /// <summary>True for a name that can be declared: an identifier other than v and i.</summary>
    public static bool IsAllowed(string name) =>
        VariableName.IdentifierLength(name, colon: false) == name.Length && name.Length > 0 && name[0] != '@' && !VariableName.IsReserved(name);

    internal UserFunction? Find(string name) => _functions.TryGetValue(name, out var function) ? function : parent?.Find(name);

    internal IEnumerable<string> AllNames => parent is null ? Names : Names.Concat(parent.AllNames);

    internal FormulaText BodyOf(UserFunction function)
    {
        if (function.Body is { } known)
            return known;
        if (function.BeingRead)
            return new FormulaText(null, new FormulaError(0, function.Text.Length, $"the function {function.Name} calls itself", null), []);
        var top = Top;
        if (top._reading == DeepestChain)
            return new FormulaText(null, new FormulaError(0, function.Text.Length, $"the function {function.Name} is called through more than {DeepestChain} others", null), []);
        function.BeingRead = true;
        top._reading++;
        var body = FormulaParser.Parse(function.Text, function.Scope ?? this);
        top._reading--;
        function.BeingRead = false;
        function.Body = body;
        return body;
    }

    private void Add(UserFunction function)
    {
        if (!IsAllowed(function.Name))
            throw new ArgumentException($"'{function.Name}' cannot name a function", nameof(function));
        function.Scope = this;
        _functions[function.Name] = function;
    }

    internal sealed class UserFunction(string name, string[] parameters, string text, int order)
    {
        public string Name { get; } = name;

        public string[] Parameters { get; } = parameters;

        public string Text { get; } = text;

        public int Order { get; } = order;

        public FunctionScope? Scope { get; set; }

        public FormulaText? Body { get; set; }

        public bool BeingRead { get; set; }
    }
}
