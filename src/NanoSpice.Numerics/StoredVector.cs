using System.Runtime.InteropServices;

namespace NanoSpice.Numerics;

/// <summary>Vectors of a saved state: length, then the bits as this machine holds them.</summary>
internal static class StoredVector
{
    public static void WriteVector(this BinaryWriter writer, ReadOnlySpan<double> v)
    {
        writer.Write(v.Length);
        writer.Write(MemoryMarshal.AsBytes(v));
    }

    /// <exception cref="InvalidDataException">The state is that of another system.</exception>
    public static void ReadVector(this BinaryReader reader, Span<double> v)
    {
        int length = reader.ReadInt32();
        if (length != v.Length) throw new InvalidDataException($"saved state with a vector of {length} where {v.Length} are expected");
        reader.ReadExactly(MemoryMarshal.AsBytes(v));
    }
}
