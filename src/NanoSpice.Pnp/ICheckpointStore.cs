namespace NanoSpice.Pnp;

/// <summary>Keeps the state of a run so that a killed one goes on where it was and ends with the same bytes.</summary>
public interface ICheckpointStore
{
    /// <summary>The state last saved for these settings; null: start from the beginning.</summary>
    BinaryReader? Load();

    /// <summary>Saves a state in place of the one before; either all of it or nothing.</summary>
    void Save(Action<BinaryWriter> write);
}
