using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Analyses;

public class FourierTests : IWaveformSink
{
    private readonly List<double[]> _rows = [];
    private bool _complete;

    [Fact, Oracle(OracleKind.ClosedForm, "triangle of 0 to 2 V: mean 1, odd harmonics 8/(pi k)^2; straight pieces are integrated exactly")]
    public void Triangle()
    {
        var rows = Run(new TestCircuit().Add("V1 a 0 PULSE 0 2 0 0.5m 0.5m 1f 1m").Add("R1 a 0 1k"), new(1e3, []), 3e-3, "a");
        Close(1, rows[0][1], 1e-9);
        for (int k = 1; k < 10; k++)
        {
            Close(k % 2 == 0 ? 0 : 8 / (Math.PI * Math.PI * k * k), rows[k][1], 1e-9);
            if (k % 2 == 1) Close(-90, rows[k][2], 1e-6);          // lowest at the start: -cos
        }
    }

    [Fact, Oracle(OracleKind.ClosedForm, "trapezoid of edges r: 4/(pi k) sin(pi k r/T)/(pi k r/T), a sine of odd harmonics about the middle of an edge")]
    public void Square_wave_with_edges()
    {
        const double Edge = 0.02e-3, T = 1e-3;
        var rows = Run(new TestCircuit().Add("V1 a 0 PULSE -1 1 0 0.02m 0.02m 0.48m 1m").Add("R1 a 0 1k"), new(1e3, []), 2e-3, "a");
        Close(0, rows[0][1], 1e-9);
        for (int k = 1; k < 10; k += 2)
        {
            double x = Math.PI * k * Edge / T;
            Close(4 / (Math.PI * k) * Math.Sin(x) / x, rows[k][1], 1e-9);
            Close(-180 * k * Edge / T, rows[k][2], 1e-6);
            Close(rows[k][1] / rows[1][1], rows[k][3], 1e-12);
            Close(rows[k][2] - rows[1][2], rows[k][4], 1e-12);
        }
    }

    [Fact, Oracle(OracleKind.ClosedForm, "half a sine: mean 1/pi, 1/2, even harmonics 2/(pi (k^2 - 1)); our error 10 reltol of full scale")]
    public void Half_wave()
    {
        var lines = new TestCircuit(new SimulationOptions { RelativeTolerance = 1e-6 }).Add("V1 in 0 SIN 0 1 1k").Add("B1 a 0 V={max(v(in),0)}").Add("R1 a 0 1k").Add("R2 in 0 1k");
        var rows = Run(lines, new(1e3, []), 2e-3, "a");
        Close(1 / Math.PI, rows[0][1], 1e-5);
        Close(0.5, rows[1][1], 1e-5);
        for (int k = 2; k < 10; k++) Close(k % 2 == 1 ? 0 : 2 / (Math.PI * (k * k - 1)), rows[k][1], 1e-5);
    }

    [Theory, Oracle(OracleKind.ClosedForm, "1/(1 + j f/f0) of a sine, past the decay of the start; our error 10 reltol of full scale")]
    [InlineData(1, 1e-4)]
    [InlineData(3, 1e-4)]
    [InlineData(-1, 1e-5)]
    public void Filtered_sine(int periods, double reltol)
    {
        const double R = 1e3, C = 1e-7, F = 1e3;
        double x = 2 * Math.PI * F * R * C, phase = 30 - Math.Atan(x) * 180 / Math.PI;
        // The offset -sin(30 deg) lets the run start from rest at 0 and decay by e^-20 within 2 ms.
        var lines = new TestCircuit(new SimulationOptions { RelativeTolerance = reltol }).Add("V1 in 0 SIN 0.25 2 1k 0 0 30").Add("R1 in a 1k").Add("C1 a 0 100n");
        var rows = Run(lines, new(F, [], Periods: periods), 20e-3, "a");
        double start = periods < 0 ? 1.1 / 20 : 0;                 // the decay of 1.06 V in 0.1 ms is a part of the whole run
        Close(0.25, rows[0][1], 20 * reltol + start * 0.1);
        Close(2 / Math.Sqrt(1 + x * x), rows[1][1], 20 * reltol + start * 0.2);
        Close(phase, rows[1][2], 10 * reltol * 180 / Math.PI + start * 8);
    }

    [Fact, Oracle(OracleKind.Invariant, "distortion is what the harmonics have, in parts of the fundamental")]
    public void Distortion_follows_from_the_harmonics()
    {
        var derived = new List<DerivedNumber>();
        var rows = Run(new TestCircuit().Add("V1 a 0 PULSE -1 1 0 1u 1u 0.399m 1m").Add("R1 a 0 1k"), new(1e3, [], 6), 2e-3, "a", derived);
        Assert.Equal(6, rows.Count);
        double rest = Math.Sqrt(rows.Skip(2).Sum(r => r[1] * r[1]));
        Close(100 * rest / rows[1][1], derived.Single(d => d.Name == "thd(v(a))").Value, 1e-9);
        Close(rows[3][1], derived.Single(d => d.Name == "mag(v(a))[3]").Value, 1e-12);
        Close(rows[0][1], derived.Single(d => d.Name == "dc(v(a))").Value, 1e-12);
    }

    [Fact, Oracle(OracleKind.Invariant, "without a transient that came to its end there is nothing to say")]
    public void A_transient_that_failed_leaves_no_numbers()
    {
        var lines = new TestCircuit().Add("V1 a 0 1").Add("R1 a 0 1k");
        var circuit = lines.Build();
        var fourier = new Fourier(new(1e3, [new("v(a)", Probe.Of("V", lines["a"], Unknown.Ground))])).After(new Transient(new TransientOptions { Stop = 1e-3 }));
        Assert.Throws<SimulationException>(() => fourier.Run(Context(circuit)));
        Assert.False(_complete);
        Assert.Empty(_rows);
    }

    void IWaveformSink.Begin(WaveformTable table) => _rows.Clear();

    void IWaveformSink.Row(ReadOnlySpan<double> values) => _rows.Add(values.ToArray());

    void IWaveformSink.End(bool complete) => _complete = complete;

    private List<double[]> Run(TestCircuit lines, FourierOptions options, double stop, string node, List<DerivedNumber>? derived = null)
    {
        var circuit = lines.Build();
        var transient = new Transient(new TransientOptions { Stop = stop });
        var fourier = new Fourier(options with { Vectors = [new($"v({node})", Probe.Of("V", lines[node], Unknown.Ground))] }).After(transient);
        transient.Run(Context(circuit));
        var context = Context(circuit);
        fourier.Run(context);
        Assert.True(_complete);
        derived?.AddRange(context.Derived);
        return _rows;
    }

    private AnalysisContext Context(Circuit circuit) => new() { Circuit = circuit, ResultName = "four1", Title = "", Sink = this, Options = circuit.Options, Saved = [] };

    private static void Close(double expected, double found, double absolute) => Assert.InRange(found, expected - absolute, expected + absolute);
}
