using NanoSpice.Engine.Devices;
using SpiceSharp.Behaviors;
using SpiceSharp.Components;
using SpiceSharp.Simulations;

namespace NanoSpice.SpiceSharp;

/// <summary>The resistance of a trans-slit step as a SpiceSharp component: nodes a b, and plus minus of the store whose charge sets it.</summary>
/// <remarks>
///   (1)  i = (v_a - v_b) / R(Q)      leaves a, enters b [A];  R: ChargeLaw, the engine's      (2)  Q = Q(v_plus - v_minus): SlitCapacitor
///   Two-terminal N is this alone; three-terminal N, p n s, is this on p n s p with a SlitCharge on s p.
/// </remarks>
public sealed class ChargeResistance : Component
{
    private const int Pins = 4;

    public ChargeResistance(string name, string a, string b, string plus, string minus, ChargeLaw law, SlitCapacitor store)
        : base(name, Pins)
    {
        (Law, Store) = (law, store);
        Connect(a, b, plus, minus);
    }

    public ChargeLaw Law { get; }

    public SlitCapacitor Store { get; }

    public override void CreateBehaviors(ISimulation simulation)
    {
        var behaviors = new BehaviorContainer(Name);
        var context = new ComponentBindingContext(this, simulation, behaviors);
        if (simulation.UsesBehaviors<IFrequencyBehavior>()) behaviors.Add(new ChargeResistanceFrequency(context, this));
        else if (simulation.UsesBehaviors<IBiasingBehavior>()) behaviors.Add(new ChargeResistanceBiasing(context, this));
        simulation.EntityBehaviors.Add(behaviors);
    }
}
