using System.Globalization;
using NanoSpice.Engine.Devices;

namespace NanoSpice.Engine;

public sealed record RagoneOptions
{
    /// <summary>Potential at which a discharge ends [V].</summary>
    public required double Low { get; init; }

    /// <summary>Potential of the steady state from which each discharge starts [V].</summary>
    public required double High { get; init; }

    /// <summary>Discharge at constant power; else at constant current.</summary>
    public required bool ByPower { get; init; }

    /// <summary>Powers [W] or currents [A], one discharge each.</summary>
    public required IReadOnlyList<double> Settings { get; init; }

    /// <summary>Longest discharge [s]; NaN: a hundred times what the linearized cell would take.</summary>
    public double Longest { get; init; } = double.NaN;
}

/// <summary>.ragone: energy against power, by discharges from the charged steady state.</summary>
public sealed class Ragone(CurrentSource source, RagoneOptions options) : Analysis
{
    public override string Keyword => "ragone";

    public RagoneOptions Options => options;

    public override Device? Holding => source;

    public override void Run(AnalysisContext context)
    {
        WaveformColumn set = new("set", options.ByPower ? "W" : "A");
        var table = new WaveformTable(context.ResultName, WaveformKind.Ragone, context.Title,
            [set, new("current", "A"), new("power", "W"), new("energy", "J"), new("charge", "C"), new("time", "s"), new("v_end", "V")], IsComplex: false);
        context.Sink.Begin(table);
        bool complete = false;
        try
        {
            int k = 0;
            while (k < options.Settings.Count && Discharge(context, k)) k++;
            complete = k == options.Settings.Count;
            context.Work["rows"] = k;
        }
        finally
        {
            context.Sink.End(complete);
        }
    }

    /// <summary>One row of the table; false when interrupted.</summary>
    private bool Discharge(AnalysisContext context, int k)
    {
        double set = options.Settings[k];
        var cell = new GalvanostaticCell(context, source, (options.Low, options.High), options.Longest, new CellTrace(context, source, null));
        PhaseSum sum;
        try
        {
            cell.Settle(options.High);
            var limit = new PotentialLimit(options.Low, Rising: false);
            sum = options.ByPower ? cell.Draw(set, limit, 1) : cell.Drive(-set, limit, 1);
        }
        finally
        {
            cell.Release();
        }
        if (sum.End == PhaseEnd.Interrupted) return false;
        if (sum.End == PhaseEnd.Time)
            throw new SimulationException(
                string.Create(CultureInfo.InvariantCulture, $"the limit of {options.Low:g6} V is not reached: {sum.Duration:g3} s after the discharge at {Setting(set)} began the potential stands at {sum.Last.Potential:g6} V"),
                "something else feeds the cell, or it is only slow: then allow it more time with tmax=");
        Write(context, k, set, sum);
        context.Progress?.Report((k + 1.0) / options.Settings.Count);
        return true;
    }

    private void Write(AnalysisContext context, int k, double set, PhaseSum sum)
    {
        bool started = sum.End is PhaseEnd.Limit || sum is { End: PhaseEnd.Failed, Duration: > 0 };
        if (!started) context.Warn($"at {Setting(set)} nothing can be taken: the potential falls below {options.Low.ToString("g6", CultureInfo.InvariantCulture)} V at once");
        else if (sum.End == PhaseEnd.Failed) context.Warn($"{Setting(set)} can be delivered down to {sum.Last.Potential.ToString("g4", CultureInfo.InvariantCulture)} V, not to the lower limit");
        double time = started ? sum.Duration : 0, energy = started ? -sum.Energy : 0, charge = started ? -sum.Charge : 0;
        double power = started ? energy / time : double.NaN, current = started ? charge / time : double.NaN, end = started ? sum.Last.Potential : double.NaN;
        context.Sink.Row([set, current, power, energy, charge, time, end]);
        context.Derived.AddRange(
            [new("power", power, "W", k + 1), new("energy", energy, "J", k + 1), new("charge", charge, "C", k + 1), new("time", time, "s", k + 1)]);
    }

    private string Setting(double set) => set.ToString("g4", CultureInfo.InvariantCulture) + (options.ByPower ? " W" : " A");
}

public sealed class RagoneKind : AnalysisKind
{
    public override string Keyword => "ragone";

    public override string Syntax => ".ragone ISRC vlow vhigh current|power value [value ...] [tmax=]";

    public override ParameterTable Parameters { get; } = new(TechniqueLine.Longest);

    public override IReadOnlyList<string> OwnVectors => ["set", "current", "power", "energy", "charge", "time", "v_end"];

    public override Analysis? Read(AnalysisRequest request)
    {
        var line = new TechniqueLine(request, this, "ANA130", 5) { TakesMore = true };
        if (!line.HasWords || line.CurrentSource("ANA131") is not { } source) return null;
        string word = request.Arguments[3].Text.ToLowerInvariant();
        line.Check(word is "current" or "power", "ANA132", $"'{request.Arguments[3].Text}' where .ragone takes current or power", 3);
        double low = request.Number(request.Arguments[1]), high = request.Number(request.Arguments[2]);
        double[] settings = [.. request.Arguments.Skip(4).Select(request.Number)];
        if (!line.IsGood || double.IsNaN(low + high + settings.Sum())) return null;
        line.Check(low < high, "ANA133", "the window of .ragone is empty: vlow has to be below vhigh", 2);
        line.Check(word == "current" || low >= 0, "ANA134", "vlow of .ragone is negative: no power can be taken through zero", 1);
        for (int k = 0; k < settings.Length; k++)
            line.Check(settings[k] > 0, "ANA135", $"the {word} of a discharge has to be positive", 4 + k);
        return line.IsGood ? new Ragone(source, new() { Low = low, High = high, ByPower = word == "power", Settings = settings, Longest = request.Number("tmax") }) : null;
    }
}
