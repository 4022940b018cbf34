namespace NanoSpice.Engine;

/// <summary>Numerical failure as the user reads it: where, what was tried, what to try next. Exit code 2.</summary>
public class SimulationException(string message, string? advice = null) : Exception(message)
{
    public string? Advice { get; } = advice;
}
