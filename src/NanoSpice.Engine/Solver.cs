using NanoSpice.Numerics;

namespace NanoSpice.Engine;

/// <summary>The factors and the operating-point solver of one circuit, shared by the analyses of a run.</summary>
public sealed class Solver
{
    public Solver(Circuit circuit)
    {
        Work = new WorkCount();
        var lu = circuit.Symbolic.Analyze<double>(circuit.Pattern, new SparseLuOptions { PivotThreshold = circuit.Options.PivotThreshold });
        Factors = new JacobianFactors(circuit, lu, Work);
        Homotopy = new Homotopy(circuit, Factors, Work);
        Circuit = circuit;
    }

    public Circuit Circuit { get; }

    public WorkCount Work { get; }

    public JacobianFactors Factors { get; }

    public Homotopy Homotopy { get; }

    /// <summary>Operating point with .nodeset as a help and, if asked, .ic as a constraint.</summary>
    public double[] OperatingPoint(AnalysisContext context, bool holdInitialConditions)
    {
        var x = new double[Circuit.Size];
        foreach (var (node, value) in context.NodeSets) if (!node.IsGround) x[node.Index] = value;
        var held = holdInitialConditions ? context.InitialConditions : [];
        if (context.NodeSets.Count > 0)
        {
            Circuit.Clamps = [.. context.NodeSets, .. held];
            Homotopy.Solve(0, x, warm: false);
        }
        Circuit.Clamps = held;
        Homotopy.Solve(0, x, warm: context.NodeSets.Count > 0);
        Circuit.Clamps = [];
        if (Homotopy.Unsettled is { } device)
            context.Warn($"{device.Name} has no stable state in the operating point, each of its states asks for the other: the run starts with it in one of them");
        return x;
    }

    /// <summary>Writes the work done to the context.</summary>
    public void Report(AnalysisContext context)
    {
        foreach (var (name, count) in Work.All) context.Work[name] = count;
        context.Work["unknowns"] = Circuit.Size;
        context.Work["matrix_entries"] = Circuit.Pattern.Count;
        context.Work["factor_entries"] = Factors.Lu.FactorEntries;
    }
}
