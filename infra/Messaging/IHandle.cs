namespace Exchange.Messaging;

/// <summary>What a service does with a message. It may be called any number of times and in any order with the same message.</summary>
public interface IHandle<in TMessage>
{
    Task Handle(TMessage message, CancellationToken cancellation);
}
