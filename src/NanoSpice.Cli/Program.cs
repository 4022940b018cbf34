namespace NanoSpice.Cli;

/// <summary>The command nanospice.</summary>
public static class Program
{
    public static int Main(string[] args)
    {
        using var interrupt = new Interrupt();
        var console = ConsoleReport.ForTerminal();
        try
        {
            return CommandLine.Run(args, console, interrupt.Token);
        }
        finally
        {
            console.Flush();
        }
    }
}
