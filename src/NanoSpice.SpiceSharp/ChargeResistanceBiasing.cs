using SpiceSharp.Algebra;
using SpiceSharp.Behaviors;
using SpiceSharp.Components;
using SpiceSharp.Simulations;

namespace NanoSpice.SpiceSharp;

/// <summary>Current and its derivatives, in static solutions and in time alike: no state but the voltages.</summary>
internal class ChargeResistanceBiasing : Behavior, IBiasingBehavior, IConvergenceBehavior
{
    private readonly ChargeResistance _component;
    private readonly IVariable<double>[] _nodes = new IVariable<double>[4];
    private readonly ElementSet<double> _elements;
    private readonly BiasingParameters _tolerances;
    private double _current, _a, _b, _control;

    public ChargeResistanceBiasing(IComponentBindingContext context, ChargeResistance component)
        : base(context)
    {
        _component = component;
        var state = context.GetState<IBiasingSimulationState>();
        _tolerances = context.GetSimulationParameterSet<BiasingParameters>();
        for (int k = 0; k < 4; k++) _nodes[k] = state.GetSharedVariable(context.Nodes[k]);
        int[] row = [.. _nodes.Select(n => state.Map[n])];
        _elements = new ElementSet<double>(state.Solver, Places(row), [row[0], row[1]]);
    }

    /// <summary>di/d(v_a - v_b) [S].</summary>
    protected double Conductance { get; private set; }

    /// <summary>di/d(v_plus - v_minus) [S].</summary>
    protected double Transconductance { get; private set; }

    /// <summary>Rows a and b, columns a b plus minus.</summary>
    protected static MatrixLocation[] Places(int[] node) => [.. new[] { 0, 1 }.SelectMany(r => Enumerable.Range(0, 4).Select(c => new MatrixLocation(node[r], node[c])))];

    void IBiasingBehavior.Load()
    {
        Evaluate();
        double g = Conductance, k = Transconductance, rest = _current - g * (_a - _b) - k * _control;
        _elements.Add(g, -g, k, -k, -g, g, -k, k, -rest, rest);
    }

    /// <summary>The current that Newton's tangent foretold against the one at the new voltages.</summary>
    bool IConvergenceBehavior.IsConvergent()
    {
        double foretold = _current + Conductance * (_nodes[0].Value - _nodes[1].Value - _a + _b) + Transconductance * (_nodes[2].Value - _nodes[3].Value - _control);
        double control = _nodes[2].Value - _nodes[3].Value, now = (_nodes[0].Value - _nodes[1].Value) / _component.Law.Resistance(_component.Store.Charge(control), out _);
        return Math.Abs(now - foretold) <= _tolerances.RelativeTolerance * Math.Max(Math.Abs(now), Math.Abs(foretold)) + _tolerances.AbsoluteTolerance;
    }

    protected void Evaluate()
    {
        (_a, _b, _control) = (_nodes[0].Value, _nodes[1].Value, _nodes[2].Value - _nodes[3].Value);
        double charge = _component.Store.Charge(_control, out double capacitance), g = 1 / _component.Law.Resistance(charge, out double slope);
        _current = g * (_a - _b);
        (Conductance, Transconductance) = (g, -_current * g * slope * capacitance);
    }
}
