using System.Globalization;
using NanoSpice.Elaboration;
using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>A raw file with the byte layout of ngspice's: all plots in one file, each with its date, numbers of points in a field of eight.</summary>
/// <param name="path">takes its name once all is written</param>
/// <param name="date">as ngspice writes it: Sun Nov 29 15:23:47  2026</param>
internal sealed class NgspiceRawFile(string path, bool ascii, string date) : IDisposable
{
    private const int CountWidth = 8;

    private readonly AtomicFile _file = new(path);
    private Utf8Output? _out;
    private IReadOnlyList<NgspiceVector> _vectors = [];
    private bool _isComplex;
    private long _start, _countAt, _rows;

    /// <summary>Plots written.</summary>
    public int Plots { get; private set; }

    /// <summary>Begins a plot; one that ends without a point leaves nothing.</summary>
    public void Begin(string title, string plot, bool isComplex, IReadOnlyList<NgspiceVector> vectors)
    {
        _out ??= new Utf8Output(_file.Stream);
        (_vectors, _isComplex, _rows, _start) = (vectors, isComplex, 0, _out.Position);
        _out.Write($"Title: {title.ReplaceLineEndings(" ").ToLowerInvariant()}\nDate: {date}\nPlotname: {plot}\nFlags: {(isComplex ? "complex" : "real")}\n");
        _out.Write($"No. Variables: {Text(vectors.Count)}\nNo. Points: ");
        _countAt = _out.Position;
        _out.Write("0".PadRight(CountWidth) + "\nVariables:\n");
        for (int k = 0; k < vectors.Count; k++) _out.Write($"\t{Text(k)}\t{vectors[k].Name}\t{vectors[k].Type}\n");
        _out.Write(ascii ? "Values:\n" : "Binary:\n");
    }

    public void Row(ReadOnlySpan<double> values)
    {
        if (ascii)
        {
            _out!.Write(_rows);
            _out.Write((byte)'\t');
        }
        foreach (var v in _vectors)
        {
            if (!_isComplex) Number(values[v.Column]);
            else if (v.Column == 0) Pair(values[0], 0);
            else Pair(values[2 * v.Column - 1], values[2 * v.Column]);
        }
        _rows++;
    }

    public void End()
    {
        if (_rows == 0)
        {
            _out!.Flush();
            _file.Stream.SetLength(_start);
            _file.Stream.Seek(0, SeekOrigin.End);
            return;
        }
        if (_rows.ToString(CultureInfo.InvariantCulture).Length > CountWidth)
            throw new IOException($"{path}: {_rows} points do not fit into a raw file of ngspice's layout, which has room for eight digits");
        _out!.Flush();
        _file.Stream.Position = _countAt;
        _file.Stream.Write(System.Text.Encoding.ASCII.GetBytes(Text(_rows)));
        _file.Stream.Seek(0, SeekOrigin.End);
        Plots++;
    }

    /// <summary>Gives the file its name; where nothing was computed there is none.</summary>
    public void Commit()
    {
        if (Plots > 0) _file.Commit();
    }

    public void Dispose() => _file.Dispose();

    private void Number(double value)
    {
        if (!ascii)
        {
            _out!.WriteBinary(value);
            return;
        }
        _out!.Write("\t" + Figure(value) + "\n");
    }

    private void Pair(double re, double im)
    {
        if (ascii)
        {
            _out!.Write($"\t{Figure(re)},{Figure(im)}\n");
            return;
        }
        _out!.WriteBinary(re);
        _out.WriteBinary(im);
    }

    private static string Figure(double value) => CFormat.Exponent(value, 15);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
