using NanoSpice.Engine.Stimuli;

namespace NanoSpice.Engine.Devices;

/// <summary>Reads PWL: points, points relative to the one before, loops, files; ends at the first word that is none of these.</summary>
/// <remarks>
///   PWL(t1 v1 t2 v2 ...) [r=] [td=]      PWL FILE="name"      PWL(0 0 +1u 1 ...): LTspice's time from the point before
///   PWL REPEAT FOR n (...) ENDREPEAT, PWL REPEAT FOREVER (...) ENDREPEAT: times of a loop count from its start
///   TIME_SCALE_FACTOR= and VALUE_SCALE_FACTOR= multiply all points
/// </remarks>
internal sealed class PwlLine(DeviceRequest d, Argument word, int at)
{
    private const int MostPoints = 1_000_000, DeepestNesting = 20;

    private readonly List<double> _times = [], _values = [];
    private double _repeat = double.NaN;
    private bool _ok = true;
    private int _loops;

    /// <summary>Place of the first word behind the points.</summary>
    public int End => at;

    /// <summary>The function; null with errors reported.</summary>
    public PiecewiseLinear? Read()
    {
        if (Is("file") && at + 1 < d.Arguments.Count) AddFile(d.Arguments[(at += 2) - 1].Text);
        else if (d.Has("file")) AddFile(d.Text("file"));
        else ReadPoints(0, _times, _values, outermost: true);
        if (!_ok) return null;
        if (_times.Count == 0) return Fail(DeviceCodes.TooFewNumbers, $"{d.Name}: PWL has no points", "write PWL(t1 v1 t2 v2 ...)");
        double perTime = d.Number("time_scale_factor"), perValue = d.Number("value_scale_factor");
        double[] times = [.. _times.Select(t => t * perTime)], values = [.. _values.Select(v => v * perValue)];
        for (int k = 1; k < times.Length; k++)
        {
            if (times[k] <= times[k - 1])
                return Fail(DeviceCodes.TimesNotIncreasing, FormattableString.Invariant($"{d.Name}: PWL time {times[k]:g6} follows {times[k - 1]:g6}; times must increase"), "a jump needs a short time of its own, such as 1n");
        }
        double repeat = d.Has("r") ? d.Number("r") : _repeat * perTime;
        if (repeat == -1) repeat = double.NaN;
        if (repeat < 0 || repeat >= times[^1])
            return Fail(DeviceCodes.BadRepeat, FormattableString.Invariant($"{d.Name}: r={repeat:g6} is not a time between 0 and the last one, {times[^1]:g6}"), "r is the time from which the shape is repeated; r=0 repeats all of it");
        if (d.Number("td") < 0) return Fail(DeviceCodes.NegativeTime, $"{d.Name}: td is negative", "a delay is zero or more");
        return new PiecewiseLinear(times, values, d.Number("td"), repeat);
    }

    private bool Is(string keyword) => at < d.Arguments.Count && d.Arguments[at].Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    private void AddFile(string file)
    {
        if (d.ReadNumbers(file.Trim('"', '\''), word) is not { } numbers) _ok = false;
        else if (numbers.Count % 2 != 0) Odd(numbers.Count);
        else
        {
            _times.AddRange(numbers.Where((_, k) => k % 2 == 0));
            _values.AddRange(numbers.Where((_, k) => k % 2 == 1));
        }
    }

    /// <summary>Points and loops up to a word that is neither; times are written from start on.</summary>
    private void ReadPoints(double start, List<double> times, List<double> values, bool outermost)
    {
        int numbers = 0;
        double time = start;
        for (; at < d.Arguments.Count && _ok; at++)
        {
            if (Is("repeat"))
            {
                at++;
                ReadLoop(times, values, outermost);
                time = times.Count > 0 ? times[^1] : start;
                continue;
            }
            var argument = d.Arguments[at];
            if (!d.IsNumber(argument)) break;
            double value = d.Number(argument);
            _ok &= !double.IsNaN(value);
            if (numbers++ % 2 == 0) time = argument.Text[0] == '+' ? time + value : start + value;
            else Add(times, values, time, value);
        }
        if (numbers % 2 != 0 && _ok) Odd(numbers);
    }

    /// <summary>FOR n ... ENDREPEAT or FOREVER ... ENDREPEAT, behind REPEAT; leaves at ENDREPEAT.</summary>
    private void ReadLoop(List<double> times, List<double> values, bool outermost)
    {
        if (++_loops > DeepestNesting)
        {
            Fail(DeviceCodes.BadRepeat, $"{d.Name}: loops of PWL stand inside each other {DeepestNesting} deep at most", "close them with ENDREPEAT");
            return;
        }
        double count = double.NaN;
        if (Is("for") && at + 1 < d.Arguments.Count && d.IsNumber(d.Arguments[at + 1])) count = d.Number(d.Arguments[(at += 2) - 1]);
        else if (Is("forever")) (count, at) = (double.PositiveInfinity, at + 1);
        List<double> t = [], v = [];
        double start = times.Count > 0 ? times[^1] : 0;
        ReadPoints(0, t, v, outermost: false);
        bool forever = double.IsPositiveInfinity(count), whole = forever || (count >= 1 && count == Math.Floor(count) && count * t.Count <= MostPoints);
        _loops--;
        if (!_ok) return;
        if (!Is("endrepeat") || t.Count == 0 || !whole || (forever && (!outermost || t[^1] <= 0)))
        {
            Fail(DeviceCodes.BadRepeat, $"{d.Name}: this loop of PWL cannot be read", "write PWL REPEAT FOR 5 (0 0 1u 1 2u 0) ENDREPEAT, or REPEAT FOREVER as the last");
            return;
        }
        for (int round = 0; round < (forever ? 1 : count); round++)
        {
            double origin = round == 0 ? start : times[^1];
            for (int k = 0; k < t.Count; k++) Add(times, values, origin + t[k], v[k]);
        }
        if (forever) _repeat = start;
    }

    /// <summary>A loop that starts where it ends gives the same point twice; it counts once.</summary>
    private static void Add(List<double> times, List<double> values, double time, double value)
    {
        if (times.Count > 0 && time == times[^1] && value == values[^1]) return;
        times.Add(time);
        values.Add(value);
    }

    /// <summary>Without any whole pair there is no shape; else the number left over counts for nothing, as in SPICE.</summary>
    private void Odd(int count)
    {
        if (count > 1) d.Warn(DeviceCodes.WithoutEffect, $"{d.Name}: PWL has {count} numbers; the last one has no partner and no effect", word);
        else Fail(DeviceCodes.OddPairs, $"{d.Name}: PWL has one number, which is no pair of time and value", "write PWL(t1 v1 t2 v2 ...)");
    }

    private PiecewiseLinear? Fail(string code, string message, string hint)
    {
        d.Error(code, message, word, hint: hint);
        _ok = false;
        return null;
    }
}
