namespace NanoSpice.Engine;

/// <summary>One analysis of a deck, ready to run.</summary>
public abstract class Analysis
{
    /// <summary>Dot word: "tran". The result is called by it and its number among its kind: tran1.</summary>
    public abstract string Keyword { get; }

    /// <summary>The current source that holds a potential wherever this analysis looks for a steady state; null: all are as they stand.</summary>
    public virtual Device? Holding => null;

    /// <summary>Vectors that output lines may name, of an analysis whose table has none of the circuit's.</summary>
    public virtual IReadOnlyCollection<string> OwnNames(Circuit circuit) => [];

    /// <summary>Runs on the circuit of the context; rows go to its sink.</summary>
    /// <exception cref="SimulationException">numerical failure; what was computed so far is in the sink</exception>
    public abstract void Run(AnalysisContext context);
}

/// <summary>Syntax of an analysis: one file under Analyses holds the kind and the analysis.</summary>
public abstract class AnalysisKind
{
    public abstract string Keyword { get; }

    /// <summary>".tran tstep tstop [tstart [tmax]] [uic]"</summary>
    public abstract string Syntax { get; }

    /// <summary>Parameters given as name=value after the words.</summary>
    public virtual ParameterTable Parameters => ParameterTable.Empty;

    /// <summary>Columns that its table has of itself, which .plot may name: v and i of a technique.</summary>
    public virtual IReadOnlyList<string> OwnVectors => [];

    /// <summary>True when its table holds none of the circuit's vectors but its own, chosen by name (Analysis.OwnNames).</summary>
    public virtual bool HasOwnNames => false;

    /// <summary>Whether a word of a .save line for all analyses can only mean a vector of this one.</summary>
    public virtual bool Owns(string vector) => false;

    /// <summary>Reads the card; problems go to the request's Error; null when there were some.</summary>
    public abstract Analysis? Read(AnalysisRequest request);
}

/// <summary>What an analysis card gives to its kind; implemented by the elaborator.</summary>
public abstract class AnalysisRequest
{
    /// <summary>Words after the dot word.</summary>
    public abstract IReadOnlyList<Argument> Arguments { get; }

    public abstract SimulationOptions Options { get; }

    /// <summary>True if the argument reads as a number or {expression}.</summary>
    public abstract bool IsNumber(Argument argument);

    /// <summary>Numeric value of an argument; NaN with an error reported.</summary>
    public abstract double Number(Argument argument);

    public abstract bool Has(string parameter);

    public abstract double Number(string parameter);

    public abstract string Text(string parameter);

    /// <summary>The device of that name (top level or x1.r1); null with an error reported.</summary>
    public abstract Device? DeviceOf(Argument name);

    /// <summary>The quantity that an argument names as output lines do, v(out), v(a,b), i(v1); null with an error reported.</summary>
    public abstract Probe? Quantity(Argument vector);

    /// <summary>A further unknown current of a device [A]; the circuit is built after all analyses are read.</summary>
    public abstract Unknown Branch(Device device);

    public abstract void Error(string code, string message, Argument? at = null, string? hint = null);

    public abstract void Warn(string code, string message, Argument? at = null);
}

/// <summary>Quantity that a DC sweep can change without rebuilding: value of a source or resistor, or the temperature.</summary>
public interface ISweepable
{
    /// <summary>The swept value [V, A or Ohm]; the analysis puts the old one back.</summary>
    double SweepValue { get; set; }

    string SweepUnit { get; }
}
