using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Pnp.Tests;

/// <summary>Interrupted runs: what was passed on holds, and the rest follows with the same bits.</summary>
public class ResumeTests
{
    private static readonly PnpSettings Stack = ConservationTests.Network with { Layers = 1, Snapshots = [3e-9, 12e-9], RelativeTolerance = 1e-3 };

    public static TheoryData<PnpGeometry, PnpProgram> Programs => new()
    {
        { PnpGeometry.Network, PnpProgram.CyclicVoltammetry }, { PnpGeometry.Network, PnpProgram.ConstantCurrent }, { PnpGeometry.Cell, PnpProgram.Step },
    };

    [Theory, MemberData(nameof(Programs)), Oracle(OracleKind.CrossCheck, "the uninterrupted run without a store, bit for bit: rows, snapshots and counts")]
    public void Interrupted_runs_go_on_with_the_same_bits(PnpGeometry geometry, PnpProgram program)
    {
        var settings = Stack with { Geometry = geometry, Program = program, Current = 0.3, Snapshots = program == PnpProgram.ConstantCurrent ? [] : Stack.Snapshots };
        var whole = Recording.Of(settings);
        var store = new Checkpoints();
        var first = Stopped(settings, store, whole.Rows.Count / 2);
        Assert.False(first.Report.Complete);
        Assert.Equal("", first.Report.Failure);
        Assert.InRange(first.Report.Time, double.Epsilon, whole.Report.Time * (1 - 1e-9));
        Assert.InRange(first.Rows.Count, whole.Rows.Count / 2, whole.Rows.Count - 1);
        Same(whole.Rows[..first.Rows.Count], first.Rows);

        // A killed run leaves an older state than one that was asked to stop: both kinds go on.
        Assert.True(store.States.Count >= 2);
        foreach (byte[] state in (byte[][])[store.States[0], store.States[^1]])
        {
            var rest = Continued(settings, Checkpoints.Holding(state));
            int before = whole.Rows.Count - rest.Rows.Count;
            Assert.InRange(before, 1, first.Rows.Count);
            Same(whole.Rows[before..], rest.Rows);
            Same(whole.Fields[^rest.Fields.Count..], rest.Fields);
            Assert.Equal(whole.Report.SlitCapacitance, rest.Report.SlitCapacitance);
            Assert.Equal(whole.Report with { SlitCapacitance = [] }, rest.Report with { SlitCapacitance = [] });
        }
    }

    [Fact, Oracle(OracleKind.Invariant, "cancelled before its first step a run has the equilibrium as its only row")]
    public void A_run_cancelled_at_once_keeps_its_first_row()
    {
        var recording = new Recording();
        var report = PnpRun.Run(Stack with { Geometry = PnpGeometry.Cell }, recording, null, new CancellationToken(canceled: true));
        Assert.False(report.Complete);
        Assert.Equal("", report.Failure);
        Assert.Equal(0, Assert.Single(recording.Rows).Time);
    }

    private static (Recording Seen, PnpReport Report, List<PnpRow> Rows) Stopped(PnpSettings settings, Checkpoints store, int rows)
    {
        using var cancellation = new CancellationTokenSource();
        var observer = new Stopping(rows, cancellation);
        var report = PnpRun.Run(settings, observer, store, cancellation.Token);
        return (observer.Seen, report, observer.Seen.Rows);
    }

    private static (PnpReport Report, List<PnpRow> Rows, List<PnpField> Fields) Continued(PnpSettings settings, Checkpoints store)
    {
        var recording = new Recording();
        var report = PnpRun.Run(settings, recording, store, CancellationToken.None);
        return (report, recording.Rows, recording.Fields);
    }

    private static void Same(List<PnpRow> expected, List<PnpRow> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int k = 0; k < expected.Count; k++)
        {
            Assert.Equal(expected[k].Slits, actual[k].Slits);
            Assert.Equal(expected[k] with { Slits = [] }, actual[k] with { Slits = [] });
        }
    }

    private static void Same(List<PnpField> expected, List<PnpField> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int k = 0; k < expected.Count; k++)
        {
            var (a, b) = (expected[k], actual[k]);
            Assert.Equal((a.Time, a.Potential), (b.Time, b.Potential));
            foreach (var (one, other) in ((double[], double[])[])[(a.Phi, b.Phi), (a.Cation, b.Cation), (a.Anion, b.Anion), (a.Psi, b.Psi), (a.CurrentX, b.CurrentX), (a.CurrentY, b.CurrentY)])
                Assert.Equal(one, other);
        }
    }

    /// <summary>Asks for the end once so many rows have come.</summary>
    private sealed class Stopping(int rows, CancellationTokenSource cancellation) : IPnpObserver
    {
        public Recording Seen { get; } = new();

        public void Row(PnpRow row)
        {
            Seen.Row(row);
            if (Seen.Rows.Count == rows) cancellation.Cancel();
        }

        public void Snapshot(PnpField field) => Seen.Snapshot(field);

        public void Progress(double share) => Seen.Progress(share);
    }
}
