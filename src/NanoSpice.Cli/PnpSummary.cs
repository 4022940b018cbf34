using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>How one run ended and what it left.</summary>
/// <param name="Folder">where its files are</param>
/// <param name="Name">its name within a batch; empty for a single run</param>
internal sealed record PnpOutcome(string Name, string Folder, PnpSettings Settings, PnpReport Report, int ExitCode, int Rows, IReadOnlyList<string> Files);

/// <summary>summary.json of an mPNP run; the same run gives the same bytes.</summary>
internal static class PnpSummary
{
    /// <summary>SHA-256 of the settings as used, defaults included; cards and checkpoints name it.</summary>
    public static string Hash(PnpSettings settings) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(PnpKeys.Canonical(settings))));

    /// <summary>The summary of a run, as an object.</summary>
    public static void Write(Utf8JsonWriter json, PnpOutcome outcome)
    {
        var report = outcome.Report;
        json.WriteStartObject();
        json.WriteString("program", "nanospice");
        json.WriteString("version", CommandLine.Version);
        json.WriteString("case", outcome.Name);
        json.WriteString("config_hash", Hash(outcome.Settings));
        json.WriteStartObject("status");
        json.WriteNumber("exit_code", outcome.ExitCode);
        json.WriteString("state", SummaryFile.StateOf(outcome.ExitCode));
        json.WriteBoolean("complete", report.Complete);
        json.WriteString("failure", report.Failure);
        json.WriteString("hint", report.Hint);
        json.WriteNumber("time_s", report.Time);
        json.WriteNumber("rows", outcome.Rows);
        json.WriteEndObject();
        WriteSettings(json, outcome.Settings);
        WriteReport(json, report);
        json.WriteStartArray("files");
        foreach (string name in outcome.Files) json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSettings(Utf8JsonWriter json, PnpSettings settings)
    {
        json.WriteStartObject("settings");
        foreach (var key in PnpKeys.Settings)
        {
            json.WritePropertyName(key.Name);
            WriteValue(json, key.Value(settings));
        }
        json.WriteEndObject();
        json.WriteStartObject("units");
        foreach (var key in PnpKeys.Settings.Where(k => k.Unit.Length > 0)) json.WriteString(key.Name, key.Unit);
        json.WriteEndObject();
    }

    private static void WriteReport(Utf8JsonWriter json, PnpReport r)
    {
        json.WriteStartObject("grid");
        Numbers(json, ("columns", r.Columns), ("rows", r.Rows), ("fluid_cells", r.FluidCells), ("unknowns", r.Unknowns), ("debye_length_m", r.DebyeLength));
        json.WriteEndObject();
        json.WriteStartObject("work");
        Numbers(json, ("steps", r.Steps), ("rejections", r.Rejections), ("iterations", r.Iterations), ("factorizations", r.Factorizations), ("evaluations", r.Evaluations));
        json.WriteEndObject();
        json.WriteStartObject("defects");
        Numbers(json, ("cation", r.CationDefect), ("anion", r.AnionDefect), ("charge", r.ChargeDefect), ("gauss", r.GaussDefect));
        json.WriteEndObject();
        json.WriteStartObject("extremes");
        Numbers(json, ("largest_packing", r.LargestPacking), ("least_concentration_mol_per_m3", r.LeastConcentration));
        json.WriteEndObject();
        json.WriteStartObject("vertex");
        json.WritePropertyName("charge_c_per_m");
        WriteValue(json, r.ChargeAtVertex);
        json.WritePropertyName("slit_capacitance_f_per_m");
        WriteValue(json, r.SlitCapacitance.ToArray());
        json.WriteEndObject();
    }

    private static void Numbers(Utf8JsonWriter json, params (string Name, double Value)[] numbers)
    {
        foreach (var (name, value) in numbers)
        {
            json.WritePropertyName(name);
            WriteValue(json, value);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            // JSON has no word for numbers that are not finite.
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case int count:
                json.WriteNumberValue(count);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case double[] list:
                json.WriteStartArray();
                foreach (double v in list) WriteValue(json, v);
                json.WriteEndArray();
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }
}
