using NanoSpice.Discovery;
using NanoSpice.Expressions;
using NanoSpice.Pnp;

namespace NanoSpice.Bench;

/// <summary>Laws on tables of the mPNP solver: trained at one rate, judged on left-out slits and on other rates; gamma slit by slit.</summary>
internal static class DiscoverPnpBench
{
    private const double ThermalVoltage = 0.0256926;

    private static readonly (string Name, string Law)[] Laws =
    [
        ("Ohm: I R", "0.3*i"),
        ("element N: I (a + b Q)", "0.3*i + 3e7*i*q"),
        ("I (a + b phi_m)", "0.3*i + 0.5*i*phi_m"),
        ("A I/N", "3e-9*i/nions"),
        ("hyperbolic: I a/(1 + b Q)", "0.3*i/(1 + 2e8*q)"),
        ("charge and salt: I A/N + B (Q/N) dmu_salt", "3e-9*i/nions + 2*q*dsalt/nions"),
    ];

    public static void Run()
    {
        foreach (var (set, settings, ramps) in new (string, PnpSettings, double[])[]
        {
            ("P0, d = 2 nm", new PnpSettings { SlitWidth = 2e-9, Refine = 1 }, [200e-9, 100e-9, 400e-9]),
            ("P1, d = 2 nm", new PnpSettings { SlitWidth = 2e-9, Refine = 1, IonSize = 0.5e-9, HalfPeriod = 20e-9, Gap = 1e-9 }, [1000e-9, 500e-9, 4000e-9]),
        })
        {
            Console.WriteLine($"\n### {set}: trained on a ramp of {ramps[0] * 1e9:g4} ns\n");
            Console.WriteLine("| target | rows | law | error | left-out slits | ramp x 1/2 | ramp x 2 or 4 |\n|---|---|---|---|---|---|---|");
            var runs = ramps.Select(r => Rows(settings with { RampTime = r })).ToArray();
            foreach (bool psi in (bool[])[false, true])
                foreach (bool first in (bool[])[true, false])
                    foreach (var (name, text) in Laws) Row(runs, psi, first, name, text);
        }
        Spread();
    }

    private static void Row(PnpRow[][] runs, bool psi, bool first, string name, string text)
    {
        var data = runs.Select(r => Table(r, psi, first)).ToArray();
        string[] names = [.. data[0].Inputs.Select(c => c.Name)];
        var law = Law.From(FormulaParser.Parse(text).Formula!, names);
        double held = 0;
        int[] slits = [.. data[0].Groups.Select(g => g.Slit).Distinct()];
        foreach (int s in slits)
        {
            var fitted = LawFit.Fit(law, data[0].Take(data[0].Groups.Where(g => g.Slit != s)), names)!.Value.Law;
            held += LawFit.MeanSquare(LawFit.Residual(fitted, data[0].Take(data[0].Groups.Where(g => g.Slit == s)))) / slits.Length;
        }
        var all = LawFit.Fit(law, data[0], names)!.Value;
        string Percent(double square, Dataset d) => $"{100 * Math.Sqrt(square / LawFit.MeanSquare(d.Target.Values)):g3} %";
        Console.WriteLine($"| {(psi ? "dpsi" : "dphi")} | {(first ? "first ramp" : "whole cycle")} | {name} | {Percent(LawFit.MeanSquare(all.Residual), data[0])} | {Percent(held, data[0])} | "
            + string.Join(" | ", data.Skip(1).Select(d => Percent(LawFit.MeanSquare(LawFit.Residual(all.Law, d)), d))) + " |");
    }

    /// <summary>Rc and gamma of each slit by itself, first ramp, Qmax the largest charge of the run.</summary>
    private static void Spread()
    {
        Console.WriteLine("\n### P0, ramp 200 ns, first ramp: gamma (Rc in Ohm m, error) of each slit by itself and of all\n");
        Console.WriteLine("| d | target | Qmax [C/m] | slit 1 | slit 2 | slit 3 | slit 4 | slit 5 | all, 95 % |\n|---|---|---|---|---|---|---|---|---|");
        foreach (double d in (double[])[1.5e-9, 2e-9, 3e-9, 5e-9])
        {
            var rows = Rows(new PnpSettings { SlitWidth = d, Refine = 1 });
            foreach (bool psi in (bool[])[false, true])
            {
                var data = Table(rows, psi, true);
                var pooled = Discoverer.FitNanoslit(data, "i", "q", true, 1).Nanoslit!;
                var own = Enumerable.Range(1, 5).Select(s =>
                {
                    var part = data.Take(data.Groups.Where(g => g.Slit == s));
                    var fit = Discoverer.FitNanoslit(part, "i", "q", true, 1);
                    return $"{fit.Nanoslit!.Gamma.Value * pooled.Qmax / fit.Nanoslit.Qmax:f3} ({fit.Nanoslit.Rc.Value:g3}, {100 * fit.Nrmse:g2} %)";
                });
                Console.WriteLine($"| {d * 1e9:g} nm | {(psi ? "dpsi" : "dphi")} | {pooled.Qmax:e3} | {string.Join(" | ", own)} | {pooled.Gamma.Value:f3}, {pooled.Gamma.Low:f2} to {pooled.Gamma.High:f2} (Rc {pooled.Rc.Value:g3}) |");
            }
        }
    }

    /// <summary>Inputs i, q, phi_m, nions and dsalt; salt's chemical potential by the ions of a slit: V_T ln(N_{i+1}/N_i).</summary>
    private static Dataset Table(PnpRow[] rows, bool psi, bool first)
    {
        double turn = rows.MaxBy(r => r.Potential)!.Time;
        var up = rows.Where(r => r.Time > 0 && r.Time <= turn).ToArray();
        var halves = first ? [up] : new[] { up, rows.Where(r => r.Time > turn).ToArray() };
        var groups = new List<RowGroup>();
        var list = new List<double[]>();
        for (int s = 1; s <= 5; s++)
        {
            for (int h = 0; h < halves.Length; h++)
            {
                groups.Add(new(s, h, 0, list.Count, halves[h].Length));
                list.AddRange(halves[h].Select(r => (double[])[psi ? r.Slits[s].StepPsi : r.Slits[s].StepPhi, r.Slits[s].Current, r.Slits[s].Charge, r.Potential, r.Slits[s].Ions,
                    ThermalVoltage * Math.Log(r.Slits[s + 1].Ions / r.Slits[s].Ions), r.Time]));
            }
        }
        double[] Column(int k) => [.. list.Select(v => v[k])];
        UnitVector ampere = UnitText.Parse("A/m")!.Value.Unit, coulomb = UnitText.Parse("C/m")!.Value.Unit, volt = UnitText.Parse("V")!.Value.Unit;
        return new Dataset
        {
            Target = new(psi ? "dpsi" : "dphi", "V", volt, Column(0)), Groups = groups, Runs = [new("mpnp", "mpnp", [])], Time = Column(6),
            Inputs = [new("i", "A/m", ampere, Column(1)), new("q", "C/m", coulomb, Column(2)), new("phi_m", "V", volt, Column(3)), new("nions", "C/m", coulomb, Column(4)), new("dsalt", "V", volt, Column(5))],
        };
    }

    private static PnpRow[] Rows(PnpSettings settings)
    {
        var rows = new PnpBench.Rows();
        PnpRun.Run(settings, rows, null, default);
        return [.. rows.All];
    }
}
