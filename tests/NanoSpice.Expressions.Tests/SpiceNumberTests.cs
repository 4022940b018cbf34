using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Expressions.Tests;

public sealed class SpiceNumberTests
{
    [Theory, Oracle(OracleKind.ClosedForm, "scale factors of the SPICE manual; each value is the nearest double")]
    [InlineData("1", 1.0)]
    [InlineData("-1", -1.0)]
    [InlineData("+1.5", 1.5)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5.0)]
    [InlineData("1e-3", 1e-3)]
    [InlineData("1E3", 1e3)]
    [InlineData("1e+3", 1e3)]
    [InlineData("1k", 1e3)]
    [InlineData("1K", 1e3)]
    [InlineData("2.2meg", 2.2e6)]
    [InlineData("2.2MEG", 2.2e6)]
    [InlineData("2.2megohm", 2.2e6)]
    [InlineData("10uF", 10e-6)]
    [InlineData("5\u00b5", 5e-6)]
    [InlineData("5\u03bcF", 5e-6)]
    [InlineData("1mil", 25.4e-6)]
    [InlineData("3m", 3e-3)]
    [InlineData("3mV", 3e-3)]
    [InlineData("3mF", 3e-3)]
    [InlineData("1t", 1e12)]
    [InlineData("1g", 1e9)]
    [InlineData("1n", 1e-9)]
    [InlineData("1p", 1e-12)]
    [InlineData("1f", 1e-15)]
    [InlineData("1e", 1.0)]
    [InlineData("10V", 10.0)]
    [InlineData("10ohm", 10.0)]
    [InlineData("1e3k", 1e6)]
    [InlineData("0.66n", 0.66e-9)]
    [InlineData("0.1u", 0.1e-6)]
    [InlineData("123456789012345678901", 123456789012345678901.0)]
    [InlineData("0.1234567890123456789", 0.1234567890123456789)]
    [InlineData("1e-320", 1e-320)]
    [InlineData("000.001", 0.001)]
    public void Number_has_its_value(string text, double expected)
    {
        Assert.True(SpiceNumber.TryParse(text, out double value, out var note));
        Assert.Equal(expected, value);
        Assert.Equal(SpiceNumberNote.None, note);
    }

    [Theory, Oracle(OracleKind.ClosedForm, "the traps of the SPICE manual: f is femto, m is milli; a is the unit, as ngspice 39 and LTspice have it; 4k7 as LTspice reads it")]
    [InlineData("1F", 1e-15, SpiceNumberNote.FaradLooksLikeFemto)]
    [InlineData("1Farad", 1e-15, SpiceNumberNote.FaradLooksLikeFemto)]
    [InlineData("1M", 1e-3, SpiceNumberNote.MegaLooksLikeMilli)]
    [InlineData("1MHz", 1e-3, SpiceNumberNote.MegaLooksLikeMilli)]
    [InlineData("2A", 2, SpiceNumberNote.AmpereLooksLikeAtto)]
    [InlineData("2a", 2, SpiceNumberNote.AmpereLooksLikeAtto)]
    [InlineData("2amp", 2, SpiceNumberNote.AmpereLooksLikeAtto)]
    [InlineData("4k7", 4.7e3, SpiceNumberNote.InfixScale)]
    [InlineData("-4k7", -4.7e3, SpiceNumberNote.InfixScale)]
    [InlineData("2u2F", 2.2e-6, SpiceNumberNote.InfixScale)]
    [InlineData("2meg2", 2.2e6, SpiceNumberNote.InfixScale)]
    [InlineData("2M2", 2.2e-3, SpiceNumberNote.InfixScale)]
    public void Classic_trap_is_flagged(string text, double expected, SpiceNumberNote expectedNote)
    {
        Assert.True(SpiceNumber.TryParse(text, out double value, out var note));
        Assert.Equal(expected, value);
        Assert.Equal(expectedNote, note);
    }

    [Theory, Oracle(OracleKind.ClosedForm, "not a number in any SPICE")]
    [InlineData("")]
    [InlineData("k")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("--1")]
    [InlineData("1.2.3")]
    [InlineData("4.2k7")]
    [InlineData("2x3")]
    [InlineData("1k7.2")]
    [InlineData("1+2")]
    [InlineData("1 k")]
    [InlineData("e3")]
    [InlineData("nan")]
    public void Other_text_is_refused(string text) => Assert.False(SpiceNumber.TryParse(text, out _, out _));

    [Theory, Oracle(OracleKind.ClosedForm, "engineering notation, three digits a group")]
    [InlineData(0.0, "0")]
    [InlineData(1.0, "1")]
    [InlineData(-4700.0, "-4.7k")]
    [InlineData(2.2e6, "2.2meg")]
    [InlineData(10e-6, "10u")]
    [InlineData(0.001, "1m")]
    [InlineData(1e-15, "1f")]
    [InlineData(2e-18, "2e-18")]
    [InlineData(1e14, "100t")]
    [InlineData(1e15, "1e15")]
    [InlineData(123456.0, "123.456k")]
    [InlineData(-1e-20, "-1e-20")]
    [InlineData(999.9999, "999.9999")]
    public void Format_writes_engineering_notation(double value, string expected) => Assert.Equal(expected, SpiceNumber.Format(value));

    [Property(MaxTest = 2000), Oracle(OracleKind.Invariant, "format and parse are inverse, to the last bit")]
    public bool Format_reads_back_to_the_same_double(NormalFloat number, int exponent)
    {
        double value = number.Get * Math.Pow(10, exponent % 40);
        return !double.IsFinite(value) || (SpiceNumber.TryParse(SpiceNumber.Format(value), out double back, out var note)
            && back == value && note == SpiceNumberNote.None);
    }
}
