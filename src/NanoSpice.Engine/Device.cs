using System.Numerics;

namespace NanoSpice.Engine;

/// <summary>How two nodes hang together through a device, for the checks before solving.</summary>
public enum LinkKind
{
    /// <summary>Conducts at DC: resistor, diode, switch, trans-slit step.</summary>
    Conducting,

    /// <summary>Open at DC: capacitor.</summary>
    Capacitive,

    /// <summary>Its current is an unknown: independent or controlled voltage source.</summary>
    VoltageDefined,

    /// <summary>A voltage source of 0 V at DC: inductor.</summary>
    Inductive,

    /// <summary>Its current is prescribed: current source.</summary>
    CurrentDefined,

    /// <summary>Senses a voltage, carries no current: control pins.</summary>
    Sensing,
}

/// <summary>One link between two terminals of a device.</summary>
public readonly record struct Link(Unknown A, Unknown B, LinkKind Kind);

/// <summary>A quantity of a device that can be saved: i(R1), q(N1), r(N1).</summary>
/// <param name="Unit">A, C, V, Ohm, S, W, F</param>
/// <param name="Read">value at the point that the equations hold; may use Slope for currents of capacitors</param>
public sealed record Probe(string Unit, Func<Equations, double> Read)
{
    /// <summary>Set when the quantity is just x[Plus] - x[Minus]: v(a,b), i(v1).</summary>
    public (Unknown Plus, Unknown Minus)? Difference { get; init; }

    /// <summary>The probe of a difference of two unknowns.</summary>
    public static Probe Of(string unit, Unknown plus, Unknown minus) => new(unit, eq => eq[plus] - eq[minus]) { Difference = (plus, minus) };
}

/// <summary>A circuit element. It has no state of its own: unknowns, limiting memory and switch states live in Equations.</summary>
public abstract class Device(string name)
{
    /// <summary>Full name in lower case, with the path of its subcircuits: x1.r1.</summary>
    public string Name { get; } = name;

    /// <summary>Temperature of its thermal noise [K].</summary>
    public double Temperature { get; init; } = 300.15;

    /// <summary>OFF on its line: an operating point is looked for with its junctions held at 0 V first.</summary>
    public virtual bool StartsOff => false;

    /// <summary>The formula that sets this device's value, for messages; null for laws of its own.</summary>
    public virtual CircuitFormula? Formula => null;

    /// <summary>Adds the currents, charges and derivatives of this device at eq's point.</summary>
    public abstract void Load(Equations eq);

    /// <summary>Links between terminals, for topology checks.</summary>
    public abstract IEnumerable<Link> Links { get; }

    /// <summary>The quantity called i, v, q, r, p, ... of this device, or null when it has none of that name.</summary>
    public virtual Probe? Probe(string quantity) => null;

    /// <summary>Names that Probe knows, for messages.</summary>
    public virtual IReadOnlyList<string> Quantities => [];

    /// <summary>Like Load, but with the initial conditions (ic=) in place of the solution: only charges count. For uic.</summary>
    public virtual void LoadInitial(Equations eq) => Load(eq);

    /// <summary>True when Load reads Equations.Frequency: small-signal analyses then load the device at every frequency.</summary>
    public virtual bool DependsOnFrequency => false;

    /// <summary>Why the device has no form in time, so that only small-signal analyses can use it; null: it has one.</summary>
    public virtual string? NotInTime => null;

    /// <summary>Adds the small-signal excitation to the right-hand side.</summary>
    public virtual void LoadAc(AcExcitation ac)
    {
    }

    /// <summary>Names the sources of noise of this device at eq's point, which is a bias.</summary>
    public virtual void Noise(Equations eq, NoiseSources noise)
    {
    }

    /// <summary>First time after t at which the device's law has a kink or a jump [s]; +inf when none.</summary>
    public virtual double NextBreakpoint(double t) => double.PositiveInfinity;

    /// <summary>Largest step that cannot skip a feature of the device [s]: a fraction of a source's period.</summary>
    public virtual double StepLimit => double.PositiveInfinity;

    /// <summary>What the device reads of the past, through Equations.Past.</summary>
    public virtual IReadOnlyList<DelayedSignal> Signals => [];

    /// <summary>Number of switching functions.</summary>
    public virtual int EventCount => 0;

    /// <summary>Switching functions: an event happens where one passes from negative to positive.</summary>
    public virtual void Events(Equations eq, Span<double> values)
    {
    }

    /// <summary>Takes event number k: changes the discrete state.</summary>
    public virtual void Cross(Equations eq, int k)
    {
    }

    /// <summary>After a static solution: brings the discrete state in line with it; true when it changed (solve again).</summary>
    public virtual bool Settle(Equations eq) => false;

    /// <summary>True when WarnAfter may have something to say: it is then asked after every accepted point.</summary>
    public virtual bool MayWarn => false;

    /// <summary>Warnings that came up during a run (floor reached, ...), once each, with the time.</summary>
    public virtual string? WarnAfter(Equations eq) => null;
}

/// <summary>Right-hand side of a small-signal analysis.</summary>
public sealed class AcExcitation(Complex[] rhs)
{
    /// <summary>Excitation current leaves node u (or: excitation voltage of branch u), with the sign of Equations.Flow.</summary>
    public void Flow(Unknown u, Complex value)
    {
        if (!u.IsGround) rhs[u.Index] -= value;
    }
}
