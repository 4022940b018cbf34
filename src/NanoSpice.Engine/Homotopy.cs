using NanoSpice.Numerics;

namespace NanoSpice.Engine;

/// <summary>Finds the static solution: plain Newton, then gmin stepping, source stepping and pseudo-transient until one works.</summary>
public sealed class Homotopy
{
    private const int MaxSettlings = 100, JointSettlings = 20;

    private readonly Circuit _circuit;
    private readonly Newton _newton;
    private readonly NewtonOptions _options;
    private readonly double[] _start;
    private readonly double[] _tried;                   // where the last strategy ended without a solution
    private readonly bool _startsOff;
    private NewtonReport _last;
    private string? _notFinite;

    public Homotopy(Circuit circuit, JacobianFactors factors, WorkCount work)
    {
        _circuit = circuit;
        _newton = new Newton(circuit, factors, circuit.Options.RelativeTolerance, work);
        _options = new NewtonOptions { MaxIterations = circuit.Options.OperatingPointIterations };
        _startsOff = circuit.Devices.Any(d => d.StartsOff);
        _start = new double[circuit.Size];
        _tried = new double[circuit.Size];
    }

    /// <summary>What worked, for the summary.</summary>
    public string Method { get; private set; } = "newton";

    /// <summary>A switch without a stable state in the last solution, or null: possible only where a transient starts.</summary>
    public Device? Unsettled { get; private set; }

    /// <summary>Solves the static equations at time t from x on; x is the solution on return.</summary>
    /// <param name="warm">x is a solution nearby (sweeps): junctions are not reset to their critical voltage</param>
    /// <exception cref="SimulationException">nothing converged; names the unknown that moved most</exception>
    public void Solve(double t, Span<double> x, bool warm)
    {
        var eq = _circuit.Equations;
        (eq.IsStatic, eq.Limiting, eq.SourceScale) = (true, true, 1);
        for (int k = 0; k < MaxSettlings; k++)
        {
            FindSolution(t, x, warm || k > 0);
            Unsettled = _circuit.Settle(x, oneOnly: k >= JointSettlings);
            if (Unsettled is null) return;
        }
        // A converter that regulates by switching has no static solution; in time it has one.
        if (!eq.IsTransientStart)
            throw new SimulationException($"the switches never settle: each operating point turns {Unsettled!.Name} or another one over",
                "give the switches hysteresis (vh= or ih=), break the loop through their control voltages, or run .tran, which starts all the same");
        FindSolution(t, x, true);
    }

    private void FindSolution(double t, Span<double> x, bool warm)
    {
        x.CopyTo(_start);
        if (Try("newton", t, x, warm, Direct) || Try("gmin stepping", t, x, false, GminStepping)
            || Try("source stepping", t, x, false, SourceStepping) || Try("pseudo-transient", t, x, false, PseudoTransient)) return;
        throw Failure();
    }

    private delegate bool Strategy(double t, Span<double> x);

    private bool Try(string name, double t, Span<double> x, bool warm, Strategy strategy)
    {
        _start.CopyTo(x);
        _circuit.Equations.IsFirstEvaluation = !warm;
        bool done = strategy(t, x);
        (_circuit.DiagonalGmin, _circuit.Anchor, _circuit.Equations.SourceScale) = (0, null, 1);
        _circuit.Equations.Gmin = _circuit.Options.Gmin;
        if (done) Method = name;
        return done;
    }

    /// <summary>As SPICE: first with the devices that are OFF held so, then all free from there: what an OFF on one side of a latch is for.</summary>
    private bool Direct(double t, Span<double> x)
    {
        var eq = _circuit.Equations;
        if (_startsOff && eq.IsFirstEvaluation)
        {
            eq.HoldsOff = true;
            bool held = Newton(t, x);
            eq.HoldsOff = false;
            if (!held)
            {
                _start.CopyTo(x);
                eq.IsFirstEvaluation = true;
            }
        }
        return Newton(t, x);
    }

    private bool Newton(double t, Span<double> x)
    {
        _last = _newton.Solve(t, x, _options);
        if (_last.Outcome == NewtonOutcome.NotFinite) _notFinite = Trouble.NotFinite(_circuit);
        if (!_last.Ok && _last.Outcome != NewtonOutcome.NotFinite) x.CopyTo(_tried);
        _circuit.Equations.IsFirstEvaluation = false;
        return _last.Ok;
    }

    /// <summary>A conductance from every node to ground, lowered by a factor that adapts to success.</summary>
    private bool GminStepping(double t, Span<double> x)
    {
        var good = new double[x.Length];
        double g = 1e-2, factor = 10, goodG = double.PositiveInfinity;
        x.CopyTo(good);
        for (int k = 0; k < 200; k++)
        {
            _circuit.DiagonalGmin = g;
            if (Newton(t, x))
            {
                x.CopyTo(good);
                goodG = g;
                if (g <= 1e-13) break;
                factor = Math.Min(factor * Math.Sqrt(factor), 1e3);
                g /= factor;
                continue;
            }
            if (double.IsInfinity(goodG))
            {
                if (g > 1e4) return false;
                g *= 100;
            }
            else
            {
                factor = Math.Pow(factor, 0.25);
                if (factor < 1.0001) return false;
                g = goodG / factor;
            }
            good.CopyTo(x);
        }
        _circuit.DiagonalGmin = 0;
        return Newton(t, x);
    }

    /// <summary>All independent sources raised together from 0 in steps that adapt to success.</summary>
    private bool SourceStepping(double t, Span<double> x)
    {
        var good = new double[x.Length];
        double reached = -1, step = 0.1;
        x.Clear();
        for (int k = 0; k < 500; k++)
        {
            double scale = reached < 0 ? 0 : Math.Min(1, reached + step);
            _circuit.Equations.SourceScale = scale;
            if (Newton(t, x))
            {
                x.CopyTo(good);
                if (scale >= 1) return true;
                if (reached >= 0) step *= 1.5;
                reached = scale;
                continue;
            }
            step *= 0.25;
            if (reached < 0 || step < 1e-9) return false;
            good.CopyTo(x);
        }
        return false;
    }

    /// <summary>Implicit Euler on a capacitor from every node to ground, steps growing until nothing moves.</summary>
    private bool PseudoTransient(double t, Span<double> x)
    {
        var anchor = new double[x.Length];
        double g = 1;
        x.CopyTo(anchor);
        _circuit.Anchor = anchor;
        for (int k = 0; k < 1000 && g > 1e-13; k++)
        {
            _circuit.DiagonalGmin = g;
            if (Newton(t, x))
            {
                x.CopyTo(anchor);
                g *= 0.5;
                continue;
            }
            anchor.CopyTo(x);
            g *= 8;
            if (g > 1e6) return false;
        }
        (_circuit.DiagonalGmin, _circuit.Anchor) = (0, null);
        return Newton(t, x);
    }

    private SimulationException Failure()
    {
        const string Tried = " (tried newton, gmin stepping, source stepping and pseudo-transient)";
        string where = _circuit.Describe(_last.WorstUnknown), there = Trouble.At(_circuit, _last.WorstUnknown, _tried);
        if (_last.Outcome == NewtonOutcome.NotFinite && _notFinite is { } culprit)
            return new SimulationException($"no operating point: {culprit}{Tried}",
                "keep arguments in their domain with max() or limit(), or give a starting point with .nodeset");
        string what = _last.Outcome switch
        {
            NewtonOutcome.Singular => $"no operating point: the matrix is singular at {where}",
            NewtonOutcome.NotFinite => $"no operating point: {where} became infinite or not a number",
            _ => $"no operating point: {where} is still {_last.WorstRatio:g2} tolerances away after {_last.Iterations} iterations",
        };
        return new SimulationException(what + Tried + there,
            _last.Outcome == NewtonOutcome.Singular
                ? "look for a node with no path to ground, or a loop of voltage sources and inductors"
                : $"give a starting point with .nodeset {where}=..., raise itl1 or gmin, or check the models of the devices at {where}");
    }
}
