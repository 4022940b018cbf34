using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NanoSpice.Expressions;

/// <summary>Value and gradient of a formula. A pass forward computes every step; a pass back spreads the derivative of the result.</summary>
/// <remarks>Slot numbers come from <see cref="FormulaProgram"/>, which makes them, so they are read without a bounds check.</remarks>
internal static class FormulaEvaluator
{
    /// <summary>Doubles of scratch taken from the stack; larger formulas rent theirs.</summary>
    private const int OnStack = 128;

    [SkipLocalsInit]
    public static double Value(FormulaProgram program, ReadOnlySpan<double> variables)
    {
        if (program.Slots + program.Widest <= OnStack)
        {
            Span<double> slots = stackalloc double[OnStack];
            return Forward(program, variables, slots);
        }
        double[] rented = ArrayPool<double>.Shared.Rent(program.Slots + program.Widest);
        double value = Forward(program, variables, rented);
        ArrayPool<double>.Shared.Return(rented);
        return value;
    }

    [SkipLocalsInit]
    public static double ValueAndGradient(FormulaProgram program, ReadOnlySpan<double> variables, Span<double> gradient)
    {
        int half = program.Slots + program.Widest;
        if (half <= OnStack)
        {
            Span<double> scratch = stackalloc double[2 * OnStack];
            return ValueAndGradient(program, variables, gradient, scratch[..half], scratch.Slice(half, half));
        }
        double[] rented = ArrayPool<double>.Shared.Rent(2 * half);
        double value = ValueAndGradient(program, variables, gradient, rented.AsSpan(0, half), rented.AsSpan(half, half));
        ArrayPool<double>.Shared.Return(rented);
        return value;
    }

    private static double ValueAndGradient(
        FormulaProgram program, ReadOnlySpan<double> variables, Span<double> gradient, Span<double> slots, Span<double> adjoints)
    {
        double value = Forward(program, variables, slots);
        adjoints[..program.Slots].Clear();
        adjoints[program.Result] = 1;
        Backward(program, slots, adjoints);
        adjoints[..program.Variables].CopyTo(gradient);
        return value;
    }

    private static double Forward(FormulaProgram program, ReadOnlySpan<double> variables, Span<double> slots)
    {
        variables[..program.Variables].CopyTo(slots);
        program.Constants.CopyTo(slots[program.Variables..]);
        ref double slot = ref MemoryMarshal.GetReference(slots);
        foreach (ref readonly var step in program.Steps.AsSpan())
        {
            double a = Unsafe.Add(ref slot, step.A), b = Unsafe.Add(ref slot, step.B);
            Unsafe.Add(ref slot, step.Target) = step.Op switch
            {
                FormulaOp.Add => a + b,
                FormulaOp.Subtract => a - b,
                FormulaOp.Multiply => a * b,
                FormulaOp.Divide => a / b,
                FormulaOp.Negate => -a,
                FormulaOp.Not => a == 0 ? 1 : 0,
                FormulaOp.Select => a != 0 ? b : Unsafe.Add(ref slot, step.C),
                FormulaOp.Call => Called(step, a, b, slots, slots[program.Slots..]),
                _ => Binary(step.Op, a, b),
            };
        }
        return slots[program.Result];
    }

    internal static double Binary(FormulaOp op, double a, double b) => op switch
    {
        FormulaOp.Add => a + b,
        FormulaOp.Subtract => a - b,
        FormulaOp.Multiply => a * b,
        FormulaOp.Divide => a / b,
        FormulaOp.Power => Power.Value(a, b),
        FormulaOp.Modulo => a % b,
        FormulaOp.Less => a < b ? 1 : 0,
        FormulaOp.LessOrEqual => a <= b ? 1 : 0,
        FormulaOp.Greater => a > b ? 1 : 0,
        FormulaOp.GreaterOrEqual => a >= b ? 1 : 0,
        FormulaOp.Equal => a == b ? 1 : 0,
        FormulaOp.NotEqual => a != b ? 1 : 0,
        FormulaOp.And => a != 0 && b != 0 ? 1 : 0,
        FormulaOp.Or => a != 0 || b != 0 ? 1 : 0,
        _ => double.NaN,
    };

    private static double Called(in FormulaProgram.Step step, double a, double b, ReadOnlySpan<double> slots, Span<double> arguments)
    {
        var function = step.Function!;
        if (function.Value1 is { } one)
            return one(a);
        return function.Value2 is { } two ? two(a, b) : function.ValueN!(Gather(step.Arguments!, slots, arguments));
    }

    private static ReadOnlySpan<double> Gather(int[] from, ReadOnlySpan<double> slots, Span<double> arguments)
    {
        for (int k = 0; k < from.Length; k++)
            arguments[k] = slots[from[k]];
        return arguments[..from.Length];
    }

    /// <summary>Reverse sweep. A step the result does not feel is skipped, so a branch not taken cannot spoil the gradient.</summary>
    private static void Backward(FormulaProgram program, Span<double> slots, Span<double> adjoints)
    {
        ref double slot = ref MemoryMarshal.GetReference(slots);
        ref double adjoint = ref MemoryMarshal.GetReference(adjoints);
        var steps = program.Steps;
        for (int s = steps.Length - 1; s >= 0; s--)
        {
            ref readonly var step = ref steps[s];
            double w = Unsafe.Add(ref adjoint, step.Target);
            if (w == 0)
                continue;
            ref double left = ref Unsafe.Add(ref adjoint, step.A), right = ref Unsafe.Add(ref adjoint, step.B);
            double a = Unsafe.Add(ref slot, step.A), b = Unsafe.Add(ref slot, step.B);
            switch (step.Op)
            {
                case FormulaOp.Add:
                    left += w;
                    right += w;
                    break;
                case FormulaOp.Subtract:
                    left += w;
                    right -= w;
                    break;
                case FormulaOp.Multiply:
                    left += w * b;
                    right += w * a;
                    break;
                case FormulaOp.Select:
                    (a != 0 ? ref right : ref Unsafe.Add(ref adjoint, step.C)) += w;
                    break;
                default:
                    Spread(program, step, w, slots, adjoints);
                    break;
            }
        }
    }

    /// <summary>The share of an adjoint that goes to the arguments of the other operators and of calls; comparisons have none.</summary>
    private static void Spread(FormulaProgram program, in FormulaProgram.Step step, double w, Span<double> slots, Span<double> adjoints)
    {
        double a = slots[step.A], b = slots[step.B];
        ref double left = ref adjoints[step.A], right = ref adjoints[step.B];
        bool constantExponent = step.B >= program.Variables && step.B < program.Variables + program.Constants.Length;
        switch (step.Op)
        {
            case FormulaOp.Divide:
                left += w / b;
                right -= w * slots[step.Target] / b;
                break;
            case FormulaOp.Negate:
                left -= w;
                break;
            case FormulaOp.Power when constantExponent:
                left += Times(w, Power.SlopeX(a, b));
                break;
            case FormulaOp.Power:
                Spread(w, Power.Slopes(a, b), ref left, ref right);
                break;
            case FormulaOp.Modulo:
                left += w;
                right -= w * Math.Truncate(a / b);
                break;
            case FormulaOp.Call when step.Function!.Slope1 is { } slope:
                left += Times(w, slope(a, slots[step.Target]));
                break;
            case FormulaOp.Call when step.Function!.Slope2 is { } pair:
                Spread(w, pair(a, b), ref left, ref right);
                break;
            case FormulaOp.Call:
                SpreadMany(step, w, slots, adjoints, program.Slots);
                break;
        }
    }

    private static void SpreadMany(in FormulaProgram.Step step, double w, Span<double> slots, Span<double> adjoints, int free)
    {
        int[] from = step.Arguments!;
        var slopes = adjoints.Slice(free, from.Length);
        step.Function!.SlopesN!(Gather(from, slots, slots[free..]), slopes);
        for (int k = 0; k < from.Length; k++)
            adjoints[from[k]] += Times(w, slopes[k]);
    }

    private static void Spread(double w, (double A, double B) slopes, ref double left, ref double right)
    {
        left += Times(w, slopes.A);
        right += Times(w, slopes.B);
    }

    /// <summary>An infinite derivative times a slope of exactly 0 is 0: nothing moves.</summary>
    private static double Times(double w, double slope) => slope == 0 ? 0 : w * slope;
}
