using NanoSpice.Engine.Devices;
using NanoSpice.Engine.Stimuli;

namespace NanoSpice.Engine;

/// <summary>What a phase under a regulated current source came to.</summary>
/// <param name="Duration">[s]</param>
/// <param name="Charge">delivered into the cell: integral of i dt [C]</param>
/// <param name="Energy">delivered into the cell: integral of v i dt [J]</param>
/// <param name="Before">the cell just before the phase</param>
/// <param name="First">the cell just behind the jump with which the phase began</param>
/// <param name="Last">the cell at its end</param>
internal readonly record struct PhaseSum(PhaseEnd End, double Duration, double Charge, double Energy, CellPoint Before, CellPoint First, CellPoint Last)
{
    /// <summary>Jump of the potential over the jump of the current at the start of the phase [Ohm].</summary>
    public double SeriesResistance => (First.Potential - Before.Potential) / (First.Current - Before.Current);

    /// <summary>This phase and one that follows it.</summary>
    public PhaseSum Then(PhaseSum next) => this with { End = next.End, Duration = Duration + next.Duration, Charge = Charge + next.Charge, Energy = Energy + next.Energy, Last = next.Last };
}

/// <summary>A cell under a current source that can hold current, potential or power: the phases of .gcd and .ragone.</summary>
internal sealed class GalvanostaticCell
{
    /// <summary>How many times its expected duration a phase may take before it is given up [-].</summary>
    private const double Patience = 100;

    /// <summary>Duration expected of a phase when the cell seems to store nothing [s].</summary>
    private const double Blind = 1;

    private readonly AnalysisContext _context;
    private readonly CurrentSource _source;
    private readonly double _low, _high, _longest;
    private readonly CellRun _run;

    /// <param name="longest">when to give up a phase [s]; NaN: after many times what the linearized cell would take</param>
    public GalvanostaticCell(AnalysisContext context, CurrentSource source, (double Low, double High) window, double longest, CellTrace trace)
    {
        (_context, _source, _low, _high, _longest) = (context, source, window.Low, window.High, longest);
        _run = new CellRun(context, source, trace);
    }

    /// <summary>Charge between the limits of the window as the linearized cell would store it [C]; 0: not known.</summary>
    public double ExpectedCharge { get; private set; }

    public CellTrace Trace => _run.Trace;

    /// <summary>Steady state at a potential.</summary>
    public void Settle(double potential)
    {
        double largest = 0;
        foreach (double v in (double[])[_low, _high, potential])
        {
            try
            {
                Hold(v);
            }
            catch (SimulationException) when (v != potential)
            {
                // Only for the estimate: a diode may not have a steady state at the far end of the window.
                continue;
            }
            double c = CellEstimate.Capacitance(_context.Circuit, _run.X, ((IDrivenSource)_source).Delivered.Branch);
            if (double.IsFinite(c)) largest = Math.Max(largest, c);
        }
        Hold(potential);
        ExpectedCharge = largest * (_high - _low);
        double i = Trace.Cell.Current(_run.X);
        _before = new CellPoint(0, potential, i);
    }

    private CellPoint _before;

    /// <summary>Constant current until the potential meets a limit.</summary>
    public PhaseSum Drive(double current, PotentialLimit limit, int points) =>
        ToLimit(Regulation.Current, current, limit, ExpectedCharge / Math.Abs(current), points);

    /// <summary>Constant power drawn until the potential falls to a limit, or the cell cannot deliver it any more (Failed).</summary>
    public PhaseSum Draw(double power, PotentialLimit limit, int points) =>
        ToLimit(Regulation.Power, -power, limit, ExpectedCharge * 0.5 * (_high + _low) / power, points);

    /// <summary>Holds potential or current (0: rest) for a time.</summary>
    public PhaseSum Keep(Regulation what, double value, double duration, int points)
    {
        double start = _run.Time;
        _source.Regulation = what;
        Trace.Begin(start + duration, duration / points, points);
        var end = _run.Run(new Ramp(0, value, 0), start + duration);
        if (end == PhaseEnd.Failed) throw _run.Failure();
        return Sum(end, start);
    }

    /// <summary>Gives the source back to its line.</summary>
    public void Release()
    {
        (_source.Program, _source.Regulation) = (null, Regulation.Current);
        _run.Report();
    }

    private PhaseSum ToLimit(Regulation what, double value, PotentialLimit limit, double expected, int points)
    {
        double start = _run.Time, length = expected > 0 && double.IsFinite(expected) ? expected : Blind;
        double latest = start + (double.IsNaN(_longest) ? Patience * length : _longest);
        length = Math.Min(length, latest - start);
        _source.Regulation = what;
        Trace.Begin(double.PositiveInfinity, length / points, points);
        var end = _run.Run(new Ramp(0, value, 0), start + length, limit, latest);
        if (end == PhaseEnd.Failed && what != Regulation.Power) throw _run.Failure();
        return Sum(end, start);
    }

    private void Hold(double potential)
    {
        _source.Regulation = Regulation.Potential;
        _run.Settle(new Ramp(0, potential, 0));
    }

    private PhaseSum Sum(PhaseEnd end, double start)
    {
        var sum = new PhaseSum(end, _run.Time - start, Trace.Charge, Trace.Energy, _before, Trace.First, Trace.Last);
        if (end != PhaseEnd.LimitAtOnce) _before = Trace.Last;
        return sum;
    }
}
