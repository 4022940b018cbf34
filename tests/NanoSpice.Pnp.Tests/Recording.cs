namespace NanoSpice.Pnp.Tests;

/// <summary>Runs a simulation and keeps all that it reports.</summary>
internal sealed class Recording : IPnpObserver
{
    public List<PnpRow> Rows { get; } = [];

    public List<PnpField> Fields { get; } = [];

    public List<double> Shares { get; } = [];

    public PnpReport Report { get; private set; } = new();

    public PnpRow Last => Rows[^1];

    /// <summary>The whole run; it has to end well.</summary>
    public static Recording Of(PnpSettings settings)
    {
        var recording = new Recording();
        recording.Report = PnpRun.Run(settings, recording, null, CancellationToken.None);
        if (!recording.Report.Complete) throw new InvalidOperationException($"the run failed: {recording.Report.Failure}");
        return recording;
    }

    /// <summary>The equilibrium at a potential.</summary>
    public static PnpRow Equilibrium(PnpSettings settings, double potential)
    {
        var recording = new Recording();
        // Interrupted before its first step.
        recording.Report = PnpRun.Run(
            settings with { Program = PnpProgram.Table, StartPotential = potential, Table = [(0, potential), (1e-9, potential)], Snapshots = [] },
            recording, null, new CancellationToken(canceled: true));
        if (recording.Report.Failure.Length > 0) throw new InvalidOperationException($"no equilibrium: {recording.Report.Failure}");
        return recording.Rows[0];
    }

    public void Row(PnpRow row) => Rows.Add(row);

    public void Snapshot(PnpField field) => Fields.Add(field);

    public void Progress(double share) => Shares.Add(share);
}
