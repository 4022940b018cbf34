using NanoSpice;

// Capacitance of a nanoslit electrode over gamma, on all cores, and its voltammogram's largest current.
var deck = Deck.Parse("""
    Cyclic voltammetry of a nanoslit electrode
    Vcv in 0 0
    U1 0 in electrode
    .model electrode NANOSTACK(slit=step layers=6 ropen=1 copen=2m)
    .model step NANOSLIT(rc=5 gamma={gamma} cslit=10m qmax=5m)
    .param gamma=0
    .cv Vcv 0 0.5 0.2 cycles=2
    .end
    """);
double[] gammas = [-0.9, -0.5, 0, 0.5, 0.9];
var runs = gammas.AsParallel().AsOrdered().Select(g => deck.With("gamma", g).Run());
foreach (var run in runs)
{
    double[] i = run["cv1"]["i"];
    Console.WriteLine(FormattableString.Invariant($"gamma {run.Values["gamma"],4}: {1e3 * run.Numbers["cv1.capacitance"]:f2} mF, at most {1e3 * i.Max():f2} mA"));
}
