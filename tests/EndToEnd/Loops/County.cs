using System.Globalization;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Contracts;
using Exchange.Tests.EndToEnd.Doors;
using Shouldly;

namespace Exchange.Tests.EndToEnd.Loops;

/// <summary>越城区 of 绍兴 with the people of its agencies, on a law day that the story moves.</summary>
internal sealed class County : IAsyncDisposable
{
    public const string Division = "330602";
    public const string City = "330600";
    public const string Monday = "2026-03-02";

    private readonly Dictionary<string, JsonObject> records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Desk> desks = new(StringComparer.Ordinal);

    private static int stories;

    private County(ExchangeRun run, int story) => (Run, Story) = (run, story);

    public ExchangeRun Run { get; }

    /// <summary>Which story this is of those told on the same exchange.</summary>
    public int Story { get; }

    public Desk Clerk => As(Roles.CourtClerk);

    public Desk Procurator => As(Roles.Procurator);

    public Desk Chief => As(Roles.ChiefProcurator);

    public Desk HigherChief => As(Roles.ChiefProcurator, City);

    public Desk HigherClerk => As(Roles.CourtClerk, City, Offices.Court(CourtCode.Parse("浙06")));

    public Desk Police => As(Roles.PoliceOfficer);

    public Desk Credit => As(Roles.CreditOfficer);

    /// <summary>With cases of its own, perhaps after other stories.</summary>
    public static async Task<County> On(string day = Monday) => new(await ExchangeRun.Shared(Day(day)), Interlocked.Increment(ref stories));

    /// <summary>Where nothing else has ever happened, for stories that count all there is.</summary>
    public static async Task<County> Alone(string day = Monday) => new(await ExchangeRun.Start(Day(day)), 0);

    public ValueTask DisposeAsync() => Run.DisposeAsync();

    public Desk As(string role, string division = Division, string? office = null)
    {
        var key = $"{role} {division} {office}";
        return desks.TryGetValue(key, out var desk) ? desk : desks[key] = Run.As(role, division, office);
    }

    /// <summary>It becomes that day, for everybody.</summary>
    public Task ItIs(string day) => Run.MoveTo(Day(day));

    /// <summary>The number of this story's first, second ... case.</summary>
    public string NumberOf(int serial) => SampleRecord.NumberOf(1_000 * Story + serial);

    /// <summary>The court delivers a case that fires PrematureEnding, IncompleteInvestigation and EndedWithAssets.</summary>
    public async Task<string> Delivered(int serial = 1, Action<JsonObject>? change = null)
    {
        var number = NumberOf(serial);
        var record = SampleRecord.Of(number);
        SampleRecord.Set(record, "assets[0].foundOn", "null");
        SampleRecord.Set(record, "assets[0].obstacle", "null");
        change?.Invoke(record);
        (await Clerk.Post("/court/v1/cases", record)).Ok();
        records[number] = record;
        return number;
    }

    /// <summary>The court delivers the case again with these cells changed.</summary>
    public async Task Corrected(string number, Action<JsonObject> change)
    {
        change(records[number]);
        (await Clerk.Post("/court/v1/cases", records[number])).Ok();
    }

    public static string LeadsOf(string number, string? rule = null) =>
        "/procuratorate/v1/leads?caseNumber=" + Uri.EscapeDataString(number) + (rule is null ? "" : "&rule=" + rule);

    public async Task<string> LeadOf(string number, string rule = "PrematureEnding")
    {
        var found = await Procurator.Until(LeadsOf(number, rule), page => page.Items.Count > 0);
        return found.Items.ShouldHaveSingleItem()["id"]!.GetValue<string>();
    }

    public async Task<string> Claimed(string number, string rule = "PrematureEnding")
    {
        var lead = await LeadOf(number, rule);
        (await Procurator.Post($"/procuratorate/v1/leads/{lead}/claim", new { })).Ok();
        return lead;
    }

    /// <summary>The procurator proposes on the lead; the id of what was proposed.</summary>
    public async Task<string> Proposed(string lead, string act, object body)
    {
        var acted = (await Procurator.Post($"/procuratorate/v1/leads/{lead}/{act}", body)).Ok();
        var child = acted["children"].AsArray()[^1]!["id"]!.GetValue<string>();
        await Chief.UntilState($"/procuratorate/v1/{(act == "opinion" ? "opinions" : "transfers")}/{child}", "proposed");
        return child;
    }

    public Task<string> OpinionProposed(string lead) => Proposed(lead, "opinion", new { request = "依法恢复执行" });

    /// <summary>An opinion that the court has in its inbox, of today.</summary>
    public async Task<string> OpinionIssued(string lead)
    {
        var opinion = await OpinionProposed(lead);
        (await Chief.Post($"/procuratorate/v1/opinions/{opinion}/decide", new { comment = "同意" })).Ok();
        (await Procurator.Post($"/procuratorate/v1/opinions/{opinion}/issue", new { number = "检建〔2026〕1号" })).Ok();
        await Clerk.UntilState($"/court/v1/opinions/{opinion}", "issued");
        return opinion;
    }

    /// <summary>An opinion on a fresh case, issued on Monday 2 March and signed for on Thursday 5 March: due on 5 June.</summary>
    public async Task<string> OpinionReceived(string rule = "PrematureEnding")
    {
        var opinion = await OpinionIssued(await Claimed(await Delivered(), rule));
        await ItIs("2026-03-05");
        (await Clerk.Post($"/court/v1/opinions/{opinion}/receipt", new { receiptNumber = "收1" })).Ok();
        await BothSee(opinion, "received", "执行检察建议回复 court:浙0602 2026-06-05 legal");
        return opinion;
    }

    public Task<Answer> Answered(string opinion, string verdict) => Clerk.Post($"/court/v1/opinions/{opinion}/answer", AnswerOf(verdict));

    public static object AnswerOf(string verdict) =>
        new
        {
            verdict,
            facts = "经查，案件办理情况与建议书所述一致。",
            opinion = verdict == "refused" ? "不予采纳" : "采纳建议",
            reasons = "依据法〔2016〕373号相关规定。",
            seal = "院印-回复函.pdf",
            ruling = verdict == "refused" ? null : "执行裁定书.pdf",
        };

    /// <summary>Procuratorate and court see an opinion in the same state, with the same clocks running.</summary>
    public async Task BothSee(string opinion, string state, params string[] clocks)
    {
        await Procurator.Sees($"/procuratorate/v1/opinions/{opinion}", state, clocks);
        await Clerk.Sees($"/court/v1/opinions/{opinion}", state, clocks);
    }

    /// <summary>A referral that the police have in their inbox, of today.</summary>
    public async Task<string> Transferred(string lead)
    {
        var referral = await Proposed(
            lead,
            "transfer",
            new
            {
                crime = "拒不执行判决、裁定罪",
                facts = "被执行人隐匿财产。",
                evidence = new[] { "执行卷宗", "财产线索" },
                suspects = new[] { new { suspectId = "1", name = "张三" } },
            }
        );
        (await Chief.Post($"/procuratorate/v1/transfers/{referral}/decide", new { approve = true })).Ok();
        await Police.UntilState($"/police/v1/referrals/{referral}", "transferred");
        return referral;
    }

    /// <summary>A referral on a fresh case that the police took on Monday 2 March.</summary>
    public async Task<string> Acknowledged()
    {
        var referral = await Transferred(await Claimed(await Delivered(), "EndedWithAssets"));
        (await PoliceDo(referral, "acknowledge", new { receiptNumber = "受案1" })).Ok();
        await ProcuratorateAndPoliceSee(referral, "acknowledged", "立案审查 police:330602 2026-03-05 legal");
        return referral;
    }

    public Task<Answer> PoliceDo(string referral, string act, object body) => Police.Post($"/police/v1/referrals/{referral}/{act}", body);

    public Task<Answer> ProcuratorDoes(string referral, string act, object body) =>
        Procurator.Post($"/procuratorate/v1/transfers/{referral}/{act}", body);

    public Task<Answer> ChiefDoes(string referral, string act, object body) =>
        Chief.Post($"/procuratorate/v1/transfers/{referral}/{act}", body);

    /// <summary>Procuratorate and police see a referral in the same state, with the same clocks running.</summary>
    public async Task ProcuratorateAndPoliceSee(string referral, string state, params string[] clocks)
    {
        await Procurator.Sees($"/procuratorate/v1/transfers/{referral}", state, clocks);
        await Police.Sees($"/police/v1/referrals/{referral}", state, clocks);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>What a reader sees of a loop: its state, and whose turn it is until when by law or by our own target.</summary>
internal static class Views
{
    /// <summary>The running clocks in the order of their days: "name owner due legal|param".</summary>
    public static IReadOnlyList<string> Clocks(this Answer view) =>
        [
            .. view["clocks"]
                .AsArray()
                .Select(c => c!.AsObject())
                .Where(c => c["stoppedOn"] is null && c["pausedOn"] is null)
                .Select(c => (Due: Text(c, c["extendedTo"] is null ? "dueOn" : "extendedTo"), Clock: c))
                .OrderBy(c => c.Due, StringComparer.Ordinal)
                .ThenBy(c => Text(c.Clock, "name"), StringComparer.Ordinal)
                .Select(c =>
                    $"{Text(c.Clock, "name")} {Text(c.Clock, "owner")} {c.Due} {(c.Clock["isLegal"]!.GetValue<bool>() ? "legal" : "param")}"
                ),
        ];

    /// <summary>Waits until it is in this state with these clocks; when it is not, says what it is.</summary>
    public static async Task<Answer> Sees(this Desk desk, string path, string state, params string[] clocks)
    {
        Answer? last = null;
        try
        {
            return await desk.Until(path, view => (last = view).State == state && view.Clocks().SequenceEqual(clocks));
        }
        catch (TimeoutException) when (last is not null)
        {
            last.State.ShouldBe(state, path);
            last.Clocks().ShouldBe(clocks, path);
            throw;
        }
    }

    public static bool IsOverdue(this Answer view) => view["overdue"].GetValue<bool>();

    /// <summary>Refused because of the state, which is named with what is possible instead.</summary>
    public static Answer ShouldBeNotNow(this Answer answer, string state, string code = "not-now")
    {
        answer.Status.ShouldBe(409, answer.ToString());
        answer.Code.ShouldBe(code);
        answer["state"].GetValue<string>().ShouldBe(state);
        return answer;
    }

    public static string? Text(this JsonNode? node, params string[] path)
    {
        foreach (var step in path)
        {
            node = node?[step];
        }
        return node?.GetValue<string>();
    }

    private static string Text(JsonObject item, string name) => item[name]!.GetValue<string>();
}
