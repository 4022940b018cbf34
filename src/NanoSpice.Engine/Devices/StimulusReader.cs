using NanoSpice.Engine.Stimuli;

namespace NanoSpice.Engine.Devices;

/// <summary>Makes a transient function of the numbers on a source's line, with SPICE's defaults. Source [NGSPICE], defaults measured.</summary>
/// <remarks>
///   Zero counts as "not given" where ngspice takes it so: tr, tf, pw, per, freq, td1, tau1, td2, tau2.
///   tstep and tstop are those of the deck's first .tran; without one, times default to 1/1000 of what is given, or 1 ns.
/// </remarks>
internal sealed class StimulusReader(DeviceRequest d, Argument word)
{
    private List<double> _numbers = [];
    private bool _ok = true;

    /// <param name="numbers">takes the numbers that follow on the line</param>
    /// <returns>null with errors reported</returns>
    public Stimulus? Read(Func<List<double>> numbers)
    {
        string name = word.Text.ToLowerInvariant();
        _numbers = numbers();
        if (_numbers.Exists(double.IsNaN)) return null;
        Stimulus? made = name switch
        {
            "pulse" => ReadPulse(),
            "exp" => ReadExponential(),
            "sffm" => ReadFrequencyModulation(),
            "am" => ReadAmplitudeModulation(),
            "trnoise" or "trrandom" => ReadNoise(name),
            _ => ReadSine(),
        };
        return _ok ? made : null;
    }

    private Pulse ReadPulse()
    {
        Expect(1, 8, "PULSE(v1 v2 td tr tf pw per np)");
        double given = Positive(5, Positive(6, double.NaN)), step = Step(given);
        double stop = double.IsNaN(d.Options.DefaultStop) ? double.PositiveInfinity : d.Options.DefaultStop;
        double delay = At(2, 0), rise = Positive(3, step), fall = Positive(4, step), width = Positive(5, stop), period = Positive(6, stop);
        foreach (int k in new[] { 3, 4, 5, 6 }) NotNegative(k, k switch { 3 => "tr", 4 => "tf", 5 => "pw", _ => "per" });
        double shape = rise + fall + Positive(5, 0);
        if (Positive(6, 0) > 0 && shape > period * (1 + 1e-9))
            d.Warn(DeviceCodes.PulseTooLong, $"{d.Name}: tr + pw + tf is longer than the period; each pulse is cut off by the next", word);
        return new Pulse(At(0, 0), At(1, 0), delay, rise, fall, width, period, Positive(7, double.PositiveInfinity));
    }

    private Sine ReadSine()
    {
        Expect(2, 7, "SIN(vo va freq td theta phase cycles)");
        return new Sine(At(0, 0), At(1, 0), Frequency(2, 1), At(3, 0), At(4, 0), At(5, 0) * Math.PI / 180, Positive(6, double.PositiveInfinity));
    }

    private Exponential ReadExponential()
    {
        Expect(2, 6, "EXP(v1 v2 td1 tau1 td2 tau2)");
        double step = Step(Positive(3, Positive(5, double.NaN)));
        foreach (int k in new[] { 3, 5 }) NotNegative(k, k == 3 ? "tau1" : "tau2", DeviceCodes.BadTimeConstant);
        double first = Time(2, "td1", step), second = Time(4, "td2", first + step);
        return new Exponential(At(0, 0), At(1, 0), first, Positive(3, step), second, Positive(5, step));
    }

    private FrequencyModulation ReadFrequencyModulation()
    {
        if (_numbers.Count == 8)
            return new FrequencyModulation(At(0, 0), At(1, 0), Frequency(2, 1), At(3, 0), Frequency(4, 1)) { Delay = Time(5, "td"), SignalPhase = Radians(6), CarrierPhase = Radians(7) };
        Expect(2, 5, "SFFM(vo va fc mdi fs), or SFFM(vo va fc mdi fm td phasem phasec)");
        return new FrequencyModulation(At(0, 0), At(1, 0), Frequency(2, 1), At(3, 0), Frequency(4, 1));
    }

    private AmplitudeModulation ReadAmplitudeModulation()
    {
        if (_numbers.Count == 8)
            return new AmplitudeModulation(1, At(1, 0), Frequency(3, 1), Frequency(4, 1), Time(5, "td")) { Rest = At(0, 0), Depth = At(2, 1), SignalPhase = Radians(6), CarrierPhase = Radians(7) };
        Expect(3, 5, "AM(va vo mf fc td), or AM(vo vmo vma fm fc td phasem phasec)");
        return new AmplitudeModulation(At(0, 0), At(1, 0), Frequency(2, 1), Frequency(3, 1), Time(4, "td"));
    }

    private RandomStimulus? ReadNoise(string name)
    {
        if (name == "trnoise") Expect(2, 7, "TRNOISE(na nt nalpha namp rtsam rtscapt rtsemt)");
        else Expect(2, 5, "TRRANDOM(type ts td p1 p2)");
        var reader = new NoiseReader(d, word, _numbers);
        return !_ok ? null : name == "trnoise" ? reader.ReadNoise() : reader.ReadRandom();
    }

    private void Expect(int least, int most, string syntax)
    {
        string name = word.Text.ToUpperInvariant();
        if (_numbers.Count < least)
            Complain(DeviceCodes.TooFewNumbers, $"{d.Name}: {name} has {_numbers.Count} numbers and needs at least {least}", $"write {syntax}");
        else if (_numbers.Count > most)
            Complain(DeviceCodes.TooManyNumbers, $"{d.Name}: {name} has {_numbers.Count} numbers and takes at most {most}", $"write {syntax}");
    }

    private double Radians(int k) => At(k, 0) * Math.PI / 180;

    private double At(int k, double fallback) => k < _numbers.Count ? _numbers[k] : fallback;

    /// <summary>Number k if it is given and above 0.</summary>
    private double Positive(int k, double fallback) => At(k, 0) > 0 ? _numbers[k] : fallback;

    private double Time(int k, string name, double fallback = 0)
    {
        NotNegative(k, name);
        return fallback == 0 ? At(k, 0) : Positive(k, fallback);
    }

    private void NotNegative(int k, string name, string code = DeviceCodes.NegativeTime)
    {
        if (At(k, 0) < 0)
            Complain(code, FormattableString.Invariant($"{d.Name}: {name} = {_numbers[k]:g6} s is negative"), "times are zero or more; zero or none means the default");
    }

    /// <summary>Number k, or cycles/tstop.</summary>
    private double Frequency(int k, double cycles)
    {
        if (At(k, 0) > 0) return _numbers[k];
        if (At(k, 0) < 0) Complain(DeviceCodes.BadFrequency, $"{d.Name}: a frequency is negative", "shift the phase by 180 degrees instead");
        else if (!double.IsNaN(d.Options.DefaultStop)) return cycles / d.Options.DefaultStop;
        else if (_ok) Complain(DeviceCodes.BadFrequency, $"{d.Name}: no frequency is given, and no .tran to take it from", "give the frequency in Hz");
        return 1;
    }

    private double Step(double given) =>
        !double.IsNaN(d.Options.DefaultStep) && d.Options.DefaultStep > 0 ? d.Options.DefaultStep : double.IsNaN(given) ? 1e-9 : given / 1000;

    private void Complain(string code, string message, string hint)
    {
        d.Error(code, message, word, hint: hint);
        _ok = false;
    }
}
