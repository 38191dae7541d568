using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MongoDB.Driver;

namespace Exchange.Tests.Benchmarks;

/// <summary>
/// MassTransit as its documentation shows it: per record one upsert and one <c>Publish</c>, a consumer with default prefetch that upserts
/// one document. Publisher confirms are MassTransit's default; the queue is a quorum queue as ours.
/// </summary>
internal static class PlainWay
{
    private const string Queue = "plain-cases";
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private static readonly ReplaceOptions Upsert = new() { IsUpsert = true };

    public static async Task Produce(PeerSettings settings)
    {
        using var host = await Host(settings, consumes: false);
        var store = Peer.Records<PlainCase>(settings);
        var bus = host.Services.GetRequiredService<IBus>();
        await Tell(File.ReadLines(settings.File).Take(settings.WarmUp));
        await Peer.Ready();
        await Tell(File.ReadLines(settings.File).Skip(settings.WarmUp).Take(settings.Records));
        await Peer.Done();
        await host.StopAsync();

        Task Tell(IEnumerable<string> some) =>
            Parallel.ForEachAsync(
                some,
                new ParallelOptions { MaxDegreeOfParallelism = settings.Lanes },
                async (line, cancellation) =>
                {
                    var record = JsonSerializer.Deserialize<PlainCase>(line, Web)!;
                    await Save(store, record, cancellation);
                    await bus.Publish(record, cancellation);
                }
            );
    }

    public static async Task Consume(PeerSettings settings)
    {
        var arrivals = new Arrivals(settings);
        using var host = await Host(settings, consumes: true, arrivals);
        await arrivals.Await();
        await host.StopAsync();
    }

    private static async Task<IHost> Host(PeerSettings settings, bool consumes, Arrivals? arrivals = null)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(Peer.Records<PlainCase>(settings));
        if (arrivals is not null)
        {
            builder.Services.AddSingleton(arrivals);
        }
        builder.Services.AddMassTransit(x =>
        {
            if (consumes)
            {
                x.AddConsumer<PlainConsumer>();
            }
            x.UsingRabbitMq(
                (context, broker) =>
                {
                    broker.Host(
                        settings.Host,
                        (ushort)settings.Port,
                        settings.VirtualHost,
                        host =>
                        {
                            host.Username(settings.User);
                            host.Password(settings.Password);
                        }
                    );
                    if (consumes)
                    {
                        broker.ReceiveEndpoint(
                            Queue,
                            endpoint =>
                            {
                                endpoint.SetQuorumQueue();
                                endpoint.ConfigureConsumer<PlainConsumer>(context);
                            }
                        );
                    }
                }
            );
        });
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static Task<ReplaceOneResult> Save(IMongoCollection<PlainCase> store, PlainCase record, CancellationToken cancellation) =>
        store.ReplaceOneAsync(Builders<PlainCase>.Filter.Eq("_id", record.CaseNumber), record, Upsert, cancellation);

    /// <summary>As in the documentation: one message, one document.</summary>
    internal sealed class PlainConsumer(IMongoCollection<PlainCase> store, Arrivals arrivals) : IConsumer<PlainCase>
    {
        public async Task Consume(ConsumeContext<PlainCase> context)
        {
            await Save(store, context.Message, context.CancellationToken);
            arrivals.Add(1);
        }
    }
}
