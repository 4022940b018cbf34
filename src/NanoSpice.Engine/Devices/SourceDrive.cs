using System.Numerics;
using NanoSpice.Engine.Stimuli;

namespace NanoSpice.Engine.Devices;

/// <summary>What the line of an independent source says.</summary>
/// <param name="Direct">DC value [V or A]; NaN when not given</param>
/// <param name="Alternating">small-signal excitation [V or A]</param>
/// <param name="Stimulus">transient function; null for a constant</param>
/// <param name="Scale">factor on everything: copies in parallel, m [-]</param>
public sealed record SourceValues(double Direct, Complex Alternating, Stimulus? Stimulus, double Scale = 1);

/// <summary>A source that a technique (.cv, .gcd, .ca, .ragone) drives, and the cell as it is seen from there.</summary>
public interface IDrivenSource
{
    string Name { get; }

    /// <summary>Takes the place of DC value and function, in static solutions too; null gives the source back to its line.</summary>
    Stimulus? Program { get; set; }

    /// <summary>Potential of the cell: x[Plus] - x[Minus] [V].</summary>
    (Unknown Plus, Unknown Minus) Terminals { get; }

    /// <summary>Current delivered into the cell, out of Plus: Sign x[Branch] [A].</summary>
    (Unknown Branch, int Sign) Delivered { get; }
}

/// <summary>Which value an independent source has, and when.</summary>
internal sealed class SourceDrive(SourceValues values)
{
    /// <summary>DC value [V or A].</summary>
    public double Direct { get; set; } = double.IsNaN(values.Direct) ? values.Stimulus?.Value(0) ?? 0 : values.Direct;

    /// <summary>What a technique puts in place of DC value and function, all copies together; null: nothing.</summary>
    public Stimulus? Program { get; set; }

    public double StepLimit => (Program ?? values.Stimulus)?.StepLimit ?? double.PositiveInfinity;

    public double Value(Equations eq) => eq.SourceScale * (Program is { } program ? program.Value(eq.Time) : values.Scale * (values.Stimulus switch
    {
        null => Direct,
        _ when eq.IsStatic && !eq.IsTransientStart => Direct,
        var stimulus => stimulus.Value(eq.Time),
    }));

    public double NextBreakpoint(double t) => (Program ?? values.Stimulus)?.NextBreakpoint(t) ?? double.PositiveInfinity;
}
