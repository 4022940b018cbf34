namespace NanoSpice.Engine.Devices;

/// <summary>Codes of the messages about R, C, L, K, sources and controlled sources.</summary>
internal static class DeviceCodes
{
    public const string
        MissingNode = "DEV001",
        UnexpectedWord = "DEV002",
        MissingValue = "DEV003",
        BadMultiplicity = "DEV004",
        ZeroResistance = "DEV005",
        NegativeValue = "DEV006",
        BadGeometry = "DEV007",
        BadInitialCondition = "DEV008",
        TooFewInductors = "DEV010",
        CouplingRange = "DEV011",
        NotAnInductor = "DEV012",
        InductorTwice = "DEV013",
        CouplingNotPassive = "DEV014",
        UnknownKeyword = "DEV020",
        GivenTwice = "DEV021",
        TooFewNumbers = "DEV022",
        TooManyNumbers = "DEV023",
        NegativeTime = "DEV024",
        TimesNotIncreasing = "DEV025",
        OddPairs = "DEV026",
        BadRepeat = "DEV027",
        BadTimeConstant = "DEV028",
        BadFrequency = "DEV029",
        PulseTooLong = "DEV030",
        NoGain = "DEV040",
        PolynomialDimension = "DEV041",
        PolynomialControls = "DEV042",
        NotSupported = "DEV043",
        TwoExpressions = "DEV044",
        DiffusionLine = "DIF001",
        DiffusionMissing = "DIF002",
        DiffusionRange = "DIF003",
        DiffusionUnused = "DIF004",
        LineMissing = "TRA001",
        LineRange = "TRA002",
        LineDelayTwice = "TRA003";
}
