using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>
/// All small formulas, found bottom-up, one of each value: what guided insertion chooses from. Formulas that differ by a
/// factor and a constant count as equal, since the fit gives both; the smaller one stays.
/// </summary>
internal sealed class GenePool
{
    private const int MostNodes = 7;

    /// <summary>Formulas kept and tried; of one input all of six nodes go in, as ln(x*x + 1).</summary>
    private readonly int _mostBlocks, _mostTried;

    private static readonly double[] Constants = [1, 2];

    private readonly SearchTable _table;
    private readonly Vocabulary _words;
    private readonly GeneUnits? _units;
    private readonly ColumnEvaluator _evaluator;
    private readonly Gene _reader;
    private readonly List<Block> _blocks = [];
    private readonly HashSet<(long, long)> _values = [], _shapes = [];
    private readonly double[] _probe;
    private readonly double[] _result;
    private readonly FormulaNode[] _node = new FormulaNode[MostNodes];
    private readonly int[] _starts = new int[MostNodes + 2];
    private int _tried;

    private sealed record Block(Symbol[] Prefix, double[] Values, UnitVector? Unit);

    public GenePool(SearchTable table, Vocabulary words, bool units)
    {
        (_table, _words) = (table, words);
        _units = units ? new GeneUnits(words) : null;
        int n = table.Scouts.Length;
        (_mostBlocks, _mostTried) = words.Inputs.Count == 1 ? (30_000, 60_000) : (3000, 30_000);
        _evaluator = new(table.ScoutColumns, MostNodes);
        _reader = new Gene(words, MostNodes);
        _result = new double[n];
        var random = new RandomSource(1, 77);
        _probe = [.. Enumerable.Range(0, n).Select(_ => random.Uniform() + 0.5)];
        var members = new List<Block>();
        Leaves(members);
        for (int size = 2; size <= MostNodes; size++)
        {
            _starts[size] = _blocks.Count;
            if (_blocks.Count < _mostBlocks && _tried < _mostTried) Grow(size, members);
        }
        Members = [.. members.Select(b => b.Prefix)];
        Values = [.. members.Select(b => b.Values)];
    }

    /// <summary>The formulas, prefix order, smallest first.</summary>
    public Symbol[][] Members { get; }

    /// <summary>Their values on the scout rows.</summary>
    public double[][] Values { get; }

    private void Leaves(List<Block> members)
    {
        for (int k = 0; k < _words.Inputs.Count; k++) Offer([new((byte)k, 0)], _table.ScoutColumns[k], _words.Units[k], members);
        foreach (double value in Constants)
        {
            Array.Fill(_result, value);
            Offer([new(_words.Constant, value)], _result, null, members);
        }
    }

    private void Grow(int size, List<Block> members)
    {
        int known = _blocks.Count;
        for (int k = _starts[size - 1]; k < known; k++)
            for (int f = _words.FirstFunction; f < _words.Count; f++)
                if (_words.Arity((byte)f) == 1) Try((byte)f, _blocks[k], null, members);
        for (int left = 1; left <= size - 2; left++)
            for (int a = _starts[left]; a < _starts[left + 1]; a++)
                for (int b = _starts[size - 1 - left]; b < _starts[size - left]; b++)
                    for (int f = _words.FirstFunction; f < _words.Count; f++)
                        if (_words.Arity((byte)f) == 2 && (a >= b || !_words.IsCommutative((byte)f))) Try((byte)f, _blocks[a], _blocks[b], members);
    }

    private void Try(byte code, Block a, Block? b, List<Block> members)
    {
        if (_blocks.Count >= _mostBlocks || _tried >= _mostTried) return;
        bool agree = true;
        var unit = _units?.Apply(code, a.Unit, b?.Unit, ref agree);
        if (!agree) return;
        _tried++;
        Symbol[] prefix = [new(code, 0), .. a.Prefix, .. b?.Prefix ?? []];
        Apply(_words.Node(code).Op, prefix, a.Values, b?.Values);
        Offer(prefix, _result, unit, members);
    }

    private void Apply(FormulaOp op, Symbol[] prefix, double[] a, double[]? b)
    {
        switch (op)
        {
            case FormulaOp.Add: for (int r = 0; r < _result.Length; r++) _result[r] = a[r] + b![r]; break;
            case FormulaOp.Subtract: for (int r = 0; r < _result.Length; r++) _result[r] = a[r] - b![r]; break;
            case FormulaOp.Multiply: for (int r = 0; r < _result.Length; r++) _result[r] = a[r] * b![r]; break;
            case FormulaOp.Divide: for (int r = 0; r < _result.Length; r++) _result[r] = a[r] / b![r]; break;
            default: _evaluator.Evaluate(_node.AsSpan(0, _reader.Decode(prefix, _node)), _result); break;
        }
    }

    /// <summary>Keeps a formula whose values are new and moderate.</summary>
    private void Offer(Symbol[] prefix, double[] values, UnitVector? unit, List<Block> members)
    {
        double sum = 0, square = 0, mixed = 0;
        for (int r = 0; r < values.Length; r++)
        {
            sum += values[r];
            square += values[r] * values[r];
            mixed += values[r] * _probe[r];
        }
        if (!(square < 1e24) || square < 1e-24) return;
        if (!_values.Add((Round(sum), Round(mixed)))) return;
        var block = new Block(prefix, [.. values], unit);
        _blocks.Add(block);
        double mean = sum / values.Length, spread = square - (sum * mean);
        if (spread <= 1e-16 * square) return;
        if (_shapes.Add(Shape(values, mean, Math.Sqrt(spread)))) members.Add(block);
    }

    /// <summary>Two numbers that a factor and a constant do not change.</summary>
    private (long, long) Shape(double[] values, double mean, double length)
    {
        double a = 0, b = 0;
        for (int r = 0; r < values.Length; r++)
        {
            double v = (values[r] - mean) / length;
            a += v * _probe[r];
            b += v * _probe[r] * _probe[r] * _probe[^(r + 1)];
        }
        double sign = a < 0 ? -1 : 1;
        return ((long)Math.Round(sign * a * 1e8), (long)Math.Round(sign * b * 1e8));
    }

    private static long Round(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        return (bits + (1 << 17)) >> 18;
    }
}
