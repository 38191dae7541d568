using Exchange.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Exchange.Messaging;

public static class MessagingRegistration
{
    public const string TelemetryName = MessagingMetrics.Name;

    /// <summary>This service hears this message.</summary>
    public static IServiceCollection AddHandler<TMessage, THandler>(this IServiceCollection services, string service)
        where TMessage : ExchangeEvent
        where THandler : class, IHandle<TMessage>
    {
        services.TryAddSingleton<SetAside>();
        services.TryAddSingleton<FailureActs>();
        services.TryAddSingleton<THandler>();
        services.TryAddSingleton<HeardWords>();
        services.AddSingleton(Subscription.Of<TMessage, THandler>(service));
        return services;
    }

    /// <summary>Everything in one process, without a broker.</summary>
    public static IServiceCollection AddInProcessMessaging(this IServiceCollection services)
    {
        services.TryAddSingleton<Receiver>();
        services.TryAddSingleton<IMessageBus, InProcessBus>();
        services.TryAddSingleton<Relay>();
        services.AddHostedService(p => p.GetRequiredService<Relay>());
        return services;
    }

    /// <summary>Which service of this process hears which message.</summary>
    public static IReadOnlySet<(string Service, Type Message)> Heard(this IServiceProvider services) =>
        services.GetServices<Subscription>().Select(s => (s.Service, s.Message)).ToHashSet();

    /// <summary>Handles a message in this process, now; that it also comes by the bus is harmless.</summary>
    public static async Task Deliver(this IServiceProvider services, string service, ExchangeEvent message, CancellationToken cancellation)
    {
        foreach (
            var subscription in services.GetServices<Subscription>().Where(s => s.Service == service && s.Message == message.GetType())
        )
        {
            await subscription.Handle(services, message, cancellation);
        }
    }
}
