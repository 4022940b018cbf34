namespace NanoSpice.Engine.Devices;

/// <summary>What parts of a device between two of its nodes write: the resistances of its terminals, its stored charges.</summary>
internal static class Branches
{
    /// <summary>i = g (v_a - v_b) leaves a, enters b [A]; nothing for g = 0.</summary>
    public static void Conductor(Equations eq, Unknown a, Unknown b, double g)
    {
        if (g == 0) return;
        double i = g * (eq[a] - eq[b]);
        eq.Flow(a, i);    eq.DFlow(a, a, g);    eq.DFlow(a, b, -g);
        eq.Flow(b, -i);   eq.DFlow(b, a, -g);   eq.DFlow(b, b, g);
    }
}
