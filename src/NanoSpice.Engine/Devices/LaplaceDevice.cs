using System.Numerics;

namespace NanoSpice.Engine.Devices;

/// <summary>Output of a transfer function as an unknown, for LAPLACE in E and G.</summary>
/// <remarks>
///   N(s)/D(s) = E1 s + E0 + R(s)/D(s),   D = d_0 + ... + d_n s^n. States z_k = s^k u / (D m_k):
///   (1)  d/dt z_k - (m_(k+1)/m_k) z_(k+1) = 0        (2)  d/dt z_(n-1) + sum d_k m_k z_k / (d_n m_(n-1)) - u / (d_n m_(n-1)) = 0
///   (3)  y - sum r_k m_k z_k - E0 u - d/dt (E1 u) = 0;   in AC  y - H(j w) u = 0, exact
///   m_k is the largest w^k / sum |d_j| w^j, so that no state is ever much larger than the input, and none is lost in its tolerance.
///   At DC a pole at 0 counts as one at 1e-9 rad/s: the gain is large, but there is one.
/// </remarks>
public sealed class LaplaceDevice : Device
{
    private const double SlowestPole = 1e-9;

    private readonly CircuitFormula _input;
    private readonly LaplaceFunction _h;
    private readonly Unknown _output;
    private readonly Unknown[] _states;
    private readonly double[] _forward, _feedback, _weights;     // m_(k+1)/m_k;  d_k m_k / (d_n m_(n-1));  r_k m_k
    private readonly double _drive, _direct, _derivative, _atRest, _gain;

    public LaplaceDevice(string name, CircuitFormula input, Unknown output, Unknown[] states, LaplaceFunction h) : base(name)
    {
        (_input, _output, _states, _h) = (input, output, states, h);
        int n = states.Length;
        (_forward, _feedback, _weights) = (new double[n], new double[n], new double[n]);
        _gain = h.At(h.Denominator.Length > 0 && h.Denominator[0] != 0 ? 0 : SlowestPole).Real;
        if (h.Gap is not null) return;
        double[] d = h.Denominator;
        var (quotient, rest) = Polynomial.Divide(h.Numerator, d);
        (_direct, _derivative) = (h.Numerator.Length >= d.Length ? quotient[0] : 0, h.Numerator.Length > d.Length ? quotient[1] : 0);
        if (n == 0) return;
        double[] m = Scales(d, h.Numerator);
        _drive = 1 / (d[n] * m[n - 1]);
        for (int k = 0; k < n; k++)
        {
            _forward[k] = k + 1 < n ? m[k + 1] / m[k] : 0;
            _feedback[k] = d[k] * m[k] * _drive;
            _weights[k] = k < rest.Length ? rest[k] * m[k] : 0;
        }
        _atRest = d[0] != 0 ? _feedback[0] : Polynomial.At(d, SlowestPole).Real * m[0] * _drive;
    }

    public override IEnumerable<Link> Links =>
        [new(_output, Unknown.Ground, LinkKind.Conducting), .. _states.Select(z => new Link(z, Unknown.Ground, LinkKind.Conducting)), .. _input.SensingLinks()];

    public override bool DependsOnFrequency => true;

    public override string? NotInTime => _h.Gap;

    public override double NextBreakpoint(double t) => _input.NextBreakpoint(t);

    public override void Load(Equations eq)
    {
        double omega = 2 * Math.PI * eq.Frequency, u = _input.EvaluateForLoad(eq);
        bool still = eq.IsStatic && omega <= 0, exact = omega > 0 || _h.Gap is not null;
        for (int k = 0; k < _states.Length; k++)
        {
            var z = _states[k];
            eq.Charge(z, eq[z]);                                eq.DCharge(z, z, 1);
            if (k + 1 == _states.Length) break;
            eq.Flow(z, -_forward[k] * eq[_states[k + 1]]);      eq.DFlow(z, _states[k + 1], -_forward[k]);       // (1)
        }
        if (_states.Length > 0) Last(eq, u, still);
        Complex h = omega > 0 ? _h.At(new Complex(0, omega)) : exact ? _gain : 0;
        double direct = exact ? h.Real : _direct, rate = omega > 0 ? h.Imaginary / omega : exact ? 0 : _derivative, share = exact ? 0 : 1, y = eq[_output] - direct * u;
        for (int k = 0; k < _states.Length; k++) y -= share * _weights[k] * eq[_states[k]];
        eq.Flow(_output, y);               eq.DFlow(_output, _output, 1);      _input.DFlow(eq, _output, -direct);    // (3)
        for (int k = 0; k < _states.Length; k++) eq.DFlow(_output, _states[k], -share * _weights[k]);
        eq.Charge(_output, -rate * u);     _input.DCharge(eq, _output, -rate);
    }

    /// <summary>(2)</summary>
    private void Last(Equations eq, double u, bool still)
    {
        var last = _states[^1];
        double f = -_drive * u;
        for (int k = 0; k < _states.Length; k++)
        {
            double feedback = still && k == 0 ? _atRest : _feedback[k];
            f += feedback * eq[_states[k]];
            eq.DFlow(last, _states[k], feedback);
        }
        eq.Flow(last, f);
        _input.DFlow(eq, last, -_drive);
    }

    /// <summary>Largest w^k / sum |d_j| w^j for k below the degree, at the corners of D; of D = d s^n what makes the first state the output.</summary>
    private static double[] Scales(double[] d, double[] numerator)
    {
        int n = d.Length - 1;
        List<double> corners = [];
        for (int j = 0; j <= n; j++)
            for (int k = j + 1; k <= n; k++)
                if (d[j] != 0 && d[k] != 0) corners.Add(Math.Pow(Math.Abs(d[j] / d[k]), 1.0 / (k - j)));
        var m = new double[n];
        for (int k = 0; k < n; k++)
        {
            foreach (double w in corners) m[k] = Math.Max(m[k], 1 / d.Select((c, j) => Math.Abs(c) * Math.Pow(w, j - k)).Sum());
            if (!(m[k] > 0 && double.IsFinite(m[k]))) m[k] = numerator[0] != 0 ? 1 / Math.Abs(numerator[0]) : 1;
        }
        return m;
    }
}
