using System.Globalization;
using NanoSpice.Derive;

namespace NanoSpice.Cli;

/// <summary>The steps of a derivation in their order; each finds what an earlier run of it left.</summary>
internal sealed class DeriveRun(DerivePlan plan, string folder, ConsoleReport console, CancellationToken cancellation, PnpSolver solver)
{
    /// <summary>All results; null with the reasons shown, or when interrupted.</summary>
    /// <param name="exit">exit code of what went wrong</param>
    public IReadOnlyList<CaseResult>? Run(out int exit)
    {
        exit = Solve();
        if (exit != ExitCode.Done) return null;
        var laws = new DeriveLaws(folder, plan, console, cancellation);
        var results = new List<CaseResult>();
        foreach (var run in plan.Cases)
        {
            if (Read(run) is not { } table)
            {
                exit = ExitCode.BadInput;
                return null;
            }
            var result = new CaseResult(run, table) { Elements = Extraction.Run(table), Electric = Extraction.Run(table, SlitPotential.Electric) };
            if (!IsPassive(result))
            {
                exit = ExitCode.BadInput;
                return null;
            }
            if (run.Role != DeriveRole.Transfer) result = WithLaws(result, laws);
            results.Add(result);
            if (!cancellation.IsCancellationRequested) continue;
            exit = ExitCode.Interrupted;
            return null;
        }
        try
        {
            var curves = new DeriveCurves(folder, plan, console, cancellation);
            return curves.Add(results, out exit);
        }
        catch (OperationCanceledException)
        {
            exit = ExitCode.Interrupted;
            return null;
        }
    }

    /// <summary>Elements of a ladder are above zero; those of a table with other signs are not.</summary>
    private bool IsPassive(CaseResult result)
    {
        var e = result.Elements;
        foreach (var (name, value) in new[] { ("rc", e.Step.Rc), ("rin", e.Entry.Rc), ("ropen", e.Ropen), ("cslit", e.Slit.Value), ("copen", e.Open.Value), ("rc without charge", e.OhmStep.Rc), ("rin without charge", e.OhmEntry.Rc) })
        {
            if (value > 0 && double.IsFinite(value)) continue;
            console.Fail(string.Create(CultureInfo.InvariantCulture, $"{result.Case.Name}: {name} comes out as {value:g4}, which no ladder can have"),
                "signs: phi_m against the bulk; i of slits positive outwards, i of the cell into the electrode; q = -e times cations less anions");
            return false;
        }
        return true;
    }

    /// <summary>Where the tables of a run are.</summary>
    private string FolderOf(DeriveCase run) => run.Tables ?? Path.Combine(folder, run.Folder);

    /// <summary>Runs the simulations that are not there yet, the largest first: they take different times and share the cores.</summary>
    private int Solve()
    {
        PnpCase[] left = [.. plan.Cases.Where(c => c.Tables is null && !KeyOf(c).IsDone(Path.Combine(FolderOf(c), "slits.csv"), Path.Combine(FolderOf(c), "cell.csv")))
            .OrderByDescending(c => c.Settings.Layers * c.Settings.HalfPeriod * c.Settings.Cycles).Select(c => new PnpCase(c.Folder, c.Settings))];
        int kept = plan.Cases.Count(c => c.Tables is null) - left.Length;
        if (plan.Cases.Any(c => c.Tables is null)) console.Error.WriteLine($"mPNP: {left.Length} runs{(kept > 0 ? $", {kept} kept from before" : "")}");
        if (left.Length == 0) return ExitCode.Done;
        foreach (var run in plan.Cases.Where(c => left.Any(l => l.Name == c.Folder))) KeyOf(run).Begin();
        var outcomes = new PnpBatch(left, folder, plot: true, solver, console, cancellation).Run();
        PnpConsole.WriteFailures(outcomes, console);
        foreach (var run in plan.Cases.Where(c => outcomes.Any(o => o is { ExitCode: ExitCode.Done } && o.Name == c.Folder))) KeyOf(run).Done();
        return outcomes.Max(o => o?.ExitCode ?? ExitCode.Interrupted);
    }

    private StepKey KeyOf(DeriveCase run) => new(Path.Combine(FolderOf(run), "step.txt"), CommandLine.Version, PnpKeys.Canonical(run.Settings));

    private NetworkTable? Read(DeriveCase run)
    {
        try
        {
            return NetworkTableFile.Read(FolderOf(run), run.Name, run.Settings, console);
        }
        catch (Exception e) when (e is ResultFileException or IOException or UnauthorizedAccessException)
        {
            console.Fail(e.Message, "slits.csv and cell.csv have the columns that nanospice pnp writes, one row for each time and slit");
            return null;
        }
    }

    private CaseResult WithLaws(CaseResult result, DeriveLaws laws)
    {
        string tables = FolderOf(result.Case);
        console.Error.WriteLine($"laws: {result.Case.Word}");
        return result with
        {
            ChargeFit = laws.Fit(result.Case, tables, "dpsi"), ElectricFit = laws.Fit(result.Case, tables, "dphi"),
            Found = plan.Discover ? laws.Discover(result.Case, tables) : null,
        };
    }
}
