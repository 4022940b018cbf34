using NanoSpice.Engine.Devices;

namespace NanoSpice.Engine;

/// <summary>What the lines of the techniques have in common: a source, numbers, cycles.</summary>
internal sealed class TechniqueLine(AnalysisRequest request, AnalysisKind kind, string wordsCode, int words)
{
    public static Parameter Cycles => Parameter.Word("cycles", "number of cycles, or auto: until two agree");

    public static Parameter Points => Parameter.Number("points", "-", "rows a half cycle", 400) with { Min = 2, Max = 1e7 };

    public static Parameter Tolerance => Parameter.Number("tol", "-", "difference of two cycles that counts as none", 1e-4) with { Min = 0, MinExclusive = true };

    public static Parameter Most => Parameter.Number("max", "-", "most cycles of cycles=auto", 100) with { Min = 2, Max = 1e6 };

    public static Parameter Longest => Parameter.Number("tmax", "s", "longest time to a limit") with { Min = 0, MinExclusive = true };

    /// <summary>False once something was reported.</summary>
    public bool IsGood { get; private set; } = true;

    /// <summary>The last number may be a list.</summary>
    public bool TakesMore { get; init; }

    /// <summary>Reports a wrong number of words.</summary>
    public bool HasWords
    {
        get
        {
            int found = request.Arguments.Count;
            string takes = TakesMore ? $"at least {words} words" : $"a source and {words - 1} numbers";
            Check(found == words || (found > words && TakesMore), wordsCode, $".{kind.Keyword} takes {takes}, got {found} {(found == 1 ? "word" : "words")}", found > words ? words : -1);
            return IsGood;
        }
    }

    /// <summary>The voltage source of the first word; null with an error reported.</summary>
    public IDrivenSource? VoltageSource(string code)
    {
        if (request.DeviceOf(request.Arguments[0]) is not { } device) return null;
        Check(device is VoltageSource, code, $"{request.Arguments[0].Text} is not a voltage source: .{kind.Keyword} sets a potential", 0);
        return device as VoltageSource;
    }

    /// <summary>The current source of the first word, made to be regulated; null with an error reported.</summary>
    public CurrentSource? CurrentSource(string code)
    {
        if (request.DeviceOf(request.Arguments[0]) is not { } device) return null;
        Check(device is CurrentSource, code, $"{request.Arguments[0].Text} is not a current source: .{kind.Keyword} sets a current", 0);
        if (device is CurrentSource { IsRegulated: false } source) source.Regulate(request.Branch(source));
        return device as CurrentSource;
    }

    /// <summary>The numbers behind the source; null with an error reported.</summary>
    public double[]? Numbers()
    {
        double[] all = [.. request.Arguments.Skip(1).Select(request.Number)];
        return all.Any(double.IsNaN) ? null : all;
    }

    /// <summary>cycles=: 3 without it, 0 for auto.</summary>
    public int CycleCount(string code)
    {
        if (!request.Has("cycles")) return 3;
        if (request.Text("cycles").Equals("auto", StringComparison.OrdinalIgnoreCase)) return 0;
        double n = request.Number("cycles");
        if (double.IsNaN(n)) IsGood = false;
        else Check(n >= 1 && n <= 1e6 && n == Math.Floor(n), code, $"cycles= of .{kind.Keyword} has to be a whole number from 1 on, or auto", -1);
        return (int)n;
    }

    public int Whole(string parameter) => (int)Math.Round(request.Number(parameter));

    /// <summary>Reports an error at a word, or at the statement when at is below 0.</summary>
    public void Check(bool ok, string code, string message, int at)
    {
        if (ok) return;
        IsGood = false;
        bool has = at >= 0 && at < request.Arguments.Count;
        request.Error(code, message, has ? request.Arguments[at] : null, kind.Syntax);
    }
}
