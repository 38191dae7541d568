using System.Diagnostics;
using Exchange.Access;
using Exchange.Contracts.Court;
using Exchange.Messaging;
using Exchange.SampleData;
using Exchange.Tests.EndToEnd.Doors;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Imports;

/// <summary>
/// What a court's file costs beside other ways to say the same, measured in one run: ratios hold on any machine, seconds on none. The bounds lie
/// far below what is usual (tests/Benchmarks), so that only a mistake crosses them.
/// </summary>
public sealed class CostOfAQuarterTests : IAsyncLifetime
{
    private const int Rows = 3_000;
    private static readonly string[] Cities = ["330100", "330200", "330300"];
    private readonly Heard heard = new();
    private LocalRun run = null!;

    public async ValueTask InitializeAsync() =>
        run = await LocalRun.Start(
            new DateOnly(2026, 9, 30),
            builder =>
            {
                builder.Services.AddSingleton(heard);
                builder.Services.AddHandler<CaseRecordsChanged, Heard>(Contracts.Catalogue.Police);
            }
        );

    public ValueTask DisposeAsync() => run.DisposeAsync();

    [Fact]
    public async Task A_file_that_says_nothing_new_costs_a_small_part_of_one_that_does()
    {
        var clerk = run.As(Roles.CourtClerk, "000000");
        await Import(clerk, FileOf("330600"), "2026-06-30");
        var (fresh, again) = (new List<double>(), new List<double>());
        foreach (var city in Cities)
        {
            var file = FileOf(city);
            fresh.Add(await Import(clerk, file, "2026-06-30"));
            again.Add(await Import(clerk, file, "2026-09-30"));
        }
        (Middle(fresh) / Middle(again)).ShouldBeGreaterThan(1.5, $"new: {Said(fresh)} s, nothing new: {Said(again)} s");
    }

    [Fact]
    public async Task A_record_in_a_file_costs_a_small_part_of_a_record_pushed_alone()
    {
        const int Alone = 150;
        var clerk = run.As(Roles.CourtClerk, "000000");
        await Import(clerk, FileOf("330600"), "2026-06-30");
        var (inFiles, alone) = (new List<double>(), new List<double>());
        foreach (var (city, round) in Cities.Select((city, round) => (city, round)))
        {
            inFiles.Add(await Import(clerk, FileOf(city), "2026-06-30") / Rows);
            alone.Add(await Push(clerk, 1 + round * Alone, Alone) / Alone);
        }
        (Middle(alone) / Middle(inFiles)).ShouldBeGreaterThan(
            1.5,
            $"in files: {Said(inFiles)} s a record, alone: {Said(alone)} s a record"
        );
    }

    /// <summary>A file mixes its courts; each message is of one, and a message for every few records would cost as much as they.</summary>
    [Fact]
    public async Task A_mixed_file_goes_out_in_full_chunks()
    {
        var clerk = run.As(Roles.CourtClerk, "000000");
        await Import(clerk, FileOf("330600"), "2026-06-30");
        var courts = heard.Messages.Select(m => m.Court).Distinct().Count();
        courts.ShouldBeGreaterThan(3);
        heard.Messages.Sum(m => m.Cases.Count).ShouldBeGreaterThan(Rows * 9 / 10);
        heard.Messages.Count.ShouldBeLessThanOrEqualTo(Rows / 100 + courts);
    }

    private static async Task<double> Import(Desk clerk, byte[] file, string asOf)
    {
        var clock = Stopwatch.StartNew();
        (await clerk.Import(file, query: "?asOf=" + asOf)).State.ShouldBe("completed");
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> Push(Desk clerk, int from, int count)
    {
        var clock = Stopwatch.StartNew();
        for (var i = from; i < from + count; i++)
        {
            (await clerk.Post("/court/v1/cases", SampleRecord.Of(SampleRecord.NumberOf(i)))).Ok();
        }
        return clock.Elapsed.TotalSeconds;
    }

    private static byte[] FileOf(string city)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        try
        {
            SampleFile.Write(
                new SampleOptions
                {
                    Cases = Rows,
                    City = city,
                    AsOf = new DateOnly(2026, 6, 30),
                },
                file
            );
            return File.ReadAllBytes(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static double Middle(List<double> some) => some.Order().ElementAt(some.Count / 2);

    private static string Said(List<double> some) => string.Join(", ", some.Select(one => one.ToString("0.0000")));

    /// <summary>Keeps what passes by.</summary>
    private sealed class Heard : IHandle<CaseRecordsChanged>
    {
        private readonly List<CaseRecordsChanged> messages = [];

        public IReadOnlyList<CaseRecordsChanged> Messages
        {
            get
            {
                lock (messages)
                {
                    return [.. messages];
                }
            }
        }

        public Task Handle(CaseRecordsChanged message, CancellationToken cancellation)
        {
            lock (messages)
            {
                messages.Add(message);
            }
            return Task.CompletedTask;
        }
    }
}
