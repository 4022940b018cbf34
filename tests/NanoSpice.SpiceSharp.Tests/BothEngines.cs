using NanoSpice.Elaboration;
using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.SpiceSharp.Tests;

/// <summary>A deck on our engine and on SpiceSharp's.</summary>
internal sealed class BothEngines : IWaveformSink
{
    private readonly List<double[]> _rows = [];

    private BothEngines(TranslatedCircuit deck) => Deck = deck;

    public TranslatedCircuit Deck { get; }

    public WaveformTable Table { get; private set; } = null!;

    public IReadOnlyList<double[]> Rows => _rows;

    public static BothEngines OfText(string text) => Of(bag => NetlistReader.ReadText(text, "deck.cir", bag));

    public static BothEngines OfFile(string path) => Of(bag => NetlistReader.Read(path, bag));

    private static BothEngines Of(Func<DiagnosticBag, Deck> read)
    {
        var bag = new DiagnosticBag();
        var deck = TranslatedCircuit.From(read(bag), bag);
        Assert.True(deck is not null, string.Join('\n', bag.All.Select(d => d.Message)));
        return new(deck);
    }

    public void Begin(WaveformTable table)
    {
        Table = table;
        _rows.Clear();
    }

    public void Row(ReadOnlySpan<double> values) => _rows.Add(values.ToArray());

    public void End(bool complete)
    {
    }

    public void Run(int analysis = 0)
    {
        var planned = Deck.Simulation.Analyses[analysis];
        planned.Analysis.Run(Deck.Simulation.Context(planned, this));
    }

    public PeerRun Peer(PeerOptions? options = null, int analysis = 0) => PeerRun.Of(Deck, Deck.Simulation.Analyses[analysis], options);

    /// <summary>Largest difference over the largest value of all vectors of its unit, at the peer's points [-].</summary>
    public double Difference(PeerRun peer)
    {
        double worst = 0;
        int shared = 0;
        for (int column = Table.Kind == WaveformKind.OperatingPoint ? 0 : 1; column < Table.Columns.Count; column++)
        {
            string name = Table.Columns[column].Name.ToLowerInvariant();
            for (int part = 0; part < (Table.IsComplex ? 2 : 1); part++)
            {
                int there = peer.Names.ToList().IndexOf(Table.IsComplex ? name + (part == 0 ? ".re" : ".im") : name), here = Table.IsComplex ? 2 * column - 1 + part : column;
                if (there < 0) continue;
                shared++;
                double scale = Scale(Table.Columns[column].Unit);
                foreach (double[] row in peer.Rows) worst = Math.Max(worst, Math.Abs(row[there] - At(row[0], here)) / scale);
            }
        }
        Assert.True(shared > 0, "no vector in common");
        return worst;
    }

    private double Scale(string unit) => Enumerable.Range(0, Table.Columns.Count).Where(k => Table.Columns[k].Unit == unit)
        .SelectMany(k => Table.IsComplex ? new[] { 2 * k - 1, 2 * k } : [k]).Where(k => k >= 0).Max(k => _rows.Max(r => Math.Abs(r[k])));

    private double At(double x, int offset)
    {
        if (_rows.Count == 1) return _rows[0][offset];
        int k = _rows.FindIndex(r => r[0] >= x * (1 - 1e-12));
        if (k <= 0) return k == 0 ? _rows[0][offset] : _rows[^1][offset];
        double[] a = _rows[k - 1], b = _rows[k];
        double w = b[0] == a[0] ? 1 : Math.Min(1, (x - a[0]) / (b[0] - a[0]));
        return a[offset] + w * (b[offset] - a[offset]);
    }
}
