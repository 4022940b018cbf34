namespace NanoSpice.Numerics;

/// <summary>Error test of a BDF step, and the order and size of the next one. [DASSL] section 5.2, [IDA].</summary>
internal sealed class OrderControl
{
    private readonly BdfFormula _formula;
    private readonly BdfHistory _past;
    private readonly ErrorWeights _weights;
    private readonly int _maxOrder;
    private readonly double[] _difference;
    private double _error, _errorBelow;          // estimates at the order of the step and one below, in tolerances
    private int _proposed;
    private bool _starting;
    private long _steps;

    public OrderControl(BdfFormula formula, BdfHistory past, ErrorWeights weights, int maxOrder)
    {
        (_formula, _past, _weights, _maxOrder) = (formula, past, weights, maxOrder);
        _difference = new double[past[0].Length];
    }

    /// <summary>After a restart order and step grow with every step until the error says stop.</summary>
    public void Start() => (_starting, _steps) = (true, 0);

    /// <summary>True when the local error of the step is within tolerance.</summary>
    public bool Test(ReadOnlySpan<double> correction)
    {
        int k = _formula.Order;
        double size = _weights.Norm(correction);
        _error = _formula.Sigma(k) * size;
        _proposed = k;
        if (k > 1)
        {
            double scaled = (k + 1) * _error;
            _errorBelow = _formula.Sigma(k - 1) * _weights.Norm(correction, _past[k], 1);
            if (k == 2)
            {
                if (k * _errorBelow <= 0.5 * scaled) _proposed = 1;
            }
            else
            {
                VectorMath.Scale(_difference, 1, _past[k - 1]);
                VectorMath.AddScaled(_difference, 1, _past[k]);
                double errorTwoBelow = _formula.Sigma(k - 2) * _weights.Norm(correction, _difference, 1);
                if (Math.Max(k * _errorBelow, (k - 1) * errorTwoBelow) <= scaled) _proposed = k - 1;
            }
        }
        return _formula.ErrorConstant * size <= 1;
    }

    /// <summary>Factor on the step after failure number n of the error test; may lower the order.</summary>
    public double Shrink(int n)
    {
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
    public double Accept(double h, ReadOnlySpan<double> correction)
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
        double error = Choose(k, mayRaise, correction);
        double factor = Factor(error);
        return factor >= 2 ? 2 : factor > 1 ? 1 : Math.Clamp(factor, 0.5, 0.9);
    }

    private double Choose(int k, bool mayRaise, ReadOnlySpan<double> correction)
    {
        if (_proposed == k - 1)
        {
            _formula.Order = k - 1;
            return _errorBelow;
        }
        if (k == _maxOrder || !mayRaise) return _error;
        double above = _weights.Norm(correction, _past[k + 1], -1) / (k + 2), scaled = (k + 1) * _error, scaledAbove = (k + 2) * above;
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
