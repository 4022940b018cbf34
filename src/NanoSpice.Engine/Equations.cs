using System.Diagnostics;
using System.Runtime.CompilerServices;
using NanoSpice.Numerics;

namespace NanoSpice.Engine;

/// <summary>What a device reads (unknowns, time) and writes (currents, charges and their derivatives).</summary>
/// <remarks>
///   Row u of the system is  f_u(x, t) + d/dt q_u(x, t) = 0.  For a node, f is the sum of currents leaving it [A] and q the
///   charge it holds [C]; for a branch, f is its voltage equation [V] and q minus its flux linkage [Wb].
///   The first Load of a circuit is a rehearsal that records the (row, column) order of the derivatives; later passes replay it
///   into fixed slots. A device therefore makes the same calls in the same order every time, in all branches of its code.
/// </remarks>
public sealed class Equations
{
    private readonly double[] _x, _slope, _f, _q;      // last entry: ground
    private readonly int _ground;
    private readonly List<int> _rows = [], _columns = [];
    private int[] _slots = [];
    private double[] _flowTarget = [], _chargeTarget = [];
    private int _cursor;
    private double _alpha;
    private bool _rehearsing, _excused;
    private int _excuses;

    /// <summary>Iterations in a row that a law may be without a value: more than formulas fed by each other in any deck seen.</summary>
    private const int MostExcuses = 20;

    internal Equations(int unknowns, int memories, IReadOnlyList<double> states)
    {
        _ground = unknowns;
        (_x, _slope, _f, _q) = (new double[unknowns + 1], new double[unknowns + 1], new double[unknowns + 1], new double[unknowns + 1]);
        Memory = new double[memories];
        State = [.. states];
    }

    /// <summary>Value of an unknown [V or A]; ground is 0.</summary>
    public double this[Unknown u]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _x[u.Index < 0 ? _ground : u.Index];
    }

    /// <summary>Time derivative of an unknown [1/s] at an output point; 0 in static analyses. For probes only, not for Load.</summary>
    public double Slope(Unknown u) => _slope[u.Index < 0 ? _ground : u.Index];

    /// <summary>Time [s]; 0 in static analyses.</summary>
    public double Time { get; internal set; }

    /// <summary>True in static analyses (operating point, DC sweep).</summary>
    public bool IsStatic { get; internal set; }

    /// <summary>True in the static solution that a transient starts from: sources have their value of t = 0, not their DC value.</summary>
    public bool IsTransientStart { get; internal set; }

    /// <summary>Factor on all independent sources, below 1 only while source stepping [-].</summary>
    public double SourceScale { get; internal set; } = 1;

    /// <summary>Conductance across every junction [S]; raised while gmin stepping.</summary>
    public double Gmin { get; internal set; } = 1e-12;

    /// <summary>Frequency [Hz] for small-signal sources; 0 elsewhere.</summary>
    public double Frequency { get; internal set; }

    /// <summary>Junction-limiting memory: what the device last evaluated at. Slots from DeviceRequest.Memory.</summary>
    public double[] Memory { get; }

    /// <summary>Discrete state (switch on or off). Slots from DeviceRequest.State; changed only in Settle and Cross.</summary>
    public double[] State { get; }

    /// <summary>The past of signals that devices read back. Slots from DeviceRequest.Signal.</summary>
    public SignalHistory[] Past { get; internal set; } = [];

    /// <summary>False during passes that need f and q only: a device may skip computing derivatives (not the calls' order).</summary>
    public bool WantsJacobian { get; private set; }

    /// <summary>Junction limiting is off when false: a device evaluates at the true voltage (output, checks of the Jacobian).</summary>
    public bool Limiting { get; internal set; }

    /// <summary>Set by a device that evaluated away from x (limiting); Newton then takes at least one more iteration.</summary>
    public bool Limited { get; set; }

    /// <summary>
    ///   True when a law without a finite value here, ln of a voltage that Newton starts at 0, may stand aside: it is to act as 0 and Newton
    ///   goes on. False outside Newton, and once it did not help.
    /// </summary>
    public bool Excuse()
    {
        if (!Limiting || _excuses > MostExcuses) return false;
        return Limited = _excused = true;
    }

    /// <summary>Before each pass: excuses count while they follow on each other, and start anew once they have been refused.</summary>
    internal void CountExcuses()
    {
        _excuses = _excused && _excuses <= MostExcuses ? _excuses + 1 : 0;
        (_excused, Limited) = (false, false);
    }

    /// <summary>True on the first evaluation of an operating point: junctions start at their critical voltage.</summary>
    public bool IsFirstEvaluation { get; internal set; }

    /// <summary>True while devices that are OFF are held at 0 V.</summary>
    public bool HoldsOff { get; internal set; }

    /// <summary>Current i [A] leaves node u (or: residual of branch u is i [V]).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Flow(Unknown u, double i) => _f[u.Index < 0 ? _ground : u.Index] += i;

    /// <summary>Node u holds charge q [C] (or: branch u carries the dynamic term q [Wb]).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Charge(Unknown u, double q) => _q[u.Index < 0 ? _ground : u.Index] += q;

    /// <summary>Derivative of Flow(row) with respect to column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void DFlow(Unknown row, Unknown column, double d)
    {
        if (!WantsJacobian) return;
        if (_rehearsing) Rehearse(row, column);
        else _flowTarget[_slots[_cursor++]] += d;
    }

    /// <summary>Derivative of Charge(row) with respect to column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void DCharge(Unknown row, Unknown column, double d)
    {
        if (!WantsJacobian) return;
        if (_rehearsing) Rehearse(row, column);
        else _chargeTarget[_slots[_cursor++]] += _alpha * d;
    }

    /// <summary>
    ///   The places of a device's next derivatives, to be added to FlowTarget and, times Alpha, to ChargeTarget: the same as that many
    ///   calls of DFlow and DCharge, without their checks. Empty during the rehearsal, where the calls must be made.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ReadOnlySpan<int> NextSlots(int count)
    {
        if (_rehearsing) return [];
        var next = _slots.AsSpan(_cursor, count);
        _cursor += count;
        return next;
    }

    /// <summary>Passes over the places of a device's next derivatives, which are zero; false in the rehearsal, where the calls must be made.</summary>
    internal bool PassOver(int count)
    {
        if (_rehearsing) return false;
        if (WantsJacobian) _cursor += count;
        return true;
    }

    internal double[] FlowTarget => _flowTarget;

    internal double[] ChargeTarget => _chargeTarget;

    /// <summary>d/dq' of the integration formula [1/s], factor on derivatives of charges.</summary>
    internal double Alpha => _alpha;

    internal ReadOnlySpan<double> F => _f.AsSpan(0, _ground);

    internal ReadOnlySpan<double> Q => _q.AsSpan(0, _ground);

    internal void SetPoint(double time, ReadOnlySpan<double> x)
    {
        Time = time;
        x.CopyTo(_x);
    }

    internal void SetSlope(ReadOnlySpan<double> slope) => slope.CopyTo(_slope);

    internal void ClearSlope() => Array.Clear(_slope);

    /// <summary>Starts a pass that fills f and q, and with targets the derivatives (flow + alpha charge) as well.</summary>
    internal void Begin(double[]? flowTarget, double[]? chargeTarget, double alpha)
    {
        Array.Clear(_f);
        Array.Clear(_q);
        _cursor = 0;
        _alpha = alpha;
        WantsJacobian = flowTarget is not null;
        if (flowTarget is not null) (_flowTarget, _chargeTarget) = (flowTarget, chargeTarget!);
    }

    internal void BeginRehearsal()
    {
        Begin([], [], 0);
        _rehearsing = true;
    }

    /// <summary>Ends the rehearsal: the pattern of everything recorded plus the whole diagonal. diagonal[j] is the slot of (j, j).</summary>
    internal SparsePattern EndRehearsal(out int[] diagonal)
    {
        _rehearsing = false;
        int n = _ground, recorded = _rows.Count;
        // Entries with ground go to a slot of their own past the pattern.
        var kept = new List<int>(recorded);
        int[] rows = new int[recorded + n], columns = new int[recorded + n];
        int m = 0;
        for (int k = 0; k < recorded; k++)
        {
            if (_rows[k] == n || _columns[k] == n) continue;
            (rows[m], columns[m++]) = (_rows[k], _columns[k]);
            kept.Add(k);
        }
        for (int j = 0; j < n; j++) (rows[m + j], columns[m + j]) = (j, j);
        var pattern = SparsePattern.Build(n, rows.AsSpan(0, m + n), columns.AsSpan(0, m + n), out int[] slots);
        _slots = new int[recorded];
        Array.Fill(_slots, pattern.Count);
        for (int k = 0; k < kept.Count; k++) _slots[kept[k]] = slots[k];
        diagonal = slots.AsSpan(m, n).ToArray();
        _rows.Clear();
        _columns.Clear();
        return pattern;
    }

    [Conditional("DEBUG")]
    internal void CheckReplay()
    {
        if (WantsJacobian && _cursor != _slots.Length)
            throw new InvalidOperationException($"a device made {_cursor} derivative calls where the rehearsal had {_slots.Length}");
    }

    private void Rehearse(Unknown row, Unknown column)
    {
        _rows.Add(row.Index < 0 ? _ground : row.Index);
        _columns.Add(column.Index < 0 ? _ground : column.Index);
    }
}
