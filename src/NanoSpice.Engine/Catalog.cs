using NanoSpice.Engine.Devices;

namespace NanoSpice.Engine;

/// <summary>The kinds of elements and analyses that a netlist may use.</summary>
/// <remarks>The list of <see cref="Default"/> is written out rather than found by reflection, which costs start-up time; a test compares the two.</remarks>
public sealed class Catalog
{
    private readonly DeviceKind[][] _byLetter = new DeviceKind[26][];
    private readonly Dictionary<string, AnalysisKind> _analyses = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, DeviceKind> _byModelType = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A catalogue of these kinds; the first of a letter is the one without a model.</summary>
    public Catalog(IReadOnlyList<DeviceKind> devices, IReadOnlyList<AnalysisKind> analyses)
    {
        (Devices, Analyses) = (devices, analyses);
        foreach (var kind in devices)
        {
            ref var ofLetter = ref _byLetter[char.ToUpperInvariant(kind.Letter[0]) - 'A'];
            ofLetter = [.. ofLetter ?? [], kind];
            foreach (string type in kind.ModelTypes) _byModelType.TryAdd(type, kind);
        }
        foreach (var kind in analyses) _analyses.Add(kind.Keyword, kind);
    }

    /// <summary>Every kind of this assembly.</summary>
    public static Catalog Default { get; } = new(
        [
            new ResistorKind(), new CapacitorKind(), new InductorKind(), new MutualInductanceKind(),
            new VoltageSourceKind(), new CurrentSourceKind(), new BehavioralSourceKind(),
            new VoltageControlledVoltageKind(), new VoltageControlledCurrentKind(), new CurrentControlledCurrentKind(), new CurrentControlledVoltageKind(),
            new DiodeKind(), new BjtKind(), new MosfetKind(), new VdmosKind(), new JfetKind(), new VoltageSwitchKind(), new CurrentSwitchKind(),
            new NanoslitKind(), new QResistorKind(), new NanoStackKind(), new DiffusionElementKind(), new LosslessLineKind(),
        ],
        [new OperatingPointKind(), new DcSweepKind(), new AcKind(), new NoiseKind(), new TransferFunctionKind(), new TransientKind(), new FourierKind(), new VoltammetryKind(), new GalvanostaticKind(), new AmperometryKind(), new RagoneKind(), new ImpedanceKind()]);

    public IReadOnlyList<DeviceKind> Devices { get; }

    public IReadOnlyList<AnalysisKind> Analyses { get; }

    /// <summary>Model types that some kind knows, for suggestions.</summary>
    public IEnumerable<string> ModelTypes => _byModelType.Keys;

    /// <summary>The kinds of a netlist letter; empty when there is none. Several are told apart by the type of their model.</summary>
    public ReadOnlySpan<DeviceKind> OfLetter(char letter)
    {
        int index = char.ToUpperInvariant(letter) - 'A';
        return index is >= 0 and < 26 ? _byLetter[index] : default;
    }

    /// <summary>The kind that uses models of that type, or null.</summary>
    public DeviceKind? OfModelType(string type) => _byModelType.GetValueOrDefault(type);

    /// <summary>The analysis of a dot word, or null.</summary>
    public AnalysisKind? Analysis(string keyword) => _analyses.GetValueOrDefault(keyword);
}
