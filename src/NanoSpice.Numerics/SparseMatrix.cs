using System.Numerics;

namespace NanoSpice.Numerics;

/// <summary>Values on a <see cref="SparsePattern"/>, in its column order.</summary>
/// <typeparam name="T">double or Complex.</typeparam>
public sealed class SparseMatrix<T>(SparsePattern pattern) where T : struct, INumberBase<T>
{
    public SparsePattern Pattern { get; } = pattern;

    /// <summary>One value per pattern entry; entry k is at row Pattern.Rows[k].</summary>
    public T[] Values { get; } = new T[pattern.Count];

    public void Clear() => Array.Clear(Values);
}
