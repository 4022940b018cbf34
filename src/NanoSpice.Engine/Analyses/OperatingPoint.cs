namespace NanoSpice.Engine;

/// <summary>.op: the static solution.</summary>
public sealed class OperatingPoint : Analysis
{
    public override string Keyword => "op";

    public override void Run(AnalysisContext context)
    {
        var table = new ResultTable(context, WaveformKind.OperatingPoint, []);
        var solver = new Solver(context.Circuit);
        bool complete = false;
        try
        {
            double[] x = solver.OperatingPoint(context, holdInitialConditions: true);
            table.Row(0, 0, x, default);
            context.Circuit.CollectWarnings(0, x, context.Warn);
            complete = true;
        }
        finally
        {
            table.End(complete);
            solver.Report(context);
        }
    }
}

public sealed class OperatingPointKind : AnalysisKind
{
    public override string Keyword => "op";

    public override string Syntax => ".op";

    public override Analysis? Read(AnalysisRequest request)
    {
        if (request.Arguments.Count > 0) request.Warn("ANA001", ".op takes no arguments; they are ignored", request.Arguments[0]);
        return new OperatingPoint();
    }
}
