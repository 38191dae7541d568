namespace Exchange.Contracts;

/// <summary>Comes by the thousand: <see cref="ExchangeJson.InBulk"/> reads and writes it without detours.</summary>
/// <remarks>For records whose properties are all set by name.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class InBulkAttribute : Attribute;
