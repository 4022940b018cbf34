using System.Text.Encodings.Web;
using System.Text.Json;
using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>Writes summary.json; the same run gives the same bytes.</summary>
public static class SummaryFile
{
    // Relaxed: the file is read as JSON, not pasted into a web page, and + and ' shall stay legible.
    internal static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the file as a whole or not at all.</summary>
    public static void Write(string path, RunSummary summary)
    {
        using var file = new AtomicFile(path);
        Write(file.Stream, summary);
        file.Stream.WriteByte((byte)'\n');
        file.Commit();
    }

    /// <summary>Writes the summary as JSON into a stream, such as standard output for --json.</summary>
    public static void Write(Stream stream, RunSummary summary)
    {
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteString("program", "nanospice");
        json.WriteString("version", summary.Version);
        json.WriteString("deck", summary.Deck);
        json.WriteString("title", summary.Title);
        json.WriteStartObject("status");
        json.WriteNumber("exit_code", summary.ExitCode);
        json.WriteString("state", StateOf(summary.ExitCode));
        json.WriteString("reason", summary.Reason);
        json.WriteEndObject();
        json.WriteStartObject("options");
        foreach (var (name, value) in summary.Options)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteNumber("symbolic_factorizations", summary.SymbolicFactorizations);
        json.WriteStartArray("analyses");
        foreach (var analysis in summary.Analyses)
        {
            WriteAnalysis(json, analysis);
        }

        json.WriteEndArray();
        if (summary.Sweep is { } sweep)
        {
            WriteSweep(json, sweep);
        }

        WriteTexts(json, "warnings", summary.Warnings);
        json.WriteEndObject();
    }

    private static void WriteSweep(Utf8JsonWriter json, SweepSummary sweep)
    {
        json.WriteStartObject("sweep");
        WriteColumns(json, "quantities", sweep.Quantities);
        json.WriteNumber("count", sweep.Count);
        WriteTexts(json, "files", sweep.Files);
        json.WriteStartArray("points");
        foreach (var point in sweep.Points)
        {
            json.WriteStartObject();
            json.WriteStartObject("at");
            for (int k = 0; k < point.Values.Count; k++)
            {
                json.WriteNumber(sweep.Quantities[k].Name, point.Values[k]);
            }

            json.WriteEndObject();
            json.WriteString("state", point.Status);
            json.WriteString("reason", point.Reason);
            json.WriteStartArray("analyses");
            foreach (var analysis in point.Analyses)
            {
                json.WriteStartObject();
                json.WriteString("name", analysis.Written.Table.Name);
                json.WriteBoolean("complete", analysis.Written.Complete);
                json.WriteNumber("rows", analysis.Written.Rows);
                WriteOutcome(json, analysis, []);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteAnalysis(Utf8JsonWriter json, AnalysisSummary analysis)
    {
        var (table, rows, complete, files, plotWarnings) = analysis.Written;
        json.WriteStartObject();
        json.WriteString("name", table.Name);
        json.WriteString("kind", KindOf(table.Kind));
        json.WriteBoolean("complete", complete);
        json.WriteNumber("rows", rows);
        WriteColumns(json, "columns", table.Columns);
        WriteTexts(json, "files", files);
        WriteOutcome(json, analysis, plotWarnings);
    }

    private static void WriteColumns(Utf8JsonWriter json, string name, IReadOnlyList<WaveformColumn> columns)
    {
        json.WriteStartArray(name);
        foreach (var column in columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("unit", column.Unit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Work, derived numbers and warnings, and the end of the object.</summary>
    private static void WriteOutcome(Utf8JsonWriter json, AnalysisSummary analysis, IReadOnlyList<string> plotWarnings)
    {
        json.WriteStartObject("work");
        foreach (var (name, count) in analysis.Work)
        {
            json.WriteNumber(name, count);
        }

        json.WriteEndObject();
        WriteDerived(json, analysis.Derived);
        if (analysis.Measurements.Count > 0) WriteMeasurements(json, analysis.Measurements);
        WriteTexts(json, "warnings", [.. analysis.Warnings, .. plotWarnings]);
        json.WriteEndObject();
    }

    private static void WriteDerived(Utf8JsonWriter json, IReadOnlyList<NamedValue> values)
    {
        json.WriteStartObject("derived");
        foreach (var (name, value, unit) in values)
        {
            json.WriteStartObject(name);
            WriteValue(json, value);
            json.WriteString("unit", unit);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteMeasurements(Utf8JsonWriter json, IReadOnlyList<DerivedNumber> measurements)
    {
        json.WriteStartObject("measurements");
        foreach (var m in measurements)
        {
            json.WriteStartObject(m.Name);
            WriteValue(json, m.Value);
            json.WriteString("unit", m.Unit);
            foreach (var (role, place) in m.Places) json.WriteNumber(role, place);
            if (m.Failure is not null) json.WriteString("failure", m.Failure);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, double value)
    {
        // JSON has no word for numbers that are not finite.
        if (double.IsFinite(value)) json.WriteNumber("value", value);
        else json.WriteNull("value");
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>An exit code in words.</summary>
    internal static string StateOf(int exitCode) => exitCode switch
    {
        0 => "done",
        1 => "bad input",
        2 => "numerical failure",
        130 => "interrupted",
        _ => "failed",
    };

    private static string KindOf(WaveformKind kind) => kind switch
    {
        WaveformKind.OperatingPoint => "op",
        WaveformKind.DcSweep => "dc",
        WaveformKind.Ac => "ac",
        WaveformKind.Noise => "noise",
        WaveformKind.TransferFunction => "tf",
        WaveformKind.Fourier => "four",
        WaveformKind.Voltammetry => "cv",
        WaveformKind.Galvanostatic => "gcd",
        WaveformKind.Amperometry => "ca",
        WaveformKind.Impedance => "eis",
        WaveformKind.Ragone => "ragone",
        _ => "tran",
    };
}
