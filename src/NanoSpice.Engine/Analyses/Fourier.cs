namespace NanoSpice.Engine;

/// <summary>Settings of a Fourier analysis.</summary>
/// <param name="Frequency">fundamental [Hz]</param>
/// <param name="Harmonics">rows, that of DC counted</param>
/// <param name="Periods">length of the window at the end of the transient, in periods; -1: as many as there are</param>
public sealed record FourierOptions(double Frequency, IReadOnlyList<SavedVector> Vectors, int Harmonics = 10, int Periods = 1)
{
    /// <summary>Periods in the window of a transient that ends at a time [s]; 0 when not even one fits.</summary>
    public int PeriodsWithin(double stop)
    {
        int fit = (int)Math.Min(1e9, Math.Floor(stop * Frequency * (1 + 1e-9)));
        return Periods < 0 ? fit : Periods <= fit ? Periods : 0;
    }
}

/// <summary>.four: mean and harmonics of vectors over the last periods of a transient.</summary>
/// <remarks>
///   x(t') = x_0 + sum m_k sin(2 pi k f t' + phase_k), t' from the start of the window: magnitudes and phases as SPICE has them.
///   thd = sqrt(m_2^2 + m_3^2 + ...)/m_1. The integrals: FourierSums, which a transient fills while it runs.
/// </remarks>
public sealed class Fourier(FourierOptions options, FourierSums? sums = null) : Analysis
{
    public override string Keyword => "four";

    public FourierOptions Options => options;

    /// <summary>The analysis of this transient, run after it.</summary>
    public Fourier After(Transient transient)
    {
        var watched = new FourierSums(options);
        transient.Watchers.Add(watched);
        return new Fourier(options, watched);
    }

    public override void Run(AnalysisContext context)
    {
        WaveformColumn[] columns = [new("frequency", "Hz"), .. options.Vectors.SelectMany(v => (WaveformColumn[])
            [new(v.Name, v.Probe.Unit), new($"phase({v.Name})", "deg"), new($"norm({v.Name})", ""), new($"normphase({v.Name})", "deg")])];
        context.Sink.Begin(new WaveformTable(context.ResultName, WaveformKind.Fourier, context.Title, columns, IsComplex: false));
        bool complete = sums is { IsComplete: true };
        try
        {
            if (!complete) throw new SimulationException("the transient did not get to its end", "nothing can be said of its last period");
            var row = new double[columns.Length];
            for (int k = 0; k < options.Harmonics; k++)
            {
                row[0] = k * options.Frequency;
                for (int v = 0; v < options.Vectors.Count; v++) Harmonic(v, k).CopyTo(row.AsSpan(1 + 4 * v));
                context.Sink.Row(row);
            }
            context.Derived.AddRange(Derived());
        }
        finally
        {
            context.Sink.End(complete);
        }
    }

    /// <summary>Magnitude, phase [deg], and both against the fundamental.</summary>
    private double[] Harmonic(int vector, int k)
    {
        if (k == 0) return [sums!.Cosine(vector, 0), 0, 0, 0];
        var (magnitude, phase) = Polar(vector, k);
        var (first, start) = Polar(vector, 1);
        return [magnitude, phase, first == 0 ? 0 : magnitude / first, phase - start];
    }

    private (double Magnitude, double Phase) Polar(int vector, int k)
    {
        double a = sums!.Cosine(vector, k), b = sums.Sine(vector, k);
        return (Math.Sqrt(a * a + b * b), Math.Atan2(a, b) * (180 / Math.PI));
    }

    private IEnumerable<DerivedNumber> Derived()
    {
        for (int v = 0; v < options.Vectors.Count; v++)
        {
            var (name, unit) = (options.Vectors[v].Name, options.Vectors[v].Probe.Unit);
            double first = Polar(v, 1).Magnitude, rest = 0;
            for (int k = 2; k < options.Harmonics; k++) rest += Polar(v, k).Magnitude * Polar(v, k).Magnitude;
            yield return new($"dc({name})", sums!.Cosine(v, 0), unit);
            yield return new($"thd({name})", first == 0 ? 0 : 100 * Math.Sqrt(rest) / first, "%");
            for (int k = 1; k < options.Harmonics; k++)
            {
                double[] harmonic = Harmonic(v, k);
                yield return new($"mag({name})", harmonic[0], unit, k);
                yield return new($"phase({name})", harmonic[1], "deg", k);
                yield return new($"norm({name})", harmonic[2], "", k);
            }
        }
    }
}

public sealed class FourierKind : AnalysisKind
{
    public override string Keyword => "four";

    public override string Syntax => ".four frequency [harmonics] [periods] v(a) [v(b) ...]";

    public override bool HasOwnNames => true;

    public override Analysis? Read(AnalysisRequest request)
    {
        var words = request.Arguments;
        int numbers = words.TakeWhile(request.IsNumber).Count();
        if (numbers is < 1 or > 3 || numbers == words.Count)
        {
            request.Error("ANA170", ".four takes a frequency, at most two numbers more, and the vectors", numbers > 3 ? words[3] : null, Syntax);
            return null;
        }
        double frequency = request.Number(words[0]), harmonics = numbers > 1 ? request.Number(words[1]) : 9, periods = numbers > 2 ? request.Number(words[2]) : 1;
        if (double.IsNaN(frequency + harmonics + periods)) return null;
        bool good = frequency > 0 && harmonics is >= 1 and <= 10000 && harmonics == Math.Floor(harmonics) && (periods is -1 or >= 1) && periods == Math.Floor(periods);
        if (!(frequency > 0)) request.Error("ANA171", "the frequency of .four has to be positive", words[0], Syntax);
        if (!(harmonics is >= 1 and <= 10000 && harmonics == Math.Floor(harmonics))) request.Error("ANA172", "the number of harmonics of .four has to be whole, from 1 to 10000", words[1], Syntax);
        if (!((periods is -1 or >= 1) && periods == Math.Floor(periods))) request.Error("ANA173", "the number of periods of .four has to be whole and positive, or -1 for all", words[2], Syntax);
        var vectors = new List<SavedVector>();
        foreach (var word in words.Skip(numbers))
        {
            string name = string.Concat(word.Text.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
            if (request.Quantity(word) is { } probe) vectors.Add(new(name.Contains('(') || name.Contains('[') ? name : $"v({name})", probe));
        }
        return !good ? null : new Fourier(new(frequency, vectors, (int)harmonics + 1, (int)periods));
    }
}
