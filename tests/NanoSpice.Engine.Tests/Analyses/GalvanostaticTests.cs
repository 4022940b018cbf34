using NanoSpice.Engine;
using NanoSpice.Engine.Devices;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Analyses;

public class GalvanostaticTests
{
    private const double I = 10e-3, R = 10, C = 10e-3;

    private static GalvanostaticOptions Window => new() { Current = I, Low = 0, High = 1, Start = 0 };

    private static TestCircuit Cell(string leak = "") => leak.Length == 0 ? Series() : Series().Add($"R2 c 0 {leak}");

    private static TestCircuit Series() => new TestCircuit().Add("I1 0 in 0").Add("R1 in c 10").Add("C1 c 0 10m");

    [Fact, Oracle(OracleKind.ClosedForm, "R-C with leak: v_c runs to +-I R2 with tau = R2 C, so the times are tau ln of ratios, I R at each end; local error 3e-6 of full scale")]
    public void RC_with_leak_takes_the_times_of_its_exponentials()
    {
        const double leak = 1000, tau = leak * C, far = I * leak, drop = I * R;
        var run = TechniqueRun.Gcd(Cell("1k"), Window, nodes: "c");
        double charge = tau * Math.Log((far - drop) / (far - (1 - drop))), discharge = tau * Math.Log((far + 1 - drop) / (far + drop));
        Assert.Equal(1, run["charge_time", 1] / (tau * Math.Log(far / (far - (1 - drop)))), 1e-5);
        Assert.Equal(1, run["charge_time", 3] / charge, 1e-5);
        Assert.Equal(1, run["discharge_time", 3] / discharge, 1e-5);
        Assert.Equal(1, run["charge", 3] / (I * charge), 1e-5);
        Assert.Equal(1, run["efficiency", 3] / (discharge / charge), 1e-5);
        Assert.Equal(1, run["capacitance", 3] / (I * discharge / (1 - 2 * drop)), 1e-5);
        foreach (var row in run.Rows.Where(r => r[1] == 1 && r[3] > 0)) Assert.Equal(far * (1 - Math.Exp(-row[0] / tau)), row[4], 3e-5);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "R and C in series: capacitance C, ESR R, jump 2 I R, energy efficiency (1 - 2IR)/(1 + 2IR), mean power I (1 - 2IR)/2")]
    public void Series_RC_gives_back_its_elements()
    {
        var run = TechniqueRun.Gcd(Cell(), Window);
        const double top = 1 - 2 * I * R;
        Assert.Equal(1, run["capacitance", 2] / C, 1e-6);
        Assert.Equal(1, run["energy_capacitance", 2] / C, 1e-6);
        Assert.Equal(1, run["esr", 2] / R, 1e-6);
        Assert.Equal(1, run["ir_drop", 2] / (2 * I * R), 1e-6);
        Assert.Equal(1, run["efficiency", 2], 1e-6);
        Assert.Equal(1, run["energy_efficiency", 2] / (top / (1 + 2 * I * R)), 1e-6);
        Assert.Equal(1, run["power", 2] / (I * top / 2), 1e-6);
        Assert.Equal(1, run["energy", 2] / (0.5 * C * top * top), 1e-6);
    }

    [Fact, Oracle(OracleKind.Invariant, "limits are met to 1e-6 of the window and the current is what was set, on a nonlinear ladder")]
    public void Limits_are_located()
    {
        var lines = new TestCircuit()
            .Model("step", "nanoslit", ("rc", 5), ("gamma", 0.9), ("cslit", 10e-3), ("qmax", 5e-3))
            .Model("stack", "nanostack", [("slit", "step")], ("layers", 6), ("ropen", 1), ("copen", 2e-3))
            .Add("I1 0 s 0").Add("U1 0 s stack");
        var run = TechniqueRun.Gcd(lines, Window with { High = 0.5, Cycles = 2 });
        Assert.Equal(0.5, run["v"].Max(), 0.5e-6);
        Assert.Equal(0, run["v"].Min(), 0.5e-6);
        Assert.Equal(0, run["v"][^1], 0.5e-6);
        for (int k = 0; k < run.Rows.Count; k++) Assert.Equal(I, Math.Abs(run["i"][k]), 1e-9);
        Assert.Equal(1, run["esr", 2], 1e-5);
        Assert.Equal(1, run["efficiency", 2], 1e-4);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "at 1 V the current of R-C decays as exp(-t/RC): v_c = 1 - IR exp(-T/RC); at rest v = v_c; ESR from the jump of the rest current")]
    public void Hold_and_rest_do_as_their_names_say()
    {
        var run = TechniqueRun.Gcd(Cell(), Window with { Hold = 0.2, Rest = 0.5, Cycles = 1 }, nodes: "c");
        double filled = 1 - I * R * Math.Exp(-2);
        Assert.Equal(1, run["charge", 1] / (C * filled), 1e-5);
        Assert.Equal(R, run["esr", 1], 1e-4);
        Assert.Equal(I * R, run["ir_drop", 1], 1e-6);
        Assert.Equal((0.9 + 0.2 + 0.5) + C * (filled - I * R) / I + 0.5, run["time"][^1], 1e-4);
        double[] resting = [.. run.Rows.Where(r => r[0] > 1.11 && r[0] < 1.59).Select(r => r[2])];
        Assert.All(resting, v => Assert.Equal(filled, v, 1e-5));
        Assert.Equal(C * filled, run["charge", 1], 1e-7);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "I R = 1.5 V against a window of 1 V; the largest current that reverses is 1 V / 2R = 0.05 A")]
    public void An_IR_drop_larger_than_the_window_is_told()
    {
        var run = TechniqueRun.Gcd(Cell(), Window with { Current = 0.15 });
        Assert.StartsWith("the IR drop of 1.5 V is larger than the window leaves room for", run.Failure!.Message);
        Assert.Contains("less than 0.05 A", run.Failure.Advice);
        Assert.Contains("10 Ohm", run.Failure.Advice);
        Assert.False(run.Complete);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "I (R + R2) = 0.6 V: the limit of 1 V is never met")]
    public void A_leak_that_takes_all_the_current_ends_with_a_message()
    {
        var lines = Cell("50");
        var run = TechniqueRun.Gcd(lines, Window);
        Assert.Contains("the limit of 1 V is not reached", run.Failure!.Message);
        Assert.Contains("stands at 0.6 V", run.Failure.Message);
        Assert.InRange(run.Rows.Count, 400, 8000);
        var source = (CurrentSource)lines.Device("i1");
        Assert.Equal((null, Regulation.Current), (source.Program, source.Regulation));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "without leak the second cycle is periodic, so the third ends cycles=auto; with tmax= of half the charge the limit is not reached")]
    public void Cycles_and_times_are_bounded()
    {
        Assert.Equal(3, TechniqueRun.Gcd(Cell(), Window with { Cycles = 0 })["cycles", 0]);
        Assert.Contains("not reached: 0.45 s", TechniqueRun.Gcd(Cell(), Window with { Longest = 0.45 }).Failure!.Message);
    }

    [Fact, Oracle(OracleKind.Invariant, "numbers of whole cycles survive an interruption")]
    public void An_interrupted_run_keeps_whole_cycles()
    {
        var run = TechniqueRun.Gcd(Cell(), Window, interruptAt: row => row[0] > 2.5);
        Assert.False(run.Complete);
        Assert.Equal([1], run.Derived.Where(d => d.Cycle > 0).Select(d => d.Cycle).Distinct());
    }

    [Fact, Oracle(OracleKind.ClosedForm, "diode that takes the current at VT ln(1 + I/Is) = 0.535 V before the limit of 0.6 V, behind 1 Ohm")]
    public void A_diode_that_takes_the_current_ends_with_a_message()
    {
        var lines = new TestCircuit().Model("dx", "d", ("is", 1e-11), ("cjo", 1e-9)).Add("I1 0 in 0").Add("R1 in c 1").Add("D1 c 0 dx");
        var run = TechniqueRun.Gcd(lines, Window with { High = 0.6 });
        double v = ThermalVoltage.At(300.15) * Math.Log(1 + I / 1e-11) + I;
        Assert.Contains($"stands at {v.ToString("g3", System.Globalization.CultureInfo.InvariantCulture)}", run.Failure!.Message);
    }
}
