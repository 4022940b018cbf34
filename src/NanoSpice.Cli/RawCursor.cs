using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace NanoSpice.Cli;

/// <summary>A place in the bytes of a raw file.</summary>
internal sealed class RawCursor(string path, byte[] bytes)
{
    private int _at;

    public string Path { get; } = path;

    /// <summary>Place of the next byte.</summary>
    public int Position => _at;

    /// <summary>Passes what a killed run left of its last row.</summary>
    public void SkipFragment(int row) => _at = Left < row ? bytes.Length : _at;

    /// <summary>Bytes not yet read.</summary>
    public int Left => bytes.Length - _at;

    public bool LooksLikeUtf16 => bytes.Length > 3 && (bytes[1] == 0 || (bytes[0] == 0xFF && bytes[1] == 0xFE));

    /// <summary>Passes empty lines between plots; false at the end of the file.</summary>
    public bool SkipBlankLines()
    {
        while (_at < bytes.Length && bytes[_at] is (byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t')
        {
            _at++;
        }

        return _at < bytes.Length;
    }

    /// <summary>The next line of text; null at the end of the file.</summary>
    public string? Line()
    {
        if (_at >= bytes.Length)
        {
            return null;
        }

        int length = bytes.AsSpan(_at).IndexOf((byte)'\n');
        length = length < 0 ? bytes.Length - _at : length;
        string line = Encoding.UTF8.GetString(bytes, _at, length).TrimEnd('\r');
        _at += Math.Min(length + 1, bytes.Length - _at);
        return line;
    }

    public double Binary()
    {
        if (bytes.Length - _at < sizeof(double))
        {
            throw Fault("the file ends before the number of points its header announces");
        }

        double value = BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(_at));
        _at += sizeof(double);
        return value;
    }

    /// <summary>The next number of an ascii plot; the parts of a complex one are parted by a comma.</summary>
    public double Ascii()
    {
        var word = Word();
        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value
            : Encoding.ASCII.GetString(word).ToLowerInvariant() switch
            {
                "inf" or "+inf" => double.PositiveInfinity,
                "-inf" => double.NegativeInfinity,
                "nan" or "-nan" => double.NaN,
                var text => throw Fault(text.Length == 0 ? "the file ends before the number of points its header announces" : $"'{text}' is not a number"),
            };
    }

    /// <summary>Passes the number that heads each point of an ascii plot.</summary>
    public void PointNumber(int expected)
    {
        double number = Ascii();
        if (number != expected)
        {
            throw Fault($"expected point {expected}, found {number.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    /// <summary>Points up to the end of the file, for a run that was stopped before it could write their number.</summary>
    public int PointsLeft(bool isBinary, int numbers) => isBinary && !bytes.AsSpan(_at).StartsWith("Title:"u8) ? (bytes.Length - _at) / (sizeof(double) * numbers) : 0;

    public ResultFileException Fault(string what) => new($"{Path}(byte {_at}): {what}");

    private ReadOnlySpan<byte> Word()
    {
        while (_at < bytes.Length && IsSeparator(bytes[_at]))
        {
            _at++;
        }

        int start = _at;
        while (_at < bytes.Length && !IsSeparator(bytes[_at]))
        {
            _at++;
        }

        return bytes.AsSpan(start, _at - start);
    }

    private static bool IsSeparator(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)',';
}
