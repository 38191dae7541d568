using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Loops;

/// <summary>The police decline or are silent (立案监督, 刑诉规则 560-564).</summary>
[Trait(ExchangeRun.Knows, ExchangeRun.Doors)]
public sealed class FilingSupervisionTests
{
    [Fact]
    public async Task A_decline_whose_reasons_hold_ends_the_referral_not_filed()
    {
        await using var county = await County.On();
        var referral = await Declined(county);
        (await county.ProcuratorDoes(referral, "accept-reasons", new { text = "同意不立案" })).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "closed");
        var leads = await county.Procurator.Until(
            County.LeadsOf(county.NumberOf(1), "EndedWithAssets"),
            page => page.Items.All(lead => lead.Text("state") == "closed")
        );
        leads.Items.ShouldHaveSingleItem().Text("outcome").ShouldBe("notFiled");

        // New facts may still lead to a filing (R6), and everybody is told.
        (await county.PoliceDo(referral, "file", new { number = "立案9" })).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "filed", "移送案件进展提醒 police:330602 2026-06-02 param");
    }

    [Fact]
    public async Task Reasons_that_hold_end_it_as_well()
    {
        await using var county = await County.On();
        var referral = await ReasonsGiven(county);
        (await county.ProcuratorDoes(referral, "accept-reasons", new { text = "理由成立" })).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "closed");
    }

    [Fact]
    public async Task Reasons_that_do_not_hold_lead_to_a_directed_filing_which_the_law_asks_after()
    {
        await using var county = await County.On();
        var referral = await ReasonsGiven(county);
        (await county.ProcuratorDoes(referral, "direct-filing", new { reasons = "理由不成立" })).Status.ShouldBe(403, "the chief directs");
        (await county.ChiefDoes(referral, "direct-filing", new { reasons = "理由不成立" })).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "filingDirected", "通知立案 police:330602 2026-03-24 legal");

        await county.ItIs("2026-03-16");
        (await county.PoliceDo(referral, "file", new { number = "立案1" })).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "filed", "立案监督案件催办 police:330602 2026-06-16 legal");
        var filed = await county.Procurator.Get($"/procuratorate/v1/transfers/{referral}");
        filed["police"]["filing"]!["directed"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Silence_past_the_filing_decision_is_asked_about_and_after_seven_more_days_the_filing_is_directed()
    {
        await using var county = await County.On();
        var referral = await county.Acknowledged();
        await county.ItIs("2026-03-05");
        (await county.ProcuratorDoes(referral, "request-reasons", new { text = "为何未决定" })).ShouldBeNotNow("acknowledged");

        await county.ItIs("2026-03-06");
        (await county.Procurator.Get($"/procuratorate/v1/transfers/{referral}")).IsOverdue().ShouldBeTrue();
        (await county.ProcuratorDoes(referral, "request-reasons", new { text = "为何未决定" })).Ok();
        string[] asked = ["立案审查 police:330602 2026-03-05 legal", "说明不立案理由 police:330602 2026-03-13 legal"];
        await county.ProcuratorateAndPoliceSee(referral, "reasonsRequested", asked);

        await county.ItIs("2026-03-13");
        (await county.ChiefDoes(referral, "correct", new { text = "逾期未说明理由" })).ShouldBeNotNow("reasonsRequested");
        (await county.ChiefDoes(referral, "direct-filing", new { reasons = "证据充分" })).ShouldBeNotNow("reasonsRequested");

        await county.ItIs("2026-03-16");
        (await county.ChiefDoes(referral, "correct", new { text = "逾期未说明理由" })).Ok();
        await county.Police.Until(
            $"/police/v1/referrals/{referral}",
            view => view["supervision"].Text("correctionText") == "逾期未说明理由"
        );
        await county.ProcuratorateAndPoliceSee(referral, "reasonsRequested", asked);
        (await county.ChiefDoes(referral, "direct-filing", new { reasons = "证据充分" })).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "filingDirected", "通知立案 police:330602 2026-03-31 legal");
    }

    [Fact]
    public async Task A_directed_filing_that_does_not_come_is_noticed_then_reported_upward_and_filed()
    {
        await using var county = await County.On();
        var referral = await ReasonsGiven(county);
        (await county.ChiefDoes(referral, "direct-filing", new { reasons = "理由不成立" })).Ok();
        await county.ItIs("2026-03-24");
        (await county.ChiefDoes(referral, "correct", new { text = "请纠正" })).ShouldBeNotNow("filingDirected");
        await county.ItIs("2026-03-25");
        (await county.ChiefDoes(referral, "correct", new { text = "请纠正" })).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "correctionNoticed", "纠正违法通知书回复 police:330602 2026-04-09 param");

        await county.ItIs("2026-04-10");
        (await county.ChiefDoes(referral, "report-upward", new { text = "报请协商" })).Ok();
        // 25 April 2026 is a Saturday.
        await county.ProcuratorateAndPoliceSee(referral, "withHigher", "纠正违法通知书回复 procuratorate:330600 2026-04-27 param");
        (await county.ChiefDoes(referral, "accept-reasons", new { })).Status.ShouldBe(403, "it is with the higher procuratorate");

        (await county.PoliceDo(referral, "file", new { number = "立案1" })).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "filed", "立案监督案件催办 police:330602 2026-07-10 legal");
    }

    [Fact]
    public async Task The_higher_procuratorate_may_bring_back_that_nothing_is_filed()
    {
        await using var county = await County.On();
        var referral = await ReasonsGiven(county);
        (await county.ChiefDoes(referral, "direct-filing", new { reasons = "理由不成立" })).Ok();
        await county.ItIs("2026-03-25");
        (await county.ChiefDoes(referral, "correct", new { text = "请纠正" })).Ok();
        await county.ItIs("2026-04-10");
        (await county.ChiefDoes(referral, "report-upward", new { text = "报请协商" })).Ok();
        (await county.HigherChief.Post($"/procuratorate/v1/transfers/{referral}/accept-reasons", new { text = "协商后不立案" })).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "closed");
    }

    private static async Task<string> Declined(County county)
    {
        var referral = await county.Acknowledged();
        (
            await county.PoliceDo(
                referral,
                "decline",
                new
                {
                    ground = "noCriminalFacts",
                    reasons = "没有犯罪事实",
                    noticeNumber = "不立1",
                }
            )
        ).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "declined", "不立案审查 procuratorate:330602 2026-03-12 param");
        return referral;
    }

    /// <summary>Declined on Monday 2 March, asked on the 4th, reasons given on the 9th.</summary>
    private static async Task<string> ReasonsGiven(County county)
    {
        var referral = await Declined(county);
        await county.ItIs("2026-03-04");
        (await county.ProcuratorDoes(referral, "request-reasons", new { text = "请说明理由" })).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "reasonsRequested", "说明不立案理由 police:330602 2026-03-11 legal");
        await county.ItIs("2026-03-09");
        (await county.PoliceDo(referral, "reasons", new { text = "认为不构成犯罪" })).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "reasonsGiven", "不立案理由审查 procuratorate:330602 2026-03-19 param");
        return referral;
    }
}
