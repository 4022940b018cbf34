using System.Numerics;
using NanoSpice.Engine.Stimuli;
using NanoSpice.Expressions;

namespace NanoSpice.Engine.Devices;

/// <summary>Reads what stands behind the nodes of V and I: DC, AC and one transient function.</summary>
internal sealed class SourceLine
{
    private static readonly string[] Keywords = ["dc", "ac", "pulse", "sin", "exp", "pwl", "sffm", "am", "trnoise", "trrandom"];

    private readonly DeviceRequest _d;
    private readonly DeviceKind _kind;
    private double _direct = double.NaN;
    private Complex _alternating;
    private bool _hasAlternating, _hasFunction, _ok = true;
    private Stimulus? _stimulus;
    private int _at = 2;

    private SourceLine(DeviceRequest d, DeviceKind kind) => (_d, _kind) = (d, kind);

    /// <summary>Parameters that V and I share.</summary>
    public static Parameter[] Parameters(string unit) =>
    [
        Parameter.Number("dc", unit, "DC value"),
        Parameter.Number("ac", unit, "small-signal magnitude, phase 0"),
        Parameter.Number("r", "s", "PWL: the part from here to the last time is repeated; -1: not") with { Aliases = ["repeat"] },
        Parameter.Number("td", "s", "PWL: delay of all times", 0) with { Min = 0 },
        Parameter.Number("time_scale_factor", "-", "PWL: factor on all times", 1) with { Min = 0, MinExclusive = true },
        Parameter.Number("value_scale_factor", "-", "PWL: factor on all values", 1),
        Parameter.Word("file", "PWL: file with times and values"),
    ];

    /// <summary>All values of the line; null with errors reported.</summary>
    public static SourceValues? Read(DeviceRequest d, DeviceKind kind)
    {
        var line = new SourceLine(d, kind);
        line.ReadWords();
        if (d.Has("dc")) line._direct = d.Number("dc");
        if (d.Has("ac")) line._alternating = d.Number("ac");
        if (line._stimulus is RandomStimulus random && !double.IsNaN(line._direct)) random.Offset = line._direct;
        return line._ok ? new SourceValues(line._direct, line._alternating, line._stimulus) : null;
    }

    private void ReadWords()
    {
        while (_at < _d.Arguments.Count)
        {
            var word = _d.Arguments[_at];
            if (_d.IsNumber(word))
            {
                ReadDirect(word);
                continue;
            }
            _at++;
            if (IsParameter(word)) continue;
            switch (word.Text.ToLowerInvariant())
            {
                case "dc" or "d": ReadDirect(word); break;
                case "ac": ReadAlternating(word); break;
                case "distof1" or "distof2": Numbers(); break;      // distortion analysis: read, without effect
                case "pulse" or "sin" or "sine" or "exp" or "pwl" or "sffm" or "am" or "trnoise" or "trrandom": ReadFunction(word); break;
                case "load": _d.Warn(DeviceCodes.WithoutEffect, $"{_d.Name}: load has no effect here, the current flows at any voltage", word); break;
                default: ReportKeyword(word); break;
            }
        }
    }

    /// <summary>A parameter without braces as DC value: what is no keyword, or d, short for DC, without a number behind it.</summary>
    private bool IsParameter(Argument word)
    {
        bool keyword = Array.Exists(Keywords, k => k.Equals(word.Text, StringComparison.OrdinalIgnoreCase)) || (word.Text is "d" or "D" && _at < _d.Arguments.Count && _d.IsNumber(_d.Arguments[_at]));
        if (keyword || !double.IsNaN(_direct) || _d.ValueOf(word) is not { } value) return false;
        _direct = value;
        return true;
    }

    private void ReadDirect(Argument at)
    {
        if (_at < _d.Arguments.Count && _d.IsNumber(_d.Arguments[_at]))
        {
            if (!double.IsNaN(_direct)) Fail(DeviceCodes.GivenTwice, $"{_d.Name} has two DC values", at, "keep one of them");
            _direct = _d.Number(_d.Arguments[_at++]);
            _ok &= !double.IsNaN(_direct);
        }
        else
        {
            _d.Warn(DeviceCodes.WithoutEffect, $"{_d.Name}: DC without a value has no effect", at);
        }
    }

    private void ReadAlternating(Argument at)
    {
        var numbers = Numbers();
        if (_hasAlternating) Fail(DeviceCodes.GivenTwice, $"{_d.Name} has two AC values", at, "keep one of them");
        if (numbers.Count > 2) Fail(DeviceCodes.TooManyNumbers, $"{_d.Name}: AC takes a magnitude and a phase, not {numbers.Count} numbers", at, "write DC before its value");
        _hasAlternating = true;
        _alternating = Complex.FromPolarCoordinates(numbers.Count > 0 ? numbers[0] : 1, (numbers.Count > 1 ? numbers[1] : 0) * Math.PI / 180);
        // -1 at 0 degrees is exactly real, as is 1 at 180
        if (numbers.Count < 2 || numbers[1] == 0) _alternating = numbers.Count > 0 ? numbers[0] : 1;
    }

    private void ReadFunction(Argument word)
    {
        if (_hasFunction)
        {
            // What stands behind belongs to a function that cannot be.
            Fail(DeviceCodes.GivenTwice, $"{_d.Name} has two transient functions", word, "use two sources in series or in parallel");
            _at = _d.Arguments.Count;
            return;
        }
        _hasFunction = true;
        if (word.Text.Equals("pwl", StringComparison.OrdinalIgnoreCase))
        {
            var points = new PwlLine(_d, word, _at);
            _stimulus = points.Read();
            _at = points.End;
        }
        else
        {
            _stimulus = new StimulusReader(_d, word).Read(Numbers);
        }
        _ok &= _stimulus is not null;
    }

    private void ReportKeyword(Argument word)
    {
        string? near = NearestName.Of(word.Text, Keywords);
        string hint = near is null ? $"a source takes {string.Join(", ", Keywords.Select(k => k.ToUpperInvariant()))}" : $"did you mean {near.ToUpperInvariant()}?";
        Fail(DeviceCodes.UnknownKeyword, $"{_d.Name}: {word.Text} is no keyword of a source", word, hint);
        Numbers();
    }

    /// <summary>The numbers that follow, up to the next word.</summary>
    private List<double> Numbers()
    {
        var numbers = new List<double>();
        for (; _at < _d.Arguments.Count && _d.IsNumber(_d.Arguments[_at]); _at++)
        {
            double value = _d.Number(_d.Arguments[_at]);
            _ok &= !double.IsNaN(value);
            numbers.Add(value);
        }
        return numbers;
    }

    private void Fail(string code, string message, Argument at, string hint)
    {
        _d.Error(code, message, at, hint: hint);
        _ok = false;
    }
}
