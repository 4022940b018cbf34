using System.Numerics;
using SpiceSharp.Algebra;
using SpiceSharp.Behaviors;
using SpiceSharp.Components;
using SpiceSharp.Components.CommonBehaviors;
using SpiceSharp.Simulations;

namespace NanoSpice.SpiceSharp;

/// <summary>The capacitance at the operating point.</summary>
internal sealed class SlitChargeFrequency : Behavior, IBiasingBehavior, IFrequencyBehavior
{
    private readonly SlitCharge _component;
    private readonly OnePort<double> _bias;
    private readonly IComplexSimulationState _state;
    private readonly ElementSet<Complex> _elements;
    private double _capacitance;

    public SlitChargeFrequency(IComponentBindingContext context, SlitCharge component)
        : base(context)
    {
        _component = component;
        _bias = new OnePort<double>(context.GetState<IBiasingSimulationState>(), context);
        _state = context.GetState<IComplexSimulationState>();
        _elements = new ElementSet<Complex>(_state.Solver, new OnePort<Complex>(_state, context).GetMatrixLocations(_state.Map));
    }

    void IBiasingBehavior.Load()
    {
    }

    void IFrequencyBehavior.InitializeParameters() => _component.Capacitor.Charge(_bias.Positive.Value - _bias.Negative.Value, out _capacitance);

    void IFrequencyBehavior.Load()
    {
        Complex y = _state.Laplace * _capacitance;
        _elements.Add(y, -y, -y, y);
    }
}
