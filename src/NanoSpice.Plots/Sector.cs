namespace NanoSpice.Plots;

/// <summary>The directions in which a straight line from an origin passes every point seen so far within a tolerance.</summary>
internal struct Sector(PixelPoint origin)
{
    private double _leftX, _leftY, _rightX, _rightY, _reach;
    private bool _isBounded;

    /// <summary>True if one line from the origin to <paramref name="p"/> still passes all earlier points; narrows the sector.</summary>
    public bool Admits(PixelPoint p, double tolerance)
    {
        double dx = p.X - origin.X, dy = p.Y - origin.Y, distance = Math.Sqrt((dx * dx) + (dy * dy));
        if (_isBounded && (distance < _reach || Cross(_rightX, _rightY, dx, dy) < 0 || Cross(_leftX, _leftY, dx, dy) > 0
            || (dx * (_leftX + _rightX)) + (dy * (_leftY + _rightY)) <= 0))
        {
            return false;
        }

        _reach = distance;
        if (distance <= tolerance)
        {
            return !_isBounded;
        }

        double sine = tolerance / distance, cosine = Math.Sqrt(1 - (sine * sine));
        double ux = dx / distance, uy = dy / distance;
        double leftX = (ux * cosine) - (uy * sine), leftY = (uy * cosine) + (ux * sine);
        double rightX = (ux * cosine) + (uy * sine), rightY = (uy * cosine) - (ux * sine);
        if (!_isBounded || Cross(_leftX, _leftY, leftX, leftY) < 0)
        {
            (_leftX, _leftY) = (leftX, leftY);
        }

        if (!_isBounded || Cross(_rightX, _rightY, rightX, rightY) > 0)
        {
            (_rightX, _rightY) = (rightX, rightY);
        }

        _isBounded = true;
        return true;
    }

    private static double Cross(double ax, double ay, double bx, double by) => (ax * by) - (ay * bx);
}
