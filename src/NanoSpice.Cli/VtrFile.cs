using System.Globalization;
using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>Fields as a VTK XML rectilinear grid (.vtr), which ParaView opens: one flat grid, values on its cells.</summary>
/// <remarks>
///   File format: VTK's documentation, "XML File Formats"; x varies fastest. Cells inside sheets are marked HIDDENCELL in vtkGhostType,
///   and hold numbers all the same, as readers of ASCII arrays do not take NaN.
/// </remarks>
internal static class VtrFile
{
    /// <summary>vtkDataSetAttributes::HIDDENCELL</summary>
    private const double HiddenCell = 32;

    public static void Write(string path, PnpField field)
    {
        using var file = new AtomicFile(path);
        using var text = new Utf8Output(file.Stream);
        string extent = string.Create(CultureInfo.InvariantCulture, $"0 {field.Columns} 0 {field.Rows} 0 0");
        text.Write("<?xml version=\"1.0\"?>\n<VTKFile type=\"RectilinearGrid\" version=\"0.1\" byte_order=\"LittleEndian\">\n");
        text.Write($"<RectilinearGrid WholeExtent=\"{extent}\">\n<FieldData>\n");
        Array(text, "TimeValue", "Float64", "NumberOfTuples=\"1\"", [field.Time]);
        Array(text, "phi_m[V]", "Float64", "NumberOfTuples=\"1\"", [field.Potential]);
        text.Write($"</FieldData>\n<Piece Extent=\"{extent}\">\n<PointData/>\n<CellData Scalars=\"phi[V]\" Vectors=\"current[A/m2]\">\n");
        Array(text, "phi[V]", "Float64", "", Cells(field, field.Phi, field.Potential));
        Array(text, "c_plus[mol/m3]", "Float64", "", Cells(field, field.Cation, 0));
        Array(text, "c_minus[mol/m3]", "Float64", "", Cells(field, field.Anion, 0));
        Array(text, "psi[V]", "Float64", "", Cells(field, field.Psi, 0));
        Array(text, "current[A/m2]", "Float64", "NumberOfComponents=\"3\"",
            Cells(field, field.CurrentX, 0).Zip(Cells(field, field.CurrentY, 0)).SelectMany(c => new[] { c.First, c.Second, 0 }));
        Array(text, "vtkGhostType", "UInt8", "", Places(field).Select(p => field.IsFluid(p) ? 0 : HiddenCell));
        text.Write("</CellData>\n<Coordinates>\n");
        Array(text, "x[m]", "Float64", "", field.XFaces);
        Array(text, "y[m]", "Float64", "", field.YFaces);
        Array(text, "z[m]", "Float64", "", [0]);
        text.Write("</Coordinates>\n</Piece>\n</RectilinearGrid>\n</VTKFile>\n");
        text.Flush();
        file.Commit();
    }

    private static IEnumerable<int> Places(PnpField field) =>
        Enumerable.Range(0, field.Rows).SelectMany(row => Enumerable.Range(0, field.Columns).Select(column => column * field.Rows + row));

    private static IEnumerable<double> Cells(PnpField field, double[] values, double inSheets) =>
        Places(field).Select(p => field.IsFluid(p) && double.IsFinite(values[p]) ? values[p] : inSheets);

    private static void Array(Utf8Output text, string name, string type, string attributes, IEnumerable<double> values)
    {
        string more = attributes.Length > 0 ? " " + attributes : "";
        text.Write($"<DataArray type=\"{type}\" Name=\"{name}\"{more} format=\"ascii\">\n");
        foreach (double v in values)
        {
            text.Write(v);
            text.Write((byte)'\n');
        }
        text.Write("</DataArray>\n");
    }
}
