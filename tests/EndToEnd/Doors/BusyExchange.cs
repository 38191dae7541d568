using System.Collections.Concurrent;
using Exchange.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Exchange.Tests.EndToEnd.Doors;

/// <summary>
/// Two counties of 绍兴 with a few cases each; in 越城区 a lead has become an issued opinion, another a referral, and a performed case a repair.
/// </summary>
public sealed class BusyExchange : IAsyncLifetime
{
    public const string County = "330602";
    public const string OtherCounty = "330603";
    public const string City = "330600";
    public const int Cases = 7;

    private readonly ConcurrentDictionary<string, Desk> desks = new(StringComparer.Ordinal);

    public LocalRun Run { get; private set; } = null!;

    public LogBook Log { get; } = new();

    public string CaseNumber { get; } = SampleRecord.NumberOf(1);

    public string OtherCaseNumber { get; } = SampleRecord.NumberOf(1, "浙0603");

    public string Lead { get; private set; } = "";

    public string Opinion { get; private set; } = "";

    public string Transfer { get; private set; } = "";

    public string CourtTransfer { get; private set; } = "";

    public string Repair { get; private set; } = "";

    /// <summary>Each list with the role that reads it and acts, and one id in it.</summary>
    public IReadOnlyList<(string Path, string Role, string Id)> Shelves =>
        [
            ("/court/v1/cases", Roles.CourtClerk, CaseNumber),
            ("/court/v1/opinions", Roles.CourtClerk, Opinion),
            ("/court/v1/transfers", Roles.CourtClerk, CourtTransfer),
            ("/procuratorate/v1/leads", Roles.ChiefProcurator, Lead),
            ("/procuratorate/v1/opinions", Roles.ChiefProcurator, Opinion),
            ("/procuratorate/v1/transfers", Roles.ChiefProcurator, Transfer),
            ("/procuratorate/v1/repairs", Roles.ChiefProcurator, Repair),
            ("/police/v1/referrals", Roles.PoliceOfficer, Transfer),
            ("/credit/v1/repairs", Roles.CreditOfficer, Repair),
        ];

    public async ValueTask InitializeAsync()
    {
        Run = await LocalRun.Start(
            new DateOnly(2026, 7, 1),
            builder =>
            {
                builder.Configuration["Limits:RequestsPerSecond"] = "100000";
                builder.Services.AddSingleton<ILoggerProvider>(Log);
            }
        );
        for (var serial = 1; serial <= Cases; serial++)
        {
            (await As(Roles.CourtClerk).Post("/court/v1/cases", SampleRecord.Of(SampleRecord.NumberOf(serial)))).Ok();
            (
                await As(Roles.CourtClerk, OtherCounty)
                    .Post("/court/v1/cases", SampleRecord.Of(SampleRecord.NumberOf(serial, "浙0603"), "绍兴市柯桥区人民法院"))
            ).Ok();
        }
        await Propose();
        await Performed();
        CourtTransfer = (
            await As(Roles.CourtClerk)
                .Post(
                    "/court/v1/transfers",
                    new
                    {
                        number = "移送1",
                        caseNumber = CaseNumber,
                        crime = "拒不执行判决、裁定罪",
                        facts = "被执行人有能力执行而拒不执行。",
                        evidence = new[] { "身份证据", "义务证据", "能力证据", "拒执行为证据", "情节后果证据" },
                        suspects = new[] { Suspect },
                    }
                )
        ).Ok()["id"].GetValue<string>();
    }

    public ValueTask DisposeAsync() => Run.DisposeAsync();

    public Desk As(string role, string division = County) => desks.GetOrAdd($"{role} {division}", _ => Run.As(role, division));

    private static object Suspect =>
        new
        {
            suspectId = "1",
            name = "张三",
            number = SampleRecord.PersonNumber,
        };

    private async Task Propose()
    {
        var leads = await As(Roles.Procurator).Until(LeadsOf(CaseNumber), page => page.Items.Count > 1);
        Lead = leads.Items[0]["id"]!.GetValue<string>();
        var opinion = await Child(Lead, "opinion", new { request = "依法恢复执行" });
        (await Chief.UntilState($"/procuratorate/v1/opinions/{opinion}", "proposed")).Ok();
        (await Chief.Post($"/procuratorate/v1/opinions/{opinion}/decide", new { comment = "同意" })).Ok();
        (await As(Roles.Procurator).Post($"/procuratorate/v1/opinions/{opinion}/issue", new { number = "检建〔2026〕1号" })).Ok();
        await As(Roles.CourtClerk).UntilState($"/court/v1/opinions/{opinion}", "issued");
        Opinion = opinion;

        var other = leads.Items[1]["id"]!.GetValue<string>();
        Transfer = await Child(
            other,
            "transfer",
            new
            {
                crime = "拒不执行判决、裁定罪",
                facts = "被执行人隐匿财产。",
                evidence = new[] { "执行卷宗", "财产线索" },
                suspects = new[] { Suspect },
            }
        );
        await Chief.UntilState($"/procuratorate/v1/transfers/{Transfer}", "proposed");
        (await Chief.Post($"/procuratorate/v1/transfers/{Transfer}/decide", new { approve = true })).Ok();
        await As(Roles.PoliceOfficer).UntilState($"/police/v1/referrals/{Transfer}", "transferred");
    }

    private async Task Performed()
    {
        var number = SampleRecord.NumberOf(Cases);
        var record = SampleRecord.Of(number);
        SampleRecord.Set(record, "performedOn", "\"2026-05-06\"");
        SampleRecord.Set(record, "respondents[0].listingEndsOn", "null");
        SampleRecord.Set(record, "respondents[0].delistedOn", "null");
        SampleRecord.Set(record, "respondents[0].restrictionLiftedOn", "null");
        (await As(Roles.CourtClerk).Post("/court/v1/cases", record)).Ok();
        var found = await As(Roles.CreditOfficer)
            .Until("/credit/v1/findings?caseNumber=" + Uri.EscapeDataString(number), page => page.Items.Count > 0);
        Repair = found.Items[0]["id"]!.GetValue<string>();
        (
            await As(Roles.CreditOfficer)
                .Post($"/credit/v1/repairs/{Repair}/propose", new { facts = "已全部履行", proof = new[] { "结案证明" } })
        ).Ok();
        await As(Roles.Procurator).UntilState($"/procuratorate/v1/repairs/{Repair}", "proposed");
    }

    private Desk Chief => As(Roles.ChiefProcurator);

    private async Task<string> Child(string lead, string act, object body)
    {
        (await As(Roles.Procurator).Post($"/procuratorate/v1/leads/{lead}/claim", new { })).Ok();
        var acted = (await As(Roles.Procurator).Post($"/procuratorate/v1/leads/{lead}/{act}", body)).Ok();
        return acted["children"].AsArray()[^1]!["id"]!.GetValue<string>();
    }

    private static string LeadsOf(string number) => "/procuratorate/v1/leads?caseNumber=" + Uri.EscapeDataString(number);
}

/// <summary>What the program logs, for tests that ask whether it did.</summary>
public sealed class LogBook : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyList<string> Lines => [.. lines];

    public ILogger CreateLogger(string categoryName) => new Pen(this, categoryName);

    public void Dispose() { }

    private sealed class Pen(LogBook book, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => book.lines.Enqueue($"{category}: {formatter(state, exception)}");
    }
}
