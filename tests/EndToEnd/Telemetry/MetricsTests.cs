using System.Globalization;
using Exchange.Access;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Messaging;
using Exchange.Tests.EndToEnd.Doors;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Telemetry;

/// <summary>What whoever runs the exchange reads from it, without a token and without a person in it.</summary>
public sealed class MetricsTests : IAsyncLifetime
{
    private LocalRun run = null!;

    public async ValueTask InitializeAsync() =>
        run = await LocalRun.Start(
            new DateOnly(2026, 7, 1),
            builder => builder.Services.AddHandler<CaseRecordsChanged, Broken>(Catalogue.Police)
        );

    public ValueTask DisposeAsync() => run.DisposeAsync();

    [Fact]
    public async Task A_scrape_tells_what_came_in_what_was_made_of_it_and_who_is_late()
    {
        var number = SampleRecord.NumberOf(1);
        var record = SampleRecord.Of(number);
        record.Remove("fieldMeasures");
        record.Remove("reportOrderedOn");
        (await run.As(Roles.CourtClerk, "330602").Post("/court/v1/cases", record)).Ok();
        await run.As(Roles.Procurator, "330602")
            .Until("/procuratorate/v1/leads?caseNumber=" + Uri.EscapeDataString(number), page => page.Items.Count > 0);
        await run.MoveTo(new DateOnly(2027, 7, 1));

        await ShouldTell("exchange_records_total", "verdict=\"accepted\"");
        await ShouldTell("exchange_procuratorate_leads_raised_total", "rule=\"PrematureEnding\"");
        await ShouldTell("exchange_procuratorate_cannot_judge_total", "rule=\"", "input=\"");
        await ShouldTell("exchange_clocks_overdue", "service=\"procuratorate-intake\"", "kind=\"leads\"");
        await ShouldTell("exchange_messages_errors_total", "service=\"police-referral\"", "message=\"CaseRecordsChanged\"");
        (await Scrape("exchange_clocks_due", "service=\"court-feed\"", "kind=\"opinions\"")).ShouldNotBeNull();
        (await Scrape("exchange_messages_unsent")).ShouldNotBeNull();
    }

    private async Task ShouldTell(string name, params string[] labels)
    {
        var deadline = TimeProvider.System.GetUtcNow().AddSeconds(20);
        while (await Scrape(name, labels) is null or 0)
        {
            if (TimeProvider.System.GetUtcNow() > deadline)
            {
                var all = (await run.AsNobody().Get("/metrics"))
                    .Text.Split('\n')
                    .Where(line => line.StartsWith("exchange", StringComparison.Ordinal));
                throw new TimeoutException($"{name} {string.Join(' ', labels)} is not told; told is:\n{string.Join('\n', all)}");
            }
            await Task.Delay(50);
        }
    }

    /// <summary>The sum of the lines of this name and these labels; null when there is none.</summary>
    private async Task<double?> Scrape(string name, params string[] labels)
    {
        var answer = (await run.AsNobody().Get("/metrics")).Ok();
        var lines = answer
            .Text.Split('\n')
            .Where(line => line.Split('{', ' ')[0] == name && labels.All(line.Contains))
            .Select(line => double.Parse(line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture))
            .ToList();
        return lines.Count == 0 ? null : lines.Sum();
    }

    private sealed class Broken : IHandle<CaseRecordsChanged>
    {
        public Task Handle(CaseRecordsChanged message, CancellationToken cancellation) =>
            throw new InvalidOperationException("This hearer is broken.");
    }
}
