namespace NanoSpice.Plots;

/// <summary>Letters of single strokes for pictures of pixels: drawn for NanoSpice, with widths near those of Helvetica.</summary>
/// <remarks>
///   Each line below: letter, advance, strokes parted by commas. A point is x and y in base 36; one behind * is the control
///   point of a parabola to the next. Base line 4, small letters to e (14), capitals to i (18).
/// </remarks>
internal static class StrokeFont
{
    /// <summary>Grid steps per font size; capitals are 0.72 of it high.</summary>
    private const double Step = 0.72 / 14;

    private const int BaseLine = 4, PiecesPerCurve = 6;
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", OfRaised = "0123456789+−", Lowered = "₀₁₂₃₄₅₆₇₈₉", Unknown = "b141i8i8414";

    private const string Table = """
        0 b54*949b*9i5i*1i1b*1454
        1 b2f5i54
        2 b1e*1i5i*9i9e*9c581494
        3 b1f*2i5i*9i9e*9b4b*9b98*9454*1417
        4 b747i1898
        5 b8i2i1c*3d5d*9d98*9454*1417
        6 b8h*7i5i*1i19*1454*9498*9c5c*1c18
        7 b1i9i34
        8 b5b*9b98*9454*1418*1b5b*2b2f*2i5i*8i8f*8b5b
        9 b25*3454*949d*9i5i*1i1e*1a5a*9a9e
        a b8e84,8b*8e5e*1e19*1454*8487
        b b1i14,1b*1e4e*8e89*8444*1417
        c a8c*7e5e*1e19*1454*7486
        d b8i84,8b*8e5e*1e19*1454*8487
        e b1a9a*9e5e*1e19*1454*8486
        f 6242f*2i5i,0e5e
        g b8e83*8050*2012,8b*8e5e*1e19*1454*8487
        h b1i14,1b*2e5e*8e8b84
        i 42e24,2h2i
        j 42e22*2000,2h2i
        k a1i14,8e18,3a84
        l 42i24
        m g1e14,1b*1e4e*7e7b74,7b*7eae*dedbd4
        n b1e14,1b*2e5e*8e8b84
        o b54*9499*9e5e*1e19*1454
        p b1e10,1b*1e4e*8e89*8444*1417
        q b8e80,8b*8e5e*1e19*1454*8487
        r 71e14,1b*2e6e
        s a8c*7e5e*1e1c*1959*8986*8444*1416
        t 62i26*2454,0e5e
        u b1e18*1444*8488,8e84
        v a1e549e
        w e1e447ea4de
        x a1e84,8e14
        y a1e54,9e54*3010
        z a1e8e1484
        A c146ib4,3999
        B d141i6i*aiaf*ab6b1b,6b*bbb8*b46414
        C dbf*ai6i*1i1b*1464*a4b7
        D d141i5i*bibb*b45414
        E cai1i14a4,1b9b
        F bai1i14,1b8b
        G dbf*ai6i*1i1b*1464*b4ba6a
        H d1i14,bib4,1bbb
        I 42i24
        J a8i88*8444*1417
        K d1i14,bi19,5cb4
        L b1i14a4
        M f141i75did4
        N d141ib4bi
        O d64*b4bb*bi6i*1i1b*1464
        P c141i6i*bibe*ba6a1a
        Q d64*b4bb*bi6i*1i1b*1464,87b3
        R d141i6i*bibe*ba6a1a,6ab4
        S caf*ai6i*1i1f*1c6b*bab7*b464*1417
        T c1ibi,6i64
        U d1i19*1464*b4b9bi
        V c1i64bi
        W h1i448ic4gi
        X c1ib4,bi14
        Y c1i6b64,6bbi
        Z c1ibi14b4
        . 52425
        , 52512
        : 52425,2c2d
        ; 52512,2c2d
        - 71a6a
        − b2a9a
        – b1a9a
        + b1a9a,565e
        = b1c9c,1898
        ( 65j*2g2b*2652
        ) 61j*4g4b*4612
        [ 65j2j2252
        ] 61j4j4212
        { 65j3j3c2b3a3252
        } 61j3j3c4b3a3212
        / 6146i
        \ 61i64
        | 52j22
        _ b01a1
        ' 42i2f
        " 72i2f,5i5f
        ` 51i3g
        ^ 91d4i7d
        ~ b1a*3d5b*799c
        ! 52i29,2425
        ? a1f*1i4i*8i8f*8c4b48,4445
        # b4i34,8i74,1d9d,1999
        $ b8f*8i5i*1i1e*1b5b*9b97*9454*1417,5j52
        % d9i34,3i*5i5g*5e3e*1e1g*1i3i,94*b4b6*b898*7876*7494
        & da42e*2i5i*8i7e*6c3a*1917*1444*7499
        @ e8d*8f6f*3f3b*3767*8788,8f88*8797*c7cb*ci6i*0i0b*0464*84a5
        < b9e1a96
        > b1e9a16
        * a5i5c,2h8d,8h2d
        ° 63i*5i5g*5e3e*1e1g*1i3i
        µ b1e10,1e18*1444*8488,8e84
        μ b1e10,1e18*1444*8488,8e84
        Ω d1444*191c*1i6i*bibc*b984b4
        Δ c146ib414
        φ b54*9499*9e5e*1e19*1454,5h51
        ψ b1e1a*1555*959a9e,5g50
        γ a1e539e,5350
        · 52a2b
        … f2425,7475,c4c5
        × b2d86,8d26
        ± b1b9b,575f,1595
        √ b0a3b549j
        → d1aca,9eca96
        """;

    private static readonly Dictionary<char, string> Glyphs = Table.Split('\n').Select(l => l.Trim('\r')).ToDictionary(l => l[0], l => l[2..]);

    /// <summary>Width of a text at font size 1.</summary>
    public static double WidthOf(string text) => text.Sum(c => Find(c).Scale * Advance(Find(c).Glyph));

    /// <summary>The strokes of a text at font size 1, from the left end of its base line; y upwards.</summary>
    public static IEnumerable<IReadOnlyList<PixelPoint>> Strokes(string text)
    {
        double pen = 0;
        foreach (char c in text)
        {
            var (glyph, scale, rise) = Find(c);
            foreach (string stroke in glyph[1..].Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                yield return [.. Flat(stroke).Select(p => new PixelPoint(pen + (scale * Step * p.X), (scale * Step * (p.Y - BaseLine)) + rise))];
            }

            pen += scale * Advance(glyph);
        }
    }

    private static double Advance(string glyph) => Step * Digit(glyph[0]);

    private static (string Glyph, double Scale, double Rise) Find(char c)
    {
        int up = Raised.IndexOf(c), down = Lowered.IndexOf(c);
        return up >= 0 ? (Glyphs[OfRaised[up]], 0.62, 0.3)
            : down >= 0 ? (Glyphs[(char)('0' + down)], 0.62, -0.12)
            : char.IsWhiteSpace(c) ? ("5", 1, 0)
            : (Glyphs.GetValueOrDefault(c, Unknown), 1, 0);
    }

    private static IEnumerable<PixelPoint> Flat(string stroke)
    {
        PixelPoint last = default, bend = PixelPoint.Break;
        for (int k = 0; k < stroke.Length; k += 2)
        {
            bool bends = stroke[k] == '*';
            k += bends ? 1 : 0;
            var point = new PixelPoint(Digit(stroke[k]), Digit(stroke[k + 1]));
            for (int piece = 1; piece < PiecesPerCurve && !bends && !bend.IsBreak; piece++)
            {
                double t = (double)piece / PiecesPerCurve, a = (1 - t) * (1 - t), b = 2 * t * (1 - t), c = t * t;
                yield return new PixelPoint((a * last.X) + (b * bend.X) + (c * point.X), (a * last.Y) + (b * bend.Y) + (c * point.Y));
            }

            if (!bends)
            {
                yield return point;
                last = point;
            }

            bend = bends ? point : PixelPoint.Break;
        }
    }

    private static int Digit(char c) => c <= '9' ? c - '0' : c - 'a' + 10;
}
