namespace NanoSpice.Discovery;

/// <summary>What a discovery is asked for.</summary>
public sealed record DiscoverOptions
{
    /// <summary>The evolution.</summary>
    public SearchOptions Search { get; init; } = new();

    /// <summary>Exhaustive search over sums of monomials before the evolution.</summary>
    public bool Exhaustive { get; init; } = true;

    /// <summary>The evolution itself.</summary>
    public bool Evolution { get; init; } = true;
}

/// <summary>A law that was judged, with its figures.</summary>
/// <param name="Law">fitted to all rows</param>
/// <param name="Nrmse">rms of the residual over rms of the target, all rows fitted [-]</param>
/// <param name="HeldOutNrmse">the same over rows of left-out slits and runs, the law fitted to the others [-]</param>
/// <param name="HeldOutError">standard error of the difference of the held-out error to that of the best law [-]</param>
/// <param name="Bic">information criterion over independent rows; smaller is better</param>
/// <param name="Origin">subsets, evolution, sparse regression</param>
/// <param name="Remark">why it was or was not chosen</param>
public sealed record JudgedLaw(Law Law, double Nrmse, double HeldOutNrmse, double HeldOutError, double Bic, string Origin, string Remark);

/// <summary>An input that the others already tell.</summary>
/// <param name="Input">its name</param>
/// <param name="Relation">as phi_m - phi = 83.3*q</param>
/// <param name="Unexplained">rms of what is left over the rms of the input [-]</param>
public sealed record CollinearInput(string Input, string Relation, double Unexplained);

/// <summary>A fitted number.</summary>
/// <param name="Unit">SI text, "" for none</param>
/// <param name="StandardError">half of the 95 % interval over 1.96: by covariance or by bootstrap over blocks, whichever is wider, few blocks allowed for</param>
/// <param name="Low">lower end of the 95 % interval</param>
/// <param name="High">upper end</param>
public sealed record FitParameter(string Name, string Unit, double Value, double StandardError, double Low, double High);

/// <summary>Residual of some of the rows, and what these rows alone would say.</summary>
/// <param name="Kind">slit, half cycle, run</param>
/// <param name="Label">number or name</param>
/// <param name="Rms">rms of the residual of the pooled law [unit of target]</param>
/// <param name="PercentOfMax">rms in percent of the largest |target| of all rows</param>
/// <param name="OwnRc">resistance by these rows alone; NaN when the law is no slit's or the rows are too few</param>
/// <param name="OwnGamma">gamma by these rows alone, with the common Qmax</param>
public sealed record GroupResidual(string Kind, string Label, int Rows, double Rms, double PercentOfMax, double OwnRc, double OwnGamma);

/// <summary>The law dphi = I Rc (1 - gamma f(Q)/Qmax) with its numbers; f(Q) = Q or |Q|.</summary>
/// <param name="Beta">gamma/Qmax, what does not depend on the definition of Qmax</param>
/// <param name="Qmax">charge that gamma refers to [C or C/m]</param>
/// <param name="QmaxMeaning">how it is defined</param>
/// <param name="Cslit">capacitance of a slit from Q against the sheet's potential; null when the table cannot tell</param>
/// <param name="IsAbsolute">f(Q) = |Q|</param>
/// <param name="Current">name of the input that is I</param>
/// <param name="Charge">name of the input that is Q</param>
/// <param name="IsOhm">the law is Ohm's: gamma and beta are not in it, so they are 0 without an interval (NaN), which is not the same as measured to be 0</param>
public sealed record NanoslitLaw(FitParameter Rc, FitParameter Gamma, FitParameter Beta, double Qmax, string QmaxMeaning,
    FitParameter? Cslit, bool IsAbsolute, string Current, string Charge, bool IsOhm)
{
    /// <summary>The numbers that are in the law, and the capacitance when it is known.</summary>
    public IReadOnlyList<FitParameter> Numbers => [Rc, .. IsOhm ? Array.Empty<FitParameter>() : [Gamma, Beta], .. Cslit is { } c ? [c] : Array.Empty<FitParameter>()];
}

/// <summary>The chosen law with its uncertainty.</summary>
public sealed record FinalFit
{
    /// <summary>The law, fitted to all rows.</summary>
    public required Law Law { get; init; }

    /// <summary>Its numbers a, b ... in the order of <see cref="Law.Form"/>.</summary>
    public required IReadOnlyList<FitParameter> Parameters { get; init; }

    /// <summary>Set when the law is that of element N.</summary>
    public NanoslitLaw? Nanoslit { get; init; }

    /// <summary>Value of the law at each row [unit of target].</summary>
    public required double[] Predicted { get; init; }

    /// <summary>rms of the residual [unit of target].</summary>
    public required double Rms { get; init; }

    /// <summary>rms of the residual over that of the target [-].</summary>
    public required double Nrmse { get; init; }

    /// <summary>rms of the residual in percent of the largest |target|.</summary>
    public required double PercentOfMax { get; init; }

    /// <summary>By slit, half cycle and run.</summary>
    public required IReadOnlyList<GroupResidual> Residuals { get; init; }
}

/// <summary>The second method: sparse regression by sequential thresholds.</summary>
/// <param name="Law">what it finds; null when it finds nothing</param>
/// <param name="Agrees">the same terms as the law chosen</param>
/// <param name="Remark">one sentence</param>
public sealed record CrossCheck(Law? Law, bool Agrees, string Remark);

/// <summary>All that a discovery found.</summary>
public sealed record DiscoveryReport
{
    /// <summary>The table.</summary>
    public required Dataset Data { get; init; }

    /// <summary>What was asked for.</summary>
    public required DiscoverOptions Options { get; init; }

    /// <summary>Inputs that say the same.</summary>
    public required IReadOnlyList<CollinearInput> Collinear { get; init; }

    /// <summary>Every law judged, simplest first.</summary>
    public required IReadOnlyList<JudgedLaw> Judged { get; init; }

    /// <summary>The law chosen.</summary>
    public required JudgedLaw Chosen { get; init; }

    /// <summary>Why this one, in sentences.</summary>
    public required string Why { get; init; }

    /// <summary>The next best, best first; at most five.</summary>
    public required IReadOnlyList<JudgedLaw> RunnersUp { get; init; }

    /// <summary>The second method's answer.</summary>
    public required CrossCheck CrossCheck { get; init; }

    /// <summary>The law with intervals.</summary>
    public required FinalFit Fit { get; init; }

    /// <summary>Formulas evaluated by the evolution.</summary>
    public long Evaluations { get; init; }

    /// <summary>Why the evolution ended; null when there was none.</summary>
    public SearchStop? Stop { get; init; }
}
