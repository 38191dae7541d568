using System.Text.Json;
using System.Threading.Channels;
using MongoDB.Driver;

namespace Exchange.Tests.Benchmarks;

/// <summary>
/// The other side of a comparison, in a process of its own: this program again, as <c>peer</c>. It says <c>ready</c>, is told
/// <c>go</c>, says <c>done</c>, and ends when its input ends.
/// </summary>
internal static class Peer
{
    public const string PlainProducer = "plain-producer";
    public const string PlainConsumer = "plain-consumer";
    public const string FloorProducer = "floor-producer";
    public const string FloorConsumer = "floor-consumer";

    private static readonly Channel<string> Heard = Channel.CreateUnbounded<string>();

    public static async Task<int> Run()
    {
        _ = Task.Run(Listen);
        var settings = JsonSerializer.Deserialize<PeerSettings>(await Heard.Reader.ReadAsync())!;
        await (
            settings.Kind switch
            {
                PlainProducer => PlainWay.Produce(settings),
                PlainConsumer => PlainWay.Consume(settings),
                FloorProducer => Floor.Produce(settings),
                FloorConsumer => Floor.Consume(settings),
                _ => throw new InvalidOperationException($"There is no peer '{settings.Kind}'."),
            }
        );
        return 0;
    }

    /// <summary>Says so, and waits for the word.</summary>
    public static async Task Ready()
    {
        Console.WriteLine("ready");
        await Heard.Reader.ReadAsync();
    }

    /// <summary>Says so, and stays to be measured.</summary>
    public static async Task Done()
    {
        Console.WriteLine("done");
        await Task.Delay(Timeout.Infinite);
    }

    /// <summary>Whoever started it has ended when the input ends: nobody is there to be told anything.</summary>
    private static async Task Listen()
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            await Heard.Writer.WriteAsync(line);
        }
        Environment.Exit(0);
    }

    /// <summary>A write is answered when a majority has it in its journal, as ours.</summary>
    public static IMongoCollection<T> Records<T>(PeerSettings settings) =>
        new MongoClient(settings.Store)
            .GetDatabase(settings.Database)
            .WithWriteConcern(WriteConcern.WMajority.With(journal: true))
            .GetCollection<T>("records");
}
