namespace Exchange.Messaging;

/// <summary>The broker did not answer, refused, or did not confirm: the message may have arrived or not. Send it again.</summary>
public sealed class BrokerUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
