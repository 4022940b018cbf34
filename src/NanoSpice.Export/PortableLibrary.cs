namespace NanoSpice.Export;

/// <summary>The subcircuits that N and U are written with; only those that a deck uses are written out.</summary>
/// <remarks>
///   chargeres p n cp cm    R = rc F(1 - gamma f(Q)/qmax), Q = scale v(cp,cm)      chargeres_signed: f = Q
///   doublelayer s p q      Q = qs L(v(s,p)), [KBA]; v(q) = Q/qs, of order 1 as node tolerances want it
///   nanoslit p n s         capacitor s - p and chargeres with its charge;  nanoslit_kba: doublelayer in place of the capacitor
///   F(u) = u above 2 rmin, else rmin + max(u, 0)^2 / (4 rmin).   f = sqrt(Q^2 + (1e-6 qmax)^2): another rounding of |Q| than the engine's, of
///   the same width, so R differs by 1e-6 gamma rc at most.
///   In ngspice 39 a voltage i R(Q) behind an ammeter takes 0.6 to 0.7 of the time of the current v/R(Q), but its branch currents stop converters at
///   "timestep too small" (ldo-load-step, buck-stack); R='...' is the current again, to the iteration. So the current is written.
///   Cq has qs farad: v(q) is of order 1 and the current in Vq is dQ/dt itself, so that neither tolerance is out of scale.
/// </remarks>
internal sealed class PortableLibrary(Dialect dialect)
{
    private readonly SortedSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>Marks a subcircuit and those in it as used; returns its name.</summary>
    public string Use(string name)
    {
        _used.Add(name);
        if (name.StartsWith("nanoslit", StringComparison.Ordinal)) _used.Add(name.EndsWith("_signed", StringComparison.Ordinal) ? "chargeres_signed" : "chargeres");
        if (name.Contains("_kba", StringComparison.Ordinal)) _used.Add("doublelayer");
        return name;
    }

    public IEnumerable<string> Lines() => _used.SelectMany(Definition);

    private IEnumerable<string> Definition(string name) => name switch
    {
        "chargeres" or "chargeres_signed" => Resistance(name),
        "doublelayer" => DoubleLayer(),
        _ => Slit(name),
    };

    private IEnumerable<string> Resistance(string name)
    {
        bool signed = name == "chargeres_signed";
        string v = "v(cp,cm)", size = signed ? v : $"abs({v})", smooth = signed ? v : $"sqrt({v}*{v}+{{1e-12*qmax*qmax/(scale*scale+1e-200)}})";
        string rest = $"max(1-{{b}}*{size},0)";
        string r = dialect.Choice($"{{b}}*{size}<{{1-2*rmin}}", $"{{rc}}-{{rc*b}}*{smooth}", $"{{rc}}*({{rmin}}+{rest}*{rest}/{{4*rmin}})");
        if (dialect.IsXyce) r = Bare(r);
        yield return $"* resistance set by charge: rc F(1 - gamma {(signed ? "Q" : "|Q|")}/qmax), Q = scale v(cp,cm), not below rmin rc";
        yield return $".subckt {name} p n cp cm {dialect.Parameters}rc=1 gamma=0 scale=1 qmax=1 rmin=1m";
        yield return ".param b={gamma*scale/qmax}";
        yield return $"Br p n I={dialect.Behaviour($"v(p,n)/({r})")}";
        yield return $".ends {name}";
    }

    /// <summary>Newton's start needs a slope at v = 0, where root and sign have none: two terms of the series, exact to 1e-10.</summary>
    private IEnumerable<string> DoubleLayer()
    {
        string v = "v(s,p)", series = $"{v}/{{vt}}*(1+{v}*{v}*{{(1/3-nu)/(8*vt*vt)}})";
        string q = dialect.Choice($"abs({v})<{{2e-3*vt}}", series, $"sgn({v})*sqrt({{2/nu}}*ln(1+{{nu}}*(cosh({v}/{{vt}})-1)))");
        if (dialect.IsXyce) q = Bare(q).Replace("ln(", "log(", StringComparison.Ordinal);
        yield return "* double layer with finite ions (Kilic, Bazant, Ajdari 2007): Q = qs sgn(v) sqrt((2/nu) ln(1 + 2 nu sinh^2(v/2vt))), v(q) = Q/qs";
        yield return $".subckt doublelayer s p q {dialect.Parameters}qs=1 nu=1 vt=25.85m";
        yield return $"Bq q 0 V={dialect.Behaviour(q)}";
        yield return "Vq q qc 0";
        yield return "Cq qc 0 {qs}";
        yield return "Fq s p Vq 1";
        yield return ".ends doublelayer";
    }

    private IEnumerable<string> Slit(string name)
    {
        bool kba = name.Contains("_kba", StringComparison.Ordinal);
        string law = name.EndsWith("_signed", StringComparison.Ordinal) ? "chargeres_signed" : "chargeres";
        yield return $"* trans-slit step N: resistance p - n, charge between s and p{(kba ? ", double layer" : "")}";
        yield return $".subckt {name} p n s {dialect.Parameters}rc=1 gamma=0 {(kba ? "qs=1 nu=1 vt=25.85m" : "cslit=1")} qmax=1 rmin=1m";
        yield return kba ? $"Xq s p q doublelayer {dialect.Parameters}qs={{qs}} nu={{nu}} vt={{vt}}" : "Cq s p {cslit}";
        yield return $"Xr p n {(kba ? "q 0" : "s p")} {law} {dialect.Parameters}rc={{rc}} gamma={{gamma}} scale={{{(kba ? "qs" : "cslit")}}} qmax={{qmax}} rmin={{rmin}}";
        yield return $".ends {name}";
    }

    /// <summary>Inside braces names stand without braces of their own.</summary>
    private static string Bare(string expression) => expression.Replace('{', '(').Replace('}', ')');
}
