namespace NanoSpice.Expressions;

/// <summary>
/// Values of functions inside formulas, kept by what they mean: operations, columns, numbers. Formulas that share a part
/// with one evaluated before pay for the rest only. Values are the same bits whether found here or not.
/// </summary>
/// <remarks>Each meaning has one place it can be in, and the last to come has it: memory is bounded, and so is the time to look.</remarks>
internal sealed class KeptColumns(int places, int rows, int mostNodes)
{
    /// <summary>How a node of the formula at hand gets its values.</summary>
    public enum Source : byte
    {
        /// <summary>By its operation, into the workspace.</summary>
        Own,

        /// <summary>By its operation, into a place here.</summary>
        Kept,

        /// <summary>They are here already.</summary>
        Found,

        /// <summary>Not at all: it is a part of a node found here.</summary>
        Inside,
    }

    private readonly double[] _values = new double[places * rows];
    private readonly ulong[] _keys = new ulong[places], _hashes = new ulong[places > 0 ? mostNodes : 0];
    private readonly long[] _usedBy = new long[places];
    private readonly Source[] _sources = new Source[mostNodes];
    private readonly int[] _places = new int[mostNodes];
    private int _nodes;
    private long _formula;

    public Source this[int node] => _sources[node];

    /// <summary>Rows of a node that is kept or found here.</summary>
    public Span<double> Rows(int node, int start, int count) => _values.AsSpan((_places[node] * rows) + start, count);

    /// <summary>A formula whose nodes are all evaluated.</summary>
    public void Pass(int nodes) => _sources.AsSpan(0, nodes).Clear();

    /// <summary>Looks for parts of a formula, and makes room for those that are not here.</summary>
    public void Find(ReadOnlySpan<FormulaNode> nodes)
    {
        _nodes = nodes.Length;
        Pass(_nodes);
        if (places == 0 || !HasInnerFunction(nodes)) return;
        Hash(nodes);
        _formula++;
        for (int i = _nodes - 1; i >= 0; i--)
        {
            if (!IsWorthKeeping(nodes[i])) continue;
            int place = (int)(_hashes[i] % (ulong)places);
            if (_keys[place] == _hashes[i])
            {
                Take(i, place, Source.Found);
                _sources.AsSpan(i + 1 - nodes[i].Size, nodes[i].Size - 1).Fill(Source.Inside);
                i -= nodes[i].Size - 1;
            }
            else if (i < _nodes - 1 && _usedBy[place] != _formula)
            {
                _keys[place] = 0;
                Take(i, place, Source.Kept);
            }
        }
    }

    /// <summary>The formula was evaluated at every row: what was written here is whole.</summary>
    public void Keep()
    {
        for (int i = 0; i < _nodes; i++)
            if (_sources[i] == Source.Kept) _keys[_places[i]] = _hashes[i];
    }

    private void Take(int node, int place, Source source)
    {
        (_sources[node], _places[node], _usedBy[place]) = (source, place, _formula);
    }

    /// <summary>Functions of one argument take ten times as long as sums and products.</summary>
    private static bool IsWorthKeeping(in FormulaNode node) => node is { Op: FormulaOp.Call, Arity: 1 };

    private static bool HasInnerFunction(ReadOnlySpan<FormulaNode> nodes)
    {
        foreach (ref readonly var node in nodes)
            if (IsWorthKeeping(node)) return true;
        return false;
    }

    /// <summary>Numbers for the meaning of subtrees; arguments of sums and products in either order.</summary>
    private void Hash(ReadOnlySpan<FormulaNode> nodes)
    {
        for (int i = 0; i < nodes.Length; i++)
        {
            ref readonly var node = ref nodes[i];
            ulong hash = Mix((ulong)node.Op + ((ulong)node.Index << 8), BitConverter.DoubleToUInt64Bits(node.Value));
            if (node.Op is FormulaOp.Add or FormulaOp.Multiply) hash = Mix(hash, _hashes[i - 1] + _hashes[i - 1 - nodes[i - 1].Size]);
            else
                for (int k = 0, at = i - 1; k < node.Arity; k++, at -= nodes[at].Size) hash = Mix(hash, _hashes[at]);
            // 0 marks an empty place.
            _hashes[i] = hash | 1;
        }
    }

    private static ulong Mix(ulong a, ulong b)
    {
        ulong z = (a ^ (b * 0x9E3779B97F4A7C15)) * 0xBF58476D1CE4E5B9;
        return z ^ (z >> 29);
    }
}
