using NanoSpice.Engine;

namespace NanoSpice.SpiceSharp;

/// <summary>Keeps the requests that element kinds build their devices from: models and values are read from them once more.</summary>
internal sealed class RequestLog
{
    private readonly Dictionary<string, (DeviceKind Kind, DeviceRequest Request)> _byName = [];

    public RequestLog() => Catalog = new([.. Catalog.Default.Devices.Select(k => new LoggedKind(k, this))], Catalog.Default.Analyses);

    public Catalog Catalog { get; }

    /// <summary>By full name of the element line.</summary>
    public IReadOnlyDictionary<string, (DeviceKind Kind, DeviceRequest Request)> ByName => _byName;

    private sealed class LoggedKind(DeviceKind kind, RequestLog log) : DeviceKind
    {
        public override string Letter => kind.Letter;

        public override string Syntax => kind.Syntax;

        public override IReadOnlyList<string> ModelTypes => kind.ModelTypes;

        public override ParameterTable Parameters => kind.Parameters;

        public override ParameterTable ModelParameters(string modelType) => kind.ModelParameters(modelType);

        public override bool CheckModel(ModelView model) => kind.CheckModel(model);

        public override int NodeCount(IReadOnlyList<string> wordsAfterName) => kind.NodeCount(wordsAfterName);

        public override void Build(DeviceRequest d)
        {
            log._byName[d.Name] = (kind, d);
            kind.Build(d);
        }
    }
}
