using MathNet.Numerics.Distributions;
using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>The chosen law with intervals: by covariance and by bootstrap over blocks, whichever is wider.</summary>
internal sealed class FinalFitting
{
    /// <summary>Rounding of a fitted number, relative: no interval is narrower.</summary>
    private const double Rounding = 1e-12;

    /// <summary>Half of a 95 % interval over the standard error, for many rows. Errors reported are that of the interval, so
    /// that two of them hold the truth in 95 % of cases even where few blocks tell the spread.</summary>
    private const double Normal95 = 1.959964;

    private readonly Dataset _data;
    private readonly Law _law;
    private readonly double[] _residual;
    private readonly double[,] _inverse;
    private readonly double _variance;
    private readonly double _freedom;
    private readonly Bootstrap _bootstrap;

    private FinalFitting(Dataset data, Law law, double independent, ulong seed)
    {
        (_data, _law) = (data, law);
        var values = new double[data.Rows];
        var slopes = LawFit.Slopes(law, data, law.Numbers, values);
        Predicted = law.Letters.Count > 0 ? values : LawFit.Column(data, law.Formula);
        _residual = [.. data.Target.Values.Zip(Predicted, (y, f) => y - f)];
        int k = law.Letters.Count;
        _freedom = Math.Max(1, independent - k);
        _variance = LawFit.MeanSquare(_residual) * data.Rows / _freedom;
        // Rows that repeat each other say less: the variance of a number grows as rows over independent rows.
        _variance *= data.Rows / independent * _freedom / Math.Max(1, data.Rows - k);
        _inverse = k > 0 ? LinearFit.Solve(slopes, _residual).Inverse : new double[0, 0];
        _bootstrap = Bootstrap.Run(data, slopes, _residual, law.Numbers, seed);
    }

    private double[] Predicted { get; }

    /// <param name="independent">rows that count as independent</param>
    public static FinalFit Run(Dataset data, Law law, double independent, ulong seed) => new FinalFitting(data, law, independent, seed).Result();

    private FinalFit Result()
    {
        var nanoslit = Nanoslit();
        double square = LawFit.MeanSquare(_residual), largest = _data.Target.Values.Max(Math.Abs);
        return new FinalFit
        {
            Law = _law,
            Parameters = [.. _law.Letters.Select((name, k) => Parameter(name, "", n => n[k]))],
            Nanoslit = nanoslit,
            Predicted = Predicted,
            Rms = Math.Sqrt(square),
            Nrmse = Math.Sqrt(square / LawFit.MeanSquare(_data.Target.Values)),
            PercentOfMax = 100 * Math.Sqrt(square) / largest,
            Residuals = [.. GroupResiduals.Of(_data, _residual, nanoslit)],
        };
    }

    private NanoslitLaw? Nanoslit()
    {
        if (NanoslitForm.Of(_law, _data) is not { } form) return null;
        var current = _data.Find(form.Current)!;
        var charge = _data.Find(form.Charge)!;
        double qmax = charge.Values.Max(Math.Abs);
        bool ohm = _law.Letters.Count == 1;
        // The letters stand in the order i*(a + b*q).
        double Beta(double[] n) => -form.Sign * n[1] / n[0];
        string resistance = UnitOf(_data.Target, current), inverse = charge.UnitText.Length == 0 ? "" : charge.UnitText.Contains('/') ? $"1/({charge.UnitText})" : $"1/{charge.UnitText}";
        FitParameter? cslit = NanoslitForm.Capacitance(_data, charge) is var (c, error) ? Interval("cslit", UnitOf(charge, _data.Find("phi_m")!), c, error, _data.Rows) : null;
        FitParameter gamma = ohm ? NotInTheLaw("gamma", "") : Parameter("gamma", "", n => Beta(n) * qmax), beta = ohm ? NotInTheLaw("beta", inverse) : Parameter("beta", inverse, Beta);
        return new(Parameter("rc", resistance, n => n[0]), gamma, beta, qmax, $"largest |{form.Charge}| of the rows fitted", cslit, form.IsAbsolute, form.Current, form.Charge, ohm);
    }

    private static FitParameter NotInTheLaw(string name, string unit) => new(name, unit, 0, double.NaN, double.NaN, double.NaN);

    private static string UnitOf(DataColumn over, DataColumn under) => (over.UnitText, under.UnitText) switch
    {
        ("V", "A") => "Ohm",
        ("V", "A/m") => "Ohm m",
        ("C", "V") => "F",
        ("C/m", "V") => "F/m",
        ("", "") => "",
        var (a, b) => $"{a}/({b})",
    };

    private FitParameter Parameter(string name, string unit, Func<double[], double> of)
    {
        double[] at = [.. _law.Numbers];
        double value = of(at), covariance = Math.Sqrt(Math.Max(0, Variance(of, at))), drawn = _bootstrap.Error(of);
        return Interval(name, unit, value, Math.Max(covariance, drawn), covariance >= drawn ? _freedom : _bootstrap.Blocks - 1);
    }

    private static FitParameter Interval(string name, string unit, double value, double error, double freedom)
    {
        error = Math.Max(error, Rounding * Math.Abs(value));
        double reach = error * StudentT.InvCDF(0, 1, Math.Max(1, freedom), 0.975);
        return new(name, unit, value, reach / Normal95, value - reach, value + reach);
    }

    /// <summary>Variance of a function of the numbers by its slopes, from differences of a millionth of their errors' size.</summary>
    private double Variance(Func<double[], double> of, double[] at)
    {
        int k = at.Length;
        var slope = new double[k];
        for (int j = 0; j < k; j++)
        {
            double step = 1e-6 * Math.Max(Math.Abs(at[j]), Math.Sqrt(_variance * _inverse[j, j]));
            if (step == 0) continue;
            double[] up = [.. at], down = [.. at];
            up[j] += step;
            down[j] -= step;
            slope[j] = (of(up) - of(down)) / (2 * step);
        }
        double sum = 0;
        for (int a = 0; a < k; a++) for (int b = 0; b < k; b++) sum += slope[a] * _inverse[a, b] * slope[b];
        return sum * _variance;
    }
}
