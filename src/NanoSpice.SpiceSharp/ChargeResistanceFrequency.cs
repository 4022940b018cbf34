using System.Numerics;
using SpiceSharp.Algebra;
using SpiceSharp.Behaviors;
using SpiceSharp.Components;
using SpiceSharp.Simulations;

namespace NanoSpice.SpiceSharp;

/// <summary>The tangent at the operating point.</summary>
internal sealed class ChargeResistanceFrequency : ChargeResistanceBiasing, IFrequencyBehavior
{
    private readonly ElementSet<Complex> _elements;

    public ChargeResistanceFrequency(IComponentBindingContext context, ChargeResistance component)
        : base(context, component)
    {
        var state = context.GetState<IComplexSimulationState>();
        _elements = new ElementSet<Complex>(state.Solver, Places([.. context.Nodes.Select(n => state.Map[state.GetSharedVariable(n)])]));
    }

    void IFrequencyBehavior.InitializeParameters() => Evaluate();

    void IFrequencyBehavior.Load()
    {
        double g = Conductance, k = Transconductance;
        _elements.Add(g, -g, k, -k, -g, g, -k, k);
    }
}
