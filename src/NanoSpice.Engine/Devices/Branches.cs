namespace NanoSpice.Engine.Devices;

/// <summary>What devices write between two of their nodes: currents, charges, the resistances of their terminals.</summary>
internal static class Branches
{
    /// <summary>i = g (v_a - v_b) leaves a, enters b [A]; nothing for g = 0.</summary>
    public static void Conductor(Equations eq, Unknown a, Unknown b, double g)
    {
        if (g != 0) Flow(eq, a, b, g * (eq[a] - eq[b]), g);
    }

    /// <summary>i leaves a, enters b [A], with slope g along v_a - v_b [S].</summary>
    public static void Flow(Equations eq, Unknown a, Unknown b, double i, double g)
    {
        eq.Flow(a, i);
        eq.Flow(b, -i);
        if (!eq.WantsJacobian) return;
        var slots = eq.NextSlots(4);
        if (slots.Length == 4)
        {
            AddPair(eq.FlowTarget, slots, g);
            return;
        }
        eq.DFlow(a, a, g);    eq.DFlow(a, b, -g);
        eq.DFlow(b, a, -g);   eq.DFlow(b, b, g);
    }

    /// <summary>a holds charge q, b its opposite [C], with slope c along v_a - v_b [F].</summary>
    public static void Charge(Equations eq, Unknown a, Unknown b, double q, double c)
    {
        eq.Charge(a, q);
        eq.Charge(b, -q);
        if (!eq.WantsJacobian) return;
        var slots = eq.NextSlots(4);
        if (slots.Length == 4)
        {
            AddPair(eq.ChargeTarget, slots, eq.Alpha * c);
            return;
        }
        eq.DCharge(a, a, c);    eq.DCharge(a, b, -c);
        eq.DCharge(b, a, -c);   eq.DCharge(b, b, c);
    }

    private static void AddPair(double[] target, ReadOnlySpan<int> slots, double d)
    {
        target[slots[0]] += d;    target[slots[1]] -= d;
        target[slots[2]] -= d;    target[slots[3]] += d;
    }
}
