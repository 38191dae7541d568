using Shouldly;
using Xunit;
using static Exchange.Tests.EndToEnd.Loops.Sanctions;

namespace Exchange.Tests.EndToEnd.Loops;

/// <summary>Loop 3: performed and still sanctioned (信用修复; 失信规定 art 10), between desk, procuratorate and court.</summary>
[Trait(ExchangeRun.Knows, ExchangeRun.Doors)]
public sealed class CreditTests
{
    [Fact]
    public async Task A_listing_with_a_term_is_lawful_until_the_term_and_three_working_days_are_over_performed_or_not()
    {
        await using var county = await County.On();
        var number = await county.Delivered(
            1,
            record =>
            {
                PerformedAndListed(record, "2026-02-02");
                Set(record, "listingEndsOn", "2026-05-11");
            }
        );
        var repair = await county.RepairOf(number);
        const string term = "失信信息删除 court:浙0602 2026-05-14 legal";
        (await county.Credit.Sees(RepairAt(repair), "watching", term)).IsOverdue().ShouldBeFalse();
        (await county.Credit.Get("/credit/v1/findings?caseNumber=" + Uri.EscapeDataString(number))).Items.ShouldBeEmpty();

        await county.ItIs("2026-05-14");
        (await county.Credit.Sees(RepairAt(repair), "watching", term)).IsOverdue().ShouldBeFalse();
        (await county.Procurator.Get(County.LeadsOf(number, "RestrictionNotLifted"))).Items.ShouldBeEmpty();

        await county.ItIs("2026-05-15");
        var found = await county.Credit.Sees(RepairAt(repair), "found", term, "信用修复建议 credit:330602 2026-05-22 param");
        found["basis"].GetValue<string>().ShouldBe("termEnded");
        await county.LeadOf(number, "RestrictionNotLifted");
    }

    [Fact]
    public async Task A_listing_without_a_term_that_is_deleted_on_the_third_working_day_is_in_time()
    {
        await using var county = await County.On();
        var number = await county.Delivered(1, record => PerformedAndListed(record, County.Monday));
        var repair = await county.RepairOf(number);
        await county.ItIs("2026-03-05");
        await county.Credit.Sees(RepairAt(repair), "watching", Breached);
        await county.Corrected(number, record => Set(record, "delistedOn", "2026-03-05"));
        await county.Credit.Sees(RepairAt(repair), "liftedOnTime");
    }

    [Fact]
    public async Task Another_creditors_objection_is_recorded_and_changes_nothing()
    {
        await using var county = await County.On();
        var (_, repair) = await county.Found();
        string[] clocks = [Breached, "信用修复建议 credit:330602 2026-03-13 param"];
        (await county.Credit.Post(RepairAt(repair) + "/objection", new { creditor = "另案债权人", text = "我的案件尚未履行" })).Ok();
        var after = await county.Credit.Sees(RepairAt(repair), "found", clocks);
        after["objections"].AsArray().ShouldHaveSingleItem().Text("text").ShouldBe("我的案件尚未履行");
        (await county.Credit.Post(RepairAt(repair) + "/propose", new { facts = "已全部履行", proof = new[] { "结案证明" } })).Ok();
    }

    [Fact]
    public async Task Nothing_is_restored_before_the_court_has_lifted()
    {
        await using var county = await County.On();
        var (_, repair) = await county.ProposedToProcuratorate();
        (await county.Credit.Post(RepairAt(repair) + "/restore", new { })).ShouldBeNotNow("proposed");
        await county.Credit.Sees(RepairAt(repair), "proposed", Breached, "信用修复审查 procuratorate:330602 2026-03-23 param");
    }

    [Fact]
    public async Task A_proposal_that_the_procuratorate_declines_is_the_desks_again_with_a_clock()
    {
        await using var county = await County.On();
        var (_, repair) = await county.ProposedToProcuratorate();
        (await county.Procurator.Post($"/procuratorate/v1/repairs/{repair}/decline", new { reasons = "凭证不完整" })).Ok();
        await county.Procurator.Sees($"/procuratorate/v1/repairs/{repair}", "declined");
        var back = await county.Credit.Sees(RepairAt(repair), "found", Breached, "信用修复建议 credit:330602 2026-03-13 param");
        back["review"].Text("declineReasons").ShouldBe("凭证不完整");
    }

    [Fact]
    public async Task The_court_is_asked_informally_and_when_it_does_not_lift_it_is_the_procurators_again()
    {
        await using var county = await County.On();
        var (_, repair) = await county.ProposedToProcuratorate();
        (await county.Procurator.Post($"/procuratorate/v1/repairs/{repair}/ask-court", new { text = "请核实并解除" })).Ok();
        await county.Procurator.Sees($"/procuratorate/v1/repairs/{repair}", "courtAsked", "提示法院解除 court:浙0602 2026-03-13 param");
        await county.Credit.Sees(RepairAt(repair), "courtAsked", Breached, "提示法院解除 court:浙0602 2026-03-13 param");

        await county.ItIs("2026-03-16");
        await county.Procurator.Sees(
            $"/procuratorate/v1/repairs/{repair}",
            "proposed",
            "信用修复审查 procuratorate:330602 2026-03-31 param"
        );
        await county.Credit.Sees(RepairAt(repair), "proposed", Breached, "信用修复审查 procuratorate:330602 2026-03-31 param");
    }

    [Fact]
    public async Task An_opinion_that_the_court_refuses_with_reasons_that_hold_leaves_the_sanction_lawful()
    {
        await using var county = await County.On();
        var (number, repair) = await county.ProposedToProcuratorate();
        var lead = await county.LeadOf(number, "RestrictionNotLifted");
        var review = (
            await county.Procurator.Post(
                $"/procuratorate/v1/repairs/{repair}/opinion",
                new { facts = "已全部履行", request = "依法删除失信信息" }
            )
        ).Ok();
        var opinion = review["opinionId"].GetValue<string>();
        await county.Procurator.Sees($"/procuratorate/v1/repairs/{repair}", "underOpinion");
        await county.Credit.Sees(RepairAt(repair), "underOpinion", Breached);
        await county.Chief.Sees($"/procuratorate/v1/opinions/{opinion}", "proposed", "检察建议审批 procuratorate:330602 2026-03-13 param");
        // Rule and desk share one lead and one opinion.
        (await county.Procurator.UntilState($"/procuratorate/v1/leads/{lead}", "acted"))["children"]
            .AsArray()
            .ShouldHaveSingleItem()
            .Text("id")
            .ShouldBe(opinion);

        (await county.Chief.Post($"/procuratorate/v1/opinions/{opinion}/decide", new { })).Ok();
        (await county.Procurator.Post($"/procuratorate/v1/opinions/{opinion}/issue", new { number = "检建〔2026〕3号" })).Ok();
        await county.Clerk.UntilState($"/court/v1/opinions/{opinion}", "issued");
        (await county.Clerk.Post($"/court/v1/opinions/{opinion}/receipt", new { receiptNumber = "收1" })).Ok();
        (await county.Answered(opinion, "refused")).Ok();
        await county.Procurator.Sees($"/procuratorate/v1/repairs/{repair}", "refused");
        await county.Credit.Sees(RepairAt(repair), "refused", Breached);

        await county.Procurator.UntilState($"/procuratorate/v1/opinions/{opinion}", "answered");
        (await county.Procurator.Post($"/procuratorate/v1/opinions/{opinion}/accept-answer", new { comment = "理由成立" })).Ok();
        await county.Procurator.Sees($"/procuratorate/v1/repairs/{repair}", "closed");
        (await county.Credit.Sees(RepairAt(repair), "closed"))["outcome"].GetValue<string>().ShouldBe("staysLawful");
        await county.Procurator.Sees($"/procuratorate/v1/leads/{lead}", "closed");
    }
}
