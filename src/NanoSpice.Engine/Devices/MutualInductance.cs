using System.Globalization;

namespace NanoSpice.Engine.Devices;

/// <summary>Coupling K of two or more inductors.</summary>
/// <remarks>
///   (1)  flux of j += M_jk i_k,      M_jk = k sqrt(L_j L_k) [H];  the flux of a branch is minus its dynamic term. Source [SPICE].
///   k = 1 or -1 makes the second inductor follow the first: Inductor (3).
/// </remarks>
public sealed class MutualInductance : Device
{
    private readonly (Inductor First, Inductor Second, double Mutual)[] _pairs;

    public MutualInductance(string name, IReadOnlyList<Inductor> inductors, double coupling) : base(name)
    {
        _pairs = [.. from j in Enumerable.Range(0, inductors.Count)
                     from k in Enumerable.Range(j + 1, inductors.Count - j - 1)
                     select (inductors[j], inductors[k], coupling * Math.Sqrt(inductors[j].Inductance * inductors[k].Inductance))];
        foreach (var (first, second, m) in _pairs)
        {
            first.Coupled.Add((second, m));
            second.Coupled.Add((first, m));
            if (Math.Abs(coupling) == 1 && first.Inductance != 0 && second.Inductance != 0 && first.Leader is null) second.Leader ??= first;
        }
    }

    /// <summary>Couplings pair by pair: k [-].</summary>
    internal IEnumerable<(Inductor First, Inductor Second, double Coupling)> Couplings =>
        _pairs.Select(p => (p.First, p.Second, p.Mutual / Math.Sqrt(p.First.Inductance * p.Second.Inductance)));

    public override IEnumerable<Link> Links => [];

    public override void Load(Equations eq)
    {
        foreach (var (first, second, m) in _pairs)
        {
            var (j, k) = (first.Current, second.Current);
            if (first.Ratio == 0) { eq.Charge(j, -m * eq[k]);   eq.DCharge(j, k, -m); }      // (1)
            if (second.Ratio == 0) { eq.Charge(k, -m * eq[j]);   eq.DCharge(k, j, -m); }
        }
    }

    public override void LoadInitial(Equations eq)
    {
        foreach (var (first, second, m) in _pairs)
        {
            if (first.Ratio == 0) eq.Charge(first.Current, -m * second.InitialCurrent(eq));
            if (second.Ratio == 0) eq.Charge(second.Current, -m * first.InitialCurrent(eq));
        }
    }
}

/// <summary>K: names of inductors and a coupling coefficient.</summary>
public sealed class MutualInductanceKind : DeviceKind
{
    /// <summary>Inductors of one line at most.</summary>
    private const int Most = 500;

    public override string Letter => "K";

    public override string Syntax => "Kname Lname1 Lname2 [Lname3 ...] coupling";

    public override int NodeCount(IReadOnlyList<string> wordsAfterName) => 0;

    public override void Build(DeviceRequest d)
    {
        int last = d.Arguments.Count - 1;
        if (last < 0 || !d.IsNumber(d.Arguments[last]))
        {
            ElementLineChecks.MissingValue(d, this, "coupling coefficient");
            return;
        }
        double coupling = d.Number(d.Arguments[last]);
        if (double.IsNaN(coupling) || !CanCouple(d, coupling, last) || Inductors(d, last) is not { } inductors) return;
        d.Add(new MutualInductance(d.Name, inductors, coupling));
    }

    private bool CanCouple(DeviceRequest d, double coupling, int count)
    {
        string value = coupling.ToString("g6", CultureInfo.InvariantCulture);
        if (count < 2)
            d.Error(DeviceCodes.TooFewInductors, $"{d.Name} couples two or more inductors, but names {count}", hint: $"write {Syntax}");
        else if (count > Most)
            d.Error(DeviceCodes.TooManyInductors, $"{d.Name} couples {count} inductors, more than {Most}", hint: "every pair of them is an entry of the matrix");
        else if (Math.Abs(coupling) > 1)
            d.Error(DeviceCodes.CouplingRange, $"{d.Name}: the coupling {value} is not between -1 and 1", d.Arguments[count], hint: "it is M / sqrt(L1 L2), a number, not an inductance");
        else if (count > 2 && coupling < -1.0 / (count - 1))
            d.Error(DeviceCodes.CouplingNotPassive, $"{d.Name}: {count} inductors cannot all be coupled by {value}; energy could become negative", d.Arguments[count],
                hint: FormattableString.Invariant($"the least possible is {-1.0 / (count - 1):g6}; turn windings around instead"));
        else
            return true;
        return false;
    }

    private static List<Inductor>? Inductors(DeviceRequest d, int count)
    {
        List<Inductor> inductors = [];
        bool ok = true;
        foreach (var word in d.Arguments.Take(count))
        {
            switch (d.DeviceOf(word))
            {
                case Inductor { Inductance: < 0 }:
                    Fail(DeviceCodes.NotAnInductor, $"{d.Name}: {word.Text} has a negative inductance and cannot be coupled", "give it a positive value");
                    break;
                case Inductor again when inductors.Contains(again):
                    Fail(DeviceCodes.InductorTwice, $"{d.Name} names {word.Text} twice", "an inductor is coupled to others only");
                    break;
                case Inductor inductor:
                    inductors.Add(inductor);
                    break;
                case null:
                    ok = false;
                    break;
                default:
                    Fail(DeviceCodes.NotAnInductor, $"{d.Name}: {word.Text} is no inductor of fixed value", "K couples L elements without flux= or formulas");
                    break;
            }

            void Fail(string code, string message, string hint)
            {
                d.Error(code, message, word, hint: hint);
                ok = false;
            }
        }
        return ok ? inductors : null;
    }
}
