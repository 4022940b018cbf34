namespace NanoSpice.Engine.Devices;

/// <summary>A MOS transistor at one bias of either sign of vds, as of an N channel: channel, and capacitances of the gate.</summary>
/// <param name="Current">from drain to source [A]</param>
/// <param name="On">threshold of the terminal that acts as source [V]</param>
/// <param name="Source">capacitances of the channel from the gate to source, drain and bulk [F]</param>
public readonly record struct MosPoint(MosValue Current, MosValue On, MosValue Saturation, MosValue Source, MosValue Drain, MosValue Bulk)
{
    public static MosPoint At(MosLaw law, double vgs, double vds, double vbs)
    {
        bool forward = vds >= 0;
        MosValue g = MosValue.Vgs(forward ? vgs : vgs - vds), d = MosValue.Vds(forward ? vds : -vds), b = MosValue.Vbs(forward ? vbs : vbs - vds);
        var channel = law.At(g, d, b);
        var gate = law.Oxide > 0 ? MosGate.At(g, d, channel, law.Phi, law.Oxide) : default;
        if (forward) return new(channel.Current, channel.On, channel.Saturation, gate.Source, gate.Drain, gate.Bulk);
        return new(-channel.Current.Exchanged(), channel.On.Exchanged(), channel.Saturation.Exchanged(), gate.Drain.Exchanged(), gate.Source.Exchanged(), gate.Bulk.Exchanged());
    }
}
