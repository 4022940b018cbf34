using System.Globalization;
using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>Reads raw files of ngspice and of our own: binary or ascii, real or complex, several plots in a file.</summary>
public static class RawFile
{
    /// <summary>Reads every plot of a file.</summary>
    /// <exception cref="ResultFileException">The file is not such a file, or ends early; says where.</exception>
    public static IReadOnlyList<StoredTable> Read(string path)
    {
        var cursor = new RawCursor(path, File.ReadAllBytes(path));
        if (cursor.LooksLikeUtf16)
        {
            throw new ResultFileException($"{path}: this raw file is UTF-16, as LTspice writes it; save it there in ngspice or ascii form");
        }

        var tables = new List<StoredTable>();
        while (cursor.SkipBlankLines())
        {
            tables.Add(ReadPlot(cursor, tables.Count + 1));
        }

        return tables.Count > 0 ? tables : throw new ResultFileException($"{path}: the file is empty");
    }

    private static StoredTable ReadPlot(RawCursor cursor, int number)
    {
        var header = RawHeader.Read(cursor);
        int numbers = header.IsComplex ? 2 * header.Columns.Count : header.Columns.Count;
        int points = header.Points > 0 ? header.Points : cursor.PointsLeft(header.IsBinary, numbers);
        // A header may announce more than there is; a number of text and its separator are two characters.
        int room = (int)Math.Min(points, (cursor.Left / ((header.IsBinary ? sizeof(double) : 2L) * numbers)) + 1);
        var columns = new double[numbers][];
        for (int k = 0; k < numbers; k++)
        {
            columns[k] = new double[room];
        }

        for (int i = 0; i < points; i++)
        {
            if (!header.IsBinary)
            {
                cursor.PointNumber(i);
            }

            for (int k = 0; k < numbers; k++)
            {
                columns[k][i] = header.IsBinary ? cursor.Binary() : cursor.Ascii();
            }
        }

        if (header.Points == 0 && points > 0)
        {
            cursor.SkipFragment(sizeof(double) * numbers);
        }

        var kind = RawVocabulary.KindOf(header.PlotName, header.Columns[0].Name, points);
        string name = Path.GetFileNameWithoutExtension(cursor.Path) + (number > 1 ? "-" + number.ToString(CultureInfo.InvariantCulture) : "");

        // The imaginary part of the scale is zero and is not kept.
        IReadOnlyList<double[]> kept = header.IsComplex ? [.. columns.Where((_, k) => k != 1)] : columns;
        return new StoredTable(new WaveformTable(name, kind, header.Title, header.Columns, header.IsComplex), kept) { Point = RawVocabulary.PointOf(header.PlotName) };
    }
}
