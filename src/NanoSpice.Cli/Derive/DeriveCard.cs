using System.Globalization;
using System.Text;
using NanoSpice.Derive;
using NanoSpice.Discovery;

namespace NanoSpice.Cli;

/// <summary>The card of a derivation: the models of the steps and of the whole stack, with where they come from.</summary>
internal static class DeriveCard
{
    /// <summary>Name of the stack's model of a kind in the card.</summary>
    public static string Stack(string name, LadderKind kind, Elements e) => kind switch
    {
        LadderKind.Layer when e.Nu > 0 => $"{name}_kba",
        LadderKind.TransmissionLine => $"{name}_tlm",
        _ => $"{name}_const",
    };

    public static string Write(CaseResult result, ulong seed)
    {
        var (e, name, s) = (result.Elements, result.Case.Word, result.Table.Settings);
        var text = new StringBuilder();
        void Say(FormattableString line) => text.Append("* ").Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Say($"{name}: elements of a nanoslit stack, extracted from an mPNP run, not fitted to a voltammogram");
        Say($"made by nanospice {CommandLine.Version} derive, seed {seed}, configuration {PnpSummary.Hash(s)}");
        Say($"conditions: d = {s.SlitWidth:g4} m, c0 = {s.Concentration:g6} mol/m3, a = {s.IonSize:g4} m, window {s.LowPotential:g4} to {s.HighPotential:g4} V, ramp {s.RampTime:g4} s, N = {result.Table.Layers}, half period {s.HalfPeriod:g4} m, gap {s.Gap:g4} m, T = {s.Temperature:g6} K, grid k = {s.Refine}");
        Say($"data: first charging ramp, psi = (mu+ - mu-)/2e, steps 1 .. {result.Table.Layers - 1} together, {(result.ChargeFit is { } f ? result.Table.Ramps[0].Last * (result.Table.Layers - 1) : 0)} rows");
        Say($"law: dpsi_i = I_i rc (1 - gamma |Q_i|/qmax), misses {100 * e.Step.Nrmse:g3} % of the rms of dpsi; Ohm's law {100 * e.OhmStep.Nrmse:g3} %");
        if (result.ChargeFit?.Nanoslit is { } n)
        {
            Say($"residual: rms {result.ChargeFit.Rms:g4} V, {result.ChargeFit.PercentOfMax:g3} % of the largest |dpsi|");
            Say($"rc = {n.Rc.Value:g6} Ohm m, 95 % from {n.Rc.Low:g6} to {n.Rc.High:g6}; beta = {n.Beta.Value:g6} m/C, 95 % from {n.Beta.Low:g6} to {n.Beta.High:g6}");
            Say($"gamma = {e.Gamma:g6} at qmax, 95 % from {n.Beta.Low * e.Qmax:g6} to {n.Beta.High * e.Qmax:g6}");
        }
        var steps = Extraction.StepByStep(result.Table);
        Say($"gamma of single steps: {steps.Min(l => l.Gamma(e.Qmax)):g3} to {steps.Max(l => l.Gamma(e.Qmax)):g3}, rc {steps.Min(l => l.Rc):g4} to {steps.Max(l => l.Rc):g4} Ohm m");
        if (result.ElectricFit?.Nanoslit is { } p)
            Say($"the same law on phi at mid-slit, as the paper has it: rc = {p.Rc.Value:g6} Ohm m, gamma = {result.Electric.Gamma:g6}, misses {100 * result.Electric.Step.Nrmse:g3} %");
        if (result.Found is { } found) Say($"law as discovered on phi: dphi {found.Law[(found.Law.IndexOf('='))..]}, misses {100 * found.Nrmse:g3} % ({100 * found.HeldOut:g3} % on slits left out)");
        Say($"qmax = {e.Qmax:g6} C/m, the largest charge of a slit over the run; gamma holds with this qmax only, beta = gamma/qmax without it");
        Say($"capacitor: {100 * e.Slit.Nrmse:g3} % off when constant, {100 * e.SlitLayer.Nrmse:g3} % as double layer [KBA]; qs is {e.SlitLayer.Value / e.SlitLayerTheory:g4} times 2 e c0 lambda_D times the walls");
        Say($"scaling: per metre of depth; a stack of depth b takes m=b; use: Uname bulk sheet {Stack(name, LadderKind.Layer, e)}");
        foreach (var kind in Enum.GetValues<LadderKind>().Where(k => k != LadderKind.Layer || e.Nu > 0))
        {
            Say($"{kind switch { LadderKind.Layer => "double layers with finite ions [KBA]", LadderKind.Constant => "constant capacitors: the nano-circuitry model as in the paper", _ => "transmission line: constant resistances and capacitors" }}");
            text.Append(Ladder.From(e, kind).Models(Stack(name, kind, e), result.Table.Layers));
        }
        return text.ToString();
    }
}
