using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>Fits the weights of a chromosome and measures its error, as a whole and case by case. One an island; nothing is allocated by a call.</summary>
internal sealed class Appraiser
{
    /// <summary>Columns of genes that are kept, by hash: those of parents are asked for again and again.</summary>
    private const int Slots = 1024;

    /// <summary>Columns of functions inside genes that are kept: some 2 MB at 500 rows.</summary>
    private const int KeptFunctions = 512;

    /// <summary>Part of the target's mean square that is rounding [-].</summary>
    public const double Rounding = 1e-24;

    private readonly SearchTable _table;
    private readonly SearchOptions _options;
    private readonly TermFit _fit;
    private readonly ConstantFit _constants;
    private readonly FormulaNode[][] _nodes;
    private readonly double[] _weights;
    private readonly double[]?[] _columns = new double[]?[Slots];
    private readonly ulong[] _keys = new ulong[Slots];
    private readonly double _logRows, _independent;

    public Appraiser(SearchTable table, Vocabulary words, SearchOptions options)
    {
        (_table, _options) = (table, options);
        Genes = new Gene(words, options.Head);
        _fit = new(table.Columns, table.Target, options.Genes, Genes.Length, KeptFunctions);
        _constants = new(_fit, options.Genes);
        _nodes = [.. Enumerable.Range(0, options.Genes).Select(_ => new FormulaNode[Genes.Length])];
        _weights = new double[options.Genes + 1];
        _logRows = Math.Log(table.Rows);
        _independent = options.IndependentRows > 0 ? Math.Min(options.IndependentRows, table.Rows) : table.Rows;
        Symbols = Math.Log(words.Count);
    }

    public Gene Genes { get; }

    /// <summary>Logarithm of the number of words: what a node costs in the criterion.</summary>
    public double Symbols { get; }

    /// <summary>Residual of the chromosome appraised last.</summary>
    public ReadOnlySpan<double> Residual => _fit.Residual;

    public Chromosome NewChromosome() => new(_options.Genes, Genes.Length, _table.CaseEnds.Length);

    /// <summary>Nodes read and meaning, without values; false when the law is too large or has a gene twice.</summary>
    public bool Measure(Chromosome c)
    {
        ulong hash = 0;
        int nodes = 0;
        for (int k = 0; k < c.Genes; k++)
        {
            nodes += Genes.Extent(c[k]);
            hash += Gene.Mix(Genes.Hash(c[k]), 1);
        }
        (c.Hash, c.Complexity) = (hash, nodes);
        return nodes <= _options.MaxComplexity;
    }

    /// <summary>Weights, error, cases. The chromosome must have been measured.</summary>
    public void Appraise(Chromosome c)
    {
        for (int k = 0; k < c.Genes; k++) Load(k, c[k]);
        Fit(c);
    }

    /// <summary>Values of the gene of the chromosome appraised last.</summary>
    public ReadOnlySpan<double> Column(int gene) => _fit.Term(gene);

    /// <summary>Fits the constants in the genes by Levenberg-Marquardt; false when nothing was gained.</summary>
    public bool Polish(Chromosome c, int passes)
    {
        if (c.Genes == 0 || !double.IsFinite(c.MeanSquare) || !HasConstant(c)) return false;
        Span<Memory<FormulaNode>> terms = new Memory<FormulaNode>[c.Genes];
        for (int k = 0; k < c.Genes; k++) terms[k] = _nodes[k].AsMemory(0, Genes.Decode(c[k], _nodes[k]));
        double better = _constants.Polish(terms, c.Intercept, _weights, passes);
        if (!(better < c.MeanSquare * 0.9999)) return false;
        for (int k = 0; k < c.Genes; k++) Write(terms[k].Span, c[k]);
        Measure(c);
        Appraise(c);
        return true;
    }

    /// <summary>n ln(mse) + k ln n + 2 L ln S over the n independent rows, with the floor below which nothing is better.</summary>
    public double Criterion(Chromosome c)
    {
        double floor = Math.Max(_options.NoiseFloor, 1e-20 * _table.Square);
        return (_independent * Math.Log(Math.Max(c.MeanSquare, floor))) + ((c.Genes + (c.Intercept ? 1 : 0)) * Math.Log(_independent)) + (2 * c.Complexity * Symbols);
    }

    private bool HasConstant(Chromosome c)
    {
        for (int k = 0; k < c.Genes; k++)
            foreach (var symbol in c[k][..Genes.Extent(c[k])])
                if (symbol.Code == Genes.Words.Constant) return true;
        return false;
    }

    /// <summary>Constants of a postfix formula into its gene: leaves stand in the same order in both.</summary>
    private void Write(ReadOnlySpan<FormulaNode> nodes, Span<Symbol> gene)
    {
        int at = 0;
        foreach (var node in nodes)
        {
            if (node.Op != FormulaOp.Constant) continue;
            while (gene[at].Code != Genes.Words.Constant) at++;
            gene[at++] = new(Genes.Words.Constant, node.Value);
        }
    }

    private void Load(int k, ReadOnlySpan<Symbol> gene)
    {
        ulong hash = Genes.Hash(gene);
        int slot = (int)(hash % Slots);
        var column = _columns[slot];
        if (column is null || _keys[slot] != hash)
        {
            column ??= _columns[slot] = new double[_table.Rows];
            _fit.SetTerm(k, _nodes[k].AsSpan(0, Genes.Decode(gene, _nodes[k])));
            _fit.Term(k).CopyTo(column);
            _keys[slot] = hash;
            return;
        }
        column.CopyTo(_fit.Term(k));
    }

    /// <summary>An intercept costs a number and a node: it stays when the criterion says so.</summary>
    private void Fit(Chromosome c)
    {
        double with = _fit.Solve(c.Genes, true, c.Weights), floor = Math.Max(_options.NoiseFloor, Rounding * _table.Square);
        c.Intercept = c.Weights[c.Genes] != 0;
        c.MeanSquare = with;
        if (!double.IsFinite(with) || !Independent(c))
        {
            c.MeanSquare = double.PositiveInfinity;
            Array.Fill(c.Cases, double.PositiveInfinity);
            return;
        }
        double without = _fit.Solve(c.Genes, false, _weights);
        if (_table.Rows * Math.Log(Math.Max(without, floor) / Math.Max(with, floor)) < _logRows + (2 * Symbols))
        {
            c.Intercept = false;
            c.MeanSquare = without;
            _weights.AsSpan(0, c.Genes + 1).CopyTo(c.Weights);
        }
        else c.MeanSquare = _fit.Solve(c.Genes, true, c.Weights);
        if (c.Intercept) c.Complexity++;
        Judge(c);
    }

    private static bool Independent(Chromosome c)
    {
        for (int k = 0; k < c.Genes; k++)
            if (c.Weights[k] == 0 || !double.IsFinite(c.Weights[k])) return false;
        return true;
    }

    private void Judge(Chromosome c)
    {
        int start = 0;
        var residual = _fit.Residual;
        for (int k = 0; k < c.Cases.Length; k++)
        {
            int end = _table.CaseEnds[k];
            double sum = 0;
            for (int r = start; r < end; r++) sum += residual[r] * residual[r];
            c.Cases[k] = sum / (end - start);
            start = end;
        }
    }
}
