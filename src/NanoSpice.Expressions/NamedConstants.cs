namespace NanoSpice.Expressions;

/// <summary>
/// pi and e: the names ngspice's B source knows. They give way to a parameter of the same name, so they stay by name in a
/// formula until <see cref="Formula.Bind"/>. ngspice's boltz, echarge, kelvin, planck and c live in its command language only.
/// </summary>
internal static class NamedConstants
{
    private static readonly string[] Names = ["pi", "e"];
    private static readonly double[] Values = [Math.PI, Math.E];

    public static int IndexOf(ReadOnlySpan<char> name)
    {
        for (int k = 0; k < Names.Length; k++)
        {
            if (name.Equals(Names[k], StringComparison.OrdinalIgnoreCase))
                return k;
        }
        return -1;
    }

    public static string Name(int index) => Names[index];

    public static double Value(int index) => Values[index];
}
