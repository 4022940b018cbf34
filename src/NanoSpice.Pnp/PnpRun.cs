namespace NanoSpice.Pnp;

/// <summary>Runs one simulation from equilibrium through its program.</summary>
public static class PnpRun
{
    /// <summary>Runs to the end, to a failure or to the cancellation; rows already passed to the observer hold in any case.</summary>
    /// <param name="settings">without faults, see SettingRanges.Faults</param>
    /// <param name="observer">takes rows, snapshots and progress</param>
    /// <param name="checkpoints">null: none are kept</param>
    public static PnpReport Run(PnpSettings settings, IPnpObserver observer, ICheckpointStore? checkpoints, CancellationToken cancellation) =>
        new() { Failure = $"{settings.Geometry}: not available", Hint = $"{observer} {checkpoints} {cancellation}" };
}
