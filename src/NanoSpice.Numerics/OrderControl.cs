namespace NanoSpice.Numerics;

/// <summary>Error test of a BDF step, and the order and size of the next one. [DASSL] section 5.2, [IDA].</summary>
internal sealed class OrderControl
{
    /// <summary>
    ///   Part of the predictor's miss that counts as error [-]. Where nothing stores charge there is no error to estimate, but the
    ///   polynomial still has to resolve the waveform for output: its miss stays within three tolerances.
    /// </summary>
    private const double PredictorShare = 0.3;

    private readonly BdfFormula _formula;
    private readonly BdfHistory _past;
    private readonly LocalError _local;
    private readonly int _maxOrder;
    private readonly double[] _difference;
    private double _error, _errorBelow;          // estimates at the order of the step and one below, in tolerances
    private double _floor = 1;
    private int _proposed;
    private bool _starting;
    private int _hold;                           // accepted steps for which the size may not grow
    private long _steps;

    /// <param name="past">history of the charges</param>
    public OrderControl(BdfFormula formula, BdfHistory past, LocalError local, int maxOrder)
    {
        (_formula, _past, _local, _maxOrder) = (formula, past, local, maxOrder);
        _difference = new double[past[0].Length];
    }

    /// <summary>After a restart order and step grow with every step until the error says stop.</summary>
    public void Start() => (_starting, _steps, _hold) = (true, 0, 0);

    public void Save(BinaryWriter writer)
    {
        writer.Write(_error);
        writer.Write(_errorBelow);
        writer.Write(_proposed);
        writer.Write(_starting);
        writer.Write(_hold);
        writer.Write(_steps);
    }

    public void Load(BinaryReader reader)
    {
        (_error, _errorBelow, _proposed) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt32());
        (_starting, _hold, _steps) = (reader.ReadBoolean(), reader.ReadInt32(), reader.ReadInt64());
    }

    /// <summary>True when the local error of the step is within tolerance.</summary>
    /// <param name="charge">correction of the charges</param>
    /// <param name="predictor">weighted norm of the correction of the unknowns</param>
    /// <param name="floor">smallest error that can be told from round-off, in tolerances, at least 1: what is below counts as kept</param>
    public bool Test(ReadOnlySpan<double> charge, double predictor, double floor)
    {
        _floor = floor;
        int k = _formula.Order;
        double size = Size(_formula.Leading, charge, default, 0);
        _error = _formula.Sigma(k) * size;
        _proposed = k;
        if (k > 1) ProposeLower(k, charge);
        return _formula.ErrorConstant * Math.Max(size, PredictorShare * predictor / floor) <= 1;
    }

    private double Size(double alpha, ReadOnlySpan<double> a, ReadOnlySpan<double> b, double factor) => _local.Norm(alpha, a, b, factor) / _floor;

    private void ProposeLower(int k, ReadOnlySpan<double> charge)
    {
        double scaled = (k + 1) * _error;
        _errorBelow = _formula.Sigma(k - 1) * Size(_formula.Leading, charge, _past[k], 1);
        if (k == 2)
        {
            if (k * _errorBelow <= 0.5 * scaled) _proposed = 1;
            return;
        }
        if (k * _errorBelow > scaled) return;
        VectorMath.Scale(_difference, 1, _past[k - 1]);
        VectorMath.AddScaled(_difference, 1, _past[k]);
        double errorTwoBelow = _formula.Sigma(k - 2) * Size(_formula.Leading, charge, _difference, 1);
        if ((k - 1) * errorTwoBelow <= scaled) _proposed = k - 1;
    }

    /// <summary>Factor on the step after failure number n of the error test; may lower the order.</summary>
    /// <remarks>
    ///   The size then stays for order + 2 steps, long enough for the order to be raised. Otherwise a current that is a derivative
    ///   can lock the method at order 1: its error h q''/2 does not show while h is constant, so h is doubled, the error jumps by
    ///   as much, the step is rejected, and the differences needed to see that order 2 would serve never come together.
    /// </remarks>
    public double Shrink(int n)
    {
        _hold = _formula.Order + 2;
        if (n > 2)
        {
            _formula.Order = 1;
            return 0.25;
        }
        double error = _formula.Order == _proposed ? _error : _errorBelow;
        _formula.Order = _proposed;
        return n == 2 ? 0.25 : Math.Clamp(0.9 * Factor(error), 0.25, 0.9);
    }

    /// <summary>Takes the step as accepted; returns the factor for the next one.</summary>
    public double Accept(double h, ReadOnlySpan<double> charge)
    {
        int k = _formula.Order, before = _formula.OrderUsed;
        bool mayRaise = _formula.CanRaise(before);
        _formula.Accept(h);
        _steps++;
        if (_proposed == k - 1 || k == _maxOrder) _starting = false;
        if (_starting)
        {
            if (_steps == 1) return 1;
            _formula.Order = k + 1;
            return 2;
        }
        double error = Choose(k, mayRaise, charge);
        double factor = Factor(error);
        if (factor > 1 && _hold-- > 0) return 1;
        return factor >= 2 ? 2 : factor > 1 ? 1 : Math.Clamp(factor, 0.5, 0.9);
    }

    private double Choose(int k, bool mayRaise, ReadOnlySpan<double> charge)
    {
        if (_proposed == k - 1)
        {
            _formula.Order = k - 1;
            return _errorBelow;
        }
        if (k == _maxOrder || !mayRaise) return _error;
        double above = Size(_formula.Leading, charge, _past[k + 1], -1) / (k + 2), scaled = (k + 1) * _error, scaledAbove = (k + 2) * above;
        if (k > 1 && k * _errorBelow <= Math.Min(scaled, scaledAbove))
        {
            _formula.Order = k - 1;
            return _errorBelow;
        }
        if (k == 1 ? scaledAbove >= 0.5 * scaled : scaledAbove >= scaled) return _error;
        _formula.Order = k + 1;
        return above;
    }

    private double Factor(double error) => Math.Pow(2 * error + 1e-4, -1.0 / (_formula.Order + 1));
}
