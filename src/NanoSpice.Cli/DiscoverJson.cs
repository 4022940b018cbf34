using System.Globalization;
using System.Text.Json;
using NanoSpice.Discovery;

namespace NanoSpice.Cli;

/// <summary>discover.json and fit.json; the same data and options give the same bytes.</summary>
internal static class DiscoverJson
{
    /// <summary>The results on standard output: an object for one, an array for several.</summary>
    public static void Print(IReadOnlyList<DiscoverOutcome> outcomes, bool isArray, ConsoleReport console)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, SummaryFile.Options))
        {
            if (isArray) json.WriteStartArray();
            foreach (var outcome in outcomes) Write(json, outcome);
            if (isArray) json.WriteEndArray();
        }
        console.Output.WriteLine(System.Text.Encoding.UTF8.GetString(memory.ToArray()));
    }

    /// <summary>The result of a discovery, as an object.</summary>
    public static void Write(Utf8JsonWriter json, DiscoverOutcome outcome)
    {
        var report = outcome.Report;
        json.WriteStartObject();
        WriteHead(json, outcome.Name, outcome.ExitCode, outcome.Case.Data);
        WriteFit(json, outcome.Case.Data, report.Fit);
        json.WriteStartObject("nrmse");
        Number(json, "in_sample", report.Chosen.Nrmse);
        Number(json, "out_of_sample", report.Chosen.HeldOutNrmse);
        json.WriteEndObject();
        Number(json, "bic", report.Chosen.Bic);
        json.WriteNumber("complexity", report.Chosen.Law.Complexity);
        json.WriteString("origin", report.Chosen.Origin);
        json.WriteString("why", report.Why);
        WriteOthers(json, outcome.Case.Data.Target.Name, report);
        WriteResiduals(json, report.Fit);
        json.WriteString("seed", report.Options.Search.Seed.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("evaluations", report.Evaluations);
        json.WriteString("search", report.Stop switch { SearchStop.Budget => "all evaluations spent", SearchStop.Patience => "nothing better for a while", SearchStop.Cancelled => "interrupted", _ => "none" });
        json.WriteStartObject("options");
        foreach (var (name, value) in OptionsOf(report.Options)) json.WriteString(name, value);
        json.WriteEndObject();
        WriteData(json, outcome.Case);
        Texts(json, "files", outcome.Files);
        json.WriteEndObject();
    }

    /// <summary>Every option that has an influence on the result.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> OptionsOf(DiscoverOptions options)
    {
        var s = options.Search;
        (string, object)[] all =
        [
            ("seed", s.Seed), ("exhaustive", options.Exhaustive), ("evolution", options.Evolution), ("evaluations", s.MaxEvaluations), ("patience", s.Patience),
            ("islands", s.Islands), ("population", s.Population), ("genes", s.Genes), ("head", s.Head), ("functions", string.Join(',', s.Functions)),
            ("max_complexity", s.MaxComplexity), ("units", s.Units), ("noise_floor", s.NoiseFloor),
        ];
        return [.. all.Select(o => new KeyValuePair<string, string>(o.Item1, o.Item2 is bool yes ? yes ? "yes" : "no" : Convert.ToString(o.Item2, CultureInfo.InvariantCulture)!))];
    }

    /// <summary>Program, name, state and columns.</summary>
    public static void WriteHead(Utf8JsonWriter json, string name, int exitCode, Dataset data)
    {
        json.WriteString("program", "nanospice");
        json.WriteString("version", CommandLine.Version);
        json.WriteString("name", name);
        json.WriteStartObject("status");
        json.WriteNumber("exit_code", exitCode);
        json.WriteString("state", SummaryFile.StateOf(exitCode));
        json.WriteEndObject();
        json.WriteString("target", data.Target.Name);
        Texts(json, "inputs", [.. data.Inputs.Select(c => c.Name)]);
    }

    /// <summary>The law and its numbers.</summary>
    public static void WriteFit(Utf8JsonWriter json, Dataset data, FinalFit fit)
    {
        json.WriteString("law", LawText.Full(data.Target.Name, fit.Law));
        json.WriteString("form", LawText.Form(data.Target.Name, fit.Law));
        json.WriteStartObject("parameters");
        if (fit.Nanoslit is { } n)
        {
            foreach (var p in (FitParameter?[])[n.Rc, n.Gamma, n.Beta]) Write(json, p!);
            json.WriteStartObject("qmax");
            Number(json, "value", n.Qmax);
            json.WriteString("unit", data.Find(n.Charge)?.UnitText ?? "");
            json.WriteString("meaning", n.QmaxMeaning);
            json.WriteEndObject();
            if (n.Cslit is { } c) Write(json, c);
        }
        else foreach (var p in fit.Parameters) Write(json, p);
        json.WriteEndObject();
        if (fit.Nanoslit is { } slit)
        {
            json.WriteStartObject("nanoslit");
            json.WriteString("current", slit.Current);
            json.WriteString("charge", slit.Charge);
            json.WriteString("law", slit.IsAbsolute ? "abs" : "signed");
            json.WriteBoolean("gamma_in_law", !slit.IsOhm);
            json.WriteEndObject();
        }
        json.WriteStartObject("residual");
        Number(json, "rms", fit.Rms);
        json.WriteString("unit", data.Target.UnitText);
        Number(json, "percent_of_max", fit.PercentOfMax);
        json.WriteEndObject();
    }

    public static void WriteResiduals(Utf8JsonWriter json, FinalFit fit)
    {
        json.WriteStartArray("residuals");
        foreach (var r in fit.Residuals)
        {
            json.WriteStartObject();
            json.WriteString("kind", r.Kind);
            json.WriteString("label", r.Label);
            json.WriteNumber("rows", r.Rows);
            Number(json, "rms", r.Rms);
            Number(json, "percent_of_max", r.PercentOfMax);
            Number(json, "own_rc", r.OwnRc);
            Number(json, "own_gamma", r.OwnGamma);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Rows, groups and files with their hashes and conditions.</summary>
    public static void WriteData(Utf8JsonWriter json, TableCase tables)
    {
        json.WriteNumber("rows", tables.Data.Rows);
        json.WriteNumber("groups", tables.Data.Groups.Count);
        json.WriteStartArray("data");
        foreach (var table in tables.Tables)
        {
            json.WriteStartObject();
            json.WriteString("file", table.Recorded);
            json.WriteString("run", table.File.Name);
            json.WriteString("sha256", table.Hash);
            json.WriteStartObject("conditions");
            foreach (var (name, value) in table.File.Conditions) json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WriteOthers(Utf8JsonWriter json, string target, DiscoveryReport report)
    {
        json.WriteStartArray("runners_up");
        foreach (var j in report.RunnersUp)
        {
            json.WriteStartObject();
            json.WriteString("law", LawText.Full(target, j.Law));
            json.WriteString("form", LawText.Form(target, j.Law));
            Number(json, "nrmse", j.Nrmse);
            Number(json, "nrmse_heldout", j.HeldOutNrmse);
            Number(json, "bic", j.Bic);
            json.WriteNumber("complexity", j.Law.Complexity);
            json.WriteString("origin", j.Origin);
            json.WriteString("remark", j.Remark);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("collinear");
        foreach (var c in report.Collinear)
        {
            json.WriteStartObject();
            json.WriteString("input", c.Input);
            json.WriteString("relation", c.Relation);
            Number(json, "unexplained", c.Unexplained);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("cross_check");
        json.WriteBoolean("agrees", report.CrossCheck.Agrees);
        if (report.CrossCheck.Law is { } law) json.WriteString("law", LawText.Full(target, law));
        json.WriteString("remark", report.CrossCheck.Remark);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FitParameter p)
    {
        json.WriteStartObject(p.Name);
        Number(json, "value", p.Value);
        Number(json, "low", p.Low);
        Number(json, "high", p.High);
        Number(json, "se", p.StandardError);
        json.WriteString("unit", p.Unit);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        // JSON has no word for numbers that are not finite.
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }
}
