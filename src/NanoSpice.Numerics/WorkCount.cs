namespace NanoSpice.Numerics;

/// <summary>What a run cost in machine-independent units.</summary>
public sealed class WorkCount
{
    /// <summary>Accepted time steps.</summary>
    public long Steps { get; set; }

    /// <summary>Steps thrown away because the error estimate was too large.</summary>
    public long ErrorRejections { get; set; }

    /// <summary>Steps thrown away because Newton did not converge.</summary>
    public long NewtonRejections { get; set; }

    /// <summary>Newton iterations: one residual and one solve each.</summary>
    public long Iterations { get; set; }

    /// <summary>Evaluations of f and q.</summary>
    public long Evaluations { get; set; }

    /// <summary>Jacobians evaluated and factored, with old or new pivots.</summary>
    public long Factorizations { get; set; }

    /// <summary>Factorizations that chose new pivots.</summary>
    public long Pivotings { get; set; }

    /// <summary>Restarts at order 1 (start, kinks, events).</summary>
    public long Restarts { get; set; }

    internal void Save(BinaryWriter writer)
    {
        foreach (var (_, count) in All) writer.Write(count);
    }

    internal void Load(BinaryReader reader)
    {
        (Steps, ErrorRejections, NewtonRejections, Iterations) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        (Evaluations, Factorizations, Pivotings, Restarts) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
    }

    /// <summary>The counts under their names, in a fixed order.</summary>
    public IEnumerable<(string Name, long Count)> All =>
    [
        ("steps", Steps), ("error_rejections", ErrorRejections), ("newton_rejections", NewtonRejections), ("newton_iterations", Iterations),
        ("evaluations", Evaluations), ("factorizations", Factorizations), ("pivotings", Pivotings), ("restarts", Restarts),
    ];
}
