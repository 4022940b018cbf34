using NanoSpice.Engine.Devices;
using NanoSpice.Numerics;

namespace NanoSpice.Engine;

/// <summary>Settings of a transfer function.</summary>
/// <param name="Plus">the output is x[Plus] - x[Minus]: v(a,b), i(v1)</param>
/// <param name="Output">its name as the deck has it: v(out)</param>
/// <param name="Unit">V or A</param>
/// <param name="Source">V or I source</param>
public sealed record TransferOptions(Unknown Plus, Unknown Minus, string Output, string Unit, Device Source);

/// <summary>.tf: slope of an output against a source at the operating point, and the resistances that both see.</summary>
/// <remarks>
///   (1)  G x = b, b the unit of the source:  transfer = x[Plus] - x[Minus];  input resistance -1/i of a V source, v(-) - v(+) of an I source
///   (2)  G x = b, b a unit current into Plus, out of Minus: output resistance x[Plus] - x[Minus];  i(v1): a unit of voltage in v1's row, -1/i(v1)
///   Nothing flows or moves: resistances of 1e20, as SPICE has them.
/// </remarks>
public sealed class TransferFunction(TransferOptions options) : Analysis
{
    private const double Infinite = 1e20;

    public override string Keyword => "tf";

    private bool OfCurrent => options.Unit == "A";

    public override void Run(AnalysisContext context)
    {
        string input = options.Source is VoltageSource ? "V" : "A";
        string ratio = options.Unit == input ? "" : OfCurrent ? "S" : "Ohm";
        string output = OfCurrent ? $"{options.Output[2..^1]}#output_impedance" : $"output_impedance_at_{options.Output}";
        WaveformColumn[] columns = [new("transfer_function", ratio), new(output, "Ohm"), new($"{options.Source.Name}#input_impedance", "Ohm")];
        context.Sink.Begin(new WaveformTable(context.ResultName, WaveformKind.TransferFunction, context.Title, columns, IsComplex: false));
        bool complete = false;
        try
        {
            double[] row = Solve(context);
            context.Sink.Row(row);
            for (int k = 0; k < row.Length; k++) context.Derived.Add(new(columns[k].Name, row[k], columns[k].Unit));
            complete = true;
        }
        finally
        {
            context.Sink.End(complete);
        }
    }

    /// <summary>Transfer, output resistance, input resistance.</summary>
    private double[] Solve(AnalysisContext context)
    {
        var circuit = context.Circuit;
        var solver = new Solver(circuit);
        double[] bias = solver.OperatingPoint(context, holdInitialConditions: false), x = new double[circuit.Size];
        circuit.Equations.Limiting = false;
        SparseMatrix<double> conductance = new(circuit.Pattern), capacitance = new(circuit.Pattern);
        circuit.LoadSmallSignal(0, bias, conductance, capacitance);
        var lu = SparseLu<double>.Analyze(circuit.Pattern, new SparseLuOptions { PivotThreshold = circuit.Options.PivotThreshold });
        var status = lu.Factor(conductance);
        if (!status.Ok)
            throw new SimulationException($"the matrix is singular at {circuit.Describe(status.Column)}", "look for a node with no path to ground, or a loop of voltage sources");
        solver.Report(context);

        var source = options.Source;
        var (plus, minus) = source.Probe("v")!.Difference!.Value;
        if (source is VoltageSource v) x[v.Current.Index] = 1;
        else Inject(x, minus, plus);
        lu.Solve(x);
        double transfer = At(x, options.Plus) - At(x, options.Minus);
        double input = source is VoltageSource driven ? Inverse(-x[driven.Current.Index]) : At(x, minus) - At(x, plus);
        if (OfCurrent && source is VoltageSource same && same.Current == options.Plus) return [transfer, input, input];

        Array.Clear(x);
        Inject(x, options.Plus, options.Minus);
        lu.Solve(x);
        double response = At(x, options.Plus) - At(x, options.Minus);
        return [transfer, OfCurrent ? Inverse(-response) : response, input];
    }

    /// <summary>A unit into row a, and out of row b.</summary>
    private static void Inject(double[] rhs, Unknown a, Unknown b)
    {
        if (!a.IsGround) rhs[a.Index] += 1;
        if (!b.IsGround) rhs[b.Index] -= 1;
    }

    private static double At(double[] x, Unknown u) => u.IsGround ? 0 : x[u.Index];

    private static double Inverse(double current) => Math.Abs(current) < 1 / Infinite ? Infinite : 1 / current;
}

public sealed class TransferFunctionKind : AnalysisKind
{
    public override string Keyword => "tf";

    public override string Syntax => ".tf v(out[,ref])|i(vsource) SRC";

    public override bool HasOwnNames => true;

    public override Analysis? Read(AnalysisRequest request)
    {
        var words = request.Arguments;
        if (words.Count != 2)
        {
            request.Error("ANA160", $".tf takes an output and a source, got {words.Count} {(words.Count == 1 ? "word" : "words")}", words.Count > 2 ? words[2] : null, Syntax);
            return null;
        }
        var output = request.Quantity(words[0]);
        if (output is { Difference: null })
            request.Error("ANA161", $"{words[0].Text} is no output of .tf: it takes voltages and currents of voltage sources", words[0], Syntax);
        var source = request.DeviceOf(words[1]);
        if (source is not (null or VoltageSource or CurrentSource))
            request.Error("ANA162", $"{words[1].Text} is no input of .tf: it has to be a V or I source", words[1], Syntax);
        if (output?.Difference is not { } d || source is not (VoltageSource or CurrentSource)) return null;
        string name = string.Concat(words[0].Text.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
        if (name.EndsWith("#branch", StringComparison.Ordinal)) name = $"i({name[..^7]})";
        return new TransferFunction(new(d.Plus, d.Minus, name.Contains('(') ? name : $"v({name})", output.Unit, source));
    }
}
