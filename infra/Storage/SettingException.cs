namespace Exchange.Storage;

/// <summary>A setting is missing or wrong: the process says so in one line and does not start.</summary>
/// <param name="setting">Its key, e.g. <c>Store:Mongo</c>.</param>
/// <param name="reason">How the sentence goes on: what is wrong and what would be right; never the value of a secret.</param>
public sealed class SettingException(string setting, string reason) : Exception($"{setting} {reason}.");
