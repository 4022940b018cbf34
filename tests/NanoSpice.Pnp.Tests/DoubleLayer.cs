namespace NanoSpice.Pnp.Tests;

/// <summary>Closed form of the flat double layer with ions of finite size. [KBA]</summary>
/// <remarks>q = 2 c0 e lam sgn(psi) sqrt((2/nu) ln(1 + 2 nu sinh^2(psi/2))),  nu = 2 v,  psi = potential over the diffuse layer e/kT.</remarks>
internal sealed class DoubleLayer(PnpSettings settings)
{
    private readonly Scales _scales = new(settings);

    private double Nu => 2 * _scales.Packing;

    /// <summary>Charge of the electrode per area without a Stern layer [C/m2].</summary>
    public double DiffuseCharge(double potential)
    {
        double sinh = Math.Sinh(0.5 * potential / _scales.Potential), s = sinh * sinh;
        double inner = Nu > 0 ? 2 / Nu * Math.Log(1 + 2 * Nu * s) : 4 * s;
        return Math.Sign(potential) * _scales.Charge / 1e-18 * 2 * _scales.DebyeLength * Math.Sqrt(inner);
    }

    /// <summary>dq/dV of it [F/m2]: (eps/lam) sinh(psi) / [(1 + 2 nu sinh^2(psi/2)) q/(2 c0 e lam)].</summary>
    public double DiffuseCapacitance(double potential)
    {
        double psi = potential / _scales.Potential, sinh = Math.Sinh(0.5 * psi), unit = _scales.Charge / 1e-18 * 2 * _scales.DebyeLength;
        return unit / _scales.Potential * Math.Sinh(psi) / ((1 + 2 * Nu * sinh * sinh) * DiffuseCharge(potential) / unit);
    }

    /// <summary>Charge per area with the Stern layer in series: q(V - q t/eps) = q, by bisection.</summary>
    public double Charge(double potential)
    {
        double permittivity = settings.Permittivity * Scales.VacuumPermittivity, low = Math.Min(potential, 0), high = Math.Max(potential, 0);
        for (int i = 0; i < 200; i++)
        {
            double diffuse = 0.5 * (low + high), q = DiffuseCharge(diffuse);
            if (diffuse + q * settings.SternThickness / permittivity > potential) high = diffuse;
            else low = diffuse;
        }
        return DiffuseCharge(0.5 * (low + high));
    }

    /// <summary>Capacitance of diffuse and Stern layer in series [F/m2].</summary>
    public double Capacitance(double potential)
    {
        double permittivity = settings.Permittivity * Scales.VacuumPermittivity, q = Charge(potential), stern = settings.SternThickness / permittivity;
        return 1 / (1 / DiffuseCapacitance(potential - q * stern) + stern);
    }
}
