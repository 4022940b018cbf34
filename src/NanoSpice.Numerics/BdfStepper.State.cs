namespace NanoSpice.Numerics;

/// <remarks>
///   A run that was saved and one that was resumed must go on with the same bits, but factors are not worth their size in a file. So
///   saving forgets them and their pivots, and whoever wants a run that can be resumed saves or refreshes at fixed steps in any case.
/// </remarks>
public sealed partial class BdfStepper
{
    /// <summary>Forgets factors and pivots: the next step makes new ones, as a resumed run has to.</summary>
    public void Refresh()
    {
        _newton.Invalidate();
        _factors.Forget();
    }

    /// <summary>Saves all that later steps depend on, with the error weights and the work counts, and refreshes.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(_maxOrder);
        writer.Write(Time);
        writer.Write(_next);
        writer.WriteVector(_x);
        writer.WriteVector(_q);
        _pastX.Save(writer);
        _pastQ.Save(writer);
        _formula.Save(writer);
        _control.Save(writer);
        _roundOff.Save(writer);
        _weights.Save(writer);
        _work.Save(writer);
        Refresh();
    }

    /// <summary>Takes over a saved state; steps then go on with the bits they would have had.</summary>
    /// <exception cref="InvalidDataException">The state is that of another system or of another highest order.</exception>
    /// <exception cref="EndOfStreamException">The state is cut off.</exception>
    public void Load(BinaryReader reader)
    {
        int maxOrder = reader.ReadInt32();
        if (maxOrder != _maxOrder) throw new InvalidDataException($"saved state of a method up to order {maxOrder}, not {_maxOrder}");
        Time = reader.ReadDouble();
        _next = reader.ReadDouble();
        reader.ReadVector(_x);
        reader.ReadVector(_q);
        _pastX.Load(reader);
        _pastQ.Load(reader);
        _formula.Load(reader);
        _control.Load(reader);
        _roundOff.Load(reader);
        _weights.Load(reader);
        _work.Load(reader);
        Refresh();
    }
}
