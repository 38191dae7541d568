using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.CourtFeed.Cases;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.ProcuratorateIntake.Screening;

namespace Exchange.Tests.Benchmarks;

/// <summary>What a record costs at each step that needs no server; per record, in chunks of a hundred.</summary>
[MemoryDiagnoser]
public class StepsOfARecord
{
    private static readonly RuleContext Context = new() { AsOf = Quarter.FirstDay };
    private Chunk chunk = null!;
    private byte[] stored = [];
    private byte[] message = [];

    [GlobalSetup]
    public async Task Setup()
    {
        chunk = await Chunk.Make();
        stored = JsonSerializer.SerializeToUtf8Bytes(chunk.Stored[0], ExchangeJson.InBulk);
        message = JsonSerializer.SerializeToUtf8Bytes(chunk.Message, ExchangeJson.InBulk);
    }

    [Benchmark(Description = "parse a row of CSV", OperationsPerInvoke = Chunk.Size)]
    public async Task<int> Parse() => (await Chunk.Read(chunk.Csv)).Count;

    [Benchmark(Description = "validate a row", OperationsPerInvoke = Chunk.Size)]
    public int Validate() => Chunk.Judged(chunk.Rows, Quarter.FirstDay).Count;

    [Benchmark(Description = "hash what a row says (all that an unchanged one costs)", OperationsPerInvoke = Chunk.Size)]
    public int Hash()
    {
        var length = 0;
        foreach (var patch in chunk.Patches)
        {
            length += RecordHash.Of(patch).Length;
        }
        return length;
    }

    [Benchmark(Description = "merge and compare a changed row", OperationsPerInvoke = Chunk.Size)]
    public long Merge()
    {
        long revisions = 0;
        for (var i = 0; i < Chunk.Size; i++)
        {
            revisions += Chunk.Document(chunk.Stored[i], chunk.News[i]).Revision;
        }
        return revisions;
    }

    [Benchmark(Description = "serialise the court's document")]
    public byte[] SerialiseDocument() => JsonSerializer.SerializeToUtf8Bytes(chunk.Stored[0], ExchangeJson.InBulk);

    [Benchmark(Description = "deserialise the court's document")]
    public object DeserialiseDocument() => JsonSerializer.Deserialize<CaseDocument>(stored, ExchangeJson.InBulk)!;

    [Benchmark(Description = "serialise a message of 100, per record", OperationsPerInvoke = Chunk.Size)]
    public byte[] SerialiseMessage() => JsonSerializer.SerializeToUtf8Bytes(chunk.Message, ExchangeJson.InBulk);

    [Benchmark(Description = "deserialise a message of 100, per record", OperationsPerInvoke = Chunk.Size)]
    public object DeserialiseMessage() => JsonSerializer.Deserialize<CaseRecordsChanged>(message, ExchangeJson.InBulk)!;

    [Benchmark(Description = "screen a registered case by all rules", OperationsPerInvoke = Chunk.Size)]
    public int Screen()
    {
        var verdicts = 0;
        foreach (var registered in chunk.Registered)
        {
            verdicts += JudgedCase.Judge(registered, 0, Context).Verdicts.Count;
        }
        return verdicts;
    }
}
