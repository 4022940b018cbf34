using NanoSpice.Expressions;

namespace NanoSpice.Engine;

public enum IntegrationMethod
{
    /// <summary>Variable-step, variable-order BDF with reuse of Jacobian and factors; the default.</summary>
    Bdf,

    /// <summary>SPICE's trapezoidal rule.</summary>
    Trapezoidal,

    /// <summary>SPICE's Gear method, order up to maxord.</summary>
    Gear,
}

/// <summary>What .options sets; names in brackets are SPICE's.</summary>
public sealed record SimulationOptions
{
    /// <summary>Relative tolerance [-] (reltol): bounds the error made, in parts of full scale.</summary>
    public double RelativeTolerance { get; init; } = 1e-3;

    /// <summary>Absolute tolerance of node voltages [V] (vntol).</summary>
    public double VoltageTolerance { get; init; } = 1e-6;

    /// <summary>Absolute tolerance of currents [A] (abstol).</summary>
    public double CurrentTolerance { get; init; } = 1e-12;

    /// <summary>Absolute tolerance of charges [C] (chgtol); used by method=trap and gear.</summary>
    public double ChargeTolerance { get; init; } = 1e-14;

    /// <summary>Factor by which SPICE's error estimate is thought to overrate [-] (trtol); method=trap and gear.</summary>
    public double TruncationFactor { get; init; } = 7;

    /// <summary>Conductance across junctions [S] (gmin).</summary>
    public double Gmin { get; init; } = 1e-12;

    /// <summary>Conductance from every node to ground [S] (rshunt = 1/gshunt); 0: none.</summary>
    public double ShuntConductance { get; init; }

    /// <summary>Pivot threshold [-] (pivrel).</summary>
    public double PivotThreshold { get; init; } = 1e-3;

    /// <summary>Newton iterations of an operating point (itl1).</summary>
    public int OperatingPointIterations { get; init; } = 100;

    /// <summary>Newton iterations of a DC sweep point (itl2).</summary>
    public int SweepIterations { get; init; } = 50;

    /// <summary>Newton iterations of a time point (itl4).</summary>
    public int TimePointIterations { get; init; } = 10;

    /// <summary>Rows of a .tran written on the grid of tstep at most (maxrows); those at the points computed come on top.</summary>
    public double MostRows { get; init; } = 1e6;

    /// <summary>Integration method (method): bdf, trap, gear.</summary>
    public IntegrationMethod Method { get; init; } = IntegrationMethod.Bdf;

    /// <summary>Highest order (maxord); 0: 5 for bdf, 2 for gear and trap.</summary>
    public int MaxOrder { get; init; }

    /// <summary>Circuit temperature [K] (temp, in degrees Celsius in the deck).</summary>
    public double Temperature { get; init; } = 300.15;

    /// <summary>Temperature at which parameters hold [K] (tnom).</summary>
    public double NominalTemperature { get; init; } = 300.15;

    /// <summary>What noise of sources is drawn from (seed).</summary>
    public DrawSeed Draw { get; init; } = new(1, 0);

    /// <summary>Size of a MOS channel whose line does not give it [m], and areas of its drain and source [m^2] (defl, defw, defad, defas).</summary>
    public double ChannelLength { get; init; } = 1e-4;

    public double ChannelWidth { get; init; } = 1e-4;

    public double DrainArea { get; init; }

    public double SourceArea { get; init; }

    /// <summary>Step of the deck's first .tran [s]: SPICE's default of rise and fall times; NaN without one.</summary>
    public double DefaultStep { get; init; } = double.NaN;

    /// <summary>Stop time of the deck's first .tran [s]: SPICE's default of pulse widths and periods; NaN without one.</summary>
    public double DefaultStop { get; init; } = double.NaN;
}
