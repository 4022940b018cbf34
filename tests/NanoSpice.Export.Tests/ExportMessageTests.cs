using NanoSpice.Netlist;
using NanoSpice.Testing;

namespace NanoSpice.Export.Tests;

/// <summary>What each simulator has no form for, has in another form, or has nothing like: every message of the exporter.</summary>
public class ExportMessageTests
{
    private const string Step = ".model step NANOSLIT(rc=5 gamma=0.5 cslit=10m qmax=5m)\n";

    [Theory, Oracle(OracleKind.Snapshot, "wording")]
    [InlineData(Target.Ngspice, "N1 a 0 s step ic=1\nVs s 0 1\n" + Step, "XPT001 ngspice has no form for ic= of N1 | give .ic of its nodes")]
    [InlineData(Target.Ngspice, "Z1 a 0 open ic=1\n.model open CPE(q=1m alpha=0.5)\n", "XPT001 ngspice has no form for ic= of Z1 | give .ic of its nodes")]
    [InlineData(Target.Ngspice, "X1 a s sub m=2\nVs s 0 1\n.subckt sub p s\nN1 p 0 s step\n.ends\n" + Step, "XPT001 ngspice has no form for copies (m=) of the subcircuit around x1.n1 | write the instances out")]
    [InlineData(Target.Ltspice, "Vs s 0 1\n.param g=0.5\nX1 a s sub g=0.1\n.subckt sub p s g=0.2\nN1 p 0 s law\n.ends\n.model law NANOSLIT(rc=5 gamma={g} cslit=1m qmax=1m)\n", "XPT001 LTspice has no form for '{g}' of model law: g means something else where N1 stands | rename g")]
    [InlineData(Target.Xyce, "N1 a 0 s law\nVs s 0 1\n.model law NANOSLIT(rc=5 gamma=0.5 qs=1m nu=0.1 vmax=0.5)\n", "XPT001 Xyce has no form for vmax= beside qs= of N1 | give qmax=")]
    [InlineData(Target.Ngspice, "C1 a 0 Q='1m*x'\nN1 a 0 C1 q\n.model q QRES(rc=5 gamma=0.5 qmax=5m)\n", "XPT001 ngspice has no form for a resistance set by the charge of C1 | a plain C a b value or an N with cslit at the same level can be named")]
    [InlineData(Target.Ltspice, "X1 a 0 sub\n.subckt sub p n k=1\n.if (k==1)\nR1 p n 1\n.endif\n.ends\n", "XPT001 LTspice has no form for .if in a subcircuit | decide it by hand")]
    [InlineData(Target.Ngspice, "X1 a sub\n.subckt sub p optional: n=0\nR1 p n 1\n.ends\n", "XPT001 ngspice has no form for OPTIONAL: nodes of subcircuit sub | give the node on every line")]
    [InlineData(Target.Ngspice, "X1 a sub q=1m\nX2 a sub q=2m\n.subckt sub p q=1m\nZ1 p 0 open q={q}\n.ends\n.model open CPE(q=1m alpha=0.5)\n", "XPT001 ngspice has no form for Z1 with other values in each instance of its subcircuit | write a subcircuit for each")]
    [InlineData(Target.Ngspice, "B1 b 0 V=idt(v(a))\nRb b 0 1\n", "XPT001 ngspice has no form for the function idt")]
    [InlineData(Target.Xyce, "B1 b 0 V=delay(v(a),1u)\nRb b 0 1\n", "XPT001 Xyce has no form for the function delay")]
    [InlineData(Target.Ngspice, ".param r=mc(1k,0.05)\nRr a 0 {r}\n", "XPT001 ngspice has no form for the function mc")]
    [InlineData(Target.Xyce, ".func f(x) {delay(x,1)}\n", "XPT001 Xyce has no form for the function delay")]
    [InlineData(Target.Xyce, "X1 a sub r=mc(1k,0.05)\n.subckt sub p r=1\nRs p 0 {r}\n.ends\n", "XPT001 Xyce has no form for the function mc")]
    [InlineData(Target.Ltspice, "X1 a sub\n.subckt sub p r={agauss(1k,1,1)}\nRs p 0 {r}\n.ends\n", "XPT001 LTspice has no form for the function agauss")]
    [InlineData(Target.Ngspice, "D1 a 0 ideal\n.model ideal D(ron=1 roff=1g vfwd=0.5)\n", "XPT001 ngspice has no form for LTspice's ideal diode and smooth switch (D1)")]
    [InlineData(Target.Ngspice, "E1 b 0 LAPLACE {v(a)} = {1/(1+s)}\nRb b 0 1\n", "XPT001 ngspice has no form for LAPLACE (E1)")]
    [InlineData(Target.Ngspice, "L1 b 0 Flux='1m*tanh(x)'\nRb a b 1\n", "XPT001 ngspice has no form for Flux= (L1)")]
    [InlineData(Target.Xyce, "M1 a g 0 power\nVg g 0 5\n.model power VDMOS(vto=2 kp=1)\n", "XPT001 Xyce has no form for VDMOS (M1)")]
    [InlineData(Target.Xyce, "S1 a 0 c 0 turn\nVc c 0 1\n.model turn SW(vt=0.5 vh=0.1)\n", "XPT001 Xyce has no form for switches with hysteresis (S1)")]
    [InlineData(Target.Ngspice, "S1 a 0 c 0 turn\nVc c 0 1\n.model turn SW(vt=0.5 vh=0.1 vser=1)\n", "XPT001 ngspice has no form for vser= of the switch S1")]
    [InlineData(Target.Ngspice, "S1 a 0 c 0 turn\nVc c 0 1\n.model turn SW(vt=0.5 vh=-0.1 level=2)\n", "XPT001 ngspice has no form for level= of the switch S1")]
    [InlineData(Target.Ngspice, "D1 a 0 child\n.model parent D(is=1e-14)\n.model child ako:parent D(n=2)\n", "XPT001 ngspice has no form for ako: of model child")]
    [InlineData(Target.Xyce, ".tf v(a) V1\n", "XPT001 Xyce has no form for .tf")]
    [InlineData(Target.Xyce, "I9 0 cell 0\nC9 cell 0 1\nR9 cell 0 1k\n.gcd I9 1m 0 0.5 cycles=1\n", "XPT001 Xyce has no form for .gcd: its switch has no hysteresis | --to ngspice or --to ltspice")]
    [InlineData(Target.Ngspice, "I9 0 cell 0\nC9 cell 0 1\nR9 cell 0 1k\n.gcd I9 1m 0 0.5 cycles=1 rest=1\n", "XPT001 ngspice has no form for hold= and rest= of .gcd | leave them out, or run it here")]
    [InlineData(Target.Ngspice, "X1 a sub\n.subckt sub p\nV9 p q 0\nR9 q 0 1k\nC9 q 0 1m\n.ends\n.eis x1.V9 dec 1 1 10\n", "XPT001 ngspice has no form for .eis of the source x1.V9 inside a subcircuit")]
    [InlineData(Target.Ngspice, "V9 cell 0 0\nC9 cell b 1m\nR9 b 0 1\n.cv V9 0 0.5 0.1 cycles=auto\n", "XPT002 cycles=auto is written as the *")]
    [InlineData(Target.Ngspice, "I9 0 cell 0\nC9 cell b 1m\nR9 b 0 1\nRl cell 0 1meg\n.gcd I9 1m 0 0.5 cycles=auto\n", "XPT002 cycles=auto ends where it ends here")]
    [InlineData(Target.Ngspice, ".param r=1\nRr a 0 {r}\n.step param r list 1 2\n", "XPT002 ngspice: .step is kept as a comment, the deck stands at its first point, r=1 | -p NAME=VALUE chooses another; nanospice run sweeps")]
    [InlineData(Target.Ngspice, ".temp 27 85\n", "XPT002 ngspice: .step is kept as a comment, the deck stands at its first point, temp=27 | -p NAME=VALUE chooses another; nanospice run sweeps")]
    [InlineData(Target.Xyce, "N1 a 0 s step\nVs s 0 1\n.step step(gamma) list 0.1 0.2\n" + Step, "XPT002 Xyce: .step is kept as a comment, the deck stands at its first point, step.gamma=0.1 | -p NAME=VALUE chooses another; nanospice run sweeps")]
    [InlineData(Target.Ngspice, ".subckt sub p s\nU1 p s stack\n.ends\n.model stack NANOSTACK(slit=step layers=2)\n" + Step, "XPT003 U1 stands in a subcircuit that nothing uses")]
    [InlineData(Target.Xyce, ".meas tran top max v(a)*2\n.tran 1u 1m\n", "XPT003 .meas top is kept as a comment: Xyce measures plain vectors only | measure by nanospice run")]
    [InlineData(Target.Ngspice, "N1 a 0 s step\nVs s 0 1\n.save q(n1)\n" + Step, "XPT003 ngspice has no vector q(n1)")]
    public void Every_message(Target target, string lines, string message)
    {
        var run = ExportedRun.OfText($"Deck\nV1 a 0 1\nR1 a 0 1k\n{lines}.op\n.end\n", target);
        var said = run.Messages.Where(m => m.Code.StartsWith("XPT", StringComparison.Ordinal)).Select(m => $"{m.Code} {m.Message}{(m.Hint is { } hint ? $" | {hint}" : "")}").ToList();
        if (message.EndsWith('*')) Assert.Contains(said, s => s.StartsWith(message[..^1], StringComparison.Ordinal));
        else Assert.Contains(message, said);
        Assert.Equal(run.Messages.Any(m => m.Code == "XPT001"), run.Decks.Count == 0);
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording; a file for it is beside the deck")]
    public void Points_in_a_file()
    {
        string folder = Directory.CreateTempSubdirectory("nanospice-test-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "x.txt"), "0 0\n1 1\n");
            File.WriteAllText(Path.Combine(folder, "deck.cir"), "Deck\nV1 a 0 PWL FILE=\"x.txt\"\nR1 a 0 1\n.tran 1m 1\n.end\n");
            var run = ExportedRun.Of(Path.Combine(folder, "deck.cir"));
            Assert.Contains(run.Messages, m => m is { Code: "XPT001", Message: "ngspice has no form for PWL FILE=", Hint: "write the points on the line" });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
