using System.Globalization;

namespace NanoSpice.Engine;

/// <summary>Makes the numbers of the measurements of one run out of its trace.</summary>
/// <param name="scaleUnit">of time, frequency or what is swept</param>
internal sealed class MeasureEvaluator(MeasureTrace trace, MeasureLayout layout, string scaleUnit)
{
    /// <summary>What is equal but for this part of the largest difference is equal: a source reaches its own top [-].</summary>
    private const double RoundOff = 1e-13;

    /// <summary>The same where a run begins: an operating point is solved to its tolerances only [-].</summary>
    private const double Start = 1e-6;

    private readonly Dictionary<string, double> _results = new(StringComparer.OrdinalIgnoreCase);
    private double _first, _last;                       // ends of the scale
    private List<NamedPlace> _places = [];

    /// <summary>Why a measurement has no value; never leaves this class.</summary>
    private sealed class Missing(string reason) : Exception(reason);

    public DerivedNumber Evaluate(Measurement m)
    {
        (_first, _last) = (double.PositiveInfinity, double.NegativeInfinity);
        for (int k = 0; k < trace.Count; k++)
        {
            var (from, to) = trace.Span(k);
            (_first, _last) = (Math.Min(_first, Math.Min(from, to)), Math.Max(_last, Math.Max(from, to)));
        }
        _places = [];
        double value = double.NaN;
        string? failure = null;
        try
        {
            if (trace.Count == 0 && m.Kind != MeasureKind.Parameter) throw new Missing("the analysis left no points");
            value = Value(m);
            if (!double.IsFinite(value)) throw new Missing("its expression has no finite value there");
        }
        catch (Missing missing)
        {
            (value, failure) = (double.NaN, missing.Message);
        }
        catch (SimulationException e)
        {
            (value, failure) = (double.NaN, e.Message);
        }
        _results[m.Name] = value;
        return new DerivedNumber(m.Name, value, Unit(m)) { IsMeasurement = true, Places = failure is null ? _places : [], Failure = failure };
    }

    private double Value(Measurement m) => m.Kind switch
    {
        MeasureKind.Parameter => m.Subject!.IsNumber ? Number(m.Subject) : AtEnd(m),
        MeasureKind.Delay => Delay(m),
        MeasureKind.When => Place(m.Where!, m, ""),
        MeasureKind.Find => m.Where is null ? At(m.Subject!, _last) : At(m.Subject!, Place(m.Where, m, "at")),
        MeasureKind.Derivative => Slope(m.Subject!, Place(m.Where!, m, "at")),
        _ => OfInterval(m),
    };

    private string Unit(Measurement m)
    {
        string of = m.Subject?.Unit ?? "";
        return m.Kind switch
        {
            MeasureKind.When or MeasureKind.Delay or MeasureKind.MinimumAt or MeasureKind.MaximumAt => scaleUnit,
            MeasureKind.Integral => (of, scaleUnit) switch { ("A", "s") => "C", ("W", "s") => "J", ("V", "s") => "Wb", ("", _) or (_, "") => "", _ => of == scaleUnit ? $"{of}^2" : $"{of} {scaleUnit}" },
            MeasureKind.Derivative => of.Length == 0 || scaleUnit.Length == 0 || of == scaleUnit ? "" : $"{of}/{scaleUnit}",
            _ => of,
        };
    }

    /// <summary>EQN: the value at the end of the run, or of the interval.</summary>
    private double AtEnd(Measurement m)
    {
        double low = m.From is { } from ? Number(from) : _first, high = m.To is { } to ? Math.Min(Number(to), _last) : _last;
        if (m.Delay is { } delay) low = Math.Max(low, Number(delay));
        if (low > high) throw new Missing($"the interval is empty: from {Text(low)} to {Text(high)}");
        return At(m.Subject!, high);
    }

    private double Delay(Measurement m)
    {
        double start = Place(m.Trigger!, m, "trig"), end = Place(m.Target!, m, "targ");
        _places.Reverse();
        return end - start;
    }

    private double OfInterval(Measurement m)
    {
        double low = m.From is { } from ? Number(from) : m.Trigger is { } trigger ? Place(trigger, m, "trig") : _first;
        double high = m.To is { } to ? Number(to) : m.Target is { } target ? Place(target, m, "targ") : _last;
        if (m.Delay is { } delay) low = Math.Max(low, Number(delay));
        if (low > high && m.Trigger is null) throw new Missing($"the interval is empty: from {Text(low)} to {Text(high)}");
        if (low > high) throw new Missing($"the target at {Text(high)} comes before the trigger at {Text(low)}");
        if (high < _first || low > _last) throw new Missing($"{Text(low)} .. {Text(high)} lies outside {Text(_first)} .. {Text(_last)}");
        (low, high) = (Math.Max(low, _first), Math.Min(high, _last));
        var curve = Curve(Reading(m.Subject!), low, high);
        if (m.Kind is MeasureKind.Average or MeasureKind.Integral or MeasureKind.Rms or MeasureKind.PeakToPeak)
        {
            _places.Clear();
            _places.AddRange([new("from", low), new("to", high)]);
        }
        switch (m.Kind)
        {
            case MeasureKind.Average or MeasureKind.Integral or MeasureKind.Rms:
                var (area, length) = curve.Integral(square: m.Kind == MeasureKind.Rms);
                if (m.Kind == MeasureKind.Integral) return area;
                if (length == 0) return m.Kind == MeasureKind.Rms ? Math.Abs(curve.ValueAt(low)) : curve.ValueAt(low);
                return m.Kind == MeasureKind.Rms ? Math.Sqrt(area / length) : area / length;
            case MeasureKind.PeakToPeak:
                return Extreme(curve, 1).Y - Extreme(curve, -1).Y;
            default:
                var (x, y) = Extreme(curve, m.Kind is MeasureKind.Maximum or MeasureKind.MaximumAt ? 1 : -1);
                bool place = m.Kind is MeasureKind.MinimumAt or MeasureKind.MaximumAt;
                _places.Clear();
                if (double.IsFinite(x)) _places.Add(place ? new("with", y) : new("at", x));
                return place ? x : y;
        }
    }

    private static (double X, double Y) Extreme(MeasureCurve curve, int sign) => curve.Extreme(sign) ?? throw new Missing("its expression has no value there");

    /// <summary>A place on the scale, noted for the report.</summary>
    private double Place(MeasurePlace place, Measurement m, string role)
    {
        double at = place.At is { } given ? Given(given) : Crossing(place, m);
        if (role.Length > 0) _places.Add(new(role, at));
        return at;
    }

    private double Given(MeasureFormula formula)
    {
        double at = Number(formula), slack = 1e-9 * (_last - _first);
        if (at < _first - slack || at > _last + slack) throw new Missing($"{Text(at)} lies outside {Text(_first)} .. {Text(_last)}");
        return Math.Clamp(at, _first, _last);
    }

    private double Crossing(MeasurePlace place, Measurement m)
    {
        double low = m.Kind is MeasureKind.When or MeasureKind.Find or MeasureKind.Derivative && m.From is { } from ? Number(from) : _first;
        double high = m.Kind is MeasureKind.When or MeasureKind.Find or MeasureKind.Derivative && m.To is { } to ? Number(to) : _last;
        if (place.Delay is { } delay) low = Math.Max(low, Number(delay));
        var (left, right) = (Reading(place.Left!), Reading(place.Right!));
        double largest = Curve(row => left(row) - right(row), low, high).Largest(), noise = RoundOff * largest;
        var curve = Curve(row =>
        {
            double a = left(row), b = right(row);
            return Math.Abs(a - b) <= Math.Max(noise, 1e-14 * (Math.Abs(a) + Math.Abs(b))) ? 0 : a - b;
        }, low, high);
        var fromEnd = new Queue<double>();
        int met = 0;
        foreach (var (x, rises) in curve.Crossings(Start * largest))
        {
            if (place.Edge != CrossingEdge.Either && rises != (place.Edge == CrossingEdge.Rise)) continue;
            if (++met == place.Count) return x;
            if (place.Count > 0) continue;
            fromEnd.Enqueue(x);
            if (fromEnd.Count > -place.Count) fromEnd.Dequeue();
        }
        if (place.Count < 0 && fromEnd.Count == -place.Count) return fromEnd.Peek();
        string condition = $"{place.Left} = {place.Right}", how = place.Edge switch { CrossingEdge.Rise => " rising", CrossingEdge.Fall => " falling", _ => "" };
        throw new Missing(met == 0 ? $"{condition} is never met{how}" : $"{condition} is met{how} {met} time{(met == 1 ? "" : "s")}, not {place.Count}");
    }

    private double At(MeasureFormula formula, double at) => Curve(Reading(formula), double.NegativeInfinity, double.PositiveInfinity).ValueAt(at);

    private double Slope(MeasureFormula formula, double at) => Curve(Reading(formula), double.NegativeInfinity, double.PositiveInfinity).SlopeAt(at);

    private MeasureCurve Curve(Func<double[], double> value, double low, double high) => new(trace, layout.RowLength, value, low, high);

    private Func<double[], double> Reading(MeasureFormula formula)
    {
        RequireResults(formula);
        var reading = new MeasureReading(formula, layout, _results);
        return row => reading.Value(row);
    }

    private double Number(MeasureFormula formula)
    {
        RequireResults(formula);
        double value = new MeasureReading(formula, layout with { IsComplex = false }, _results).Value([]);
        return double.IsFinite(value) ? value : throw new Missing($"{formula} has no finite value");
    }

    private void RequireResults(MeasureFormula formula)
    {
        foreach (var input in formula.Inputs)
            if (input.IsResult && double.IsNaN(_results.GetValueOrDefault(input.Name, double.NaN))) throw new Missing($"it needs '{input.Name}', which has no value");
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
}
