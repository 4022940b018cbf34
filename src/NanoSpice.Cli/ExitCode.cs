namespace NanoSpice.Cli;

/// <summary>What the process returns.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>The command line, the deck or a file is wrong.</summary>
    public const int BadInput = 1;

    /// <summary>No convergence, singular equations, or a fault of the program itself.</summary>
    public const int NumericalFailure = 2;

    /// <summary>Stopped by the user; what was computed is kept.</summary>
    public const int Interrupted = 130;
}
