using NanoSpice.Engine;
using SpiceSharp.Simulations;
using Transient = SpiceSharp.Simulations.Transient;

namespace NanoSpice.SpiceSharp;

/// <summary>Rows of a run: its scale, node voltages and currents of voltage sources.</summary>
internal sealed class Recording(TranslatedCircuit deck, BiasingSimulation run)
{
    private readonly string[] _nodes = [.. deck.Simulation.Circuit.Unknowns.Where(u => u.Kind == UnknownKind.Voltage).Select(u => u.Name)];
    private readonly string[] _sources = [.. deck.Simulation.Circuit.Devices.OfType<Engine.Devices.VoltageSource>().Select(v => v.Name)];

    public PeerRun Run()
    {
        IEnumerable<string> vectors = [.. _nodes.Select(n => $"v({n.ToLowerInvariant()})"), .. _sources.Select(s => $"i({s})")];
        var rows = run is AC ac ? Small(ac) : Large();
        return new([Scale, .. run is AC ? vectors.SelectMany(v => new[] { v + ".re", v + ".im" }) : vectors], rows);
    }

    private string Scale => run switch { AC => "frequency", Transient => "time", _ => "sweep" };

    private List<double[]> Large()
    {
        var exports = _nodes.Select(n => new RealVoltageExport(run, n)).ToArray();
        var currents = _sources.Select(s => new RealCurrentExport(run, s)).ToArray();
        var rows = new List<double[]>();
        int mask = run is Transient ? Transient.ExportTransient : 1;
        foreach (int _ in run.Run(deck.Circuit, mask))
        {
            double at = run switch { Transient t => t.Time, DC dc => dc.GetCurrentSweepValue()[^1], _ => 0 };
            rows.Add([at, .. exports.Select(e => e.Value), .. currents.Select(e => e.Value)]);
        }
        return rows;
    }

    private List<double[]> Small(AC ac)
    {
        var voltages = _nodes.Select(n => new ComplexVoltageExport(ac, n)).ToArray();
        var currents = _sources.Select(s => new ComplexCurrentExport(ac, s)).ToArray();
        var rows = new List<double[]>();
        foreach (int _ in ac.Run(deck.Circuit, AC.ExportSmallSignal))
            rows.Add([ac.Frequency, .. voltages.Select(v => v.Value).Concat(currents.Select(c => c.Value)).SelectMany(z => new[] { z.Real, z.Imaginary })]);
        return rows;
    }
}
