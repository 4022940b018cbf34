namespace NanoSpice.Pnp.Tests;

/// <summary>Keeps every state that was saved, in memory.</summary>
internal sealed class Checkpoints : ICheckpointStore
{
    public List<byte[]> States { get; } = [];

    /// <summary>A store that holds one state, as a killed run leaves it.</summary>
    public static Checkpoints Holding(byte[] state) => new() { States = { state } };

    public BinaryReader? Load() => States.Count == 0 ? null : new BinaryReader(new MemoryStream(States[^1]));

    public void Save(Action<BinaryWriter> write)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory)) write(writer);
        States.Add(memory.ToArray());
    }
}
