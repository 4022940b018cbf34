using Xunit;
using NanoSpice.Numerics;
using NanoSpice.Testing;

namespace NanoSpice.Numerics.Tests;

public class BdfFormulaTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [Oracle(OracleKind.Order, "BDF of order k on x' = -x: halving the step divides the error by 2^k")]
    public void Halving_the_step_divides_the_error_by_two_to_the_order(int order)
    {
        double coarse = ErrorAtOne(order, 0.01), fine = ErrorAtOne(order, 0.005);
        // The exact start covers 0.1 of the unit at the coarse step and 0.05 at the fine one: up to 0.15 off the slope, 0.05 for the next term.
        Assert.InRange(Math.Log2(coarse / fine), order - 0.2, order + 0.2);
    }

    [Fact]
    [Oracle(OracleKind.ClosedForm, "a polynomial of degree 5 is integrated and interpolated exactly by order 5 with any step sizes")]
    public void Order_five_is_exact_for_polynomials_of_degree_five_with_uneven_steps()
    {
        var random = new Random(5);
        static double X(double t) => 1 + t * (1 + t * (-0.5 + t * (0.25 + t * (0.125 - 0.0625 * t))));
        static double Rate(double t) => 1 + t * (-1 + t * (0.75 + t * (0.5 - 0.3125 * t)));
        var formula = new BdfFormula(5);
        var past = new BdfHistory(1, 5);
        double t = 0, h = 1e-2;
        past.Start([X(0)], [h * Rate(0)]);
        formula.Start(h);
        for (int step = 0; step < 40; step++)
        {
            formula.Order = Math.Min(step + 1, 5);
            formula.SetStep(h);
            past.Scale(formula.FirstScaled, formula.Order, formula.Beta, undo: false);
            double[] guess = [0], rate = [0];
            past.Predict(formula.Order, guess);
            past.PredictRate(formula.Order, formula.Gamma, rate);
            t += h;
            double correction = X(t) - guess[0];
            if (step > 12) Assert.Equal(Rate(t), rate[0] + formula.Leading * correction, 1e-9);
            formula.Accept(h);
            past.Accept(formula.OrderUsed, 5, [correction]);
            double[] weights = new double[6], slopes = new double[6], inside = [0];
            formula.Interpolation(-0.3 * h, weights, slopes);
            past.Combine(formula.OrderUsed, weights.AsSpan(0, formula.OrderUsed + 1), inside);
            if (step > 12) Assert.Equal(X(t - 0.3 * h), inside[0], 1e-10);
            h *= 0.7 + random.NextDouble();
            h = Math.Clamp(h, 5e-3, 5e-2);
        }
    }

    /// <summary>Constant steps; the first ten take the exact solution, so that the history is exact when the formula takes over.</summary>
    private static double ErrorAtOne(int order, double h)
    {
        var formula = new BdfFormula(5);
        var past = new BdfHistory(1, 5);
        past.Start([1], [-h]);
        formula.Start(h);
        int steps = (int)Math.Round(1 / h);
        for (int k = 0; k < steps; k++)
        {
            formula.Order = Math.Min(k + 1, order);
            formula.SetStep(h);
            past.Scale(formula.FirstScaled, formula.Order, formula.Beta, undo: false);
            double[] guess = [0], rate = [0];
            past.Predict(formula.Order, guess);
            past.PredictRate(formula.Order, formula.Gamma, rate);
            // rate + Leading (x - guess) = -x
            double x = k < 10 ? Math.Exp(-(k + 1) * h) : (formula.Leading * guess[0] - rate[0]) / (1 + formula.Leading);
            formula.Accept(h);
            past.Accept(formula.OrderUsed, 5, [x - guess[0]]);
        }
        return Math.Abs(past[0][0] - Math.Exp(-1));
    }
}
