using System.Globalization;
using System.Text;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

public class ShortestDoubleTests
{
    private const int Samples = 200_000;

    [Fact, Oracle(OracleKind.Peer, "double.ToString of the framework, at numbers spread over the exponents and at short decimals with their neighbours")]
    public void Text_is_that_of_the_framework()
    {
        var random = new Random(1);
        for (int k = 0; k < Samples; k++)
        {
            long fraction = random.NextInt64(1, 1L << 52);
            Same(BitConverter.Int64BitsToDouble(fraction | ((long)random.Next(880, 1170) << 52)));
            double round = random.Next(100_000) * Math.Pow(10, random.Next(-20, 20));
            Same(-round);      // -0 among them
            Same(Math.BitIncrement(round));
            Same(Math.BitDecrement(round));
        }
    }

    [Theory, Oracle(OracleKind.Peer, "double.ToString of the framework")]
    [InlineData(0.0), InlineData(1.0), InlineData(-1.0), InlineData(0.1), InlineData(1e-4), InlineData(1e-5), InlineData(9.999999999999999e-5)]
    [InlineData(1e15), InlineData(1e16), InlineData(12345678901234567.0), InlineData(1e17), InlineData(123456789012345680.0), InlineData(1e22), InlineData(1e23), InlineData(999999999999999.9)]
    [InlineData(1e40), InlineData(1.000000000000001e40), InlineData(1e-40), InlineData(9.9e-41), InlineData(double.MaxValue), InlineData(double.Epsilon), InlineData(double.NaN), InlineData(double.NegativeInfinity)]
    public void Edges_are_those_of_the_framework(double value) => Same(value);

    [Fact, Oracle(OracleKind.Invariant, "the text reads back to the same bits; of powers of two the framework's does not at 2^-25")]
    public void Powers_of_two_read_back()
    {
        for (int e = -1074; e < 1024; e++)
        {
            double power = Math.ScaleB(1, e);
            if (Math.Abs(power) is >= 1e-40 and <= 1e40) Assert.Equal(power, double.Parse(Text(power), CultureInfo.InvariantCulture));
        }
        Assert.Equal("2.9802322387695312E-08", Text(Math.ScaleB(1, -25)));
    }

    private static void Same(double value) => Assert.Equal(value.ToString("R", CultureInfo.InvariantCulture), Text(value));

    private static string Text(double value)
    {
        Span<byte> text = stackalloc byte[ShortestDouble.Longest];
        return Encoding.UTF8.GetString(text[..ShortestDouble.Write(value, text)]);
    }
}
