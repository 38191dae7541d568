using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Loops;

/// <summary>类案检察建议: one opinion over several cases of a court, answered and closed case by case (O15).</summary>
[Trait(ExchangeRun.Knows, ExchangeRun.Doors)]
public sealed class ClassOpinionTests
{
    [Fact]
    public async Task One_opinion_takes_leads_of_several_cases_and_closes_when_each_of_them_has_its_outcome()
    {
        await using var county = await County.On();
        var (first, second) = (await county.Delivered(1), await county.Delivered(2));
        var (lead, also) = (await county.Claimed(first), await county.Claimed(second));
        var opinion = await county.Proposed(lead, "opinion", new { request = "依法纠正", alsoLeads = new[] { also } });
        var at = $"/procuratorate/v1/opinions/{opinion}";
        (await county.Chief.Post(at + "/decide", new { comment = "同意" })).Ok();
        (await county.Procurator.Post(at + "/issue", new { number = "检建〔2026〕9号" })).Ok();
        await county.Clerk.UntilState($"/court/v1/opinions/{opinion}", "issued");
        (await county.Clerk.Post($"/court/v1/opinions/{opinion}/receipt", new { receiptNumber = "收9" })).Ok();
        (await county.Answered(opinion, "adopted")).Ok();
        await county.Procurator.UntilState(at, "answered");
        (await county.Procurator.Post(at + "/accept-answer", new { comment = "认可" })).Ok();

        (await county.Procurator.Post(at + "/verify", new { caseNumber = "（2020）浙0602执1号", outcome = "resumed" })).Places.ShouldBe([
            "caseNumber",
        ]);
        (await county.Procurator.Post(at + "/verify", new { caseNumber = first, outcome = "resumed" }))
            .Ok()
            .State.ShouldBe("awaitingCorrection");
        var closed = (await county.Procurator.Post(at + "/verify", new { caseNumber = second, outcome = "corrected" })).Ok();

        closed.State.ShouldBe("closed");
        closed["side"]["outcome"]!.GetValue<string>().ShouldBe("partlyCorrected");
        closed["side"]["cases"]!.AsArray().Select(c => c!["outcome"]!.GetValue<string>()).ShouldBe(["resumed", "corrected"]);
        foreach (var id in (string[])[lead, also])
        {
            await county.Procurator.UntilState($"/procuratorate/v1/leads/{id}", "closed");
        }
    }

    [Fact]
    public async Task A_governance_opinion_goes_to_the_court_above_and_has_its_own_clock()
    {
        await using var county = await County.On();
        var lead = await county.Claimed(await county.Delivered());
        (
            await county.Procurator.Post($"/procuratorate/v1/leads/{lead}/opinion", new { request = "规范终本", court = "浙06" })
        ).Places.ShouldBe(["court"]);

        var acted = (
            await county.Procurator.Post(
                $"/procuratorate/v1/leads/{lead}/opinion",
                new
                {
                    request = "规范辖区终本程序",
                    kind = "governance",
                    court = "浙06",
                }
            )
        ).Ok();
        var opinion = acted["children"].AsArray()[^1]!["id"]!.GetValue<string>();
        var at = $"/procuratorate/v1/opinions/{opinion}";
        await county.Procurator.UntilState(at, "proposed");
        (await county.HigherChief.Post(at + "/decide", new { comment = "同意" })).Ok();
        (await county.HigherChief.Post(at + "/issue", new { number = "检建〔2026〕10号" })).Ok();
        await county.HigherClerk.UntilState($"/court/v1/opinions/{opinion}", "issued");
        (await county.Clerk.Get($"/court/v1/opinions/{opinion}")).Status.ShouldBe(404);
        (await county.HigherClerk.Post($"/court/v1/opinions/{opinion}/receipt", new { receiptNumber = "收10" })).Ok();
        await county.HigherClerk.Sees($"/court/v1/opinions/{opinion}", "received", "社会治理检察建议回复 court:浙06 2026-05-06 legal");
    }

    [Fact]
    public async Task A_lead_of_another_court_is_not_taken_along()
    {
        await using var county = await County.On();
        var lead = await county.Claimed(await county.Delivered(1));

        (
            await county.Procurator.Post(
                $"/procuratorate/v1/leads/{lead}/opinion",
                new { request = "依法纠正", alsoLeads = new[] { "Lnothing" } }
            )
        ).Places.ShouldBe(["alsoLeads"]);
    }
}
