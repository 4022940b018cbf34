using System.Text.RegularExpressions;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

/// <summary>Tables of .print in the batch mode.</summary>
public sealed partial class NgspiceTablesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, Oracle(OracleKind.Peer, "what ngspice 39 prints, ngspice -b deck.cir, byte by byte but the date; its form feeds left out")]
    [InlineData("Tables\nV1 in 0 DC 1\nR1 in out 1k\nR2 out 0 1k\n.dc V1 0 1 0.5\n.print dc v(out) i(v1) v(in,out) v(in)\n.end\n", """
                                             tables
                                             DC transfer characteristic  DATE
        --------------------------------------------------------------------------------
        Index   v-sweep         v(out)          v1#branch       v(in)-v(out)    
        --------------------------------------------------------------------------------
        0	0.000000e+00	0.000000e+00	0.000000e+00	0.000000e+00	
        1	5.000000e-01	2.500000e-01	-2.50000e-04	2.500000e-01	
        2	1.000000e+00	5.000000e-01	-5.00000e-04	5.000000e-01	

                                             tables
                                             DC transfer characteristic  DATE
        --------------------------------------------------------------------------------
        Index   v-sweep         v(in)           
        --------------------------------------------------------------------------------
        0	0.000000e+00	0.000000e+00	
        1	5.000000e-01	5.000000e-01	
        2	1.000000e+00	1.000000e+00	


        """)]
    [InlineData("Ac\nV1 in 0 DC 1 AC 1\nR1 in out 1k\nC1 out 0 1u\n.ac dec 1 10 100\n.print ac v(out) vm(out)\n.print ac vdb(out) vp(out) i(v1)\n.end\n", """
                                               ac
                                               AC Analysis  DATE
        --------------------------------------------------------------------------------
        Index   frequency       v(out)                          
        --------------------------------------------------------------------------------
        0	1.000000e+01	9.960677e-01,	-6.25848e-02	
        1	1.000000e+02	7.169568e-01,	-4.50477e-01	

                                               ac
                                               AC Analysis  DATE
        --------------------------------------------------------------------------------
        Index   frequency       vm(out)         
        --------------------------------------------------------------------------------
        0	1.000000e+01	9.980319e-01	
        1	1.000000e+02	8.467330e-01	

                                               ac
                                               AC Analysis  DATE
        --------------------------------------------------------------------------------
        Index   frequency       vdb(out)        vp(out)         
        --------------------------------------------------------------------------------
        0	1.000000e+01	-1.71115e-02	-6.27494e-02	
        1	1.000000e+02	-1.44507e+00	-5.60982e-01	

                                               ac
                                               AC Analysis  DATE
        --------------------------------------------------------------------------------
        Index   frequency       v1#branch                       
        --------------------------------------------------------------------------------
        0	1.000000e+01	-3.93232e-06,	-6.25848e-05	
        1	1.000000e+02	-2.83043e-04,	-4.50477e-04	


        """)]
    public void Tables_are_those_of_ngspice(string deck, string tables)
    {
        File.WriteAllText(_folder["deck.cir"], deck);
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        Assert.Equal(ExitCode.Done, CommandLine.Run(["-b", "deck.cir"], new ConsoleReport(output, error, false, _folder.Path), default));
        string printed = Date().Replace(output.ToString(), "DATE\n");
        int start = printed.IndexOf(new string(' ', 30), StringComparison.Ordinal), end = printed.IndexOf("\nTotal elapsed", StringComparison.Ordinal);
        Assert.Equal(tables.ReplaceLineEndings("\n").TrimEnd('\n'), printed[start..end].TrimEnd('\n'));
    }

    [GeneratedRegex(@"[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d  \d{4}\n")]
    private static partial Regex Date();
}
