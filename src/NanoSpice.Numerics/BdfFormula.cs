namespace NanoSpice.Numerics;

/// <summary>Coefficients of the fixed-leading-coefficient BDF formula for the step sizes at hand. Symbols as in [DASSL] and [IDA].</summary>
internal sealed class BdfFormula(int maxOrder)
{
    private readonly double[] _psi = new double[maxOrder + 2], _alpha = new double[maxOrder + 2], _beta = new double[maxOrder + 2];
    private readonly double[] _sigma = new double[maxOrder + 2], _gamma = new double[maxOrder + 2];
    private int _equalSteps;

    private double[][] Coefficients => [_psi, _alpha, _beta, _sigma, _gamma];

    public int Order { get; set; }

    public int OrderUsed { get; private set; }

    public double StepUsed { get; private set; }

    /// <summary>Leading coefficient: dq/dt = Leading (q - q_predicted) + rate_predicted [1/s].</summary>
    public double Leading { get; private set; }

    /// <summary>Error of the step = ErrorConstant |x - x_predicted|.</summary>
    public double ErrorConstant { get; private set; }

    /// <summary>First difference that changes its scale in this step.</summary>
    public int FirstScaled => _equalSteps;

    public ReadOnlySpan<double> Beta => _beta;

    public ReadOnlySpan<double> Gamma => _gamma;

    public double Sigma(int j) => _sigma[j];

    public bool CanRaise(int lastOrderUsed) => Order + 1 < _equalSteps && Order - lastOrderUsed != 1;

    public void Start(double h)
    {
        (Order, OrderUsed, StepUsed, _equalSteps) = (1, 0, 0, 0);
        _psi[0] = h;
    }

    /// <summary>Computes all coefficients for a step h at Order.</summary>
    public void SetStep(double h)
    {
        // Equal but for the rounding of the clock: whether an order may be raised must not hang on that.
        if (!(Math.Abs(h - StepUsed) <= 1e-10 * StepUsed) || Order != OrderUsed) _equalSteps = 0;
        _equalSteps = Math.Min(_equalSteps + 1, OrderUsed + 2);
        if (Order + 1 >= _equalSteps)
        {
            (_beta[0], _alpha[0], _gamma[0], _sigma[0]) = (1, 1, 0, 1);
            double span = h;
            for (int i = 1; i <= Order; i++)
            {
                double old = _psi[i - 1];
                _psi[i - 1] = span;
                _beta[i] = _beta[i - 1] * _psi[i - 1] / old;
                span = old + h;
                _alpha[i] = h / span;
                _sigma[i] = i * _sigma[i - 1] * _alpha[i];
                _gamma[i] = _gamma[i - 1] + _alpha[i - 1] / h;
            }
            _psi[Order] = span;
        }
        double fixedSum = 0, variableSum = 0;
        for (int i = 0; i < Order; i++)
        {
            fixedSum -= 1.0 / (i + 1);
            variableSum -= _alpha[i];
        }
        Leading = -fixedSum / h;
        ErrorConstant = Math.Max(_alpha[Order], Math.Abs(_alpha[Order] + fixedSum - variableSum));
    }

    /// <summary>Takes back SetStep(h) after a rejected step; the caller unscales the differences first.</summary>
    public void Restore(double h)
    {
        for (int j = 1; j <= Order; j++) _psi[j - 1] = _psi[j] - h;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Order);
        writer.Write(OrderUsed);
        writer.Write(_equalSteps);
        writer.Write(StepUsed);
        writer.Write(Leading);
        writer.Write(ErrorConstant);
        foreach (double[] v in Coefficients) writer.WriteVector(v);
    }

    public void Load(BinaryReader reader)
    {
        (Order, OrderUsed, _equalSteps) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        (StepUsed, Leading, ErrorConstant) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
        foreach (double[] v in Coefficients) reader.ReadVector(v);
    }

    public void Accept(double h) => (OrderUsed, StepUsed) = (Order, h);

    /// <summary>Weights of the differences for the value and the derivative at t in the last step; lengths OrderUsed + 1.</summary>
    public void Interpolation(double fromEnd, Span<double> value, Span<double> slope)
    {
        double c = 1, d = 0, gam = fromEnd / _psi[0];
        value[0] = 1;
        slope[0] = 0;
        for (int j = 1; j <= OrderUsed; j++)
        {
            d = d * gam + c / _psi[j - 1];
            c *= gam;
            gam = (fromEnd + _psi[j - 1]) / _psi[j];
            value[j] = c;
            slope[j] = d;
        }
    }
}
