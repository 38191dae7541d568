using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Contracts;
using Exchange.SampleData;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Restart;

/// <summary>kill -9 in the middle of an import and in the middle of a loop; started again on the same folder, all ends as it should.</summary>
public sealed class RestartTests : IDisposable
{
    private const string City = "330600";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly string folder = Directory.CreateTempSubdirectory("exchange-restart-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task An_import_killed_in_the_middle_ends_with_the_leads_that_were_planted()
    {
        var (file, truth) = Sample(cases: 20_000, seed: 7);
        string import;
        long receivedAtDeath;
        using (var exchange = await ServedExchange.Start(Data, Stop))
        {
            using var court = exchange.As(Roles.CourtSystem, City);
            import = (await court.PostBytes("/court/v1/case-imports", await File.ReadAllBytesAsync(file, Stop), "text/csv"))
                .Ok()["id"]
                .GetValue<string>();
            receivedAtDeath = Received(await Until(court, "/court/v1/case-imports/" + import, status => Received(status) >= 3_000));
            exchange.Kill();
        }
        receivedAtDeath.ShouldBeLessThan(20_000);

        using var again = await ServedExchange.Start(Data, Stop);
        using var clerk = again.As(Roles.CourtSystem, City);
        var path = "/court/v1/case-imports/" + import;
        Received((await clerk.Get(path)).Ok()).ShouldBeGreaterThanOrEqualTo(receivedAtDeath, "what was done stays done");
        var ended = await Until(clerk, path, status => status.State != "running");
        ended.State.ShouldBe("completed");
        Counts(ended).ShouldBe((20_000, 20_000, 0, 0, 20_000));
        (await LeadsOf(again)).ShouldBe(truth);

        // And the same file once more changes nothing.
        var repeated = (await clerk.PostBytes("/court/v1/case-imports", await File.ReadAllBytesAsync(file, Stop), "text/csv")).Ok()["id"];
        Counts(await Until(clerk, $"/court/v1/case-imports/{repeated}", status => status.State != "running"))
            .ShouldBe((20_000, 0, 20_000, 0, 0));
        (await LeadsOf(again)).ShouldBe(truth);
    }

    [Fact]
    public async Task Opinions_issued_at_the_moment_of_death_reach_their_courts_after_the_restart()
    {
        var (file, _) = Sample(cases: 300, seed: 3);
        IReadOnlyList<Work> works;
        using (var exchange = await ServedExchange.Start(Data, Stop))
        {
            using var court = exchange.As(Roles.CourtSystem, City);
            var import = (await court.PostBytes("/court/v1/case-imports", await File.ReadAllBytesAsync(file, Stop), "text/csv")).Ok()["id"];
            await Until(court, $"/court/v1/case-imports/{import}", status => status.State == "completed");
            works = await Decided(exchange, count: 10);
            var issues = works.Select(work => Issue(exchange, work)).ToList();
            (await await Task.WhenAny(issues)).Ok();
            exchange.Kill();
            // The others were answered, or cut off in the middle.
            await Task.WhenAll(issues).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        using var again = await ServedExchange.Start(Data, Stop);
        var issuedBefore = 0;
        foreach (var work in works)
        {
            using var procurator = again.As(Roles.Procurator, work.Division);
            var state = (await procurator.Get("/procuratorate/v1/opinions/" + work.Opinion)).Ok().State;
            if (state == "issued")
            {
                issuedBefore++;
            }
            else
            {
                (await Issue(again, work)).Ok();
            }
            using var clerk = again.As(Roles.CourtClerk, work.Division, work.CourtOffice);
            var received = await Until(clerk, "/court/v1/opinions/" + work.Opinion, opinion => opinion.Status == 200);
            received.State.ShouldBe("issued");
        }
        issuedBefore.ShouldBeGreaterThan(0);
    }

    private string Data => Path.Combine(folder, "data");

    private (string File, IReadOnlyList<string> Truth) Sample(int cases, int seed)
    {
        var (file, truth) = (Path.Combine(folder, "quarter.csv"), Path.Combine(folder, "truth.jsonl"));
        var options = new SampleOptions
        {
            Cases = cases,
            Seed = seed,
            AsOf = ChinaTime.DayOf(TimeProvider.System.GetUtcNow()),
        };
        SampleFile.Write(options, file, truth);
        return (file, Sorted(File.ReadLines(truth).Select(line => JsonNode.Parse(line)!.AsObject())));
    }

    private static async Task<IReadOnlyList<string>> LeadsOf(ServedExchange exchange)
    {
        using var procurator = exchange.As(Roles.Procurator, City);
        // Whether an officer stands out is a matter of chance in a sample.
        return Sorted((await procurator.List("/procuratorate/v1/leads")).Where(lead => lead["officer"] is null));
    }

    private static List<string> Sorted(IEnumerable<JsonObject> found) =>
        [.. found.Select(l => $"{l["caseNumber"]} {l["rule"]}").Order(StringComparer.Ordinal)];

    private static long Received(Answer status) => status["received"].GetValue<long>();

    private static (long Received, long Accepted, long Unchanged, long Rejected, long Published) Counts(Answer status)
    {
        return (Of("received"), Of("accepted"), Of("unchanged"), Of("rejected"), Of("published"));

        long Of(string name) => status[name].GetValue<long>();
    }

    /// <summary>Opinions on as many leads, proposed and decided, ready to be issued.</summary>
    private static async Task<IReadOnlyList<Work>> Decided(ServedExchange exchange, int count)
    {
        using var city = exchange.As(Roles.Procurator, City);
        var works = new List<Work>();
        foreach (
            var lead in (await city.List("/procuratorate/v1/leads"))
                .Where(l => l["rule"]!.GetValue<string>() == "PrematureEnding")
                .Take(count)
        )
        {
            var (id, division) = (lead["id"]!.GetValue<string>(), lead["division"]!.GetValue<string>());
            using var procurator = exchange.As(Roles.Procurator, division);
            using var chief = exchange.As(Roles.ChiefProcurator, division);
            (await procurator.Post($"/procuratorate/v1/leads/{id}/claim", new { })).Ok();
            var acted = (await procurator.Post($"/procuratorate/v1/leads/{id}/opinion", new { request = "依法恢复执行" })).Ok();
            var opinion = acted["children"].AsArray()[^1]!["id"]!.GetValue<string>();
            await Until(chief, "/procuratorate/v1/opinions/" + opinion, found => found.Status == 200);
            (await chief.Post($"/procuratorate/v1/opinions/{opinion}/decide", new { comment = "同意" })).Ok();
            works.Add(new Work(opinion, division, "court:" + CaseNumber.Parse(lead["caseNumber"]!.GetValue<string>()).CourtCode));
        }
        works.Count.ShouldBe(count);
        return works;
    }

    private static async Task<Answer> Issue(ServedExchange exchange, Work work)
    {
        using var procurator = exchange.As(Roles.Procurator, work.Division);
        return await procurator.Post($"/procuratorate/v1/opinions/{work.Opinion}/issue", new { number = "检建〔2026〕" + work.Opinion });
    }

    private static async Task<Answer> Until(Desk desk, string path, Func<Answer, bool> reached)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        deadline.CancelAfter(Patience);
        while (true)
        {
            var answer = await desk.Get(path);
            if (reached(answer))
            {
                return answer;
            }
            await Task.Delay(10, deadline.Token);
        }
    }

    private sealed record Work(string Opinion, string Division, string CourtOffice);
}
