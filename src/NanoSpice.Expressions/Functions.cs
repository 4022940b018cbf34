using static NanoSpice.Expressions.FormulaFunction;

namespace NanoSpice.Expressions;

/// <summary>
/// The functions of expressions, one row each. Conventions are those of ngspice's B source [NGSPICE 5.1] where it has the
/// function, else of LTspice. Outside a domain the value is NaN as in IEEE; at a corner the slope is one-sided or the mean
/// of both sides, never NaN; where a slope would be infinite at a point of the domain, <see cref="Steep"/> stands for it.
/// </summary>
public static class Functions
{
    /// <summary>Finite stand-in for the infinite slope of sqrt and pwr at zero: that of sqrt at 1e-30.</summary>
    internal const double Steep = 5e14;

    private static readonly double Ln10 = Math.Log(10);

    private static readonly FormulaFunction[] Table =
    [
        One("sqrt", Math.Sqrt, (x, y) => y == 0 ? Steep : 0.5 / y, "x >= 0", ColumnKernels.Map<ColumnKernels.Root>, ColumnKernels.Map<ColumnKernels.RootSlope>),
        One("sqr", x => x * x, (x, _) => 2 * x, columns: ColumnKernels.Map<ColumnKernels.Square>, columnSlopes: ColumnKernels.Map<ColumnKernels.SquareSlope>),
        One("abs", Math.Abs, (x, _) => Sign(x), columns: ColumnKernels.Map<ColumnKernels.Magnitude>),
        One("exp", Math.Exp, (_, y) => y, columns: ColumnKernels.Map<ColumnKernels.Exponential>, columnSlopes: ColumnKernels.Map<ColumnKernels.ExponentialSlope>),
        One("ln", Math.Log, (x, _) => 1 / x, "x > 0; natural, as is log", ColumnKernels.Map<ColumnKernels.Logarithm>, ColumnKernels.Map<ColumnKernels.LogarithmSlope>),
        One("log10", Math.Log10, (x, _) => 1 / (x * Ln10), "x > 0"),
        One("db", x => 20 * Math.Log10(Math.Abs(x)), (x, _) => 20 / (x * Ln10), "20 log10 |x|"),
        One("sin", Math.Sin, (x, _) => Math.Cos(x), columns: ColumnKernels.Map<ColumnKernels.Sine>, columnSlopes: ColumnKernels.Map<ColumnKernels.SineSlope>),
        One("cos", Math.Cos, (x, _) => -Math.Sin(x), columns: ColumnKernels.Map<ColumnKernels.Cosine>, columnSlopes: ColumnKernels.Map<ColumnKernels.CosineSlope>),
        One("tan", Math.Tan, (_, y) => 1 + y * y),
        One("asin", Math.Asin, (x, _) => 1 / Math.Sqrt((1 - x) * (1 + x)), "-1 <= x <= 1"),
        One("acos", Math.Acos, (x, _) => -1 / Math.Sqrt((1 - x) * (1 + x)), "-1 <= x <= 1"),
        One("atan", Math.Atan, (x, _) => 1 / (1 + x * x)),
        One("sinh", Math.Sinh, (x, _) => Math.Cosh(x)),
        One("cosh", Math.Cosh, (x, _) => Math.Sinh(x)),
        One("tanh", Math.Tanh, (x, _) => SechSquared(x)),
        One("asinh", Math.Asinh, (x, _) => 1 / Math.Sqrt(1 + x * x)),
        One("acosh", Math.Acosh, (x, _) => 1 / Math.Sqrt((x - 1) * (x + 1)), "x >= 1"),
        One("atanh", Math.Atanh, (x, _) => 1 / ((1 - x) * (1 + x)), "-1 < x < 1"),
        One("sgn", Sign, Flat, "sgn(0) = 0"),
        One("floor", Math.Floor, Flat),
        One("ceil", Math.Ceiling, Flat),
        One("int", Math.Truncate, Flat, "towards zero"),
        One("trunc", Math.Truncate, Flat, "towards zero"),
        One("nint", x => Math.Round(x, MidpointRounding.ToEven), Flat, "halves to the even neighbour, as ngspice"),
        One("round", x => Math.Round(x, MidpointRounding.AwayFromZero), Flat, "halves away from zero, as C"),
        One("u", x => x > 0 ? 1 : x < 0 ? 0 : x == 0 ? 0.5 : x, Flat, "unit step; u(0) = 0.5, as ngspice"),
        One("stp", x => x > 0 ? 1 : double.IsNaN(x) ? x : 0, Flat, "unit step; stp(0) = 0"),
        One("uramp", x => x < 0 ? 0 : x, (x, _) => x > 0 ? 1 : x < 0 ? 0 : 0.5, "max(x, 0)"),
        One("u2", x => x <= 0 ? 0 : x >= 1 ? 1 : x, (x, _) => x is > 0 and < 1 ? 1 : x is 0 or 1 ? 0.5 : 0, "x limited to 0 .. 1"),
        One("buf", x => x > 0.5 ? 1 : double.IsNaN(x) ? x : 0, Flat, "1 above 0.5"),
        One("inv", x => x > 0.5 ? 0 : double.IsNaN(x) ? x : 1, Flat, "0 above 0.5"),
        One("eq0", x => x == 0 ? 1 : 0, Flat),
        One("ne0", x => x != 0 ? 1 : 0, Flat),
        One("gt0", x => x > 0 ? 1 : 0, Flat),
        One("lt0", x => x < 0 ? 1 : 0, Flat),
        One("ge0", x => x >= 0 ? 1 : 0, Flat),
        One("le0", x => x <= 0 ? 1 : 0, Flat),
        Two("min", Math.Min, (a, b) => a <= b ? (1, 0) : (0, 1), "where both are equal the slope is that of the first"),
        Two("max", Math.Max, (a, b) => a >= b ? (1, 0) : (0, 1), "where both are equal the slope is that of the first"),
        Two("atan2", Math.Atan2, Atan2Slope, "angle of the point (second, first); slope 0 at the origin"),
        Two("hypot", double.Hypot, HypotSlope, "slope 0 at the origin"),
        Two("fmod", (a, b) => a % b, (a, b) => (1, -Math.Truncate(a / b)), "remainder with the sign of the first"),
        Two("sign", (a, b) => Math.Abs(a) * (b < 0 ? -1 : 1), (a, b) => (Sign(a) * (b < 0 ? -1 : 1), 0), "size of the first, sign of the second"),
        Two("pwr", SignedPower, SignedPowerSlope, "sgn(x) |x|^y, as ngspice's B source"),
        Many("limit", 3, 3, Limit.Value, Limit.Slopes, "the middle one of the three, as LTspice"),
        Many("uplim", 3, 3, SoftLimit.Upper, SoftLimit.UpperSlopes, "x, bound, width: x below the bound, smoothly held under it, as LTspice"),
        Many("dnlim", 3, 3, SoftLimit.Lower, SoftLimit.LowerSlopes, "x, bound, width: x above the bound, smoothly held over it, as LTspice"),
        Many("table", 3, int.MaxValue, a => PointTable.Value(a, extend: false), (a, s) => PointTable.Slopes(a, s, extend: false), "x, x1, y1, x2, y2 ...; constant outside the points"),
        Many("pwl", 3, int.MaxValue, a => PointTable.Value(a, extend: true), (a, s) => PointTable.Slopes(a, s, extend: true), "x, x1, y1, x2, y2 ...; straight on outside the points, as ngspice"),
        One("re", x => x, (_, _) => 1, "real part; in measurements of small-signal results"),
        One("imag", x => 0 * x, Flat, "imaginary part; im(x) where x is no element"),
        One("mag", Math.Abs, (x, _) => Sign(x), "magnitude"),
        One("ph", x => x < 0 ? 180 : 0 * x, Flat, "phase in degrees"),
        Spelling("pow", FormulaOp.Power, "|x|^y, as ngspice's B source"),
        Spelling("if", FormulaOp.Select, "if(condition, yes, no)"),
        Spelling("ternary_fcn", FormulaOp.Select, "ternary_fcn(condition, yes, no)"),
    ];

    private static readonly Dictionary<string, FormulaFunction> ByName = Index();

    private static readonly Dictionary<string, FormulaFunction>.AlternateLookup<ReadOnlySpan<char>> Lookup = ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly Dictionary<string, string> Unsupported = new(StringComparer.OrdinalIgnoreCase)
    {
        ["random"] = "random", ["white"] = "random",
        ["idtmod"] = "of the past", ["ddx"] = "of a derivative",
    };

    /// <summary>All rows; other spellings (log, arctan ...) lead to them.</summary>
    public static IReadOnlyList<FormulaFunction> All => Table;

    /// <summary>The row of a name, whatever its case, or null.</summary>
    public static FormulaFunction? Find(ReadOnlySpan<char> name) => Lookup.TryGetValue(name, out var row) ? row : null;

    internal static ReadOnlySpan<FormulaFunction> Rows => Table;

    /// <summary>Why a function that other simulators know is missing here; null if it is simply unknown.</summary>
    internal static string? WhyUnsupported(string name) => Unsupported.TryGetValue(name, out string? kind)
        ? $"{name.ToLowerInvariant()} is a function {(kind == "random" ? "with a random value" : kind)} and is not supported"
        : null;

    /// <summary>Every name that <see cref="Find"/> knows.</summary>
    internal static IEnumerable<string> Names => ByName.Keys;

    private static Dictionary<string, FormulaFunction> Index()
    {
        var byName = new Dictionary<string, FormulaFunction>(StringComparer.OrdinalIgnoreCase);
        for (int k = 0; k < Table.Length; k++)
        {
            Table[k].Row = k;
            byName.Add(Table[k].Name, Table[k]);
        }
        (string Other, string Name)[] spellings =
            [("log", "ln"), ("arctan", "atan"), ("arcsin", "asin"), ("arccos", "acos"), ("square", "sqr"), ("ceiling", "ceil"),
             ("real", "re"), ("im", "imag"), ("phase", "ph"), ("cph", "ph"), ("deg", "ph"),
             ("tbl", "table"), ("pwrs", "pwr"), ("ustep", "stp"), ("arcsinh", "asinh"), ("arccosh", "acosh"), ("arctanh", "atanh"), ("fabs", "abs")];
        foreach (var (other, name) in spellings)
            byName.Add(other, byName[name]);
        return byName;
    }

    private static double Flat(double x, double y) => 0;

    private static double Sign(double x) => x > 0 ? 1 : x < 0 ? -1 : x;

    private static double SechSquared(double x)
    {
        double c = 1 / Math.Cosh(x);
        return c * c;
    }

    private static (double, double) Atan2Slope(double y, double x)
    {
        double r = double.Hypot(x, y);
        return r == 0 ? (0, 0) : (x / r / r, -y / r / r);
    }

    private static (double, double) HypotSlope(double a, double b)
    {
        double r = double.Hypot(a, b);
        return r == 0 ? (0, 0) : (a / r, b / r);
    }

    private static double SignedPower(double x, double y) => Sign(x) * Power.Value(x, y);

    private static (double, double) SignedPowerSlope(double x, double y)
    {
        if (x == 0)
            return (y == 1 ? 1 : y is > 0 and < 1 ? Steep : 0, 0);
        var (dx, dy) = Power.Slopes(x, y);
        double sign = Sign(x);
        return (sign * dx, sign * dy);
    }
}
