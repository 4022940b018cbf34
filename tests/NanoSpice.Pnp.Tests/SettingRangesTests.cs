using NanoSpice.Pnp;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Pnp.Tests;

public class SettingRangesTests
{
    private static readonly PnpSettings P0 = new();

    [Fact, Oracle(OracleKind.Invariant, "P0 and its variants of the issue can be run")]
    public void The_sets_in_use_have_no_fault()
    {
        PnpSettings[] good =
        [
            P0, P0 with { SlitWidth = 5e-9 }, P0 with { IonSize = 0.5e-9, HalfPeriod = 20e-9, Gap = 1e-9, RampTime = 1e-6, Cycles = 3 }, P0 with { IonSize = 0 },
            P0 with { Geometry = PnpGeometry.Slit, Reservoir = 0 }, P0 with { Geometry = PnpGeometry.Cell, SlitWidth = 0.1e-9 }, P0 with { HighPotential = 0.5 },
            P0 with { Program = PnpProgram.ConstantCurrent, Current = 1e-3 }, P0 with { Program = PnpProgram.Table, Table = [(0, 0), (0, 0.1), (1e-7, 0.1)] },
        ];
        Assert.All(good, s => Assert.Empty(SettingRanges.Faults(s)));
        Assert.All(good, s => Assert.Empty(SettingRanges.Warnings(s)));
    }

    [Theory, Oracle(OracleKind.ClosedForm, "2 a^3 c0 NA = 1 at a = (2 c0 NA)^(-1/3) = 0.93988 nm for c0 = 1000 mol/m3")]
    [InlineData(0.9398e-9, false)]
    [InlineData(0.9400e-9, true)]
    public void Packing_is_limited(double size, bool isFault) =>
        Assert.Equal(isFault, SettingRanges.Faults(P0 with { IonSize = size }).Any(f => f.Key == "ion_size" && f.Message.StartsWith("ions alone would fill")));

    [Theory, Oracle(OracleKind.ClosedForm, "h^2 / D with h = 0.04 nm / k, D = 2e-9 m2/s: 8e-13 s at k = 1, 2e-13 s at k = 2")]
    [InlineData(1, 7.9e-13, true)]
    [InlineData(1, 8.1e-13, false)]
    [InlineData(2, 1.9e-13, true)]
    [InlineData(2, 2.1e-13, false)]
    public void A_ramp_must_be_resolved(int level, double ramp, bool isFault) =>
        Assert.Equal(isFault ? ["ramp"] : [], SettingRanges.Faults(P0 with { Refine = level, RampTime = ramp, Snapshots = [] }).Select(f => f.Key));

    [Theory, Oracle(OracleKind.ClosedForm, "Debye length 0.304206 nm at c0 = 1000, as c0^-1/2: 0.08 nm at c0 = 14460 mol/m3")]
    [InlineData(14_400, false)]
    [InlineData(14_500, true)]
    public void The_double_layer_must_be_resolved(double concentration, bool isFault) =>
        Assert.Equal(isFault ? ["c0"] : [], SettingRanges.Faults(P0 with { Concentration = concentration, IonSize = 0.1e-9, Refine = 1 }).Select(f => f.Key));

    [Fact, Oracle(OracleKind.Invariant, "of two keys that contradict each other the one that is not as in P0 is named")]
    public void The_key_that_was_changed_is_named()
    {
        Assert.Equal("slit", Assert.Single(SettingRanges.Faults(P0 with { SlitWidth = 0.6e-9 })).Key);
        Assert.Equal("ion_size", Assert.Single(SettingRanges.Faults(P0 with { IonSize = 0.9e-9, SlitWidth = 1.5e-9, Concentration = 1000, Gap = 0.5e-9 } with { IonSize = 1.6e-9, Concentration = 10 })).Key);
        Assert.Equal("half_period", Assert.Single(SettingRanges.Faults(P0 with { HalfPeriod = 0.4e-9 })).Key);
    }

    [Fact, Oracle(OracleKind.Invariant, "a value that is not a number is a fault of its key, never an exception")]
    public void Not_a_number_is_a_fault()
    {
        PnpSettings[] bad = [P0 with { Concentration = double.NaN }, P0 with { SlitWidth = double.NaN }, P0 with { Temperature = double.NaN }, P0 with { RelativeTolerance = double.NaN }, P0 with { LowPotential = double.NaN }];
        Assert.All(bad, s => Assert.NotEmpty(SettingRanges.Faults(s)));
    }
}
