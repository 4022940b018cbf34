using System.Numerics;
using NanoSpice.Numerics;

namespace NanoSpice.Engine;

public enum FrequencySpacing
{
    /// <summary>Points a decade.</summary>
    Decade,

    /// <summary>Points an octave.</summary>
    Octave,

    /// <summary>Points in all.</summary>
    Linear,
}

public sealed record AcOptions(FrequencySpacing Spacing, int Points, double Start, double Stop)
{
    /// <summary>Points of an analysis at most.</summary>
    public const int Most = 10_000_000;

    /// <summary>Number of frequencies, also where it is too large for them to be listed.</summary>
    public static double Count(FrequencySpacing spacing, double points, double start, double stop) => spacing == FrequencySpacing.Linear ? points
        // As SPICE: whole steps from the start while they do not pass the stop by more than a thousandth of one.
        : Math.Floor(points * Math.Abs(Math.Log(stop) - Math.Log(start)) / Math.Log(spacing == FrequencySpacing.Decade ? 10 : 2) + 1e-3) + 1;

    /// <summary>False for a number of points below 1, and for more frequencies than an analysis takes.</summary>
    public static bool IsCount(FrequencySpacing? spacing, double points, double start, double stop) =>
        points >= 1 && points <= Most && (spacing is null || !(start > 0 && stop > 0) || Count(spacing.Value, points, start, stop) <= Most);

    /// <summary>Start times unit to a power, which may itself be too large for a number.</summary>
    private double At(double unit, double power) => Math.Abs(power) < 300 ? Start * Math.Pow(unit, power) : Start * Math.Pow(unit, power / 2) * Math.Pow(unit, power / 2);

    /// <summary>The frequencies [Hz] from start to stop, downwards when stop is the lower one; computed by index, so without drift.</summary>
    public IEnumerable<double> Frequencies()
    {
        if (Spacing == FrequencySpacing.Linear)
        {
            for (int k = 0; k < Points; k++) yield return Points == 1 ? Start : Start + k * (Stop - Start) / (Points - 1);
            yield break;
        }
        double unit = Spacing == FrequencySpacing.Decade ? 10 : 2;
        int count = (int)Count(Spacing, Points, Start, Stop), sign = Stop < Start ? -1 : 1;
        for (int k = 0; k < count; k++) yield return At(unit, sign * (double)k / Points);
    }
}

/// <summary>.ac: (G + j w C) X = excitation about the operating point.</summary>
public sealed class Ac(AcOptions options) : Analysis
{
    public override string Keyword => "ac";

    public AcOptions Options => options;

    public override void Run(AnalysisContext context)
    {
        var columns = context.Saved.Select(s => new WaveformColumn(s.Name, s.Probe.Unit));
        var table = new WaveformTable(context.ResultName, WaveformKind.Ac, context.Title, [new WaveformColumn("frequency", "Hz"), .. columns], IsComplex: true);
        context.Sink.Begin(table);
        bool complete = false;
        try
        {
            complete = Run(context, new double[table.RowLength]);
        }
        finally
        {
            context.Sink.End(complete);
            context.Circuit.Equations.Frequency = 0;
        }
    }

    private bool Run(AnalysisContext context, double[] row)
    {
        var circuit = context.Circuit;
        var solver = new Solver(circuit);
        double[] bias = solver.OperatingPoint(context, holdInitialConditions: true);
        circuit.Equations.Limiting = false;
        var linear = new SmallSignal(circuit, bias);
        if (context.Measures is { } measures) measures.Between = f => Row(context, linear, f, new double[row.Length]);
        double[] frequencies = [.. options.Frequencies()];
        for (int k = 0; k < frequencies.Length; k++)
        {
            if (context.Cancellation.IsCancellationRequested) return false;
            Row(context, linear, frequencies[k], row);
            context.Sink.Row(row);
            context.Work["rows"] = k + 1;
            context.Progress?.Report((k + 1.0) / frequencies.Length);
        }
        solver.Report(context);
        return true;
    }

    private static double[] Row(AnalysisContext context, SmallSignal linear, double frequency, double[] row)
    {
        linear.Solve(frequency);
        row[0] = frequency;
        for (int c = 0; c < context.Saved.Count; c++)
        {
            var value = linear.Read(context.Saved[c].Probe);
            (row[1 + 2 * c], row[2 + 2 * c]) = (value.Real, value.Imaginary);
        }
        return row;
    }
}

/// <summary>The circuit linearized at a bias point; solves it at one frequency after the other.</summary>
public sealed class SmallSignal
{
    private readonly Circuit _circuit;
    private readonly double[] _bias, _shifted, _slope;
    private readonly SparseMatrix<double> _conductance, _capacitance;
    private readonly SparseMatrix<Complex> _matrix;
    private readonly SparseLu<Complex> _lu;
    private readonly bool _depends;
    private IReadOnlyList<NoiseSource>? _noise;
    private double _omega;

    public SmallSignal(Circuit circuit, double[] bias)
    {
        (_circuit, _bias) = (circuit, bias);
        (_shifted, _slope, Solution) = (new double[bias.Length], new double[bias.Length], new Complex[bias.Length]);
        (_conductance, _capacitance) = (new(circuit.Pattern), new(circuit.Pattern));
        _matrix = new SparseMatrix<Complex>(circuit.Pattern);
        _lu = circuit.Symbolic.Analyze<Complex>(circuit.Pattern, new SparseLuOptions { PivotThreshold = circuit.Options.PivotThreshold });
        _depends = circuit.Devices.Any(d => d.DependsOnFrequency);
        circuit.LoadSmallSignal(0, bias, _conductance, _capacitance);
    }

    /// <summary>Phasors of all unknowns after Solve [V or A].</summary>
    public Complex[] Solution { get; }

    /// <summary>Solves with the AC values of all sources.</summary>
    public void Solve(double frequency) => Solve(frequency, excitation =>
    {
        foreach (var d in _circuit.Devices) d.LoadAc(excitation);
    });

    /// <summary>Solves with an excitation of the caller's own in place of the sources' AC values.</summary>
    public void Solve(double frequency, Action<AcExcitation> excite)
    {
        Factor(frequency);
        Array.Clear(Solution);
        excite(new AcExcitation(Solution));
        _lu.Solve(Solution);
    }

    /// <summary>Solves the transposed system for an output x[plus] - x[minus]: Solution[u] is then the output for 1 in row u of the right-hand side.</summary>
    public void SolveAdjoint(double frequency, Unknown plus, Unknown minus)
    {
        Factor(frequency);
        Array.Clear(Solution);
        if (!plus.IsGround) Solution[plus.Index] += 1;
        if (!minus.IsGround) Solution[minus.Index] -= 1;
        _lu.SolveTransposed(Solution);
    }

    /// <summary>After SolveAdjoint: the output for 1 V or 1 A of an independent source.</summary>
    public Complex GainFrom(Device source) => source is Devices.VoltageSource v ? At(v.Current)
        : source.Probe("v")?.Difference is { } d ? At(d.Minus) - At(d.Plus) : throw new ArgumentException($"{source.Name} is not a source", nameof(source));

    /// <summary>The noise of all devices at the bias, at the frequency solved at where they depend on it.</summary>
    public IReadOnlyList<NoiseSource> NoiseSources()
    {
        if (_noise is not null && !_depends) return _noise;
        _circuit.Equations.SetPoint(0, _bias);
        _circuit.Equations.ClearSlope();
        return _noise = Engine.NoiseSources.Of(_circuit).All;
    }

    private void Factor(double frequency)
    {
        _omega = 2 * Math.PI * frequency;
        _circuit.Equations.Frequency = frequency;
        if (_depends) _circuit.LoadSmallSignal(0, _bias, _conductance, _capacitance);
        for (int k = 0; k < _matrix.Values.Length; k++) _matrix.Values[k] = new Complex(_conductance.Values[k], _omega * _capacitance.Values[k]);
        var status = _lu.Update(_matrix);
        if (!status.Ok)
            throw new SimulationException($"the matrix is singular at {_circuit.Describe(status.Column)}, {frequency:g6} Hz",
                "look for a node with no path to ground, or a loop of voltage sources");
    }

    /// <summary>Phasor of a probe: its derivative along the solution (exact for linear probes, central differences otherwise).</summary>
    public Complex Read(Probe probe)
    {
        if (probe.Difference is { } d) return At(d.Plus) - At(d.Minus);
        double size = 0, scale = 0;
        for (int i = 0; i < _bias.Length; i++)
        {
            size = Math.Max(size, Solution[i].Magnitude);
            scale = Math.Max(scale, Math.Abs(_bias[i]));
        }
        if (size == 0) return 0;
        // Balances truncation (step^2) and round-off (eps / step) of the central difference.
        double step = 6e-6 * Math.Max(scale, 1e-3) / size;
        return new Complex(Along(probe, step, imaginary: false), Along(probe, step, imaginary: true));
    }

    /// <summary>Solution at an unknown, 0 at ground.</summary>
    public Complex At(Unknown u) => u.IsGround ? 0 : Solution[u.Index];

    private double Along(Probe probe, double step, bool imaginary) => (Shifted(probe, step, imaginary) - Shifted(probe, -step, imaginary)) / (2 * step);

    private double Shifted(Probe probe, double step, bool imaginary)
    {
        for (int i = 0; i < _bias.Length; i++)
        {
            // x = X e^{jwt}: slope phasor j w X.
            var (value, slope) = imaginary ? (Solution[i].Imaginary, _omega * Solution[i].Real) : (Solution[i].Real, -_omega * Solution[i].Imaginary);
            _shifted[i] = _bias[i] + step * value;
            _slope[i] = step * slope;
        }
        _circuit.Equations.SetPoint(0, _shifted);
        _circuit.Equations.SetSlope(_slope);
        return probe.Read(_circuit.Equations);
    }
}

public sealed class AcKind : AnalysisKind
{
    public override string Keyword => "ac";

    public override string Syntax => ".ac dec|oct|lin points fstart fstop";

    public override Analysis? Read(AnalysisRequest request)
    {
        var words = request.Arguments;
        if (words.Count != 4)
        {
            request.Error("ANA030", $".ac takes four words, got {words.Count}", words.Count > 4 ? words[4] : null, Syntax);
            return null;
        }
        FrequencySpacing? spacing = words[0].Text.ToLowerInvariant() switch
        {
            "dec" => FrequencySpacing.Decade, "oct" => FrequencySpacing.Octave, "lin" => FrequencySpacing.Linear, _ => null,
        };
        if (spacing is null) request.Error("ANA031", $"'{words[0].Text}' is not a spacing of .ac", words[0], "use dec, oct or lin");
        double points = request.Number(words[1]), start = request.Number(words[2]), stop = request.Number(words[3]);
        if (double.IsNaN(points + start + stop)) return null;
        bool good = spacing is not null;
        good &= Check(request, AcOptions.IsCount(spacing, points, start, stop), "ANA032", $"the number of points of .ac has to be from 1 to {AcOptions.Most}, all together", words[1]);
        good &= Check(request, start > 0 || (start == 0 && spacing == FrequencySpacing.Linear), "ANA033", "the first frequency of .ac has to be positive", words[2]);
        good &= Check(request, stop >= start, "ANA034", "the last frequency of .ac is below the first", words[3]);
        return good ? new Ac(new AcOptions(spacing!.Value, (int)points, start, stop)) : null;
    }

    private bool Check(AnalysisRequest request, bool ok, string code, string message, Argument at)
    {
        if (!ok) request.Error(code, message, at, Syntax);
        return ok;
    }
}
