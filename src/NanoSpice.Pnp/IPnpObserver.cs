namespace NanoSpice.Pnp;

/// <summary>One slit at one time; index 0 is the open space. Step i leads from slit i to slit i + 1.</summary>
/// <param name="StepPhi">phi_{i+1} - phi_i [V]; 0 for the last slit</param>
/// <param name="Current">ionic current through opening i, positive outwards [A/m]; 0 for the last slit</param>
/// <param name="Charge">-e int (c+ - c-) [C/m]: dQ_i/dt = I_{i-1} - I_i</param>
/// <param name="Phi">potential at mid-slit [V]; open space: mean over its charge</param>
/// <param name="StepPsi">psi_{i+1} - psi_i [V]; 0 for the last slit</param>
/// <param name="Psi">(mu+ - mu-)/2e at mid-slit [V]; open space: mean over its charge</param>
/// <param name="Ions">e int (c+ + c-) [C/m]</param>
/// <param name="Migration">part of Current [A/m]</param>
/// <param name="Diffusion">part of Current [A/m]</param>
/// <param name="Steric">part of Current [A/m]</param>
public readonly record struct SlitState(
    double StepPhi, double Current, double Charge, double Phi, double StepPsi, double Psi, double Ions, double Migration, double Diffusion, double Steric);

/// <summary>Current of all ions through a plane, positive outwards (towards the reservoir), and its parts [A/m].</summary>
public readonly record struct CurrentParts(double Migration, double Diffusion, double Steric)
{
    public double Total => Migration + Diffusion + Steric;
}

/// <summary>Everything reported at one time.</summary>
/// <param name="Time">[s]</param>
/// <param name="Potential">of the electrode, phi_m [V]</param>
/// <param name="Current">total current into the electrode, displacement included [A/m]</param>
/// <param name="Charge">of the electrode [C/m]</param>
/// <param name="Outside">current through the plane just outside the first sheet</param>
/// <param name="Slits">from the open space (0) to the last slit</param>
public sealed record PnpRow(double Time, double Potential, double Current, double Charge, CurrentParts Outside, IReadOnlyList<SlitState> Slits);

/// <summary>Fields at one time on the cells of a tensor grid, index = column (x) * Rows + row (y); NaN inside sheets.</summary>
/// <param name="Time">[s]</param>
/// <param name="Potential">of the electrode [V]</param>
/// <param name="XFaces">cell boundaries along the stack [m], from the reservoir inwards</param>
/// <param name="YFaces">cell boundaries along the sheets [m]</param>
/// <param name="Phi">electric potential [V]</param>
/// <param name="Cation">c+ [mol/m3]</param>
/// <param name="Anion">c- [mol/m3]</param>
/// <param name="Psi">(mu+ - mu-)/2e [V]</param>
/// <param name="CurrentX">ionic current density towards the collector [A/m2]</param>
/// <param name="CurrentY">ionic current density along y [A/m2]</param>
public sealed record PnpField(
    double Time, double Potential, double[] XFaces, double[] YFaces, double[] Phi, double[] Cation, double[] Anion, double[] Psi, double[] CurrentX, double[] CurrentY)
{
    public int Columns => XFaces.Length - 1;

    public int Rows => YFaces.Length - 1;

    public bool IsFluid(int cell) => !double.IsNaN(Phi[cell]);
}

/// <summary>Takes what a run produces, as it goes.</summary>
public interface IPnpObserver
{
    void Row(PnpRow row);

    void Snapshot(PnpField field);

    /// <summary>Share of the run that is done [-].</summary>
    void Progress(double share);
}
