using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>An axis of a sweep that does not stand in the deck: --sweep rc=1,2,5, or the rows of a grid.</summary>
/// <param name="Names">what varies together, as a heading of a .step table names it: rc, temp, v1, step(gamma) or step.gamma</param>
/// <param name="Rows">one array a point, one number a name</param>
/// <param name="Logarithmic">spaced by decades or octaves</param>
public sealed record OuterAxis(IReadOnlyList<Word> Names, IReadOnlyList<double[]> Rows, bool Logarithmic = false);
