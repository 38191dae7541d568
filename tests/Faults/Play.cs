using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Contracts;
using Exchange.CourtFeed.Imports;
using Exchange.Local;
using Exchange.Local.Demo;
using Exchange.SampleData;

namespace Exchange.Tests.Faults;

/// <summary>How much is played.</summary>
internal sealed record PlaySize
{
    public required int Cases { get; init; }

    /// <summary>Cases of the first file, whose leads the stories are told on.</summary>
    public int First { get; init; } = 1_500;

    /// <summary>In how many files the rest comes, while the stories are told.</summary>
    public int Files { get; init; } = 8;

    /// <summary>How often the whole cast plays, each time on other leads.</summary>
    public required int Casts { get; init; }
}

/// <summary>
/// The load: the demo's own stories, through the doors only, while the rest of the quarter streams in file by file. The same from first
/// to last whenever it is played, because no day passes before everything has arrived.
/// </summary>
internal sealed class Play(ExchangeAddress at, PlaySize size, Func<Task> calm)
{
    private const int DaysBetweenFiles = 6;

    private static readonly SampleOptions Quarter = new() { AsOf = new DateOnly(2026, 7, 1), Seed = 1 };
    private readonly DivisionCode city = DivisionCode.Parse(Quarter.City);
    private readonly LawDays days = new(new Desk(at, Roles.Operator, DivisionCode.Country), calm);

    /// <returns>How many stories were told.</returns>
    public async Task<int> Perform()
    {
        var sample = Quarter with { Cases = size.Cases };
        var lines = LinesOf(sample);
        await days.MoveTo(sample.AsOf);
        await Deliver(lines[..size.First]);
        // Time does what it does on this day to what has just arrived.
        await days.MoveTo(sample.AsOf);
        var stage = new Stage(at, days, await Leads(), RecordsOf(sample));
        var stories = await Cast.Of(stage, city, size.Casts);
        await days.Tell([.. stories, () => Stream(lines[size.First..])]);
        await calm();
        return stories.Count;
    }

    private async Task Stream(string[] lines)
    {
        foreach (var file in lines.Chunk((lines.Length + size.Files - 1) / size.Files))
        {
            await Deliver(file);
            await days.Until(days.Today.AddDays(DaysBetweenFiles));
        }
    }

    private async Task Deliver(string[] lines)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, lines);
            using var court = new Desk(at, Roles.CourtSystem, city, name: CourtFeedContents.SampleUploader);
            await Stage.Import(court, file, "application/x-ndjson", days.Today, null);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>In an order that does not depend on when they were found.</summary>
    private async Task<IReadOnlyList<JsonObject>> Leads()
    {
        using var procurator = new Desk(at, Roles.Procurator, city);
        var leads = new List<JsonObject>();
        await foreach (var lead in procurator.List("/procuratorate/v1/leads"))
        {
            leads.Add(lead);
        }
        return [.. leads.OrderBy(lead => lead["id"]!.GetValue<string>(), StringComparer.Ordinal)];
    }

    private static string[] LinesOf(SampleOptions sample)
    {
        var file = Path.Combine(Path.GetTempPath(), "exchange-faults-" + Path.GetRandomFileName() + ".ndjson");
        try
        {
            SampleFile.Write(sample, file);
            return File.ReadAllLines(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What the court delivered of the cases in which there is something to find.</summary>
    private Dictionary<string, JsonObject> RecordsOf(SampleOptions sample) =>
        SampleQuarter
            .Generate(sample)
            .Take(size.First)
            .Where(told => told.FiringRules.Count > 0)
            .ToDictionary(told => told.CaseNumber, told => Delivered(told.Record), StringComparer.Ordinal);

    private static JsonObject Delivered<T>(T told)
    {
        var record = JsonSerializer.SerializeToNode(told, ExchangeJson.Options)!.AsObject();
        record.Remove("courtCode");
        record.Remove("division");
        return record;
    }
}
