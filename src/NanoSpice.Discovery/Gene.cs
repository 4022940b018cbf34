using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>
/// Reads and writes genes: strings of fixed length, head then tail, read depth first. Functions stand in the head only, so
/// that every string is a formula, whatever an operator did to it [GEP, PGEP].
/// </summary>
internal sealed class Gene(Vocabulary words, int head)
{
    private readonly ulong[] _hashes = new ulong[(2 * head) + 2];

    public Vocabulary Words { get; } = words;

    /// <summary>Places where functions may stand.</summary>
    public int Head { get; } = head;

    /// <summary>Places: head, and one leaf more than functions of two arguments need.</summary>
    public int Length { get; } = (2 * head) + 1;

    /// <summary>Places of the subtree that starts at a place: the whole of what is read when it is 0.</summary>
    public int Extent(ReadOnlySpan<Symbol> gene, int start = 0)
    {
        int open = 1, at = start;
        while (open > 0) open += Words.Arity(gene[at++].Code) - 1;
        return at - start;
    }

    /// <summary>True when all functions are in the head, which makes the string readable.</summary>
    public bool IsValid(ReadOnlySpan<Symbol> gene)
    {
        for (int k = 0; k < gene.Length; k++)
            if (gene[k].Code >= Words.Count || (k >= Head && Words.Arity(gene[k].Code) > 0)) return false;
        return true;
    }

    /// <summary>Writes what is read of a gene in postfix order and returns the number of nodes.</summary>
    public int Decode(ReadOnlySpan<Symbol> gene, Span<FormulaNode> nodes)
    {
        int from = 0, to = 0;
        Decode(gene, ref from, nodes, ref to);
        return to;
    }

    private void Decode(ReadOnlySpan<Symbol> gene, ref int from, Span<FormulaNode> nodes, ref int to)
    {
        var symbol = gene[from++];
        var node = Words.Node(symbol.Code);
        int start = to;
        for (int k = 0; k < node.Arity; k++) Decode(gene, ref from, nodes, ref to);
        nodes[to] = node with { Size = to - start + 1, Value = symbol.Value };
        to++;
    }

    /// <summary>A number for the meaning of what is read: equal for arguments of sums and products in either order.</summary>
    public ulong Hash(ReadOnlySpan<Symbol> gene)
    {
        int extent = Extent(gene), top = 0;
        for (int k = extent - 1; k >= 0; k--)
        {
            byte code = gene[k].Code;
            ulong hash = Mix(code + 1UL, BitConverter.DoubleToUInt64Bits(gene[k].Value));
            int arity = Words.Arity(code);
            if (arity == 1) hash = Mix(hash, _hashes[--top]);
            if (arity == 2)
            {
                ulong a = _hashes[--top], b = _hashes[--top];
                hash = Words.IsCommutative(code) ? Mix(hash, a + b) : Mix(Mix(hash, a), b);
            }
            _hashes[top++] = hash;
        }
        return _hashes[0];
    }

    public static ulong Mix(ulong a, ulong b)
    {
        ulong z = (a ^ (b * 0x9E3779B97F4A7C15)) + 0xD1B54A32D192ED03;
        z = (z ^ (z >> 32)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 29)) * 0x94D049BB133111EB;
        return z ^ (z >> 32);
    }

    /// <summary>
    /// Puts a subtree in place of the one at a place. False, and nothing changed, when functions would leave the head or
    /// the string is too short.
    /// </summary>
    public bool Replace(Span<Symbol> gene, int at, ReadOnlySpan<Symbol> subtree)
    {
        int old = Extent(gene, at), read = Extent(gene), grown = read - old + subtree.Length;
        if (grown > Length) return false;
        for (int k = Math.Max(0, Head - at); k < subtree.Length; k++)
            if (Words.Arity(subtree[k].Code) > 0) return false;
        int shift = subtree.Length - old;
        for (int k = at + old; k < read; k++)
            if (k + shift >= Head && Words.Arity(gene[k].Code) > 0) return false;
        gene[(at + old)..read].CopyTo(gene[(at + subtree.Length)..]);
        subtree.CopyTo(gene[at..]);
        Quiet(gene, Math.Max(grown, Head));
        return true;
    }

    /// <summary>Turns functions that slipped into the tail into leaves; they are not read.</summary>
    private void Quiet(Span<Symbol> gene, int from)
    {
        for (int k = Math.Min(from, Head); k < Length; k++)
            if (k >= Head && Words.Arity(gene[k].Code) > 0) gene[k] = new(0, 0);
    }

    /// <summary>Writes a formula's nodes as a gene, deeper arguments first where order is free; false when it does not fit.</summary>
    public bool Encode(ReadOnlySpan<FormulaNode> nodes, Span<Symbol> gene)
    {
        if (nodes.Length > Length) return false;
        int to = 0;
        if (!Encode(nodes, gene, ref to)) return false;
        for (int k = to; k < Length; k++) gene[k] = new((byte)(k % Words.Inputs.Count), 0);
        return IsValid(gene);
    }

    private bool Encode(ReadOnlySpan<FormulaNode> nodes, Span<Symbol> gene, ref int to)
    {
        var root = nodes[^1];
        if (Words.Find(root) is not { } code) return false;
        gene[to++] = new(code, root.Op == FormulaOp.Constant ? root.Value : 0);
        if (root.Arity == 0) return true;
        var last = nodes[^(1 + nodes[^2].Size)..^1];
        if (root.Arity == 1) return Encode(last, gene, ref to);
        var first = nodes[..^(1 + last.Length)];
        bool swap = Words.IsCommutative(code) && last.Length > first.Length;
        return Encode(swap ? last : first, gene, ref to) && Encode(swap ? first : last, gene, ref to);
    }
}
