using NanoSpice.Numerics;
using NanoSpice.Testing.Problems;

namespace NanoSpice.Numerics.Tests;

/// <summary>A row of cells with q = x + x^3 that exchange J_i = g_i (sinh(x_i - x_(i+1)) + drive_i(t)); an inflow into the first.</summary>
/// <remarks>dq_i/dt = J_(i-1) - J_i. The exchange rates g span four decades, so some cells follow their neighbours stiffly.</remarks>
internal sealed class ChargeChain(double inflow) : DenseDae(Cells, 1e-6), IDaeSystem
{
    public const double Stop = 60;
    private const int Cells = 8;
    private static readonly int[] All = [.. Enumerable.Range(0, Cells)];

    public double Inflow => inflow;

    /// <summary>Says which rows are conserved.</summary>
    public bool Declared { get; init; } = true;

    /// <summary>The drive turns its sign whenever the ends of the row lie 0.8 apart.</summary>
    public bool Flipping { get; init; }

    public int Flips { get; private set; }

    /// <summary>Sign of the drive: the state of these equations.</summary>
    public double Sign { get; set; } = 1;

    public override double[] Start => [.. All.Select(i => 0.5 + 0.1 * i)];

    public double TotalAtStart => Start.Sum(x => x + x * x * x);

    public override int EventCount => Flipping ? 1 : 0;

    ReadOnlySpan<int> IDaeSystem.Conserved => Declared ? All : [];

    public override void Events(double t, ReadOnlySpan<double> x, Span<double> values)
    {
        if (Flipping) values[0] = Sign * (x[Cells - 1] - x[0]) - 0.8;
    }

    public override void Cross(double t, ReadOnlySpan<double> x, int k)
    {
        Sign = -Sign;
        Flips++;
    }

    private static double Rate(int i) => Math.Pow(10, i % 5 - 1);

    private double Drive(double t, int i) => Flipping ? 0.6 * Sign : 0.4 * Math.Sin(3 * t + i);

    protected override void Equations(double t, ReadOnlySpan<double> x, Span<double> f, Span<double> q)
    {
        f.Clear();
        f[0] = -inflow;
        for (int i = 0; i < Cells; i++)
        {
            q[i] = x[i] + x[i] * x[i] * x[i];
            if (i + 1 == Cells) break;
            double flux = Rate(i) * (Math.Sinh(x[i] - x[i + 1]) + Drive(t, i));
            f[i] += flux;
            f[i + 1] -= flux;
        }
    }

    protected override double DFlow(double t, ReadOnlySpan<double> x, int row, int column)
    {
        if (Math.Abs(row - column) > 1) return 0;
        double below = row > 0 ? Rate(row - 1) * Math.Cosh(x[row - 1] - x[row]) : 0;
        double above = row + 1 < Cells ? Rate(row) * Math.Cosh(x[row] - x[row + 1]) : 0;
        return column < row ? -below : column > row ? -above : below + above;
    }

    protected override double DCharge(double t, ReadOnlySpan<double> x, int row, int column) => row == column ? 1 + 3 * x[row] * x[row] : 0;
}
