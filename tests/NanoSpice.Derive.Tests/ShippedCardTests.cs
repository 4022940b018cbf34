using System.Globalization;
using System.Text.RegularExpressions;
using NanoSpice.Pnp;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Derive.Tests;

/// <summary>The cards of models/ can be made again.</summary>
public class ShippedCardTests
{
    /// <summary>
    ///   The card was made on the grid k = 2, this test runs k = 1. Fluxes converge with order 1.6 to 2 there, so the coarse grid is off
    ///   by 1.33 to 1.5 times the difference; measured differences of the two grids are 0.45 % in rc, 0.3 % in beta, 1.05 % in qs.
    /// </summary>
    private const double Tolerance = 0.015;

    [Fact, Oracle(OracleKind.CrossCheck, "the same run on the coarse grid, its first cycle alone: elements come from the first ramp; beta does not depend on qmax")]
    public void Card_of_narrow_slits_is_made_again_on_the_coarse_grid()
    {
        var settings = new PnpSettings { IonSize = 0.5e-9, HalfPeriod = 20e-9, Gap = 1e-9, RampTime = 1000e-9, SlitWidth = 1.5e-9, Refine = 1, Cycles = 1, Snapshots = [] };
        var rows = new Rows();
        Assert.Equal("", PnpRun.Run(settings, rows, null, CancellationToken.None).Failure);
        var made = Extraction.Run(new NetworkTable("d1.5n", settings, rows.All));
        string card = File.ReadAllText(Repository.Path("models", "d1.5n.lib"));
        string step = Regex.Match(card, @"^\.model d1\.5n_kba_step .*$", RegexOptions.Multiline).Value;
        double Number(string name) => double.Parse(Regex.Match(step, name + @"=(\S+?)[ )]").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.Equal(Number("rc"), made.Step.Rc, Tolerance * made.Step.Rc);
        Assert.Equal(Number("gamma") / Number("qmax"), made.Step.Beta, Tolerance * made.Step.Beta);
        Assert.Equal(Number("qs"), made.SlitLayer.Value, Tolerance * made.SlitLayer.Value);
        Assert.Equal(Number("nu"), made.Nu, 1e-9 * made.Nu);
    }

    private sealed class Rows : IPnpObserver
    {
        public List<PnpRow> All { get; } = [];

        public void Row(PnpRow row) => All.Add(row);

        public void Snapshot(PnpField field)
        {
        }

        public void Progress(double share)
        {
        }
    }
}
