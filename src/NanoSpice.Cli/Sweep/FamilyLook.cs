using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>How the curves of a family are told apart: colour along the sweep, dashes by outer value or by vector, names in the legend.</summary>
internal sealed class FamilyLook
{
    /// <summary>Values up to which colours need not follow the sweep to be told apart.</summary>
    private const int Distinct = 4;

    /// <summary>Members named in the legend at most.</summary>
    private const int MostNamed = 8;

    /// <summary>Part of the colour scale that is dark enough on white [-].</summary>
    private const double Darkest = 0.02, Lightest = 0.84;

    private const string Neutral = "#666666";

    private readonly IReadOnlyList<FamilyPoint> _points;
    private readonly List<string> _inner, _outer;
    private readonly bool _nested;

    /// <param name="single">one curve a member and panel: dashes are then free for the outer quantities</param>
    public FamilyLook(IReadOnlyList<FamilyPoint> points, bool single)
    {
        _points = points;
        _inner = [.. points.Select(p => p.Inner.Label).Distinct()];
        _outer = [.. points.Select(p => p.Outer.Label).Distinct()];
        _nested = single && _outer.Count > 1 && _outer.Count <= Distinct && _outer.Count < points.Count;
    }

    /// <summary>True when inner and outer quantities are told apart.</summary>
    public bool IsNested => _nested;

    /// <summary>Outer values: "rc=5".</summary>
    public IReadOnlyList<string> Outer => _outer;

    private int Colors => _nested ? _inner.Count : _points.Count;

    public string Color(int member)
    {
        int k = ColorIndex(member);
        return Colors <= Distinct ? Palette.Color(k) : ColorMap.Sequential.At(Darkest + ((Lightest - Darkest) * k / (Colors - 1))).Hex;
    }

    public LineStyle Style(int member, int curve) => (LineStyle)((_nested ? _outer.IndexOf(_points[member].Outer.Label) : curve) % 4);

    /// <summary>Name of a member in the legend; empty where a neighbour speaks for it.</summary>
    public string Label(int member)
    {
        int k = ColorIndex(member);
        bool first = !_nested || _points.Take(member).All(p => p.Inner.Label != _points[member].Inner.Label);
        int stride = (Colors + MostNamed - 2) / (MostNamed - 1);
        bool named = Colors <= MostNamed || k == Colors - 1 || (k % stride == 0 && Colors - 1 - k >= stride);
        return !first || !named ? "" : _nested ? _points[member].Inner.Label : _points[member].Label;
    }

    /// <summary>Legend entries of the outer values, whose dashes all members share.</summary>
    public IEnumerable<Series> OuterKeys() => _nested ? _outer.Select((label, k) => Key(label, (LineStyle)(k % 4))) : [];

    /// <summary>A legend entry without a curve.</summary>
    public static Series Key(string label, LineStyle style) => new(label, new[] { double.NaN }, new[] { double.NaN }) { Color = Neutral, Style = style };

    private int ColorIndex(int member) => _nested ? _inner.IndexOf(_points[member].Inner.Label) : member;
}
