using Exchange.Contracts;
using Exchange.Storage;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Exchange.Messaging;

public static class RabbitMqRegistration
{
    /// <summary>One service of its own process, over the broker of configuration <c>Broker:*</c>.</summary>
    /// <exception cref="SettingException">The configuration is incomplete or wrong.</exception>
    public static IServiceCollection AddBrokerMessaging(this IServiceCollection services, IConfiguration configuration, string service) =>
        services.AddBrokerMessaging(BrokerSettings.Read(configuration), service);

    public static IServiceCollection AddBrokerMessaging(this IServiceCollection services, BrokerSettings settings, string service)
    {
        services.AddSingleton(settings);
        services.AddSingleton(Topology.Of(Catalogue.Messages, settings.QueueBytes));
        services.AddSingleton<ManagementApi>();
        services.AddSingleton<BrokerConnection>();
        services.AddHostedService(p => p.GetRequiredService<BrokerConnection>());
        services.AddSingleton<RabbitMqBus>();
        services.AddSingleton<IMessageBus>(p => p.GetRequiredService<RabbitMqBus>());
        services.TryAddSingleton<Receiver>();
        services.TryAddSingleton<Relay>();
        services.AddMassTransit(registration =>
        {
            registration.DisableUsageTelemetry();
            registration.UsingRabbitMq(
                (context, bus) =>
                {
                    bus.ConfigureJsonSerializerOptions(ExchangeJson.ApplyToContracts);
                    Connect(bus, settings);
                    Listen(bus, context, service, Lane.Prompt, settings.Prefetch, settings.Concurrency);
                    Listen(bus, context, service, Lane.Bulk, settings.BulkPrefetch, settings.BulkConcurrency);
                }
            );
        });
        services.RemoveMassTransitHostedService();
        services.AddHostedService<Consumers>();
        services.AddHostedService(p => ActivatorUtilities.CreateInstance<FailureCollector>(p, service));
        services.AddHostedService(p => p.GetRequiredService<Relay>());
        return services;
    }

    private static void Connect(IRabbitMqBusFactoryConfigurator bus, BrokerSettings settings) =>
        bus.Host(
            settings.Address.Host,
            (ushort)settings.Port,
            settings.VirtualHost,
            $"{settings.User} consumers",
            host =>
            {
                host.Username(settings.User);
                host.Password(settings.Password);
                host.Heartbeat(TimeSpan.FromSeconds(10));
                if (settings.Encrypted)
                {
                    host.UseSsl(tls =>
                    {
                        tls.ServerName = settings.Address.Host;
                        tls.CertificateValidationCallback = (_, certificate, _, errors) => settings.IsTrusted(certificate, errors);
                    });
                }
            }
        );

    private static void Listen(
        IRabbitMqBusFactoryConfigurator bus,
        IBusRegistrationContext context,
        string service,
        Lane lane,
        int prefetch,
        int concurrency
    )
    {
        var name = Topology.QueueOf(service, lane);
        var queue = context.GetRequiredService<Topology>().Queues.Single(q => q.Name == name);
        var receiver = context.GetRequiredService<Receiver>();
        var errors = ActivatorUtilities.CreateInstance<ErrorQueue>(context, service, lane);
        bus.ReceiveEndpoint(
            name,
            endpoint =>
            {
                endpoint.ConfigureConsumeTopology = false;
                endpoint.PublishFaults = false;
                endpoint.PrefetchCount = prefetch;
                endpoint.ConcurrentMessageLimit = concurrency;
                foreach (var (argument, value) in queue.Arguments)
                {
                    endpoint.SetQueueArgument(argument, value);
                }
                endpoint.UseRawJsonDeserializer(RawSerializerOptions.AddTransportHeaders, isDefault: true);
                endpoint.ConfigureError(pipe => pipe.UseFilter(errors));
                endpoint.ConfigureDeadLetter(pipe => pipe.UseFilter(errors));
                foreach (var subscription in context.GetServices<Subscription>().Where(s => s.Service == service))
                {
                    subscription.Configure(endpoint, receiver.Handle);
                }
            }
        );
    }
}
