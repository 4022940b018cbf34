using System.Diagnostics;
using System.Globalization;
using NanoSpice.Pnp;
using NanoSpice.Testing;

namespace NanoSpice.Bench;

/// <summary>The mPNP solver at P0: convergence in space and time, what the paper says of it, and its cost.</summary>
internal static class PnpBench
{
    private static readonly double[] Widths = [1.5e-9, 2e-9, 3e-9, 5e-9];

    private static readonly (string Name, Func<PnpRow, double> Value)[] Quantities =
    [
        ("Q_e(T) [C/m]", r => r.Charge),
        ("Q_3(T) [C/m]", r => r.Slits[3].Charge),
        ("I_1(T) [A/m]", r => r.Slits[1].Current),
        ("I_3(T) [A/m]", r => r.Slits[3].Current),
        ("dphi_1(T) [V]", r => r.Slits[1].StepPhi),
        ("dphi_3(T) [V]", r => r.Slits[3].StepPhi),
        ("migration in I_3(T) [-]", r => r.Slits[3].Migration / r.Slits[3].Current),
        ("diffusion in I_3(T) [-]", r => r.Slits[3].Diffusion / r.Slits[3].Current),
        ("steric in I_3(T) [-]", r => r.Slits[3].Steric / r.Slits[3].Current),
    ];

    /// <summary>Space: k = 1, 2, 4 at a tight tolerance, with the limit; time: tolerances at k = 1.</summary>
    public static void Converge(TextWriter output)
    {
        foreach (double d in Widths)
        {
            int[] levels = [1, 2, 3, 4];
            PnpRow[] rows = [.. levels.Select(k => AtVertex(new PnpSettings { SlitWidth = d, Refine = k, RelativeTolerance = 1e-6, Samples = 1 }))];
            output.WriteLine($"\n### d = {d * 1e9:g} nm\n\n| quantity | k = 1 | k = 2 | k = 3 | k = 4 | order | limit | k = 2 off by |\n|---|---|---|---|---|---|---|---|");
            foreach (var (name, value) in Quantities)
            {
                double[] v = [.. rows.Select(value)];
                double order = Math.Log2((v[1] - v[0]) / (v[3] - v[1])), limit = v[3] + (v[3] - v[1]) / (Math.Pow(2, order) - 1);
                output.WriteLine(Invariant($"| {name} | {v[0]:e5} | {v[1]:e5} | {v[2]:e5} | {v[3]:e5} | {order:f2} | **{limit:e5}** | {100 * (v[1] / limit - 1):f2} % |"));
            }
            output.Flush();
        }
        double[] tolerances = [1e-3, 1e-4, 1e-5, 1e-6, 1e-8];
        PnpRow[] byTolerance = [.. tolerances.Select(t => AtVertex(new PnpSettings { Refine = 1, RelativeTolerance = t, Samples = 1 }))];
        output.WriteLine($"\n### Time, d = 1.5 nm, k = 1\n\n| quantity | {string.Join(" | ", tolerances.Select(t => Invariant($"reltol {t:e0}")))} | 1e-4 off by |\n|---|---|---|---|---|---|---|");
        foreach (var (name, value) in Quantities)
        {
            double[] v = [.. byTolerance.Select(value)];
            output.WriteLine(Invariant($"| {name} | {string.Join(" | ", v.Select(x => x.ToString("e6", CultureInfo.InvariantCulture)))} | {v[1] / v[^1] - 1:e1} |"));
        }
    }

    /// <summary>Signs and shares of the parts of the current over the cycle, in the slits and just outside.</summary>
    public static void Claims(TextWriter output)
    {
        output.WriteLine("| d [nm] | opening | half | diffusion along migration | steric along migration | diffusion / migration | steric / migration | largest parts over max I_m: mig, diff, ster |");
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (double d in Widths)
        {
            var rows = new Rows();
            PnpRun.Run(new PnpSettings { SlitWidth = d, Refine = 2 }, rows, null, default);
            double scale = rows.All.Max(r => Math.Abs(r.Current));
            (string Name, Func<PnpRow, CurrentParts> Parts)[] planes =
            [
                ("outside", r => r.Outside),
                ("0", r => Parts(r.Slits[0])),
                ("1", r => Parts(r.Slits[1])),
                ("3", r => Parts(r.Slits[3])),
                ("5", r => Parts(r.Slits[5])),
            ];
            foreach (var (name, parts) in planes)
                foreach (bool charging in (bool[])[true, false])
                    Claim(output, d, name, charging, [.. rows.All.Where(r => r.Time > 0 && r.Time <= 200e-9 == charging).Select(parts)], scale);
        }
    }

    /// <summary>One cycle of P0 on one core: work, seconds (best of three) and error at T beside the limits of the second method; then the SciPy peer.</summary>
    public static void Cost(TextWriter output)
    {
        var limits = Limits(Repository.Path("tests", "reference", "mpnp-fem", "limits.csv"));
        output.WriteLine("| program | cells | steps | iterations | factorizations | seconds | Q_e(T) off by | I_3(T) off by | peak MB so far |\n|---|---|---|---|---|---|---|---|---|");
        PnpRun.Run(new PnpSettings { Refine = 1 }, new Rows(), null, default);
        foreach (int k in (int[])[1, 2, 3])
        {
            double best = double.PositiveInfinity;
            var report = new PnpReport();
            var rows = new Rows();
            for (int i = 0; i < 3; i++)
            {
                var clock = Stopwatch.StartNew();
                report = PnpRun.Run(new PnpSettings { Refine = k }, rows = new Rows(), null, default);
                best = Math.Min(best, clock.Elapsed.TotalSeconds);
            }
            var vertex = rows.All.MinBy(r => Math.Abs(r.Time - 200e-9))!;
            output.WriteLine(Invariant($"| NanoSpice k={k} | {report.FluidCells} | {report.Steps} | {report.Iterations} | {report.Factorizations} | {best:f2} | {Off(vertex.Charge, limits["Q_e(T)"])} | {Off(vertex.Slits[3].Current, limits["I_3(T)"])} | {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} |"));
        }
        Peer(output);
    }

    /// <summary>Its own lines: cells and steps, values at times in ns, seconds and factorizations.</summary>
    private static void Peer(TextWriter output)
    {
        var start = new ProcessStartInfo("python3", [Repository.Path("tests", "NanoSpice.Bench", "peers", "mpnp_scipy.py")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        try
        {
            using var peer = Process.Start(start)!;
            string text = peer.StandardOutput.ReadToEnd();
            peer.WaitForExit();
            output.WriteLine(peer.ExitCode == 0 ? $"\nSciPy peer, k=1:\n\n```\n{text}```" : "\nSciPy peer: not run, python3 has no SciPy here");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            output.WriteLine("\nSciPy peer: not run, there is no python3 here");
        }
    }

    private static Dictionary<string, double> Limits(string path) => File.ReadLines(path).Skip(1).Select(l => l.Split(',')).Where(w => w[0] == "1.5")
        .ToDictionary(w => w[1], w => double.Parse(w[2], CultureInfo.InvariantCulture));

    private static string Off(double value, double limit) => Invariant($"{100 * (value / limit - 1):f2} %");

    private static void Claim(TextWriter output, double d, string plane, bool charging, CurrentParts[] parts, double scale)
    {
        // A plane's current passes through zero after each kink: rows below a thousandth of the largest part say nothing.
        double largest = parts.Max(p => Math.Abs(p.Migration));
        CurrentParts[] rows = [.. parts.Where(p => Math.Abs(p.Migration) > 1e-3 * largest)];
        string Share(Func<CurrentParts, double> part) => Invariant($"{100.0 * rows.Count(p => part(p) * p.Migration > 0) / rows.Length:f0} %");
        string Median(Func<CurrentParts, double> part) => Invariant($"{rows.Select(p => part(p) / p.Migration).Order().ElementAt(rows.Length / 2):f2}");
        string Largest(Func<CurrentParts, double> part) => Invariant($"{parts.Select(part).MaxBy(Math.Abs) / scale:f3}");
        output.WriteLine(Invariant($"| {d * 1e9:g} | {plane} | {(charging ? "charge" : "discharge")} | {Share(p => p.Diffusion)} | {Share(p => p.Steric)} | {Median(p => p.Diffusion)} | {Median(p => p.Steric)} | {Largest(p => p.Migration)}, {Largest(p => p.Diffusion)}, {Largest(p => p.Steric)} |"));
        output.Flush();
    }

    private static CurrentParts Parts(SlitState s) => new(s.Migration, s.Diffusion, s.Steric);

    private static PnpRow AtVertex(PnpSettings settings)
    {
        var rows = new Rows();
        // The way back is not needed.
        PnpRun.Run(settings with { Program = PnpProgram.Table, Table = [(0, 0), (settings.RampTime, settings.HighPotential)] }, rows, null, default);
        return rows.All[^1];
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    internal sealed class Rows : IPnpObserver
    {
        public List<PnpRow> All { get; } = [];

        public void Row(PnpRow row) => All.Add(row);

        public void Snapshot(PnpField field)
        {
        }

        public void Progress(double share)
        {
        }
    }
}
