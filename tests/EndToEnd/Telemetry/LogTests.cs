using Exchange.Access;
using Exchange.SampleData;
using Exchange.Tests.EndToEnd.Doors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Telemetry;

/// <summary>Logs go to people who may not know who owes whom: nobody is named or numbered in them, at any level.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task An_import_and_a_referral_leave_no_name_and_no_number_in_the_log()
    {
        var log = new LogBook();
        var options = new SampleOptions { Cases = 200, AsOf = new DateOnly(2026, 7, 1) };
        await using var run = await LocalRun.Start(
            options.AsOf,
            builder =>
            {
                builder.Services.AddSingleton<ILoggerProvider>(log);
                builder.Logging.AddFilter<LogBook>(null, LogLevel.Trace);
            }
        );
        var file = Path.Combine(run.Data, "quarter.csv");
        SampleFile.Write(options, file);
        var imported = await run.As(Roles.CourtClerk, "330600").Import(await File.ReadAllBytesAsync(file));
        imported["state"].GetValue<string>().ShouldBe("completed");
        imported["accepted"].GetValue<int>().ShouldBeGreaterThan(0);

        await Refer(run, SampleRecord.NumberOf(990_001));

        var forbidden = SampleQuarter
            .Generate(options)
            .SelectMany(Persons)
            .Append("张三")
            .Append(SampleRecord.PersonNumber)
            .Append(SampleRecord.CompanyNumber);
        var lines = log.Lines;
        lines.ShouldContain(line => line.Contains("/court/v1/case-imports"), "the log was listened to");
        var all = string.Join('\n', lines);
        forbidden.Distinct(StringComparer.Ordinal).Where(all.Contains).ShouldBeEmpty();
    }

    /// <summary>A respondent becomes a suspect: named and numbered in every message on the way to the police.</summary>
    private static async Task Refer(LocalRun run, string number)
    {
        const string division = "330602";
        (await run.As(Roles.CourtClerk, division).Post("/court/v1/cases", SampleRecord.Of(number))).Ok();
        var procurator = run.As(Roles.Procurator, division);
        var leads = await procurator.Until(
            "/procuratorate/v1/leads?caseNumber=" + Uri.EscapeDataString(number),
            page => page.Items.Count > 0
        );
        var lead = "/procuratorate/v1/leads/" + leads.Items[0]["id"]!.GetValue<string>();
        (await procurator.Post(lead + "/claim", new { })).Ok();
        var referral = (
            await procurator.Post(
                lead + "/transfer",
                new
                {
                    crime = "拒不执行判决、裁定罪",
                    facts = "被执行人张三隐匿财产。",
                    evidence = new[] { "执行卷宗", "财产线索" },
                    suspects = new[]
                    {
                        new
                        {
                            suspectId = "1",
                            name = "张三",
                            number = SampleRecord.PersonNumber,
                        },
                    },
                }
            )
        ).Ok()["children"].AsArray()[^1]!["id"]!.GetValue<string>();
        var chief = run.As(Roles.ChiefProcurator, division);
        await chief.UntilState("/procuratorate/v1/transfers/" + referral, "proposed");
        (await chief.Post($"/procuratorate/v1/transfers/{referral}/decide", new { approve = true })).Ok();
        var police = run.As(Roles.PoliceOfficer, division);
        await police.UntilState("/police/v1/referrals/" + referral, "transferred");
        (await police.Get($"/police/v1/referrals/{referral}?purpose=check")).Ok().Text.ShouldContain(SampleRecord.PersonNumber);
    }

    private static IEnumerable<string> Persons(SampleCase sample) =>
        sample
            .Record.Applicants.Select(a => (a.Name, a.Id))
            .Concat(sample.Record.Respondents.Select(r => (r.Name, r.Id)))
            .SelectMany(p => p.Id.Has(out var id) ? [p.Name, id.Value] : (string[])[p.Name]);
}
