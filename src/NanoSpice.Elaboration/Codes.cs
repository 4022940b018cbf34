namespace NanoSpice.Elaboration;

/// <summary>Codes of the messages that come up after reading: PAR values and parameters, SUB subcircuits, ELM elements,
/// MOD models, ANA analyses, STP sweeps, OPT options, SAV saved vectors and starting values, TOP circuit topology, MEA measurements, EXP expected values.</summary>
internal static class Codes
{
    public const string UnknownParameter = "PAR001", ParameterCycle = "PAR002", BadExpression = "PAR003", UnusedOverride = "PAR004",
        BadOverride = "PAR005", NotFinite = "PAR006", NotANumber = "PAR007", NumberTrap = "PAR008", BadFunction = "PAR009", CircuitQuantity = "PAR011",
        NominalDraws = "PAR012";

    public const string UnknownSubcircuit = "SUB001", PinCount = "SUB002", Recursion = "SUB003", UnknownSubcircuitParameter = "SUB004",
        DuplicateSubcircuit = "SUB005", MissingSubcircuit = "SUB006", IgnoredInSubcircuit = "SUB007", BadCopies = "SUB008", DeepInstance = "SUB009", TooManyElements = "SUB010";

    public const string UnknownLetter = "ELM001", DuplicateDevice = "ELM002", UnknownElementParameter = "ELM003",
        MissingElementParameter = "ELM004", OutOfRange = "ELM005", BadChoice = "ELM006", TooFewWords = "ELM007", UnknownDevice = "ELM008",
        NoBranch = "ELM009", DeviceCycle = "ELM010", UnknownNode = "ELM011", UnknownName = "ELM012", BadFile = "ELM013",
        IgnoredParameter = "ELM014", NoElements = "ELM016", NotInTime = "DEV046";

    public const string UnknownModel = "MOD001", WrongModelType = "MOD002", UnknownModelParameter = "MOD003", UnknownModelType = "MOD004",
        MissingModelParameter = "MOD005", ModelOutOfRange = "MOD006", DuplicateModel = "MOD007", IgnoredModelParameter = "MOD008",
        BadModelChoice = "MOD009", ModelCircle = "MOD010", BadTolerance = "MOD011", NoBin = "MOD012";

    public const string NotAvailable = "ANA007", UnknownCommand = "ANA002", NoAnalysis = "ANA003", UnknownAnalysisParameter = "ANA004",
        AnalysisOutOfRange = "ANA005", MissingAnalysisParameter = "ANA006", FourierWindow = "ANA174";

    public const string StepIncomplete = "STP001", StepUnknownParameter = "STP002", StepUnknownName = "STP003", StepNoValue = "STP004",
        StepNeverEnds = "STP005", StepNoDecades = "STP006", StepTooMany = "STP007", StepTwice = "STP008", StepBadFile = "STP009",
        StepTooCold = "STP010", StepUnused = "STP011", StepHeld = "STP012", StepPoint = "STP013", StepCounter = "STP014";

    public const string UnknownOption = "OPT001", IgnoredOption = "OPT002", BadOption = "OPT003";

    public const string UnknownVector = "SAV001", UnknownQuantity = "SAV002", NoSuchAnalysis = "SAV003", BadNodeValue = "SAV004", NoExpression = "SAV005", ForeignVector = "SAV006";

    public const string NoGround = "TOP001", NoDcPath = "TOP002", CurrentCutset = "TOP003", VoltageLoop = "TOP004", Dangling = "TOP005", NotPassive = "TOP006";

    public const string UnknownMeasure = "MEA001", MissingMeasurePart = "MEA002", MisplacedMeasureWord = "MEA003", BadMeasureCount = "MEA004",
        UnknownMeasureName = "MEA005", RepeatedMeasure = "MEA006", IgnoredMeasureWord = "MEA007", MeasureNotMade = "MEA008";

    public const string BadExpectation = "EXP001";
}
