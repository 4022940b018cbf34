using SpiceSharp.Algebra;
using SpiceSharp.Behaviors;
using SpiceSharp.Components;
using SpiceSharp.Components.CommonBehaviors;
using SpiceSharp.Simulations;

namespace NanoSpice.SpiceSharp;

/// <summary>dQ/dt by SpiceSharp's integration method, which takes its step from Q as well.</summary>
internal sealed class SlitChargeTime : Behavior, IBiasingBehavior, ITimeBehavior
{
    private readonly SlitCharge _component;
    private readonly OnePort<double> _nodes;
    private readonly ElementSet<double> _elements;
    private readonly ITimeSimulationState _time;
    private readonly IDerivative _charge;

    public SlitChargeTime(IComponentBindingContext context, SlitCharge component)
        : base(context)
    {
        _component = component;
        var state = context.GetState<IBiasingSimulationState>();
        _time = context.GetState<ITimeSimulationState>();
        _nodes = new OnePort<double>(state, context);
        _elements = new ElementSet<double>(state.Solver, _nodes.GetMatrixLocations(state.Map), _nodes.GetRhsIndices(state.Map));
        _charge = context.GetState<IIntegrationMethod>().CreateDerivative();
    }

    private double Voltage => _nodes.Positive.Value - _nodes.Negative.Value;

    void ITimeBehavior.InitializeStates() =>
        _charge.Value = _component.Capacitor.Charge(_time.UseIc && !double.IsNaN(_component.Initial) ? _component.Initial : Voltage);

    void IBiasingBehavior.Load()
    {
        if (_time.UseDc) return;
        double v = Voltage;
        _charge.Value = _component.Capacitor.Charge(v, out double capacitance);
        _charge.Derive();
        var tangent = _charge.GetContributions(capacitance, v);
        _elements.Add(tangent.Jacobian, -tangent.Jacobian, -tangent.Jacobian, tangent.Jacobian, -tangent.Rhs, tangent.Rhs);
    }
}
