using MongoDB.Bson;
using MongoDB.Driver;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Exchange.Tests.Benchmarks;

/// <summary>
/// The least that anybody could do who writes the same records into the same two stores over the same broker: everything is parsed and
/// serialised before the clock starts; bulk upsert of 100, one message of 100, bulk upsert of 100. The message holds the documents as the
/// store takes them, so the consumer parses nothing either.
/// </summary>
internal static class Floor
{
    private const int PerMessage = 100;

    /// <summary>2,000 records.</summary>
    private const int UnconfirmedMessages = 20;
    private const string Queue = "floor-cases";
    private static readonly BulkWriteOptions Unordered = new() { IsOrdered = false };
    private static readonly Dictionary<string, object?> Quorum = new(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };

    public static async Task Produce(PeerSettings settings)
    {
        var store = Peer.Records<RawBsonDocument>(settings);
        var bulks = File.ReadLines(settings.File).Take(settings.Total).Select(DocumentOf).Chunk(PerMessage).Select(Bulk.Of).ToList();
        await using var connection = await Connect(settings);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, null)
        );
        using var window = new SemaphoreSlim(UnconfirmedMessages);
        var warm = settings.WarmUp / PerMessage;
        await Tell(bulks.Take(warm));
        await Peer.Ready();
        await Tell(bulks.Skip(warm));
        await Peer.Done();

        async Task Tell(IEnumerable<Bulk> some)
        {
            await Parallel.ForEachAsync(
                some,
                new ParallelOptions { MaxDegreeOfParallelism = settings.Lanes },
                async (bulk, cancellation) =>
                {
                    await Save(store, bulk.Documents, cancellation);
                    await window.WaitAsync(cancellation);
                    _ = Publish(bulk.Message);
                }
            );
            // All are confirmed when the whole window is free again.
            for (var i = 0; i < UnconfirmedMessages; i++)
            {
                await window.WaitAsync();
            }
            window.Release(UnconfirmedMessages);
        }

        async Task Publish(byte[] message)
        {
            try
            {
                await channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties { Persistent = true }, message);
                window.Release();
            }
            catch (Exception e)
            {
                // A peer that loses a message must not look fast.
                await Console.Error.WriteLineAsync(e.Message);
                Environment.Exit(1);
            }
        }
    }

    public static async Task Consume(PeerSettings settings)
    {
        var arrivals = new Arrivals(settings);
        var store = Peer.Records<RawBsonDocument>(settings);
        await using var connection = await Connect(settings);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(false, false, consumerDispatchConcurrency: (ushort)settings.Lanes)
        );
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, Quorum);
        await channel.BasicQosAsync(0, (ushort)(4 * settings.Lanes), global: false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivered) =>
        {
            var documents = Bulk.DocumentsOf(delivered.Body.ToArray());
            await Save(store, documents, CancellationToken.None);
            await channel.BasicAckAsync(delivered.DeliveryTag, multiple: false);
            arrivals.Add(documents.Count);
        };
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer);
        await arrivals.Await();
    }

    private static Task<IConnection> Connect(PeerSettings settings) =>
        new ConnectionFactory
        {
            HostName = settings.Host,
            Port = settings.Port,
            VirtualHost = settings.VirtualHost,
            UserName = settings.User,
            Password = settings.Password,
        }.CreateConnectionAsync();

    private static Task<BulkWriteResult<RawBsonDocument>> Save(
        IMongoCollection<RawBsonDocument> store,
        IReadOnlyList<RawBsonDocument> documents,
        CancellationToken cancellation
    ) =>
        store.BulkWriteAsync(
            documents.Select(document => new ReplaceOneModel<RawBsonDocument>(new BsonDocument("_id", document["_id"]), document)
            {
                IsUpsert = true,
            }),
            Unordered,
            cancellation
        );

    private static RawBsonDocument DocumentOf(string line)
    {
        var record = BsonDocument.Parse(line);
        record.InsertAt(0, new BsonElement("_id", record["caseNumber"]));
        return new RawBsonDocument(record.ToBson());
    }

    /// <param name="Message">The documents one after the other.</param>
    private sealed record Bulk(IReadOnlyList<RawBsonDocument> Documents, byte[] Message)
    {
        public static Bulk Of(RawBsonDocument[] documents) => new(documents, [.. documents.SelectMany(d => d.ToBson())]);

        /// <summary>Each begins with its own length.</summary>
        public static List<RawBsonDocument> DocumentsOf(byte[] message)
        {
            var documents = new List<RawBsonDocument>(PerMessage);
            for (var at = 0; at < message.Length; )
            {
                var length = BitConverter.ToInt32(message, at);
                documents.Add(new RawBsonDocument(message[at..(at + length)]));
                at += length;
            }
            return documents;
        }
    }
}
