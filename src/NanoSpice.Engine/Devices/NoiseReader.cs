using NanoSpice.Engine.Stimuli;

namespace NanoSpice.Engine.Devices;

/// <summary>Reads the numbers of TRNOISE and TRRANDOM.</summary>
/// <param name="numbers">what stands in the parentheses</param>
internal sealed class NoiseReader(DeviceRequest d, Argument word, IReadOnlyList<double> numbers)
{
    private double Stop => double.IsNaN(d.Options.DefaultStop) ? 0 : d.Options.DefaultStop;

    /// <summary>TRNOISE(na nt nalpha namp rtsam rtscapt rtsemt); null with an error reported.</summary>
    public TransientNoise? ReadNoise()
    {
        double step = Math.Max(0, At(1)), alpha = At(2), samples = step > 0 ? Stop / step + 10 : 0;
        double[] colored = [];
        if (alpha > 0 && At(3) > 0 && step > 0)
        {
            if (samples > ColoredNoise.Most)
            {
                d.Error(DeviceCodes.BadTimeConstant, FormattableString.Invariant($"{d.Name}: 1/f noise of {samples:g3} samples; at most {ColoredNoise.Most} are made"), word, hint: "make nt longer or the run shorter");
                return null;
            }
            colored = ColoredNoise.Samples(d.Options.Draw, d.Name + " 1/f", (int)samples, At(3), alpha);
        }
        return new(d.Options.Draw, d.Name, At(0), step, colored, Math.Max(0, At(4)), At(4) > 0 ? Telegraph(At(5), At(6)) : []);
    }

    /// <summary>TRRANDOM(type ts td p1 p2); null with an error reported.</summary>
    public SampledRandom? ReadRandom()
    {
        int type = (int)At(0);
        if (type is >= 1 and <= 4 && At(1) > 0) return new(d.Options.Draw, d.Name, type, At(1), Math.Max(0, At(2)), numbers.Count > 3 ? At(3) : 1, At(4));
        d.Error(DeviceCodes.BadTimeConstant, $"{d.Name}: TRRANDOM needs a type from 1 to 4 and a time ts above 0", word, hint: "write TRRANDOM(type ts td p1 p2): 1 uniform, 2 normal, 3 exponential, 4 Poisson");
        return null;
    }

    /// <summary>Times of exponential distribution, until a trap catches and then lets go, to the end of the run.</summary>
    private double[] Telegraph(double capture, double emission)
    {
        var times = new List<double>();
        if (capture + emission > 0 && Stop / (capture + emission) < ColoredNoise.Most)
        {
            double t = 0;
            do
            {
                t += -(times.Count % 2 == 0 ? capture : emission) * Math.Log(d.Options.Draw.Uniform(d.Name + " trap", times.Count));
                times.Add(t);
            }
            while (t < Stop);
        }
        return [.. times];
    }

    private double At(int k) => k < numbers.Count ? numbers[k] : 0;
}
