namespace NanoSpice.Pnp;

/// <summary>One setting out of its range.</summary>
/// <param name="Key">the setting as the configuration file names it</param>
/// <param name="Message">what is wrong, and why that cannot be</param>
/// <param name="Hint">what to do about it</param>
public sealed record SettingFault(string Key, string Message, string Hint);
