using NanoSpice.Engine.Stimuli;
using SpiceSharp.Components;
using SpiceSharp.Entities;
using SpiceSharp.ParameterSets;
using SpiceSharp.Simulations;
using SpiceSharp.Simulations.IntegrationMethods;

namespace NanoSpice.SpiceSharp;

/// <summary>A function of one of our sources, with its breakpoints, as a SpiceSharp waveform.</summary>
public sealed class StimulusWaveform(Stimulus stimulus, double scale = 1) : ParameterSet, IWaveformDescription
{
    public IWaveform Create(IBindingContext context)
    {
        IIntegrationMethod? method = null;
        context?.TryGetState(out method);
        return new Instance(stimulus, scale, method);
    }

    /// <summary>A stimulus does not change: the copy may share it.</summary>
    public IWaveformDescription Clone() => new StimulusWaveform(stimulus, scale);

    private sealed class Instance : IWaveform
    {
        private readonly Stimulus _stimulus;
        private readonly double _scale;
        private readonly IIntegrationMethod? _method;

        public Instance(Stimulus stimulus, double scale, IIntegrationMethod? method)
        {
            (_stimulus, _scale, _method) = (stimulus, scale, method);
            Probe();
        }

        public double Value { get; private set; }

        public void Probe() => Value = _scale * _stimulus.Value(_method?.Time ?? 0);

        public void Accept()
        {
            if (_method is not IBreakpointMethod { Break: true } steps) return;
            double next = _stimulus.NextBreakpoint(_method.Time);
            if (double.IsFinite(next) && next > _method.Time) steps.Breakpoints.SetBreakpoint(next);
        }
    }
}
