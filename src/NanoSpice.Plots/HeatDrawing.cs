using System.Globalization;

namespace NanoSpice.Plots;

/// <summary>Draws a <see cref="HeatFigure"/> on a canvas.</summary>
internal sealed class HeatDrawing(HeatFigure figure, HeatLayout layout, ICanvas canvas)
{
    private const double Font = PlotLayout.FontSize;

    private static readonly Rgb Ink = Rgb.Of(0x222222), Grey = Rgb.Of(0x666666), White = Rgb.Of(0xffffff), Solid = Rgb.Of(0x26262a);

    private readonly ColorMap _colors = figure.Diverging ? ColorMap.Diverging : ColorMap.Sequential;

    public static void Draw(HeatFigure figure, HeatLayout layout, ICanvas canvas)
    {
        var drawing = new HeatDrawing(figure, layout, canvas);
        canvas.Fill(new Box(0, 0, layout.Width, layout.Height), White);
        drawing.Heading();
        for (int i = 0; i < layout.Boxes.Count; i++)
        {
            drawing.Map(figure.Maps[i], layout.Boxes[i]);
        }

        drawing.XAxis();
        drawing.Bar();
        drawing.Legend();
    }

    private void Heading()
    {
        var box = layout.Boxes[0];
        double middle = box.Left + (box.Width / 2), room = (2 * Math.Min(middle, layout.Width - middle)) - 12, line = 22;
        if (figure.Title.Length > 0)
        {
            string title = TextWidth.Fit(figure.Title, PlotLayout.TitleSize * 1.06, room);
            canvas.Text(title, middle, line, new TextStyle(PlotLayout.TitleSize, 0.5, Ink) { Bold = true });
            line += 16;
        }

        if (figure.Note.Length > 0)
        {
            canvas.Text(TextWidth.Fit(figure.Note, PlotLayout.NoteSize, room), middle, line, new TextStyle(PlotLayout.NoteSize, 0.5, Grey));
        }
    }

    private void Map(HeatMap map, Box box)
    {
        if (map.Title.Length > 0)
        {
            canvas.Text(TextWidth.Fit(map.Title, Font, box.Width), box.Left, box.Top - 5.5, new TextStyle(Font, 0, Ink));
        }

        canvas.Picture(box, new CellImage(map, _colors, Solid, layout.Value.Low, layout.Value.High));
        foreach (var arrow in layout.HasArrows ? map.Arrows : [])
        {
            double x = box.Left + (layout.X.Map(arrow.X) * box.Width), y = box.Bottom - (layout.Y.Map(arrow.Y) * box.Height);
            Arrow(x, y, arrow.Vx / arrow.Magnitude, -arrow.Vy / arrow.Magnitude, LengthOf(arrow.Magnitude));
        }

        Frame(box);
        var strokes = new List<PixelPoint>();
        foreach (double v in layout.XTicks.Values)
        {
            double x = box.Left + (layout.X.Map(v) * box.Width);
            strokes.AddRange([new(x, box.Bottom), new(x, box.Bottom + 4), PixelPoint.Break]);
        }

        foreach (double v in layout.YTicks.Values)
        {
            double y = box.Bottom - (layout.Y.Map(v) * box.Height);
            strokes.AddRange([new(box.Left, y), new(box.Left - 4, y), PixelPoint.Break]);
            canvas.Text(Label(layout.YTicks, v, layout.Exponent), box.Left - 7, y + 4.2, new TextStyle(Font, 1, Ink));
        }

        canvas.Stroke(strokes, Ink, 0.9);
        string text = UnitScale.AxisText(figure.Y.Label, figure.Y.Unit, layout.Exponent);
        canvas.Text(TextWidth.Fit(text, Font, box.Height + 20), 21, box.Top + (box.Height / 2), new TextStyle(Font, 0.5, Ink) { Upwards = true });
    }

    private void XAxis()
    {
        var box = layout.Boxes[^1];
        foreach (double v in layout.XTicks.Values)
        {
            canvas.Text(Label(layout.XTicks, v, layout.Exponent), box.Left + (layout.X.Map(v) * box.Width), box.Bottom + 18, new TextStyle(Font, 0.5, Ink));
        }

        string text = UnitScale.AxisText(figure.X.Label, figure.X.Unit, layout.Exponent);
        canvas.Text(text, box.Left + (box.Width / 2), box.Bottom + 36, new TextStyle(Font, 0.5, Ink));
    }

    private void Bar()
    {
        const int steps = 255;
        var bar = layout.Bar;
        double[] faces = [.. Enumerable.Range(0, steps + 1)], values = [.. Enumerable.Range(0, steps)];
        canvas.Picture(bar, new CellImage(new HeatMap("", new double[] { 0, 1 }, faces, values), _colors, Solid, 0, steps - 1));
        Frame(bar);
        var strokes = new List<PixelPoint>();
        foreach (double v in layout.BarTicks.Values)
        {
            double y = bar.Bottom - (layout.Value.Map(v) * bar.Height);
            strokes.AddRange([new(bar.Right, y), new(bar.Right + 4, y), PixelPoint.Break]);
            canvas.Text(Label(layout.BarTicks, v, layout.ValueExponent), bar.Right + 7, y + 4.2, new TextStyle(Font, 0, Ink));
        }

        canvas.Stroke(strokes, Ink, 0.9);
        string text = UnitScale.AxisText(figure.Value.Label, figure.Value.Unit, layout.ValueExponent);
        canvas.Text(
            TextWidth.Fit(text, Font, bar.Height + 40), layout.Width - 10, bar.Top + (bar.Height / 2), new TextStyle(Font, 0.5, Ink) { Upwards = true });
    }

    private void Legend()
    {
        double x = layout.Boxes[0].Left, y = layout.LegendLine;
        if (layout.HasSolid)
        {
            canvas.Fill(new Box(x, y - 9.5, 18, 10), Solid);
            canvas.Text(figure.SolidLabel, x + 24, y, new TextStyle(Font, 0, Ink));
            x += 24 + TextWidth.Of(figure.SolidLabel, Font) + 18;
        }

        if (layout.HasArrows)
        {
            double length = LengthOf(layout.Longest);
            Arrow(x + (length / 2), y - 4.2, 1, 0, length);
            canvas.Text(TextWidth.Fit(ArrowText(figure.Arrows!), Font, layout.Width - x - length - 12), x + length + 7, y, new TextStyle(Font, 0, Ink));
        }
    }

    private string ArrowText(ArrowScale scale)
    {
        int exponent = UnitScale.Engineering(scale.Unit, layout.Longest);
        string unit = UnitScale.AxisText("", scale.Unit, exponent).Trim(' ', '[', ']');
        string longest = Ticks.Scaled(layout.Longest, -exponent).ToString("G3", CultureInfo.InvariantCulture);
        string beyond = scale.Maximum is null ? "" : " and above";
        return $"{scale.Label}: this long at {longest} {unit}{beyond}, {(scale.Linear ? "length as the magnitude" : "length as the square root")}";
    }

    private void Frame(Box box) => canvas.Stroke(
        [new(box.Left, box.Top), new(box.Right, box.Top), new(box.Right, box.Bottom), new(box.Left, box.Bottom), new(box.Left, box.Top), new(box.Left + 1, box.Top)], Ink, 1);

    private double LengthOf(double magnitude)
    {
        double share = Math.Min(1, magnitude / layout.Longest);
        return figure.Arrows!.Length * layout.Scale * (figure.Arrows.Linear ? share : Math.Sqrt(share));
    }

    /// <summary>An arrow about a middle in the direction (dx, dy), of unit length; none where it would be a speck.</summary>
    private void Arrow(double x, double y, double dx, double dy, double length)
    {
        const double shortest = 2.5, shaft = 0.75;
        if (!(length >= shortest))
        {
            return;
        }

        double head = Math.Min(7, 0.55 * length), wing = 0.42 * head, neck = (length / 2) - head, side = Math.Min(shaft, 0.4 * wing);
        PixelPoint At(double along, double across) => new(x + (along * dx) - (across * dy), y + (along * dy) + (across * dx));
        canvas.Shape(
            [At(-length / 2, side), At(neck, side), At(neck, wing), At(length / 2, 0), At(neck, -wing), At(neck, -side), At(-length / 2, -side)],
            White, Ink, 1.2);
    }

    private static string Label(TickSet ticks, double value, int exponent) => UnitScale.TickText(value, ticks.Step, exponent);
}
