using NanoSpice.Pnp;

namespace NanoSpice.Cli.Tests;

/// <summary>Stands for the solver: numbers from a recurrence, so that a state resumed wrongly shows in every row after it.</summary>
internal sealed class FakeSolver
{
    public const int Steps = 12;

    /// <summary>Step after which the run dies, as if the process were killed; 0: never.</summary>
    public int DiesAfter { get; init; }

    /// <summary>Told before each step.</summary>
    public Action<int> Before { get; init; } = _ => { };

    /// <summary>Slit widths that fail.</summary>
    public double FailsAt { get; init; }

    public PnpReport Run(PnpSettings settings, IPnpObserver observer, ICheckpointStore? checkpoints, CancellationToken cancellation)
    {
        double state = settings.SlitWidth;
        int step = 0;
        if (checkpoints?.Load() is { } from) (step, state) = (from.ReadInt32(), from.ReadDouble());
        for (; step < Steps && !cancellation.IsCancellationRequested; step++)
        {
            Before(step);
            if (settings.SlitWidth == FailsAt && step == 5) return Report(step, state) with { Failure = "no convergence at t = 5e-09 s", Hint = "refine the grid" };
            state = (state * 1.7) + (0.1 * step) - Math.Floor((state * 1.7) + (0.1 * step));
            observer.Row(new(step * 1e-9, step * 0.01, state, -state, new(state, 2 * state, 3 * state),
                [.. Enumerable.Range(0, 3).Select(i => new SlitState(state + i, state / 3, 1 / state, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7))]));
            if (step % 5 == 2) observer.Snapshot(Field(step * 1e-9, state));
            observer.Progress((double)step / Steps);
            checkpoints?.Save(to =>
            {
                to.Write(step + 1);
                to.Write(state);
            });
            if (step + 1 == DiesAfter) throw new IOException("killed");
        }
        return Report(step, state) with { Complete = step == Steps };
    }

    /// <summary>Two columns, three rows; the cell at column 1, row 1 is solid.</summary>
    public static PnpField Field(double time, double state)
    {
        double[] values = [1, 2, 3, 4, double.NaN, 6], phi = [.. values.Select(v => v * state)];
        return new(time, 0.1, [0, 1e-9, 3e-9], [0, 1e-9, 2e-9, 4e-9], phi, values, values, values, values, values);
    }

    private static PnpReport Report(int step, double state) => new()
    {
        Time = step * 1e-9, Columns = 2, Rows = 3, FluidCells = 5, Unknowns = 15, Steps = step, Factorizations = 3, ChargeAtVertex = state, SlitCapacitance = [1.5, 2.5], DebyeLength = 3e-10,
    };
}
