using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>Recognises target = I Rc (1 - gamma f(Q)/Qmax) in a law, and finds the slit's capacitance in a table.</summary>
/// <param name="Current">the input that is I</param>
/// <param name="Charge">the input that is Q</param>
/// <param name="IsAbsolute">f(Q) = |Q|</param>
/// <param name="Sign">sign of Q where the law was written with Q and Q is never positive: f(Q) = -Q = |Q|</param>
public sealed record NanoslitForm(string Current, string Charge, bool IsAbsolute, int Sign)
{
    /// <summary>The roles in a law; null when it is another law.</summary>
    public static NanoslitForm? Of(Law law, Dataset data)
    {
        if (law.Letters.Count != law.Terms.Count || law.Sum.Terms.Length is 0 or > 2) return null;
        if (law.Sum.Terms[0].Product.Factors is not [{ Power: 1, Atom: { Op: FormulaOp.Variable } current }] || !IsCurrent(data.Find(current.Name)!)) return null;
        if (law.Sum.Terms.Length == 1)
            return data.Inputs.Concat(data.Others).FirstOrDefault(IsCharge) is { } any ? new(current.Name, any.Name, true, 1) : null;
        var others = law.Sum.Terms[1].Product.Factors.Where(f => f.Atom.Key != current.Key).ToArray();
        if (law.Sum.Terms[1].Product.PowerOf(current) != 1 || others is not [{ Power: 1 } factor]) return null;
        bool absolute = factor.Atom is { Op: FormulaOp.Call, Name: "abs" };
        string? name = absolute ? VariableOf(factor.Atom.Arguments[0]) : factor.Atom.Op == FormulaOp.Variable ? factor.Atom.Name : null;
        if (name is null || data.Find(name) is not { } charge || !IsCharge(charge)) return null;
        double low = charge.Values.Min(), high = charge.Values.Max(), size = 1e-6 * Math.Max(-low, high);
        return absolute ? new(current.Name, name, true, 1) : new(current.Name, name, low >= -size || high <= size, high <= size ? -1 : 1);
    }

    /// <summary>Amperes, or amperes per metre or square metre; without a unit a name that begins with i or the word current.</summary>
    public static bool IsCurrent(DataColumn column) => column.Unit is { } u
        ? u with { Metre2 = 0 } == new UnitVector(0, 0, 0, 2, 0, 0)
        : column.Name is "i" or "current" || column.Name.StartsWith("i_", StringComparison.Ordinal) || column.Name.StartsWith("i(", StringComparison.Ordinal);

    /// <summary>Coulombs, or coulombs per metre or square metre; without a unit a name that begins with q or the word charge.</summary>
    public static bool IsCharge(DataColumn column) => column.Unit is { } u
        ? u with { Metre2 = 0 } == new UnitVector(0, 0, 2, 2, 0, 0)
        : column.Name is "q" or "charge" || column.Name.StartsWith("q_", StringComparison.Ordinal) || column.Name.StartsWith("q(", StringComparison.Ordinal);

    /// <summary>Capacitance of Q against phi_m - psi through zero, or against phi_m - phi with an offset (phi is not zero at rest when double layers overlap).</summary>
    public static (double Value, double Error)? Capacitance(Dataset data, DataColumn charge)
    {
        if (data.Find("phi_m") is not { } sheet) return null;
        var (inner, offset) = data.Find("psi") is { } psi ? (psi, false) : (data.Find("phi"), true);
        if (inner is null) return null;
        double[] drop = [.. sheet.Values.Zip(inner.Values, (a, b) => a - b)];
        double[] ones = new double[drop.Length];
        Array.Fill(ones, 1.0);
        var fit = LinearFit.Solve(offset ? [drop, ones] : [drop], charge.Values);
        return fit.Weights[0] > 0 ? (fit.Weights[0], Math.Sqrt(fit.MeanSquare * fit.Inverse[0, 0])) : null;
    }

    private static string? VariableOf(NormalSum sum) =>
        sum.Terms is [{ Number: 1, Product.Factors: [{ Power: 1, Atom: { Op: FormulaOp.Variable } atom }] }] ? atom.Name : null;
}
