using Exchange.Contracts;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.Messaging;

/// <summary>What a transport does with a message for one hearer.</summary>
internal delegate Task Receive(Subscription subscription, ExchangeEvent message, CancellationToken cancellation);

/// <summary>One service hears one kind of message.</summary>
/// <param name="Service">The service, which is also the name of its queue.</param>
internal sealed record Subscription(
    string Service,
    Type Message,
    Func<IServiceProvider, object, CancellationToken, Task> Handle,
    Action<IReceiveEndpointConfigurator, Receive> Configure
)
{
    public static Subscription Of<TMessage, THandler>(string service)
        where TMessage : ExchangeEvent
        where THandler : class, IHandle<TMessage>
    {
        Subscription subscription = null!;
        subscription = new Subscription(
            service,
            typeof(TMessage),
            async (services, message, cancellation) =>
            {
                var word = (TMessage)message;
                await services.GetRequiredService<SetAside>().Unreadable(service, word, cancellation);
                await services.GetRequiredService<THandler>().Handle(word, cancellation);
                await services.GetRequiredService<HeardWords>().Keep(service, word, cancellation);
            },
            (endpoint, receive) => endpoint.Handler<TMessage>(context => receive(subscription, context.Message, context.CancellationToken))
        );
        return subscription;
    }
}
