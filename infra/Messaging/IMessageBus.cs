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

    /// <summary>Why nothing can be published now; null: nothing stands in the way.</summary>
    BusObstacle? Obstacle => null;
}

/// <param name="Code">broker, topology, broker-blocked or broker-refuses.</param>
/// <param name="Detail">A sentence for an operator.</param>
public sealed record BusObstacle(string Code, string Detail);
