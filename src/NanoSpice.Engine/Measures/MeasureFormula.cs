using System.Numerics;
using NanoSpice.Expressions;

namespace NanoSpice.Engine;

/// <summary>How a vector is looked at: vdb(out) is the decibels of v(out).</summary>
public enum MeasureView
{
    /// <summary>As it is; of a phasor that stays one, the magnitude.</summary>
    Plain,
    Decibels,
    Magnitude,
    /// <summary>Phase in radians, as ngspice's vp().</summary>
    Radians,
    Real,
    Imaginary,
}

/// <summary>What a variable of a measured expression stands for.</summary>
/// <param name="Name">of a column in lower case, or of an earlier measurement</param>
/// <param name="IsResult">an earlier measurement; else a column of the result</param>
public readonly record struct MeasureInput(string Name, bool IsResult, MeasureView View = MeasureView.Plain)
{
    /// <summary>Time, frequency or what is swept, whatever it is called.</summary>
    public static MeasureInput Scale => new("", false);

    public bool IsScale => Name.Length == 0;
}

/// <summary>An expression of a measurement over the columns of a result and earlier measurements.</summary>
/// <param name="text">as written, for messages</param>
/// <param name="unit">of its value; empty when it is not known</param>
public sealed class MeasureFormula(Formula formula, IReadOnlyList<MeasureInput> inputs, string text, string unit = "")
{
    public Formula Formula => formula;

    public IReadOnlyList<MeasureInput> Inputs => inputs;

    public string Text => text;

    public string Unit => unit;

    /// <summary>True when it needs no point of the result.</summary>
    public bool IsNumber => inputs.All(i => i.IsResult);

    public override string ToString() => text;
}

/// <summary>Columns that are read for measurements: where each stands in the rows that a trace gives.</summary>
/// <param name="Names">without the scale, which is number 0 of a row</param>
public sealed record MeasureLayout(IReadOnlyList<string> Names, bool IsComplex)
{
    public int RowLength => 1 + Names.Count * (IsComplex ? 2 : 1);

    /// <summary>Place of a column in a row; -1 when it is not among them.</summary>
    public int Offset(MeasureInput input)
    {
        if (input.IsScale) return 0;
        for (int k = 0; k < Names.Count; k++)
            if (Names[k].Equals(input.Name, StringComparison.OrdinalIgnoreCase)) return IsComplex ? 1 + 2 * k : 1 + k;
        return -1;
    }
}

/// <summary>A formula tied to the rows of one run.</summary>
internal sealed class MeasureReading
{
    private readonly MeasureFormula _formula;
    private readonly bool _complex;
    private readonly int[] _offsets;
    private readonly double[] _values;
    private readonly Phasor[] _phasors;

    /// <param name="results">earlier measurements by name; NaN where one failed</param>
    public MeasureReading(MeasureFormula formula, MeasureLayout layout, IReadOnlyDictionary<string, double> results)
    {
        (_formula, _complex) = (formula, layout.IsComplex);
        _offsets = new int[formula.Inputs.Count];
        (_values, _phasors) = (new double[_offsets.Length], new Phasor[_offsets.Length]);
        for (int k = 0; k < _offsets.Length; k++)
        {
            var input = formula.Inputs[k];
            _offsets[k] = input.IsResult ? -1 : layout.Offset(input);
            if (input.IsResult) (_values[k], _phasors[k]) = (results[input.Name], Phasor.Real(results[input.Name]));
        }
    }

    public double Value(ReadOnlySpan<double> row)
    {
        if (_complex) return OfPhasors(row);
        for (int k = 0; k < _offsets.Length; k++)
            if (_offsets[k] >= 0) _values[k] = Look(new Complex(row[_offsets[k]], 0), _formula.Inputs[k].View, row[_offsets[k]]);
        return _formula.Formula.Evaluate(_values);
    }

    private double OfPhasors(ReadOnlySpan<double> row)
    {
        for (int k = 0; k < _offsets.Length; k++)
        {
            if (_offsets[k] < 0) continue;
            var value = _offsets[k] == 0 ? new Complex(row[0], 0) : new Complex(row[_offsets[k]], row[_offsets[k] + 1]);
            var view = _formula.Inputs[k].View;
            _phasors[k] = view == MeasureView.Plain && _offsets[k] > 0 ? new(value, true) : Phasor.Real(Look(value, view, value.Real));
        }
        return ComplexFormula.Evaluate(_formula.Formula, _phasors).Size;
    }

    private static double Look(Complex value, MeasureView view, double plain) => view switch
    {
        MeasureView.Decibels => 20 * Math.Log10(value.Magnitude),
        MeasureView.Magnitude => value.Magnitude,
        MeasureView.Radians => value.Phase,
        MeasureView.Real => value.Real,
        MeasureView.Imaginary => value.Imaginary,
        _ => plain,
    };
}
