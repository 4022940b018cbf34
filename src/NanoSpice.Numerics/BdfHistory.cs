namespace NanoSpice.Numerics;

/// <summary>The past of one vector as modified divided differences phi_0 .. phi_k, and what the BDF formula makes of them.</summary>
/// <remarks>Predictor: x(t) = sum phi_j, x'(t) = sum gamma_j phi_j, with phi_j scaled to the step by beta_j. [DASSL] ch. 5, [IDA].</remarks>
internal sealed class BdfHistory
{
    /// <summary>Entries treated at a time, so that all differences of a piece stay in the first-level cache.</summary>
    private const int Chunk = 512;

    private readonly double[][] _phi;

    public BdfHistory(int size, int maxOrder)
    {
        _phi = new double[maxOrder + 2][];
        for (int j = 0; j < _phi.Length; j++) _phi[j] = new double[size];
    }

    public ReadOnlySpan<double> this[int j] => _phi[j];

    /// <summary>Starts from a value and the step h times its derivative.</summary>
    public void Start(ReadOnlySpan<double> value, ReadOnlySpan<double> change)
    {
        value.CopyTo(_phi[0]);
        change.CopyTo(_phi[1]);
    }

    public void Scale(int from, int to, ReadOnlySpan<double> factors, bool undo)
    {
        for (int j = from; j <= to; j++) VectorMath.Scale(_phi[j], undo ? 1 / factors[j] : factors[j], _phi[j]);
    }

    /// <summary>value = sum phi_j</summary>
    public void Predict(int order, Span<double> value) => Combine(order, default, value);

    /// <summary>rate = sum_{j=1}^{order} gamma_j phi_j</summary>
    public void PredictRate(int order, ReadOnlySpan<double> gamma, Span<double> rate)
    {
        for (int at = 0; at < rate.Length; at += Chunk)
        {
            var part = rate.Slice(at, Math.Min(Chunk, rate.Length - at));
            VectorMath.Scale(part, gamma[1], _phi[1].AsSpan(at, part.Length));
            for (int j = 2; j <= order; j++) VectorMath.AddScaled(part, gamma[j], _phi[j].AsSpan(at, part.Length));
        }
    }

    /// <summary>value = sum weights_j phi_j (all 1 when weights is empty)</summary>
    public void Combine(int order, ReadOnlySpan<double> weights, Span<double> value)
    {
        for (int at = 0; at < value.Length; at += Chunk)
        {
            var part = value.Slice(at, Math.Min(Chunk, value.Length - at));
            VectorMath.Scale(part, weights.Length == 0 ? 1 : weights[0], _phi[0].AsSpan(at, part.Length));
            for (int j = 1; j <= order; j++) VectorMath.AddScaled(part, weights.Length == 0 ? 1 : weights[j], _phi[j].AsSpan(at, part.Length));
        }
    }

    /// <summary>sum weights_j phi_j of component i alone.</summary>
    public double Combine(int order, ReadOnlySpan<double> weights, int i)
    {
        double s = 0;
        for (int j = 0; j <= order; j++) s += weights[j] * _phi[j][i];
        return s;
    }

    public void Save(BinaryWriter writer)
    {
        foreach (double[] phi in _phi) writer.WriteVector(phi);
    }

    public void Load(BinaryReader reader)
    {
        foreach (double[] phi in _phi) reader.ReadVector(phi);
    }

    /// <summary>Takes an accepted step: correction is value minus prediction.</summary>
    public void Accept(int order, int maxOrder, ReadOnlySpan<double> correction)
    {
        if (order < maxOrder) correction.CopyTo(_phi[order + 1]);
        for (int at = 0; at < correction.Length; at += Chunk)
        {
            int length = Math.Min(Chunk, correction.Length - at);
            VectorMath.AddScaled(_phi[order].AsSpan(at, length), 1, correction.Slice(at, length));
            for (int j = order - 1; j >= 0; j--) VectorMath.AddScaled(_phi[j].AsSpan(at, length), 1, _phi[j + 1].AsSpan(at, length));
        }
    }
}
