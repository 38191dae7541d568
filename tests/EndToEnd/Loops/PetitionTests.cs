using System.Text.Json;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Loops;

/// <summary>A citizen's petition (12309): taken once, accepted or not, answered (监督规则 28, 33, 108, 109).</summary>
[Trait(ExchangeRun.Knows, ExchangeRun.Doors)]
public sealed class PetitionTests
{
    private const string Shelf = "/procuratorate/v1/petitions";

    [Fact]
    public async Task An_accepted_petition_tells_both_sides_and_then_the_result()
    {
        await using var county = await County.On();
        var petition = await Received(county);
        var lead = await county.LeadOf(await county.Delivered());
        (await county.Procurator.Post(petition + "/accept", new { leadId = lead })).Ok();
        await county.Procurator.Sees(
            petition,
            "accepted",
            "受理通知 procuratorate:330602 2026-03-05 legal",
            "线索审查 procuratorate:330602 2026-06-02 legal"
        );

        (await county.Procurator.Post(petition + "/notify", new { number = "受理1" })).Ok();
        await county.Procurator.Sees(
            petition,
            "accepted",
            "其他当事人提出意见 otherParty 2026-03-17 legal",
            "线索审查 procuratorate:330602 2026-06-02 legal"
        );
        await county.ItIs("2026-03-18");
        await county.Procurator.Sees(petition, "accepted", "线索审查 procuratorate:330602 2026-06-02 legal");

        (await county.Procurator.Post(petition + "/answer", new { result = "supported", text = "已发出检察建议" })).Ok();
        var closed = await county.Procurator.Sees(petition, "closed");
        closed["answer"].Text("result").ShouldBe("supported");
        closed["leadId"].GetValue<string>().ShouldBe(lead);
    }

    [Fact]
    public async Task A_petition_that_names_a_case_raises_its_leads_and_asks_for_relief_of_who_is_in_need()
    {
        await using var county = await County.On();
        var number = await county.Delivered();
        var lead = $"/procuratorate/v1/leads/{await county.LeadOf(number)}";
        (await county.Procurator.Get(lead))["priority"].GetValue<string>().ShouldBe("normal");

        (await HandIn(county, "need", "拖欠农民工工资", number)).Status.ShouldBe(201);

        var raised = (await county.Procurator.Get(lead)).Ok();
        raised["priority"].GetValue<string>().ShouldBe("high");
        raised["vulnerable"].GetValue<string>().ShouldBe("农民工");
        (await county.Procurator.Get(County.LeadsOf(number) + "&relief=toOffer")).Items.Count.ShouldBeGreaterThan(0);
        (await county.Procurator.Post(lead + "/relief", new { to = "王某" })).Places.ShouldBe(["outcome"]);
        (await county.Procurator.Post(lead + "/relief", new { to = "王某", outcome = "applied" })).Ok();
        (await county.Procurator.Get(lead))["relief"].Text("outcome").ShouldBe("applied");
        (await county.Procurator.Post(lead + "/relief", new { to = "王某", outcome = "declined" })).Status.ShouldBe(409);
    }

    [Fact]
    public async Task A_refused_petition_ends_with_its_ground()
    {
        await using var county = await County.On();
        var petition = await Received(county);
        var bare = await county.Procurator.Post(petition + "/refuse", new { });
        bare.Status.ShouldBe(422);
        bare.Places.ShouldBe(["ground", "text"]);
        (await county.Procurator.Post(petition + "/refuse", new { ground = "courtReviewing", text = "法院正在审查" })).Ok();
        (await county.Procurator.Sees(petition, "notAccepted"))["notAccepted"].Text("ground").ShouldBe("courtReviewing");
        (await county.Procurator.Post(petition + "/accept", new { })).ShouldBeNotNow("notAccepted");
    }

    [Fact]
    public async Task What_is_missing_is_the_petitioners_to_bring()
    {
        await using var county = await County.On();
        var petition = await Received(county);
        (await county.Procurator.Post(petition + "/supplement", new { items = new[] { "身份证明" } })).Ok();
        await county.Procurator.Sees(petition, "supplementAsked", "申请材料补齐 petitioner 2026-03-17 param");
        await county.ItIs("2026-03-10");
        (await county.Procurator.Post(petition + "/supply", new { items = new[] { "身份证明" } })).Ok();
        await county.Procurator.Sees(petition, "received", "申请受理审查 procuratorate:330602 2026-03-17 param");
    }

    [Fact]
    public async Task A_petition_without_a_number_is_one_by_its_idempotency_key()
    {
        await using var county = await County.Alone();
        var first = await HandIn(county, "k1", "请求监督执行");
        first.Status.ShouldBe(201);
        var again = await HandIn(county, "k1", "请求监督执行");
        again.Status.ShouldBe(200);
        again["id"].GetValue<string>().ShouldBe(first["id"].GetValue<string>());
        (await HandIn(county, "k1", "另一件事")).Status.ShouldBe(409);
        (await HandIn(county, "k2", "请求监督执行")).Status.ShouldBe(201);
        (await county.Procurator.Get(Shelf)).Items.Count.ShouldBe(2);

        var keyless = await county.Procurator.Post(Shelf, Content("请求监督执行"));
        keyless.Status.ShouldBe(422);
        keyless.Places.ShouldBe(["number"]);
    }

    private static async Task<string> Received(County county)
    {
        var made = await HandIn(county, "k1", "请求监督执行");
        made.Status.ShouldBe(201);
        var petition = $"{Shelf}/{made["id"]}";
        await county.Procurator.Sees(petition, "received", "申请受理审查 procuratorate:330602 2026-03-09 param");
        return petition;
    }

    private static Task<Answer> HandIn(County county, string key, string content, string? caseNumber = null)
    {
        var body = Desk.Json(JsonSerializer.Serialize(Content(content, caseNumber)));
        body.Headers.Add("Idempotency-Key", $"{key}-{county.Story}");
        return county.Procurator.Send(HttpMethod.Post, Shelf, body);
    }

    private static object Content(string content, string? caseNumber = null) =>
        new
        {
            petitioner = new { name = "李四" },
            content,
            caseNumber,
        };
}
