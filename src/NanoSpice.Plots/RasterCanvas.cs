namespace NanoSpice.Plots;

/// <summary>Draws into pixels, edges smoothed by the share of the pixel that is covered.</summary>
internal sealed class RasterCanvas(double width, double height, double scale) : ICanvas
{
    /// <summary>Points per pixel and direction at which a filled shape is probed.</summary>
    private const int Probes = 4;

    /// <summary>Stroke of a letter as a share of the font size.</summary>
    private const double Pen = 0.085, BoldPen = 0.125;

    private readonly int _width = (int)Math.Ceiling(width * scale), _height = (int)Math.Ceiling(height * scale);
    private readonly byte[] _pixels = new byte[3 * (int)Math.Ceiling(width * scale) * (int)Math.Ceiling(height * scale)];

    public byte[] ToPng() => PngWriter.Write(_width, _height, _pixels, scale);

    public void Fill(Box box, Rgb color)
    {
        var (left, top, right, bottom) = Whole(box);
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
            {
                Put(x, y, color);
            }
        }
    }

    public void Picture(Box box, CellImage image)
    {
        var (left, top, right, bottom) = Whole(box);
        byte[] places = image.Pixels(right - left, bottom - top);
        for (int k = 0; k < places.Length; k++)
        {
            Put(left + (k % (right - left)), top + (k / (right - left)), image.Palette[places[k]]);
        }
    }

    public void Stroke(IReadOnlyList<PixelPoint> points, Rgb color, double width)
    {
        var segments = new List<(PixelPoint A, PixelPoint B)>();
        for (int k = 1; k < points.Count; k++)
        {
            if (!points[k].IsBreak && !points[k - 1].IsBreak)
            {
                segments.Add((Scaled(points[k - 1]), Scaled(points[k])));
            }
        }

        Draw(segments, width * scale / 2, color);
    }

    public void Shape(IReadOnlyList<PixelPoint> corners, Rgb fill, Rgb edge, double edgeWidth)
    {
        Stroke([.. corners, corners[0]], edge, edgeWidth);
        PixelPoint[] shape = [.. corners.Select(Scaled)];
        int left = (int)shape.Min(p => p.X), right = (int)shape.Max(p => p.X), top = (int)shape.Min(p => p.Y), bottom = (int)shape.Max(p => p.Y);
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                int inside = 0;
                for (int probe = 0; probe < Probes * Probes; probe++)
                {
                    inside += Holds(shape, x + (((probe % Probes) + 0.5) / Probes), y + (((probe / Probes) + 0.5) / Probes)) ? 1 : 0;
                }

                Blend(x, y, fill, (double)inside / (Probes * Probes));
            }
        }
    }

    public void Text(string text, double x, double y, TextStyle style)
    {
        double start = -style.Anchor * StrokeFont.WidthOf(text);
        var segments = new List<(PixelPoint A, PixelPoint B)>();
        foreach (var stroke in StrokeFont.Strokes(text))
        {
            for (int k = 1; k < stroke.Count; k++)
            {
                segments.Add((Scaled(Place(stroke[k - 1])), Scaled(Place(stroke[k]))));
            }
        }

        Draw(segments, (style.Bold ? BoldPen : Pen) * style.Size * scale / 2, style.Color);

        PixelPoint Place(PixelPoint p)
        {
            double along = style.Size * (start + p.X), up = style.Size * p.Y;
            return style.Upwards ? new PixelPoint(x - up, y - along) : new PixelPoint(x + along, y - up);
        }
    }

    private static bool Holds(PixelPoint[] shape, double x, double y)
    {
        bool inside = false;
        for (int k = 0, last = shape.Length - 1; k < shape.Length; last = k++)
        {
            var (a, b) = (shape[k], shape[last]);
            inside ^= (a.Y > y) != (b.Y > y) && x < a.X + ((y - a.Y) / (b.Y - a.Y) * (b.X - a.X));
        }

        return inside;
    }

    /// <summary>Strokes of one colour, laid down at once so that joints do not darken.</summary>
    private void Draw(List<(PixelPoint A, PixelPoint B)> segments, double half, Rgb color)
    {
        if (segments.Count == 0)
        {
            return;
        }

        int left = Low(segments.Min(s => Math.Min(s.A.X, s.B.X)), _width), right = High(segments.Max(s => Math.Max(s.A.X, s.B.X)), _width);
        int top = Low(segments.Min(s => Math.Min(s.A.Y, s.B.Y)), _height), bottom = High(segments.Max(s => Math.Max(s.A.Y, s.B.Y)), _height);
        float[,] cover = new float[Math.Max(0, bottom - top), Math.Max(0, right - left)];
        foreach (var (a, b) in segments)
        {
            for (int y = Low(Math.Min(a.Y, b.Y), _height); y < High(Math.Max(a.Y, b.Y), _height); y++)
            {
                for (int x = Low(Math.Min(a.X, b.X), _width); x < High(Math.Max(a.X, b.X), _width); x++)
                {
                    double share = Math.Clamp(half + 0.5 - Distance(x + 0.5, y + 0.5, a, b), 0, Math.Min(1, 2 * half));
                    cover[y - top, x - left] = Math.Max(cover[y - top, x - left], (float)share);
                }
            }
        }

        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
            {
                Blend(x, y, color, cover[y - top, x - left]);
            }
        }

        int Low(double place, int size) => (int)Math.Clamp(Math.Floor(place - half - 1), 0, size);
        int High(double place, int size) => (int)Math.Clamp(Math.Ceiling(place + half + 1), 0, size);
    }

    private static double Distance(double x, double y, PixelPoint a, PixelPoint b)
    {
        double dx = b.X - a.X, dy = b.Y - a.Y, length = (dx * dx) + (dy * dy);
        double t = length > 0 ? Math.Clamp((((x - a.X) * dx) + ((y - a.Y) * dy)) / length, 0, 1) : 0;
        double ex = x - a.X - (t * dx), ey = y - a.Y - (t * dy);
        return Math.Sqrt((ex * ex) + (ey * ey));
    }

    private PixelPoint Scaled(PixelPoint p) => new(p.X * scale, p.Y * scale);

    private (int Left, int Top, int Right, int Bottom) Whole(Box box)
    {
        int left = (int)Math.Round(box.Left * scale), top = (int)Math.Round(box.Top * scale);
        return (left, top, Math.Max(left + 1, (int)Math.Round(box.Right * scale)), Math.Max(top + 1, (int)Math.Round(box.Bottom * scale)));
    }

    private void Put(int x, int y, Rgb color)
    {
        if (x >= 0 && x < _width && y >= 0 && y < _height)
        {
            int at = 3 * ((y * _width) + x);
            (_pixels[at], _pixels[at + 1], _pixels[at + 2]) = (color.R, color.G, color.B);
        }
    }

    private void Blend(int x, int y, Rgb color, double share)
    {
        if (share > 0 && x >= 0 && x < _width && y >= 0 && y < _height)
        {
            int at = 3 * ((y * _width) + x);
            var mixed = new Rgb(_pixels[at], _pixels[at + 1], _pixels[at + 2]).Towards(color, share);
            (_pixels[at], _pixels[at + 1], _pixels[at + 2]) = (mixed.R, mixed.G, mixed.B);
        }
    }
}
