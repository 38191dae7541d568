namespace Exchange.Storage;

/// <summary>The store did not answer, or did not confirm: what was asked may have happened or not. Ask again.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
