using Exchange.Contracts;

namespace Exchange.Messaging;

/// <summary>The port to the broker.</summary>
public interface IMessageBus
{
    /// <summary>
    /// Returns when the message is safe without us: confirmed by the broker, or, where the queues die with the process, when
    /// every consumer has finished with it. Throws when it could not be handed over.
    /// </summary>
    Task Publish(ExchangeEvent message, CancellationToken cancellation);

    /// <summary>Completes once messages can be published.</summary>
    Task Ready(CancellationToken cancellation);
}
