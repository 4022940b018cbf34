using NanoSpice.Elaboration;
using NanoSpice.Engine;
using SpiceSharp.Simulations;
using SpiceSharp.Simulations.IntegrationMethods;

namespace NanoSpice.SpiceSharp;

/// <summary>Tolerances of a run on SpiceSharp's engine.</summary>
public sealed record PeerOptions
{
    /// <summary>reltol [-]; null: the deck's. It does not bound the error of a waveform, MaxStep does.</summary>
    public double? RelativeTolerance { get; init; }

    /// <summary>Largest time step [s]; null: the deck's, else SpiceSharp's.</summary>
    public double? MaxStep { get; init; }
}

/// <summary>An analysis of a translated deck on SpiceSharp's engine.</summary>
/// <param name="Names">as in our tables: time or frequency or the swept source, then v(node) and i(source); complex ones twice, .re and .im</param>
public sealed record PeerRun(IReadOnlyList<string> Names, IReadOnlyList<double[]> Rows)
{
    /// <summary>Runs one of the deck's .op .dc .ac .tran.</summary>
    /// <exception cref="NotSupportedException">another analysis</exception>
    public static PeerRun Of(TranslatedCircuit deck, PlannedAnalysis planned, PeerOptions? options = null)
    {
        if (deck.Problems.Count > 0) throw new NotSupportedException(string.Join("; ", deck.Problems));
        options ??= new();
        var settings = deck.Simulation.Options;
        double reltol = options.RelativeTolerance ?? settings.RelativeTolerance;
        BiasingSimulation run = planned.Analysis switch
        {
            OperatingPoint => new OP("op"),
            DcSweep dc => Sweep(dc),
            Ac ac => new AC("ac", [.. ac.Options.Frequencies()]),
            Engine.Transient tran => Time(tran.Options, options, reltol),
            _ => throw new NotSupportedException($".{planned.Analysis.Keyword} is no analysis of SpiceSharp"),
        };
        run.BiasingParameters.RelativeTolerance = reltol;
        run.BiasingParameters.VoltageTolerance = settings.VoltageTolerance;
        run.BiasingParameters.AbsoluteTolerance = settings.CurrentTolerance;
        run.BiasingParameters.Gmin = settings.Gmin;
        run.BiasingParameters.Temperature = settings.Temperature;
        run.BiasingParameters.NominalTemperature = settings.NominalTemperature;
        foreach (var (node, value) in deck.Simulation.NodeSets) run.BiasingParameters.Nodesets[deck.Simulation.Circuit.Unknowns[node.Index].Name] = value;
        return new Recording(deck, run).Run();
    }

    private static DC Sweep(DcSweep dc)
    {
        ISweep Axis(SweepAxis axis) => axis.Target is Device
            ? new ParameterSweep(axis.Name.ToLowerInvariant(), [.. Enumerable.Range(0, axis.Count).Select(k => axis[k])])
            : throw new NotSupportedException(".dc temp is not translated");
        return new DC("dc", dc.Outer is { } outer ? [Axis(outer), Axis(dc.Inner)] : [Axis(dc.Inner)]);
    }

    private static global::SpiceSharp.Simulations.Transient Time(TransientOptions o, PeerOptions options, double reltol)
    {
        double most = options.MaxStep ?? (double.IsFinite(o.MaxStep) ? o.MaxStep : Math.Min(o.Step > 0 ? o.Step : o.Stop / 50, o.Stop / 50));
        return new("tran", new Trapezoidal
        {
            InitialStep = Math.Min(most, o.Stop / 50), StopTime = o.Stop, StartTime = o.Start, MaxStep = most, UseIc = o.UseInitialConditions,
            RelativeTolerance = reltol, LteRelTol = reltol,
        });
    }
}
