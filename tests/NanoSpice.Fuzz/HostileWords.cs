namespace NanoSpice.Fuzz;

/// <summary>Words, numbers and small files that programs stumble over.</summary>
internal static class HostileWords
{
    public static readonly string[] Numbers =
        ["0", "-0", "1", "-1", "2", "1e-12", "1e12", "1e999", "-1e999", "1e-999", "1e308", "1e-308", "4.9e-324", "nan", "inf", "-inf", "0x10", "1e", "1e+", ".", "..", "1..2", "1_0", "1F", "1meg", "1M",
            "2147483647", "2147483648", "-2147483648", "9223372036854775807", "18446744073709551616", "1e9", "1e6", "100000", "0.1", "1/0", "{1/0}", "{0/0}", "{-1**0.5}", "1k7", "1,5", "1;5", "1mil", "٣", "½"];

    public static readonly string[] Any =
    [
        .. Numbers, "\0", "\t", "\r", "\n", "\r\n", " ", "  ", "\u00A0", "\u2028", "\uFEFF", "\u00B5", "\u2019", "é", "\U0001F600", "\"", "'", "\\", "/", "(", ")", "((((((((", "))))))))", "[", "]", "{", "}", "{{{{", "}}}}",
        ",", ";", ":", "=", "==", "*", "**", "+", "-", "^", "&&", "||", "!", "~", "?", "#", "$", "%", "@", "|", "&", "<", ">", "..", "../../etc/passwd", "/dev/zero", "/", ".", "%s%n", "${x}", "-p", "--",
    ];

    public static readonly string[] Deck =
    [
        ".tran 1u 10u", ".tran 1n 1", ".op", ".dc v1 0 1 0.1", ".ac dec 5 1 1k", ".noise v(a) v1 dec 5 1 1k", ".tf v(a) v1", ".four 1k v(a)", ".cv v1 0 1 1", ".gcd i1 1m 0 1", ".ca v1 0 1 1m 10m", ".eis v1 dec 5 1 1k", ".ragone i1 current 0 1 1m 2m",
        ".step param x 0 1 0.1", ".step param rc list 1 2 5", ".step temp -55 125 60", ".temp 0 27 100", ".options reltol=1e-6", ".options method=trap", ".options method=gear maxord=6", ".options itl1=1", ".options gmin=0", ".ic v(a)=1", ".nodeset v(a)=1",
        ".param x=1", ".param x={x+1}", ".param x={y} y={x}", ".func f(x) {x*x}", ".func f(x) {f(x)}", ".subckt s a b", ".ends", ".ends s", ".if (1)", ".elseif (x>1)", ".else", ".endif", ".end", ".include", ".include fuzz.cir", ".lib", ".lib fuzz.cir tt", ".endl", ".global a",
        ".control", ".endc", ".save v(a)", ".save all", ".print tran v(a)", ".plot tran v(a) vs v(b)", ".meas tran m1 max v(a)", ".meas tran m2 when v(a)=0.5", ".meas tran m3 param='m1+m2'", ".meas ac m4 find vdb(a) at=10", ".model d d", ".model n npn", ".model m nmos level=3", ".model p pmos level=2", ".model sw sw",
        ".model v vdmos", ".model st nanostack(slit=sl ropen=1 copen=2m)", ".model sl nanoslit(rc=5 gamma=0.9 cslit=10m qmax=5m)", ".model c cpe(q=1m alpha=0.5)", ".model w wopen(r=1 tau=1)", "v1 a 0 1", "v1 a 0 dc 0 ac 1 sin(0 1 1k)", "i1 0 a pulse(0 1 0 1u 1u 1m 2m)", "r1 a 0 1k", "r1 a b 0", "r1 a a -1", "c1 a 0 1u",
        "c1 a 0 q='x*x'", "l1 a b 1m", "k1 l1 l2 1", "k1 l1 l2 0.9", "e1 b 0 a 0 1e6", "e1 b 0 poly(2) a 0 b 0 0 1 1", "e1 b 0 value={v(a)*v(b)}", "e1 b 0 table {v(a)} = (0,0) (1,1)", "e1 b 0 laplace {v(a)} = {1/(1+s)}", "f1 a 0 v1 2", "g1 a 0 b 0 1", "h1 b 0 v1 5", "b1 b 0 v={ln(v(a))}", "b1 a 0 i={1/v(a)}", "b1 b 0 v={idt(v(a))}",
        "b1 b 0 v={delay(v(a),1u)}", "b1 b 0 v={sqrt(v(a))+exp(1000*time)}", "d1 a 0 d", "q1 a b 0 n", "m1 a b 0 0 m", "j1 a b 0 j", "s1 a 0 b 0 sw", "w1 a 0 v1 sw", "t1 a 0 b 0 z0=50 td=1n", "n1 a b s sl", "n1 a b c1 qr", "u1 a s st layers=3", "z1 a 0 c", "x1 a b s", "x1 a b s m=2", "x1 a b x1",
        "params:", "m=", "ic=", "tc=1,2", "temp=", "layers=", "rc=", "gamma=", "off", "uic", "dc", "ac", "pulse(", "sin(", "pwl(", "pwl file=fuzz.cir", "r=0", "exp(", "sffm(", "am(", "poly(", "v(a)", "v(a,b)", "i(v1)", "@r1[i]", "time", "temper", "hertz", "limit(", "if(", "table(", "pwr(", "gauss(", "agauss(", "max(", "min(", "ddt(", "sdt(", "1e-3", "{x}", "'x'", "0", "gnd", "a", "b",
    ];

    public static readonly string[] Yaml =
    [
        "slit: 1.5n", "layers: 6", "layers: 1e9", "slit: [1n, 2n]", "slit: [[1n]]", "slit: {a: 1}", "preset: p1", "program: table", "program: gcd", "program: step", "geometry: cell", "geometry: slit", "table: [0, 0, 1n, 0.1]", "table: fuzz.yaml", "table: fuzz.csv", "snapshots: [1n, 2n]", "refine: 8", "reltol: 1e-4", "cycles: 1e9",
        "samples: 1e9", "rate: 1", "current: 1", "gap: 0", "stern: 1n", "ion_size: 0", "&a", "*a", "<<: *a", "!!int", "!!binary", "|", ">", "---", "...", "- ", "? ", ": ", "[", "]", "{", "}", ", ", "\"", "'", "#", "%YAML 1.2", "~", "null", "true", "- - - - -", "[[[[[[[[", "{{{{{{{{", "a: &a [*a]", "card:", "deck:", "tables:",
    ];

    public static readonly string[] Csv = [",", ",,", ";", "\t", "\"", "\"\"", "#", "time[s]", "slit", "dphi[V]", "i[A/m]", "q[C/m]", "phi_m[V]", "[V]", "[", "]", "x[furlong]", "status", "done", "failed", "rate", ".re", ".im", "frequency[Hz]", "NaN", "Infinity", "-inf", "1e400", "1,5", "=1+1"];

    public static readonly Seed[] Configurations =
    [
        Corpus.Made("keys.yaml", "c0: 1000\ntemperature: 298.15\neps_r: 78.5\nd_plus: 2e-9\nd_minus: 2e-9\nion_size: 0.66n\nstern: 0\ngeometry: network\nslit: 1.5n\nlayers: 6\nhalf_period: 5n\ngap: 0.5n\nsheet: 0.34n\nreservoir: 10n\nprogram: cv\nv_low: 0\nv_high: 0.15\nramp: 200n\ncycles: 1\nrefine: 1\nreltol: 1e-4\nsamples: 100\n"),
        Corpus.Made("lists.yaml", "preset: p1\nslit: [1.5n, 2n, 3n, 5n]\nramp: [100n, 1u]\nv_high: [0.1, 0.15]\n"),
        Corpus.Made("table.yaml", "program: table\ntable: [0, 0, 10n, 0.1, 20n, 0]\nsnapshots: [5n, 15n]\ngeometry: cell\n"),
        Corpus.Made("gcd.yaml", "program: gcd # constant current\ncurrent: 1\nv_high: 0.2\ngeometry: slit\nlength: 50n\nreservoir: 0\n"),
        Corpus.Made("step.yaml", "---\nprogram: step\nhold: 10n\n\"v_low\": '0'\nv_high: 1.5e-1\n...\n"),
    ];

    public static readonly Seed[] Tables =
    [
        Corpus.Made("long.csv", "time[s],phi_m[V],slit,dphi[V],i[A/m],q[C/m]\n" + string.Concat(Enumerable.Range(0, 60).Select(k => FormattableString.Invariant($"{k / 2 * 1e-9},{0.005 * (k / 2)},{1 + k % 2},{0.001 * k + 0.002 * (k % 7)},{0.3 * k - 0.01 * k * k},{0.02 * k}\n")))),
        Corpus.Made("wide.csv", "time (s);dphi_1;dphi_2;i_1;i_2;q_1;q_2\n" + string.Concat(Enumerable.Range(0, 40).Select(k => FormattableString.Invariant($"{k}e-9;{0.1 * k};{0.2 * k};{k % 5};{k % 3};{k * k};{k}\n")))),
        Corpus.Made("tran.csv", "time[s],v(out)[V],i(v1)[A]\n" + string.Concat(Enumerable.Range(0, 40).Select(k => FormattableString.Invariant($"{k}e-6,{k * 0.01},{-k}e-3\n")))),
        Corpus.Made("ac.csv", "frequency[Hz],v(a).re[V],v(a).im[V],v(a).db,v(a).deg\n" + string.Concat(Enumerable.Range(1, 20).Select(k => FormattableString.Invariant($"{k},{1.0 / k},{-0.1 * k},0,0\n")))),
        Corpus.Made("steps.csv", "gamma,status,peak[A]\n-0.9,done,1\n0,failed,\n0.9,done,3\n"),
        Corpus.Made("values.csv", "rc,V1\n1,2\n3,4\n5 6\n"),
    ];
}
