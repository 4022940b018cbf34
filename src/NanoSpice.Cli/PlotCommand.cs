using NanoSpice.Engine;
using NanoSpice.Netlist;
using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>nanospice plot FILE... [-o DIR]: draws result files, our own or ngspice's, as SVG beside them.</summary>
public static class PlotCommand
{
    /// <summary>Draws every file; one that fails does not stop the others.</summary>
    /// <param name="files">CSV or raw files.</param>
    /// <param name="outDir">Folder for the pictures; null puts each beside its file.</param>
    /// <param name="err">Takes messages, one line each.</param>
    /// <returns>0 if all were drawn, 1 if any could not be.</returns>
    public static int Run(IReadOnlyList<string> files, string? outDir, TextWriter err)
    {
        int exit = 0;
        if (files.Count == 0)
        {
            err.WriteLine("error: name at least one csv or raw file to plot");
            exit = 1;
        }

        foreach (string file in files)
        {
            try
            {
                Draw(file, outDir, err);
            }
            catch (Exception e) when (e is ResultFileException or IOException or UnauthorizedAccessException or NotSupportedException)
            {
                err.WriteLine("error: " + (e is ResultFileException ? e.Message : $"{file}: {Reason(file, e)}"));
                exit = 1;
            }
        }

        return exit;
    }

    private static void Draw(string file, string? outDir, TextWriter err)
    {
        string folder = outDir ?? Path.GetDirectoryName(Path.GetFullPath(file))!;
        int drawn = 0;
        foreach (var table in Families(Read(file)))
        {
            if (table.All(t => t.Rows == 0))
            {
                err.WriteLine($"warning: {file}: {table[0].Heading.Name} has no rows and is not drawn");
                continue;
            }

            foreach (var plot in StoredFamily.Plots(table, [], w => err.WriteLine("warning: " + w)))
            {
                string path = Path.Combine(folder, ResultFiles.FileName(Path.GetFileNameWithoutExtension(file), drawn++));
                AtomicFile.WriteText(path, SvgWriter.Write(plot));
                err.WriteLine($"wrote {path}");
            }
        }

        if (drawn == 0)
        {
            throw new ResultFileException($"{file}: nothing to plot; an operating point has no scale to plot against");
        }
    }

    /// <summary>Tables of the points of one sweep belong together; operating points become tables over the innermost quantity.</summary>
    private static IEnumerable<IReadOnlyList<StoredTable>> Families(IReadOnlyList<StoredTable> tables)
    {
        foreach (var group in tables.GroupBy(t => t.Point is null ? t.Heading.Name : t.Heading.Kind.ToString()))
        {
            var all = group.ToList();
            if (all[0] is { Point: { } point, Heading: { Kind: WaveformKind.OperatingPoint } heading })
            {
                var same = all.Where(t => t.Rows == 1 && t.Heading.Columns.SequenceEqual(heading.Columns));
                yield return StoredFamily.OverInner(heading, new(point.Names[0], ""), [.. same.Select(t => (t.Point!, t.Values.Select(v => v[0]).ToArray())).OrderBy(t => t.Item1.Values[0])]);
            }
            else
            {
                yield return all;
            }
        }
    }

    /// <summary>A raw file is known by its first line, whatever its name.</summary>
    private static IReadOnlyList<StoredTable> Read(string file)
    {
        // A device or a pipe may wait for ever.
        if (File.Exists(file) && PlainFile.IsEmpty(file)) throw new ResultFileException($"{file}: the file is empty");
        byte[] start = new byte[12];
        int length;
        using (var stream = File.OpenRead(file))
        {
            length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        }

        string text = System.Text.Encoding.Latin1.GetString(start, 0, length).Replace("\0", "");
        bool isRaw = text.TrimStart('\u00FF', '\u00FE').StartsWith("Title:", StringComparison.OrdinalIgnoreCase)
            || (file.EndsWith(".raw", StringComparison.OrdinalIgnoreCase) && length > 0);
        if (new FileInfo(file).Length >= LargeTable.Least && (isRaw ? LargeTable.OfRaw(file) : LargeTable.OfCsv(file)) is { } large) return [large];
        return isRaw ? RawFile.Read(file) : CsvFile.ReadAll(file);
    }

    private static string Reason(string file, Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        UnauthorizedAccessException when Directory.Exists(file) => "is a folder, not a csv or raw file",
        UnauthorizedAccessException => "access denied",
        _ => e.Message,
    };
}
