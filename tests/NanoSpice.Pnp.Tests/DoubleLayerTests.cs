using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Pnp.Tests;

/// <summary>The flat double layer in equilibrium against its closed form, and the order in space in one dimension.</summary>
public class DoubleLayerTests
{
    private const double Area = 1e-9;                  // per metre of depth [m]

    /// <summary>Twenty Debye lengths of open space: what is cut off is e^-20.</summary>
    private static PnpSettings Cell(double ionSize, double stern, int refine) => new()
    {
        Geometry = PnpGeometry.Cell, Reservoir = 6e-9, HalfPeriod = Area, IonSize = ionSize, SternThickness = stern, Refine = refine, RelativeTolerance = 1e-8,
    };

    /// <summary>Level 5 is enough for ions of 0.66 nm; the smaller the ions the steeper the layer they form.</summary>
    public static TheoryData<double, double, double, int> Cases => new()
    {
        { 0.66e-9, 0, 0.025, 5 }, { 0.66e-9, 0, 0.1, 5 }, { 0.66e-9, 0, 0.25, 5 }, { 0.66e-9, 0, 0.5, 5 }, { 0.66e-9, 0, -0.5, 5 },
        { 0.5e-9, 0, 0.025, 6 }, { 0.5e-9, 0, 0.15, 6 }, { 0.5e-9, 0, 0.5, 6 },
        { 0.3e-9, 0, 0.025, 8 }, { 0.3e-9, 0, 0.1, 8 }, { 0.3e-9, 0, 0.5, 8 },
        { 0, 0, 0.025, 8 }, { 0, 0, 0.05, 8 },
        { 0.66e-9, 0.3e-9, 0.025, 4 }, { 0.66e-9, 0.3e-9, 0.5, 4 }, { 0.3e-9, 0.3e-9, 0.25, 5 }, { 0, 0.3e-9, 0.25, 6 },
    };

    [Theory, MemberData(nameof(Cases)), Oracle(OracleKind.ClosedForm, "[KBA]: q = 2 c0 e lam sqrt((2/nu) ln(1 + 2 nu sinh^2(psi/2))), a Stern layer in series; 0.05 %")]
    public void Charge_of_the_double_layer(double ionSize, double stern, double potential, int refine)
    {
        var settings = Cell(ionSize, stern, refine);
        double charge = Recording.Equilibrium(settings, potential).Charge / Area;
        Assert.InRange(charge / new DoubleLayer(settings).Charge(potential) - 1, -5e-4, 5e-4);
    }

    [Theory, MemberData(nameof(Cases)), Oracle(OracleKind.ClosedForm, "[KBA], derivative of the charge, a Stern layer in series; 0.1 %")]
    public void Capacitance_of_the_double_layer(double ionSize, double stern, double potential, int refine)
    {
        // h^2 C''/(6 C) is (h/25 mV)^2 / 6 at most: 3e-6. Newton ends at round-off, 1e-12 of the charge over 2 h.
        const double h = 1e-4;
        var settings = Cell(ionSize, stern, refine);
        double capacitance = (Recording.Equilibrium(settings, potential + h).Charge - Recording.Equilibrium(settings, potential - h).Charge) / (2 * h * Area);
        Assert.InRange(capacitance / new DoubleLayer(settings).Capacitance(potential) - 1, -1e-3, 1e-3);
    }

    [Theory, Oracle(OracleKind.Order, "slope 2 of the error against the closed form from level 2 to 4 to 8; the next term is one of 1/k^4")]
    [InlineData(0.66e-9, 0, 0.025)]
    [InlineData(0.66e-9, 0, 0.5)]
    [InlineData(0.3e-9, 0, 0.25)]
    [InlineData(0.66e-9, 0.3e-9, 0.15)]
    public void Order_in_space_is_two(double ionSize, double stern, double potential)
    {
        double Error(int refine) => Recording.Equilibrium(Cell(ionSize, stern, refine), potential).Charge / Area / new DoubleLayer(Cell(ionSize, stern, refine)).Charge(potential) - 1;
        double e2 = Error(2), e4 = Error(4), e8 = Error(8);
        Assert.InRange(Math.Log2(e2 / e4), 1.95, 2.05);
        Assert.InRange(Math.Log2(e4 / e8), 1.98, 2.02);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "capacitors in series: 1/C = 1/C_diffuse + t/eps, eps/t of 0.3 nm alone is 2.317 F/m2")]
    public void Stern_layer_is_a_capacitor_in_series()
    {
        const double h = 1e-4, stern = 0.3e-9;
        double Capacitance(double thickness) =>
            (Recording.Equilibrium(Cell(0.66e-9, thickness, 8), h).Charge - Recording.Equilibrium(Cell(0.66e-9, thickness, 8), -h).Charge) / (2 * h * Area);
        double series = 1 / (1 / Capacitance(stern) - 1 / Capacitance(0));
        // Both capacitances have the same error of the diffuse layer, 2e-4 at level 8, which leaves their difference.
        Assert.InRange(series / (78.5 * 8.8541878128e-12 / stern) - 1, -2e-4, 2e-4);
    }
}
