using NanoSpice.Expressions;

namespace NanoSpice.Engine;

/// <summary>What the netlist says about one kind of element: letter, syntax, model types, parameters; makes devices of it.</summary>
public abstract class DeviceKind
{
    /// <summary>Netlist letter, upper case. Two kinds may share a letter (E, H, ...) if Accepts tells them apart.</summary>
    public abstract string Letter { get; }

    /// <summary>One line of syntax for help and error hints: "Rname n+ n- value [tc1=] [tc2=]".</summary>
    public abstract string Syntax { get; }

    /// <summary>Model types (lower case) that .model may give for this kind: "d", "sw", "nanoslit".</summary>
    public virtual IReadOnlyList<string> ModelTypes => [];

    /// <summary>Parameters of the element line.</summary>
    public virtual ParameterTable Parameters => ParameterTable.Empty;

    /// <summary>Parameters of .model cards of one of ModelTypes.</summary>
    public virtual ParameterTable ModelParameters(string modelType) => ParameterTable.Empty;

    /// <summary>Looks at a model card once, before elements use it; false when it is wrong (reported): elements then go without.</summary>
    public virtual bool CheckModel(ModelView model) => true;

    /// <summary>How many of the words after the name are nodes; needed to rename nodes inside subcircuits.</summary>
    public abstract int NodeCount(IReadOnlyList<string> wordsAfterName);

    /// <summary>Reads the element and adds one or more devices to the circuit; problems go to d.Error, all of them at once.</summary>
    public abstract void Build(DeviceRequest d);
}

/// <summary>A word of the element line after the name, in its place.</summary>
/// <param name="Index">0-based place among the words after the name</param>
public readonly record struct Argument(string Text, int Index);

/// <summary>A .model card as a device kind sees it; parameters were checked against the kind's table.</summary>
public abstract class ModelView
{
    public abstract string Name { get; }

    /// <summary>Type in lower case.</summary>
    public abstract string Type { get; }

    public abstract bool Has(string parameter);

    /// <summary>Value of a parameter, or its default of the table.</summary>
    public abstract double Number(string parameter);

    public abstract string Text(string parameter);

    /// <summary>Reports an error at a parameter of the card (or at the card).</summary>
    public abstract void Error(string code, string message, string? parameter = null, string? hint = null);

    public abstract void Warn(string code, string message, string? parameter = null);
}

/// <summary>Everything an element line gives to its kind. Implemented by the elaborator, and by a small fake in tests.</summary>
public abstract class DeviceRequest
{
    /// <summary>Full name in lower case: x1.r1.</summary>
    public abstract string Name { get; }

    /// <summary>Words after the name: nodes, values, keywords, model name.</summary>
    public abstract IReadOnlyList<Argument> Arguments { get; }

    /// <summary>Device temperature [K], circuit temperature unless temp= or dtemp= says otherwise.</summary>
    public abstract double Temperature { get; }

    /// <summary>Temperature at which parameters hold [K], option tnom.</summary>
    public abstract double NominalTemperature { get; }

    public abstract SimulationOptions Options { get; }

    /// <summary>Argument i as a node.</summary>
    public abstract Unknown Node(int i);

    /// <summary>A new branch current of this device [A]; saved as i(name).</summary>
    public abstract Unknown Branch(string suffix = "");

    /// <summary>A new inner node "name.suffix" [V].</summary>
    public abstract Unknown InnerNode(string suffix);

    /// <summary>The time derivative of a node voltage as an unknown, shared by all who ask: NodeRate; ground for ground.</summary>
    public abstract Unknown Rate(Unknown node);

    /// <summary>An unknown for the time derivative of a voltage of this device.</summary>
    public abstract Unknown OwnRate(string suffix);

    /// <summary>A slot of Equations.Memory.</summary>
    public abstract int Memory();

    /// <summary>A slot of Equations.State with its value at the start.</summary>
    public abstract int State(double initial);

    /// <summary>A slot of Equations.Past.</summary>
    public abstract int Signal();

    /// <summary>The device that an argument names, built first if need be; null (with an error reported) if there is none.</summary>
    public abstract Device? DeviceOf(Argument name);

    /// <summary>Branch current of the voltage-defined device that an argument names; null with an error reported.</summary>
    public abstract Unknown? BranchOf(Argument name);

    /// <summary>Parallel copies of the subcircuits around this element, m= on X lines; also a factor of Number("m").</summary>
    public virtual double Copies => 1;

    /// <summary>The same of the element that an argument names, whose currents and charges are those of all copies together.</summary>
    public virtual double CopiesOf(Argument name) => 1;

    /// <summary>True when the element line gives this parameter.</summary>
    public abstract bool Has(string parameter);

    /// <summary>Numeric value of a parameter, or its default.</summary>
    public abstract double Number(string parameter);

    /// <summary>Numeric value of an argument (number or {expression}); NaN with an error reported.</summary>
    public abstract double Number(Argument argument);

    /// <summary>True if the argument reads as a number or {expression} rather than a name.</summary>
    public abstract bool IsNumber(Argument argument);

    /// <summary>Value of the parameter that a bare word names, where no model has that name; null: it names none. NaN with an error reported.</summary>
    public virtual double? ValueOf(Argument argument) => null;

    public abstract string Text(string parameter);

    /// <summary>A parameter as expression of voltages, currents, time; null with an error reported.</summary>
    public abstract CircuitFormula? Formula(string parameter);

    /// <summary>The same where the name x stands for a quantity of the element itself, as in LTspice's Q= and Flux=.</summary>
    public virtual CircuitFormula? Formula(string parameter, CircuitFormula.Binding own) => Formula(parameter);

    /// <summary>An argument as expression of voltages, currents, time; null with an error reported.</summary>
    public abstract CircuitFormula? Formula(Argument argument);

    /// <summary>A parameter as function of the variable s alone (LAPLACE); null with an error reported.</summary>
    public abstract Formula? Transfer(string parameter);

    /// <summary>An argument as function of the variable s alone (LAPLACE); null with an error reported.</summary>
    public abstract Formula? Transfer(Argument argument);

    /// <summary>All numbers of a parameter or of a function-like argument group.</summary>
    public abstract IReadOnlyList<double> Numbers(string parameter);

    /// <summary>The .model that an argument names, of one of the types; null with an error reported.</summary>
    public abstract ModelView? Model(Argument name, params string[] types);

    /// <summary>Reads the numbers of a file named in the deck (PWL FILE=), relative to the deck; null with an error reported.</summary>
    public abstract IReadOnlyList<double>? ReadNumbers(string file, Argument at);

    public abstract void Add(Device device);

    public abstract void Error(string code, string message, Argument? at = null, string? parameter = null, string? hint = null);

    public abstract void Warn(string code, string message, Argument? at = null, string? parameter = null);
}
