namespace NanoSpice.Numerics;

/// <summary>f(x, t) + d/dt q(x, t) = 0: the one equation form for circuits and for the PDE.</summary>
public interface IDaeSystem
{
    /// <summary>Number of unknowns and of equations.</summary>
    int Size { get; }

    /// <summary>Pattern of df/dx + alpha dq/dx.</summary>
    SparsePattern Pattern { get; }

    /// <summary>Absolute tolerance of every unknown, in its unit; length Size.</summary>
    ReadOnlySpan<double> AbsoluteTolerance { get; }

    /// <summary>True when the last Load did not evaluate at x but at a point that a law limited it to: Newton has to go on.</summary>
    bool Limited => false;

    /// <summary>Equations whose charge the integrator takes from the step formula, q = -(f + r) / alpha, and not from x; none by default.</summary>
    /// <remarks>
    ///   Sums of such charges are then conserved to round-off whatever Newton left over, and the leftover of one step is not carried
    ///   to the next. For rows whose f are differences of fluxes, each computed once.
    /// </remarks>
    ReadOnlySpan<int> Conserved => [];

    /// <summary>Overwrites f and q, and the Jacobian df/dx + alpha dq/dx when one is asked for.</summary>
    void Load(double t, ReadOnlySpan<double> x, double alpha, Span<double> f, Span<double> q, SparseMatrix<double>? jacobian);
}

/// <summary>What a system with laws that Newton needs help with (exponentials, regeneration) does to be solved.</summary>
public interface IGuided
{
    /// <summary>Remembers where laws were last evaluated: what limits them starts from there after RestoreLimits.</summary>
    void KeepLimits();

    /// <summary>Forgets where a failed iteration went.</summary>
    void RestoreLimits();

    /// <summary>Holds unknowns near a point: f + conductance (x - anchor) where that makes sense (node voltages).</summary>
    /// <param name="anchor">copied; of no effect when conductance is 0</param>
    /// <param name="conductance">0: no longer</param>
    void Pull(ReadOnlySpan<double> anchor, double conductance);
}

/// <summary>What makes a system piecewise smooth in time: kinks known ahead, and switching functions.</summary>
public interface IDaeEvents
{
    /// <summary>First time after t at which f or q has a kink or jump; +inf when none.</summary>
    double NextBreakpoint(double t);

    /// <summary>Number of switching functions.</summary>
    int EventCount { get; }

    /// <summary>Values of the switching functions; an event happens where one passes from negative to positive.</summary>
    void Events(double t, ReadOnlySpan<double> x, Span<double> values);

    /// <summary>Takes event k at (t, x): the equations change.</summary>
    void Cross(double t, ReadOnlySpan<double> x, int k);

    /// <summary>A run begins at t with x.</summary>
    void Begin(double t, ReadOnlySpan<double> x)
    {
    }

    /// <summary>The solution just after a start or restart at t.</summary>
    void Started(double t, IDaeStepper stepper)
    {
    }

    /// <summary>The solution is known on (from, to]; stepper.Interpolate gives it there.</summary>
    void Advanced(double from, double to, IDaeStepper stepper)
    {
    }

    /// <summary>True when the last Cross ended the run: the integrator returns with the state at the event in place of a restart.</summary>
    bool IsOver => false;
}
