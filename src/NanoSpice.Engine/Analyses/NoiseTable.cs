namespace NanoSpice.Engine;

/// <summary>The vectors of a noise analysis by name: spectra, gain, and what single sources and devices contribute.</summary>
/// <remarks>
///   onoise_spectrum, inoise_spectrum (also onoise, v(onoise), inoise, v(inoise), i(inoise)), gain; onoise_r1 of a device (also v(r1)),
///   onoise_q1_rb of one of its sources. Square roots of densities [V/sqrt(Hz)] or [A/sqrt(Hz)], those of parts at the output.
/// </remarks>
internal sealed class NoiseTable
{
    private enum Quantity
    {
        Output,
        Input,
        Gain,
    }

    private sealed record Vector(WaveformColumn Column, Quantity Quantity, int[] Sources);

    private readonly string _unit, _inputUnit;
    private readonly Dictionary<string, Vector> _all = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Vector> _parts = [];
    private Vector[] _chosen = [];

    public NoiseTable(IReadOnlyList<NoiseSource> sources, NoiseOptions options)
    {
        (SourceCount, _unit) = (sources.Count, options.Unit);
        _inputUnit = options.Source is Devices.VoltageSource ? "V" : "A";
        int[] every = [.. Enumerable.Range(0, SourceCount)];
        Add("onoise_spectrum", Root(_unit), Quantity.Output, every, "onoise", "v(onoise)");
        Add("inoise_spectrum", Root(_inputUnit), Quantity.Input, every, "inoise", "v(inoise)", "i(inoise)");
        Add("gain", _unit == _inputUnit ? "" : _unit == "V" ? "Ohm" : "S", Quantity.Gain, []);
        foreach (var device in every.GroupBy(s => sources[s].Device))
        {
            _parts.Add(Add($"onoise_{device.Key}", Root(_unit), Quantity.Output, [.. device], $"v({device.Key})"));
            foreach (int s in device)
                if (sources[s].Label.Length > 0) _parts.Add(Add($"onoise_{device.Key}_{sources[s].Label}", Root(_unit), Quantity.Output, [s]));
        }
        _chosen = [_all["onoise_spectrum"], _all["inoise_spectrum"], _all["gain"], .. options.WithParts ? _parts : []];
        WithParts = options.WithParts;
    }

    public int SourceCount { get; }

    private bool WithParts { get; }

    /// <summary>All that an output line may ask for.</summary>
    public IReadOnlyCollection<string> Names => _all.Keys;

    /// <summary>Frequency and the vectors chosen.</summary>
    public IReadOnlyList<WaveformColumn> Columns => [new("frequency", "Hz"), .. _chosen.Select(v => v.Column)];

    /// <summary>Adds the vectors asked for by name; those of a .save alone in place of all others.</summary>
    public NoiseTable Choose(OwnVectors names)
    {
        Vector[] asked = [.. names.All.Where(_all.ContainsKey).Select(n => _all[n] with { Column = _all[n].Column with { Name = n } })];
        _chosen = [.. (names.Only ? asked : [.. _chosen, .. asked]).DistinctBy(v => v.Column.Name)];
        return this;
    }

    /// <summary>One row.</summary>
    public void Fill(Span<double> row, double frequency, ReadOnlySpan<double> density, double gain)
    {
        row[0] = frequency;
        for (int c = 0; c < _chosen.Length; c++)
        {
            double sum = 0;
            foreach (int s in _chosen[c].Sources) sum += density[s];
            row[c + 1] = _chosen[c].Quantity switch { Quantity.Gain => gain, Quantity.Input => Math.Sqrt(sum) / gain, _ => Math.Sqrt(sum) };
        }
    }

    /// <summary>Integrated noise: of everything, and of the parts where they are asked for.</summary>
    public IEnumerable<DerivedNumber> Totals(NoiseIntegral integral)
    {
        yield return new("onoise_total", Math.Sqrt(integral.Output.Sum()), _unit);
        yield return new("inoise_total", Math.Sqrt(integral.Input.Sum()), _inputUnit);
        if (!WithParts) yield break;
        foreach (var part in _parts)
        {
            string name = part.Column.Name["onoise_".Length..];
            yield return new($"onoise_total_{name}", Math.Sqrt(part.Sources.Sum(s => integral.Output[s])), _unit);
            yield return new($"inoise_total_{name}", Math.Sqrt(part.Sources.Sum(s => integral.Input[s])), _inputUnit);
        }
    }

    private Vector Add(string name, string unit, Quantity quantity, int[] sources, params string[] aliases)
    {
        var vector = new Vector(new(name, unit), quantity, sources);
        foreach (string known in (string[])[name, .. aliases]) _all.TryAdd(known, vector);
        return vector;
    }

    private static string Root(string unit) => $"{unit}/sqrt(Hz)";
}
