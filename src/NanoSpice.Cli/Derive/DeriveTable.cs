using System.Text;
using System.Text.Json;
using static NanoSpice.Cli.DerivePage;

namespace NanoSpice.Cli;

/// <summary>derive.json and what nanospice derive prints: elements and errors of every run.</summary>
internal static class DeriveTable
{
    private static readonly string[] Heading = ["run", "rc[Ohm m]", "gamma", "law", "Ohm", "NCM kba", "NCM const", "TLM", "TLM free", "A mPNP", "A NCM", "A TLM"];

    public static void Write(string folder, IReadOnlyList<CaseResult> results, ConsoleReport console, bool json)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory, SummaryFile.Options)) Write(writer, results);
        string text = Encoding.UTF8.GetString(memory.ToArray());
        AtomicFile.WriteText(Path.Combine(folder, "derive.json"), text + "\n");
        if (json)
        {
            console.Output.WriteLine(text);
            return;
        }
        string[][] lines = [Heading, .. results.Select(Line)];
        int[] widths = [.. Heading.Select((_, k) => lines.Max(l => l[k].Length))];
        console.Output.WriteLine("errors: laws in % of the rms of dpsi on the first ramp; models in % of max |I|, last cycle");
        foreach (string[] line in lines) console.Output.WriteLine(string.Join("  ", line.Select((cell, k) => k == 0 ? cell.PadRight(widths[k]) : cell.PadLeft(widths[k]))).TrimEnd());
    }

    private static string[] Line(CaseResult r)
    {
        int last = r.Table.Cycles;
        string A(string label) => r.Curve(label) is { } c ? Percent(c.Cycles[^1].Asymmetry) : "-";
        bool own = r.Case.Role != DeriveRole.Transfer;
        return [r.Case.Word, own ? F($"{r.Elements.Step.Rc:g4}") : "carried", own ? F($"{r.Elements.Gamma:g3}") : "over", own ? Percent(r.Elements.Step.Nrmse) : "-", own ? Percent(r.Elements.OhmStep.Nrmse) : "-",
            Error(r, DeriveCurves.Layers, last), Error(r, DeriveCurves.Constant, last), Error(r, DeriveCurves.Line, last), Error(r, DeriveCurves.FreeLine, last),
            r.Curves.Count > 0 ? Percent(r.Curves[0].Cycles[^1].TableAsymmetry) : "-", A(r.Curve(DeriveCurves.Layers) is null ? DeriveCurves.Constant : DeriveCurves.Layers), A(DeriveCurves.Line)];
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<CaseResult> results)
    {
        json.WriteStartObject();
        json.WriteString("program", "nanospice");
        json.WriteString("version", CommandLine.Version);
        json.WriteStartArray("runs");
        foreach (var r in results) Write(json, r);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CaseResult r)
    {
        var e = r.Elements;
        json.WriteStartObject();
        json.WriteString("name", r.Case.Name);
        json.WriteString("role", r.Case.Role.ToString().ToLowerInvariant());
        json.WriteString("config_hash", PnpSummary.Hash(r.Case.Settings));
        json.WriteStartObject("elements");
        foreach (var (name, value) in new (string, double)[]
        {
            ("rc", e.Step.Rc), ("beta", e.Step.Beta), ("gamma", e.Gamma), ("qmax", e.Qmax), ("nrmse", e.Step.Nrmse), ("nrmse_ohm", e.OhmStep.Nrmse), ("rin", e.Entry.Rc), ("gammain", e.EntryGamma), ("ropen", e.Ropen),
            ("cslit", e.Slit.Value), ("cslit_nrmse", e.Slit.Nrmse), ("copen", e.Open.Value), ("qs", e.SlitLayer.Value), ("qs_nrmse", e.SlitLayer.Nrmse), ("qs_theory", e.SlitLayerTheory), ("qsopen", e.OpenLayer.Value), ("nu", e.Nu),
            ("rc_phi", r.Electric.Step.Rc), ("gamma_phi", r.Electric.Gamma), ("nrmse_phi", r.Electric.Step.Nrmse),
        })
        {
            if (double.IsFinite(value)) json.WriteNumber(name, value);
            else json.WriteNull(name);
        }
        json.WriteEndObject();
        if (r.Found is { } found) json.WriteString("law_found", found.Law);
        json.WriteStartArray("models");
        foreach (var curve in r.Curves)
            foreach (var c in curve.Cycles)
            {
                json.WriteStartObject();
                json.WriteString("model", curve.Label);
                json.WriteNumber("cycle", c.Cycle);
                json.WriteNumber("rms", c.Rms);
                json.WriteNumber("largest", c.Worst);
                json.WriteNumber("asymmetry", c.Asymmetry);
                json.WriteNumber("asymmetry_mpnp", c.TableAsymmetry);
                json.WriteEndObject();
            }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
