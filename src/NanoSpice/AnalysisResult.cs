using System.Numerics;
using NanoSpice.Elaboration;
using NanoSpice.Engine;

namespace NanoSpice;

/// <summary>Waveforms and numbers of one analysis.</summary>
public sealed class AnalysisResult
{
    private readonly ColumnSink _sink;
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);

    internal AnalysisResult(PlannedAnalysis planned, ColumnSink sink, AnalysisContext context, IReadOnlyList<string> warnings)
    {
        (_sink, Name, Statement, Warnings) = (sink, planned.ResultName, planned.Statement, warnings);
        (Derived, Work) = ([.. context.Derived], context.Work);
        for (int k = 0; k < Columns.Count; k++) _places.TryAdd(Key(Columns[k].Name), k);
    }

    /// <summary>tran1</summary>
    public string Name { get; }

    /// <summary>The line of the deck.</summary>
    public string Statement { get; }

    /// <summary>Vectors with their units; the first is the scale (time, frequency, swept value), but for .op and .tf.</summary>
    public IReadOnlyList<WaveformColumn> Columns => _sink.Table?.Columns ?? [];

    /// <summary>Rows.</summary>
    public int Count => _sink.Count;

    /// <summary>True where vectors but the scale are complex: .ac, .eis.</summary>
    public bool IsComplex => _sink.Table?.IsComplex == true;

    /// <summary>False when the analysis failed or was cancelled.</summary>
    public bool IsComplete => _sink.IsComplete && Failure is null;

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Failure { get; internal init; }

    /// <summary>Warnings of the run.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Numbers that the technique derives, and results of .meas, with units and cycles.</summary>
    public IReadOnlyList<DerivedNumber> Derived { get; }

    /// <summary>Steps, iterations, factorizations.</summary>
    public IReadOnlyDictionary<string, long> Work { get; }

    /// <summary>The scale: the first column.</summary>
    public double[] Scale => _sink.Column(0);

    /// <summary>A vector by its name, "v(out)", "i(v1)", "time"; of a complex one its "v(out).re", ".im", ".db" or ".deg". The array is the result's own.</summary>
    /// <exception cref="KeyNotFoundException">there is no such vector; the message lists those that there are</exception>
    public double[] this[string vector]
    {
        get
        {
            if (!IsComplex) return _sink.Column(Place(vector));
            if (_places.TryGetValue(Key(vector), out int place) && place == 0) return _sink.Column(0);
            int dot = vector.LastIndexOf('.');
            Func<Complex, double>? part = (dot < 0 ? "" : vector[(dot + 1)..].Trim().ToLowerInvariant()) switch
            {
                "re" => z => z.Real,
                "im" => z => z.Imaginary,
                "db" => z => 20 * Math.Log10(z.Magnitude),
                "deg" => z => z.Phase * (180 / Math.PI),
                _ => null,
            };
            if (part is null) throw new KeyNotFoundException($"{Name} is complex: ask for Complex(\"{vector}\"), or for {vector}.re, .im, .db or .deg");
            return Array.ConvertAll(Complex(vector[..dot]), z => part(z));
        }
    }

    /// <summary>A vector as complex numbers.</summary>
    /// <exception cref="KeyNotFoundException">there is no such vector; the message lists those that there are</exception>
    public Complex[] Complex(string vector)
    {
        int place = Place(vector);
        if (!IsComplex || place == 0) return Array.ConvertAll(_sink.Column(place), x => new Complex(x, 0));
        double[] re = _sink.Column(2 * place - 1), im = _sink.Column(2 * place);
        var all = new Complex[re.Length];
        for (int k = 0; k < all.Length; k++) all[k] = new(re[k], im[k]);
        return all;
    }

    /// <summary>True when there is a vector of that name.</summary>
    public bool Has(string vector) => _places.ContainsKey(Key(vector));

    private int Place(string vector) => _places.TryGetValue(Key(vector), out int place) ? place
        : throw new KeyNotFoundException($"{Name} has no vector '{vector}'; it has {(Columns.Count == 0 ? "none" : string.Join(", ", Columns.Select(c => c.Name)))}");

    /// <summary>v( a , b ) is v(a,b).</summary>
    private static string Key(string vector) => vector.Any(char.IsWhiteSpace) ? string.Concat(vector.Where(c => !char.IsWhiteSpace(c))) : vector;
}
