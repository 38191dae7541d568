using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.Messaging;

/// <summary>One service hears one kind of message.</summary>
/// <param name="Service">The service, which is also the name of its queue.</param>
/// <param name="Name">Service and handler: one service may hear the same message in several places.</param>
internal sealed record Subscription(
    string Service,
    string Name,
    Type Message,
    Func<IServiceProvider, object, CancellationToken, Task> Handle,
    Action<IReceiveEndpointConfigurator, Receiver> Configure
)
{
    public static Subscription Of<TMessage, THandler>(string service)
        where TMessage : Contracts.ExchangeEvent
        where THandler : class, IHandle<TMessage>
    {
        Subscription subscription = null!;
        subscription = new Subscription(
            service,
            service + "/" + typeof(THandler).FullName,
            typeof(TMessage),
            (services, message, cancellation) => services.GetRequiredService<THandler>().Handle((TMessage)message, cancellation),
            (endpoint, receiver) =>
                endpoint.Handler<TMessage>(context => receiver.Receive(subscription, context.Message, context.CancellationToken))
        );
        return subscription;
    }
}
