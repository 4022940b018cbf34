using System.Globalization;

namespace NanoSpice.Plots;

/// <summary>Draws a <see cref="MatrixFigure"/>; the same figure gives the same bytes.</summary>
public sealed class MatrixWriter
{
    private const double Font = PlotLayout.FontSize, Small = PlotLayout.NoteSize;

    private const double Outer = 10, BarWidth = 14, BarGap = 18, LabelRoom = 20, BottomRoom = 46, LegendRoom = 22;

    /// <summary>Cells no lower and no higher than this [px].</summary>
    private const double LowestCell = 12, HighestCell = 46;

    private static readonly Rgb Ink = Rgb.Of(0x222222), White = Rgb.Of(0xffffff), Empty = Rgb.Of(0xdddddd), Grey = Rgb.Of(0x999999);

    private readonly MatrixFigure _figure;
    private readonly AxisScale _value;
    private readonly int _exponent;
    private readonly Box _cells, _bar;
    private readonly double _height;
    private readonly SvgCanvas _canvas;

    private MatrixWriter(MatrixFigure figure)
    {
        _figure = figure;
        _value = AxisScale.For(figure.Value with { Logarithmic = false, Tight = true }, [figure.Values.ToArray()]);
        _exponent = figure.Value.Exponent ?? UnitScale.Engineering(figure.Value.Unit, Math.Max(Math.Abs(_value.Low), Math.Abs(_value.High)));
        double top = Outer + (figure.Title.Length > 0 ? 22 : 0);
        double left = Outer + LabelRoom + 8 + figure.Rows.Max(r => TextWidth.Of(r, Font));
        double right = BarGap + BarWidth + 8 + WidestTick() + LabelRoom + Outer;
        double width = Math.Max(80, figure.Width - left - right);
        double cell = Math.Clamp(0.62 * width / figure.Columns.Count, LowestCell, HighestCell);
        _cells = new Box(left, top, width, Math.Max(120, cell * figure.Rows.Count));
        _bar = new Box(_cells.Right + BarGap, top, BarWidth, _cells.Height);
        _height = Math.Ceiling(_cells.Bottom + BottomRoom + (HasEmpty ? LegendRoom : 0));
        _canvas = new SvgCanvas(figure.Width, _height, figure.Title);
    }

    private bool HasEmpty => _figure.Values.Any(v => !double.IsFinite(v));

    private double CellWidth => _cells.Width / _figure.Columns.Count;

    private double CellHeight => _cells.Height / _figure.Rows.Count;

    private TickSet BarTicks => _value.Ticks(_cells.Height, 30);

    /// <summary>The picture as standalone SVG.</summary>
    public static string Write(MatrixFigure figure)
    {
        figure.Check();
        var writer = new MatrixWriter(figure);
        writer.Draw();
        return writer._canvas.ToString();
    }

    private void Draw()
    {
        _canvas.Fill(new Box(0, 0, _figure.Width, _height), White);
        double middle = _cells.Left + (_cells.Width / 2);
        if (_figure.Title.Length > 0)
        {
            double room = (2 * Math.Min(middle, _figure.Width - middle)) - 12;
            _canvas.Text(TextWidth.Fit(_figure.Title, PlotLayout.TitleSize * 1.06, room), middle, 22, new TextStyle(PlotLayout.TitleSize, 0.5, Ink) { Bold = true });
        }

        Cells();
        Frame(_cells);
        Labels();
        string across = UnitScale.AxisText(_figure.X.Label, _figure.X.Unit, 0), upwards = UnitScale.AxisText(_figure.Y.Label, _figure.Y.Unit, 0);
        _canvas.Text(TextWidth.Fit(across, Font, _cells.Width), middle, _cells.Bottom + 36, new TextStyle(Font, 0.5, Ink));
        _canvas.Text(TextWidth.Fit(upwards, Font, _cells.Height + 20), 21, _cells.Top + (_cells.Height / 2), new TextStyle(Font, 0.5, Ink) { Upwards = true });
        Bar();
        if (HasEmpty)
        {
            _canvas.Fill(new Box(_cells.Left, _height - 22.5, 18, 10), Empty);
            _canvas.Text(_figure.EmptyLabel, _cells.Left + 24, _height - 13, new TextStyle(Font, 0, Ink));
        }
    }

    private void Cells()
    {
        string[] texts = [.. _figure.Values.Select(TextOf)];
        bool written = CellHeight >= 14 && texts.Max(t => TextWidth.Of(t, Small)) <= CellWidth - 6;
        for (int r = 0; r < _figure.Rows.Count; r++)
        {
            for (int c = 0; c < _figure.Columns.Count; c++)
            {
                double value = _figure.At(r, c), place = Math.Clamp(_value.Map(value), 0, 1);
                var box = new Box(_cells.Left + (c * CellWidth), _cells.Bottom - ((r + 1) * CellHeight), CellWidth, CellHeight);
                _canvas.Fill(box, double.IsFinite(value) ? ColorMap.Sequential.At(place) : Empty);
                if (written)
                {
                    var color = !double.IsFinite(value) || place > 0.6 ? Ink : White;
                    _canvas.Text(texts[(r * _figure.Columns.Count) + c], box.Left + (CellWidth / 2), box.Top + (CellHeight / 2) + 4, new TextStyle(Small, 0.5, color));
                }
            }
        }
    }

    /// <summary>As many names of columns and rows as there is room for.</summary>
    private void Labels()
    {
        int across = Stride(_figure.Columns.Max(t => TextWidth.Of(t, Font)) + 8, CellWidth), upwards = Stride(15, CellHeight);
        for (int c = 0; c < _figure.Columns.Count; c += across)
        {
            _canvas.Text(_figure.Columns[c], _cells.Left + ((c + 0.5) * CellWidth), _cells.Bottom + 18, new TextStyle(Font, 0.5, Ink));
        }

        for (int r = 0; r < _figure.Rows.Count; r += upwards)
        {
            _canvas.Text(_figure.Rows[r], _cells.Left - 7, _cells.Bottom - ((r + 0.5) * CellHeight) + 4.2, new TextStyle(Font, 1, Ink));
        }

        static int Stride(double wanted, double cell) => Math.Max(1, (int)Math.Ceiling(wanted / cell));
    }

    private void Bar()
    {
        const int steps = 64;
        for (int k = 0; k < steps; k++)
        {
            _canvas.Fill(new Box(_bar.Left, _bar.Bottom - ((k + 1) * _bar.Height / steps), _bar.Width, (_bar.Height / steps) + (k > 0 ? 0.3 : 0)), ColorMap.Sequential.At(k / (steps - 1.0)));
        }

        Frame(_bar);
        var ticks = BarTicks;
        foreach (double v in ticks.Values)
        {
            double y = _bar.Bottom - (_value.Map(v) * _bar.Height);
            _canvas.Stroke([new(_bar.Right, y), new(_bar.Right + 4, y)], Ink, 0.9);
            _canvas.Text(UnitScale.TickText(v, ticks.Step, _exponent), _bar.Right + 7, y + 4.2, new TextStyle(Font, 0, Ink));
        }

        string text = UnitScale.AxisText(_figure.Value.Label, _figure.Value.Unit, _exponent);
        _canvas.Text(TextWidth.Fit(text, Font, _bar.Height + 40), _figure.Width - 10, _bar.Top + (_bar.Height / 2), new TextStyle(Font, 0.5, Ink) { Upwards = true });
    }

    private void Frame(Box box) => _canvas.Stroke(
        [new(box.Left, box.Top), new(box.Right, box.Top), new(box.Right, box.Bottom), new(box.Left, box.Bottom), new(box.Left, box.Top), new(box.Left + 1, box.Top)], Grey, 1);

    private double WidestTick()
    {
        var ticks = _value.Ticks(400, 30);
        return ticks.Values.Max(v => TextWidth.Of(UnitScale.TickText(v, ticks.Step, _exponent), Font));
    }

    /// <summary>Three digits in the unit of the bar.</summary>
    private string TextOf(double value) => double.IsFinite(value)
        ? Ticks.Scaled(value, -_exponent).ToString("G3", CultureInfo.InvariantCulture).Replace('-', '\u2212')
        : "";
}
