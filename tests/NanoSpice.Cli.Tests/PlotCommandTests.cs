using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

public sealed class PlotCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _err = new() { NewLine = "\n" };

    public void Dispose() => _folder.Dispose();

    [Fact, Oracle(OracleKind.CrossCheck, "the same table through csv, raw and the run itself gives the same picture but for its title")]
    public void Csv_raw_and_run_draw_alike()
    {
        foreach (var table in new[] { SampleTables.Transient, SampleTables.Ac })
        {
            using (var files = new ResultFiles(_folder.Path, ResultFormats.Csv | ResultFormats.Raw | ResultFormats.Plot, []))
            {
                SampleTables.Send(files, table with { Title = table.Name }, 50);
            }

            string drawn = File.ReadAllText(_folder[table.Name + ".svg"]);
            foreach (string form in new[] { "csv", "raw" })
            {
                Assert.Equal(0, PlotCommand.Run([_folder[$"{table.Name}.{form}"]], _folder[form], _err));
                Assert.Equal(drawn, File.ReadAllText(_folder[$"{form}/{table.Name}.svg"]));
            }
        }
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording of the messages, and the other files are drawn all the same")]
    public void Faults_are_named_and_the_rest_is_drawn()
    {
        File.WriteAllText(_folder["bad.csv"], "time[s],v[V]\n0,x\n");
        File.WriteAllText(_folder["op1.csv"], "v(a)[V],v(b)[V]\n1,2\n");
        File.WriteAllText(_folder["good.csv"], "time[s],v[V]\n0,1\n1,2\n");
        int exit = PlotCommand.Run([_folder["none.csv"], _folder["bad.csv"], _folder["op1.csv"], _folder.Path, _folder["good.csv"]], null, _err);
        Assert.Equal(1, exit);
        Assert.Equal(
            "error: DIR/none.csv: no such file\n"
            + "error: DIR/bad.csv(2): 'x' in column 2 is not a number\n"
            + "error: DIR/op1.csv: nothing to plot; an operating point has no scale to plot against\n"
            + "error: DIR: is a folder, not a csv or raw file\n"
            + "wrote DIR/good.svg\n", _err.ToString().Replace(_folder.Path, "DIR"));
        Assert.Equal(["bad.csv", "good.csv", "good.svg", "op1.csv"], _folder.Names());
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording of the message")]
    public void No_files_is_a_fault()
    {
        Assert.Equal(1, PlotCommand.Run([], null, _err));
        Assert.Equal("error: name at least one csv or raw file to plot\n", _err.ToString());
    }
}
