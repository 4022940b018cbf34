using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>One value of a configuration as written.</summary>
/// <param name="Folder">where file names in it count from</param>
internal sealed record ConfigValue(string Text, SourceSpan At, string Folder);

/// <summary>One key of a configuration with its values.</summary>
/// <param name="IsList">written as a list; a list of one value still is one</param>
/// <param name="IsNested">a list inside a list</param>
internal sealed record ConfigEntry(string Name, SourceSpan NameAt, IReadOnlyList<ConfigValue> Values, bool IsList, bool IsNested);
