using System.Numerics;
using NanoSpice.Engine.Devices;

namespace NanoSpice.Engine;

/// <summary>Settings of an impedance run.</summary>
/// <param name="Source">the V or I source that excites, and whose cell is measured</param>
/// <param name="Frequencies">the frequencies [Hz], in the order of the rows</param>
/// <param name="Bias">DC value of the source for the run [V or A]; NaN leaves its own</param>
public sealed record ImpedanceOptions(Device Source, AcOptions Frequencies, double Bias = double.NaN);

/// <summary>.eis: impedance of the cell at a source, small signals about a bias.</summary>
/// <remarks>
///   (1)  Z = dv/di, v the potential of the source, i the current it delivers into the cell:
///        V source: v = v(+) - v(-), i out of +, so Z = -1 V / i(V);   I source n+ n-: delivers at n-, v = v(n-) - v(n+), Z = v / 1 A.
///   Only this source excites, with 1 V or 1 A; the AC values of the deck are not used. The phasors saved belong to that excitation.
/// </remarks>
public sealed class Impedance(ImpedanceOptions options) : Analysis
{
    private readonly (Unknown Plus, Unknown Minus) _terminals = options.Source.Probe("v")?.Difference
        ?? throw new ArgumentException($"{options.Source.Name} is not a source", nameof(options));

    public override string Keyword => "eis";

    public ImpedanceOptions Options => options;

    public override void Run(AnalysisContext context)
    {
        var columns = context.Saved.Select(s => new WaveformColumn(s.Name, s.Probe.Unit));
        var table = new WaveformTable(context.ResultName, WaveformKind.Impedance, context.Title,
            [new WaveformColumn("frequency", "Hz"), new WaveformColumn("z", "Ohm"), .. columns], IsComplex: true);
        context.Sink.Begin(table);
        var source = (ISweepable)options.Source;
        double before = source.SweepValue;
        bool complete = false;
        try
        {
            if (!double.IsNaN(options.Bias)) source.SweepValue = options.Bias;
            complete = Run(context, new double[table.RowLength]);
        }
        finally
        {
            source.SweepValue = before;
            context.Sink.End(complete);
            context.Circuit.Equations.Frequency = 0;
        }
    }

    private bool Run(AnalysisContext context, double[] row)
    {
        var circuit = context.Circuit;
        var solver = new Solver(circuit);
        double[] bias = solver.OperatingPoint(context, holdInitialConditions: true);
        circuit.CollectWarnings(0, bias, context.Warn);
        circuit.Equations.Limiting = false;
        var linear = new SmallSignal(circuit, bias);
        if (context.Measures is { } measures)
        {
            double[] between = new double[row.Length];
            measures.Between = f =>
            {
                Row(context, linear, f, between);
                return between;
            };
        }
        double[] frequencies = [.. options.Frequencies.Frequencies()];
        var spectrum = new Complex[frequencies.Length];
        for (int k = 0; k < frequencies.Length; k++)
        {
            if (context.Cancellation.IsCancellationRequested) return false;
            spectrum[k] = Row(context, linear, frequencies[k], row);
            context.Sink.Row(row);
            context.Work["rows"] = k + 1;
            context.Progress?.Report((k + 1.0) / frequencies.Length);
        }
        solver.Report(context);
        context.Derived.AddRange(ImpedanceFigures.Of(frequencies, spectrum));
        return true;
    }

    private Complex Row(AnalysisContext context, SmallSignal linear, double frequency, double[] row)
    {
        linear.Solve(frequency, Excite);
        var z = At(linear, frequency);
        (row[0], row[1], row[2]) = (frequency, z.Real, z.Imaginary);
        for (int c = 0; c < context.Saved.Count; c++)
        {
            var value = linear.Read(context.Saved[c].Probe);
            (row[3 + 2 * c], row[4 + 2 * c]) = (value.Real, value.Imaginary);
        }
        return z;
    }

    private void Excite(AcExcitation ac)
    {
        if (options.Source is VoltageSource v)
        {
            ac.Flow(v.Current, -1);
            return;
        }
        ac.Flow(_terminals.Plus,   1);
        ac.Flow(_terminals.Minus, -1);
    }

    /// <summary>(1) at the frequency just solved.</summary>
    private Complex At(SmallSignal linear, double frequency)
    {
        if (options.Source is not VoltageSource v) return -linear.Read(Probe.Of("V", _terminals.Plus, _terminals.Minus));
        var current = -linear.Solution[v.Current.Index];
        if (current == 0)
            throw new SimulationException($"no current flows through {v.Name} at {frequency:g6} Hz: the impedance is infinite", $"connect a cell to {v.Name}");
        return 1 / current;
    }
}

public sealed class ImpedanceKind : AnalysisKind
{
    public override string Keyword => "eis";

    public override IReadOnlyList<string> OwnVectors => ["frequency", "z"];

    public override string Syntax => ".eis SRC dec|oct|lin n fmin fmax [bias=v]";

    public override ParameterTable Parameters { get; } = new(Parameter.Number("bias", "V or A", "DC value of the source for this run"));

    public override Analysis? Read(AnalysisRequest request)
    {
        var words = request.Arguments;
        if (words.Count != 5)
        {
            request.Error("ANA140", $".eis takes a source, a spacing and three numbers; got {words.Count} words", words.Count > 5 ? words[5] : null, Syntax);
            return null;
        }
        var source = request.DeviceOf(words[0]);
        if (source is not (null or VoltageSource or CurrentSource))
            request.Error("ANA141", $"{words[0].Text} cannot excite a cell: .eis needs a V source (potentiostat) or an I source (galvanostat)", words[0], Syntax);
        FrequencySpacing? spacing = words[1].Text.ToLowerInvariant() switch
        {
            "dec" => FrequencySpacing.Decade, "oct" => FrequencySpacing.Octave, "lin" => FrequencySpacing.Linear, _ => null,
        };
        if (spacing is null) request.Error("ANA142", $"'{words[1].Text}' is not a spacing of .eis", words[1], "use dec, oct or lin");
        double points = request.Number(words[2]), first = request.Number(words[3]), last = request.Number(words[4]);
        bool isCount = AcOptions.IsCount(spacing, points, first, last);
        if (!isCount && !double.IsNaN(points)) request.Error("ANA143", $"the number of points of .eis has to be from 1 to {AcOptions.Most}, all together", words[2], Syntax);
        foreach (var (frequency, word) in new[] { (first, words[3]), (last, words[4]) })
            if (frequency <= 0) request.Error("ANA144", $"{word.Text} is no frequency of .eis: at 0 Hz a cell of capacitors has no finite impedance", word, "give a positive frequency, 1m or less for slow cells");
        if (source is not (VoltageSource or CurrentSource) || spacing is null || !(isCount && first > 0 && last > 0)) return null;
        return new Impedance(new(source, new AcOptions(spacing.Value, (int)points, first, last), request.Has("bias") ? request.Number("bias") : double.NaN));
    }
}
