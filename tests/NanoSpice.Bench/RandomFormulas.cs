using NanoSpice.Expressions;

namespace NanoSpice.Bench;

/// <summary>Formulas of 9 to 19 nodes, uniform in size, grown at random: the load of an evolution without its selection.</summary>
public static class RandomFormulas
{
    private const double ConstantShare = 0.25;
    private static readonly FormulaOp[] Operators = [FormulaOp.Add, FormulaOp.Subtract, FormulaOp.Multiply, FormulaOp.Divide];

    /// <param name="functions">names of functions of one argument beside + - * /, each as likely as an operator</param>
    /// <param name="variables">number of columns</param>
    public static FormulaNode[][] Make(int count, IReadOnlyList<string> functions, int variables, int seed)
    {
        var random = new Random(seed);
        int[] rows = [.. functions.Select(f => Functions.Find(f)!.Row)];
        return [.. Enumerable.Range(0, count).Select(_ => Grow(random, 9 + random.Next(11), rows, variables))];
    }

    private static FormulaNode[] Grow(Random random, int size, int[] functions, int variables)
    {
        if (functions.Length == 0) size |= 1;
        var nodes = new List<FormulaNode>(size);
        Add(size);
        return [.. nodes];

        void Add(int n)
        {
            int choice = n == 1 ? -1 : n == 2 ? Operators.Length : random.Next(Operators.Length + functions.Length);
            if (functions.Length == 0 && n > 1) choice = random.Next(Operators.Length);
            if (n == 1)
            {
                nodes.Add(random.NextDouble() < ConstantShare
                    ? new(FormulaOp.Constant, 0, 1, 0, Math.Round(0.1 + (3 * random.NextDouble()), 3))
                    : new(FormulaOp.Variable, 0, 1, random.Next(variables), 0));
            }
            else if (choice >= Operators.Length)
            {
                Add(n - 1);
                nodes.Add(new(FormulaOp.Call, 1, n, functions[random.Next(functions.Length)], 0));
            }
            else
            {
                // Without functions both parts have an odd number of nodes.
                int left = functions.Length > 0 ? 1 + random.Next(n - 2) : 1 + (2 * random.Next((n - 1) / 2));
                Add(left);
                Add(n - 1 - left);
                nodes.Add(new(Operators[choice], 2, n, 0, 0));
            }
        }
    }
}
