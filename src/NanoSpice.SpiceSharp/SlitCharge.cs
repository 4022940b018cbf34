using NanoSpice.Engine.Devices;
using SpiceSharp.Behaviors;
using SpiceSharp.Components;
using SpiceSharp.Simulations;

namespace NanoSpice.SpiceSharp;

/// <summary>The charge of a slit's wall, constant capacitance or double layer, as a SpiceSharp component.</summary>
/// <remarks>(1)  Q = Q(v_s - v_p)      charge of s, minus that of p [C]: SlitCapacitor</remarks>
public sealed class SlitCharge : Component
{
    private const int Pins = 2;

    public SlitCharge(string name, string s, string p, SlitCapacitor capacitor, double initial = double.NaN)
        : base(name, Pins)
    {
        (Capacitor, Initial) = (capacitor, initial);
        Connect(s, p);
    }

    public SlitCapacitor Capacitor { get; }

    /// <summary>v_s - v_p at the start with uic [V]; NaN: none.</summary>
    public double Initial { get; }

    public override void CreateBehaviors(ISimulation simulation)
    {
        var behaviors = new BehaviorContainer(Name);
        var context = new ComponentBindingContext(this, simulation, behaviors);
        if (simulation.UsesBehaviors<ITimeBehavior>()) behaviors.Add(new SlitChargeTime(context, this));
        else if (simulation.UsesBehaviors<IFrequencyBehavior>()) behaviors.Add(new SlitChargeFrequency(context, this));
        simulation.EntityBehaviors.Add(behaviors);
    }
}
