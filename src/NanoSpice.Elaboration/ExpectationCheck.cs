using NanoSpice.Engine;

namespace NanoSpice.Elaboration;

/// <summary>How an expectation came out.</summary>
/// <param name="Found">NaN when there was no such value</param>
/// <param name="Reason">why there is no value; null when there is one</param>
public sealed record ExpectationOutcome(Expectation Expectation, double Found, string? Reason)
{
    public bool Met => Reason is null && Math.Abs(Found - Expectation.Value) <= Expectation.Tolerance;
}

/// <summary>Outcomes of the points of a sweep: of each expectation the one that is furthest off.</summary>
public sealed class SweepExpectations(IReadOnlyList<Expectation> expectations)
{
    private readonly Dictionary<int, ExpectationOutcome> _worst = [];      // by line

    /// <summary>Outcomes of one point.</summary>
    public void Add(IReadOnlyList<ExpectationOutcome> outcomes)
    {
        foreach (var o in outcomes)
        {
            int line = o.Expectation.Place.Line;
            if (!_worst.TryGetValue(line, out var worst) || Distance(o) > Distance(worst)) _worst[line] = o;
        }
    }

    /// <summary>One outcome an expectation, in the order of the deck.</summary>
    public IReadOnlyList<ExpectationOutcome> Outcomes() =>
        [.. expectations.Select(e => _worst.GetValueOrDefault(e.Place.Line) ?? new(e, double.NaN, e.When.Count > 0 ? "no point of the sweep has these values" : "no point was run"))];

    private static double Distance(ExpectationOutcome o) => o.Reason is not null ? double.PositiveInfinity : Math.Abs(o.Found - o.Expectation.Value);
}

/// <summary>Watches the rows of the results that expectations speak of, and judges at the end. Keeps no rows.</summary>
public sealed class ExpectationCheck(IReadOnlyList<Expectation> expectations)
{
    private readonly Watch[] _watches = [.. expectations.Select(e => new Watch(e))];

    /// <summary>A sink that follows the result of that name; null when nothing is expected of it.</summary>
    public IWaveformSink? SinkFor(string result)
    {
        var mine = _watches.Where(w => w.Expectation.Result.Equals(result, StringComparison.OrdinalIgnoreCase)).ToArray();
        return mine.Length == 0 ? null : new Sink(mine);
    }

    public IReadOnlyList<ExpectationOutcome> Outcomes() => [.. _watches.Select(w => w.Outcome())];

    /// <summary>Takes the numbers that a result derived: an expectation may name one in place of a vector, capacitance[2] or, of the last cycle, capacitance.</summary>
    public void Derived(string result, IReadOnlyList<DerivedNumber> numbers)
    {
        foreach (var w in _watches)
        {
            if (w.Expectation.Result.Equals(result, StringComparison.OrdinalIgnoreCase)) w.Take(numbers);
        }
    }

    private sealed class Sink(Watch[] watches) : IWaveformSink
    {
        public void Begin(WaveformTable table)
        {
            foreach (var w in watches) w.Begin(table);
        }

        public void Row(ReadOnlySpan<double> values)
        {
            foreach (var w in watches) w.Row(values);
        }

        public void End(bool complete)
        {
        }
    }

    private sealed class Watch(Expectation expectation)
    {
        private int _offset = -1;
        private bool _complex, _any, _reached, _isShort, _logarithmic;
        private double _scale, _value, _result = double.NaN, _area, _length;
        private string? _reason = $"the deck has no result '{expectation.Result}', or it did not run";

        public Expectation Expectation => expectation;

        public void Begin(WaveformTable table)
        {
            _complex = table.IsComplex;
            _logarithmic = table.Kind is WaveformKind.Ac or WaveformKind.Impedance or WaveformKind.Noise;
            for (int k = 0; k < table.Columns.Count; k++)
            {
                if (table.Columns[k].Name.Equals(expectation.Vector, StringComparison.OrdinalIgnoreCase)) _offset = _complex && k > 0 ? 2 * k - 1 : k;
            }
            _reason = _offset < 0 ? $"{expectation.Result} has no vector '{expectation.Vector}'; .save it" : "there are no rows";
        }

        public void Row(ReadOnlySpan<double> values)
        {
            if (_offset < 0) return;
            double x = values[0], y = View(values);
            switch (expectation.Figure)
            {
                case ExpectedFigure.Value when expectation.At is { } at:
                    Reach(at, x, y);
                    break;
                case ExpectedFigure.Max:
                    _result = double.IsNaN(_result) ? y : Math.Max(_result, y);
                    break;
                case ExpectedFigure.Min:
                    _result = double.IsNaN(_result) ? y : Math.Min(_result, y);
                    break;
                case ExpectedFigure.Avg:
                    if (_any) (_area, _length) = (_area + 0.5 * (y + _value) * (x - _scale), _length + (x - _scale));
                    _result = _length == 0 ? y : _area / _length;
                    break;
                default:
                    _result = y;
                    break;
            }
            (_scale, _value, _any) = (x, y, true);
            if (!double.IsNaN(_result)) _reason = null;
            else if (!_isShort && expectation.At is { } missed) (_reason, _isShort) = ($"the scale of {expectation.Result} does not reach {Figures.Text(missed)}", true);
        }

        public void Take(IReadOnlyList<DerivedNumber> numbers)
        {
            string name = expectation.Vector;
            if (_offset >= 0 || numbers.LastOrDefault(n => n.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || n.Quantity.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } number) return;
            (_result, _reason) = (number.Value, number.Failure);
        }

        public ExpectationOutcome Outcome() => new(expectation, _result, _reason);

        /// <summary>First passage through the point; straight line between rows, over log f in AC.</summary>
        private void Reach(double at, double x, double y)
        {
            if (_reached) return;
            bool near = Math.Abs(x - at) <= 1e-9 * Math.Abs(at);
            if (near) (_result, _reached) = (y, true);
            else if (_any && (at - _scale) * (at - x) < 0)
            {
                double w = _logarithmic && _scale > 0 ? Math.Log(at / _scale) / Math.Log(x / _scale) : (at - _scale) / (x - _scale);
                (_result, _reached) = (_value + w * (y - _value), true);
            }
        }

        private double View(ReadOnlySpan<double> values)
        {
            double re = values[_offset], im = _complex && _offset > 0 ? values[_offset + 1] : 0;
            return expectation.View switch
            {
                ExpectedView.Db => 20 * Math.Log10(Math.Sqrt(re * re + im * im)),
                ExpectedView.Deg => Math.Atan2(im, re) * (180 / Math.PI),
                ExpectedView.Re => re,
                ExpectedView.Im => im,
                _ => _complex && _offset > 0 ? Math.Sqrt(re * re + im * im) : re,
            };
        }
    }
}
