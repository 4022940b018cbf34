using System.Numerics;
using NanoSpice.Engine.Devices;

namespace NanoSpice.Engine;

/// <summary>Settings of a noise analysis.</summary>
/// <param name="Plus">the output is x[Plus] - x[Minus]: v(a,b), i(v1)</param>
/// <param name="Unit">of the output, V or A</param>
/// <param name="Source">the V or I source that the noise is referred to</param>
/// <param name="WithParts">contributions of devices in the table and among the totals</param>
public sealed record NoiseOptions(Unknown Plus, Unknown Minus, string Unit, Device Source, AcOptions Frequencies, bool WithParts);

/// <summary>.noise: power density of the noise at an output, by the adjoint of the small-signal system.</summary>
/// <remarks>
///   (1)  A' y = c, out = c x: a current s from a to b makes out = (y_b - y_a) s, so one solve gives the way from all sources to the output
///   (2)  onoise^2 = sum |y_b - y_a|^2 S(f),  inoise = onoise/|gain|,  gain: out for 1 V or 1 A at the source (its AC value is not used)
///   (3)  totals: square root of the integral over the frequencies, each source by power laws between them (NoiseIntegral)
/// </remarks>
public sealed class Noise(NoiseOptions options) : Analysis
{
    /// <summary>Least gain that noise is divided by [-], as in SPICE.</summary>
    private const double LeastGain = 1e-10;

    public override string Keyword => "noise";

    public NoiseOptions Options => options;

    public override IReadOnlyCollection<string> OwnNames(Circuit circuit) => new NoiseTable(NoiseSources.Of(circuit).All, options).Names;

    public override void Run(AnalysisContext context)
    {
        var vectors = new NoiseTable(NoiseSources.Of(context.Circuit).All, options).Choose(context.Names);
        var table = new WaveformTable(context.ResultName, WaveformKind.Noise, context.Title, vectors.Columns, IsComplex: false);
        context.Sink.Begin(table);
        bool complete = false;
        try
        {
            complete = Run(context, vectors, new double[table.RowLength]);
        }
        finally
        {
            context.Circuit.Equations.Frequency = 0;
            context.Sink.End(complete);
        }
    }

    private bool Run(AnalysisContext context, NoiseTable vectors, double[] row)
    {
        var circuit = context.Circuit;
        var solver = new Solver(circuit);
        double[] bias = solver.OperatingPoint(context, holdInitialConditions: true);
        circuit.Equations.Limiting = false;
        var linear = new SmallSignal(circuit, bias);
        double[] frequencies = [.. options.Frequencies.Frequencies()], density = new double[vectors.SourceCount];
        var integral = new NoiseIntegral(density.Length);
        for (int k = 0; k < frequencies.Length; k++)
        {
            if (context.Cancellation.IsCancellationRequested) return false;
            double f = frequencies[k], gain = Solve(linear, f, density);
            if (k == 0 && gain < LeastGain) context.Warn($"{options.Source.Name} does not reach the output: inoise is onoise over a gain of 1e-10, as in SPICE");
            gain = Math.Max(gain, LeastGain);
            integral.Add(f, density, gain * gain);
            vectors.Fill(row, f, density, gain);
            context.Sink.Row(row);
            context.Work["rows"] = k + 1;
            context.Progress?.Report((k + 1.0) / frequencies.Length);
        }
        solver.Report(context);
        context.Derived.AddRange(vectors.Totals(integral));
        return true;
    }

    /// <summary>Density of every source at the output [V^2/Hz or A^2/Hz], and the gain from the source. (1), (2)</summary>
    private double Solve(SmallSignal linear, double frequency, double[] density)
    {
        linear.SolveAdjoint(frequency, options.Plus, options.Minus);
        var sources = linear.NoiseSources();
        for (int s = 0; s < density.Length; s++)
        {
            var way = linear.At(sources[s].B) - linear.At(sources[s].A);
            density[s] = (way.Real * way.Real + way.Imaginary * way.Imaginary) * sources[s].Density(frequency);
        }
        return linear.GainFrom(options.Source).Magnitude;
    }
}

public sealed class NoiseKind : AnalysisKind
{
    public override string Keyword => "noise";

    public override string Syntax => ".noise v(out[,ref]) SRC dec|oct|lin n fstart fstop [pts_per_summary]";

    public override bool HasOwnNames => true;

    public override bool Owns(string vector) => vector.Contains("noise", StringComparison.OrdinalIgnoreCase) || vector.Equals("gain", StringComparison.OrdinalIgnoreCase);

    public override Analysis? Read(AnalysisRequest request)
    {
        var words = request.Arguments;
        if (words.Count is not (6 or 7))
        {
            request.Error("ANA150", $".noise takes an output, a source, a spacing and three numbers; got {words.Count} words", words.Count > 7 ? words[7] : null, Syntax);
            return null;
        }
        var output = request.Quantity(words[0]);
        if (output is { Difference: null })
            request.Error("ANA151", $"{words[0].Text} is no output of .noise: it takes voltages and currents of voltage sources", words[0], Syntax);
        var source = request.DeviceOf(words[1]);
        if (source is not (null or VoltageSource or CurrentSource))
            request.Error("ANA152", $"{words[1].Text} is no input of .noise: it has to be a V or I source", words[1], Syntax);
        FrequencySpacing? spacing = words[2].Text.ToLowerInvariant() switch
        {
            "dec" => FrequencySpacing.Decade, "oct" => FrequencySpacing.Octave, "lin" => FrequencySpacing.Linear, _ => null,
        };
        if (spacing is null) request.Error("ANA153", $"'{words[2].Text}' is not a spacing of .noise", words[2], "use dec, oct or lin");
        double points = request.Number(words[3]), first = request.Number(words[4]), last = request.Number(words[5]), summary = words.Count > 6 ? request.Number(words[6]) : 0;
        if (double.IsNaN(points + first + last + summary) || output?.Difference is not { } d || source is not (VoltageSource or CurrentSource) || spacing is null) return null;
        bool good = Check(request, AcOptions.IsCount(spacing, points, first, last), "ANA154", $"the number of points of .noise has to be from 1 to {AcOptions.Most}, all together", words[3]);
        good &= Check(request, first > 0, "ANA155", "the first frequency of .noise has to be positive", words[4]);
        good &= Check(request, last >= first, "ANA156", "the last frequency of .noise is below the first", words[5]);
        return good ? new Noise(new(d.Plus, d.Minus, output.Unit, source, new AcOptions(spacing.Value, (int)points, first, last), summary > 0)) : null;
    }

    private bool Check(AnalysisRequest request, bool ok, string code, string message, Argument at)
    {
        if (!ok) request.Error(code, message, at, Syntax);
        return ok;
    }
}
