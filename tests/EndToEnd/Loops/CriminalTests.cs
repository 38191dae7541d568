using Exchange.Access;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Loops;

/// <summary>Loop 2: from a lead or a court to the police (移送涉嫌犯罪线索), and back with the outcome.</summary>
[Trait(ExchangeRun.Knows, ExchangeRun.Doors)]
public sealed class CriminalTests
{
    [Fact]
    public async Task A_filed_referral_ends_with_the_verdict_and_the_money_paid_meanwhile_reaches_the_police()
    {
        await using var county = await County.Alone();
        var number = await county.Delivered();
        var lead = await county.Claimed(number, "EndedWithAssets");
        var referral = await county.Proposed(lead, "transfer", Crime);
        await county.Chief.Sees(TransferAt(referral), "proposed", "移送审批 procuratorate:330602 2026-03-09 param");
        (await county.Police.Get(ReferralAt(referral))).Status.ShouldBe(404, "what is not decided is not for the police");
        (await county.ChiefDoes(referral, "decide", new { approve = true })).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "transferred", "受案回执 police:330602 2026-03-03 param");

        (await county.PoliceDo(referral, "acknowledge", new { receiptNumber = "受案1" })).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "acknowledged", "立案审查 police:330602 2026-03-05 legal");
        await county.ItIs("2026-03-04");
        (await county.PoliceDo(referral, "file", new { number = "立案1" })).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "filed", "移送案件进展提醒 police:330602 2026-06-04 param");

        await county.ItIs("2026-04-01");
        await county.Corrected(
            number,
            record =>
            {
                record["recovered"] = 50000;
                record["performedOn"] = "2026-04-01";
            }
        );
        var told = await county.Police.Until(ReferralAt(referral), view => view.Body!["supervision"]?["payments"]!.AsArray().Count > 0);
        told.State.ShouldBe("filed", "money decides nothing by itself");
        var payment = told["supervision"]["payments"]![0]!;
        payment["recoveredNow"]!.GetValue<decimal>().ShouldBe(50000);
        payment.Text("performedOn").ShouldBe("2026-04-01");
        told["paidBeforeIndictment"].GetValue<bool>().ShouldBeTrue();

        foreach (var kind in (string[])["measure", "sentForProsecution", "indicted", "verdict"])
        {
            (
                await county.PoliceDo(
                    referral,
                    "outcome",
                    new
                    {
                        suspectId = "1",
                        kind,
                        on = "2026-04-01",
                        text = "依法办理",
                    }
                )
            ).Ok();
        }
        await county.ProcuratorateAndPoliceSee(referral, "closed");
        (await county.Procurator.Sees(LeadAt(lead), "closed"))["outcome"].GetValue<string>().ShouldBe("concluded");
        var funnel = (await county.Chief.Get("/procuratorate/v1/statistics")).Ok();
        funnel["transferred"].GetValue<int>().ShouldBe(1);
        funnel["filed"].GetValue<int>().ShouldBe(1);
        funnel["persons"].GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task What_is_missing_is_asked_for_twice_and_the_clock_stands_still_but_the_third_time_the_police_must_decide()
    {
        await using var county = await County.On();
        var referral = await county.Acknowledged();
        (await county.PoliceDo(referral, "return", Missing("送达回证"))).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "returned", "补充材料 procuratorate:330602 2026-03-05 param");
        (await county.PoliceDo(referral, "decline", Decline)).ShouldBeNotNow("returned");

        await county.ItIs("2026-03-04");
        (await county.ProcuratorDoes(referral, "complete", Items("送达回证"))).Ok();
        // Two days stood still: due on Saturday 7 March, so on Monday.
        await county.ProcuratorateAndPoliceSee(referral, "acknowledged", "立案审查 police:330602 2026-03-09 legal");
        (await county.ProcuratorDoes(referral, "complete", Items("又一件"))).ShouldBeNotNow("acknowledged");

        (await county.PoliceDo(referral, "return", Missing("送达回证"))).ShouldBeNotNow("acknowledged");
        (await county.PoliceDo(referral, "return", Missing("财产报告"))).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "returned", "补充材料 procuratorate:330602 2026-03-09 param");
        (await county.ProcuratorDoes(referral, "insist", new { note = "无其他材料，请依法决定" })).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "acknowledged", "立案审查 police:330602 2026-03-09 legal");

        var third = (await county.PoliceDo(referral, "return", Missing("银行流水"))).ShouldBeNotNow("acknowledged");
        third["detail"].GetValue<string>().ShouldContain("file or decline");
        third["allowed"].AsArray().Select(a => a!.GetValue<string>()).ShouldBe(["file", "decline", "extend", "hand-over"]);
    }

    [Fact]
    public async Task Handed_over_it_is_the_other_organs_with_its_own_clock_the_old_one_still_reads_and_a_third_time_the_superior_decides()
    {
        await using var county = await County.On();
        var referral = await county.Acknowledged();
        (await county.PoliceDo(referral, "hand-over", new { to = "330603", reason = "无管辖权" })).Ok();
        var second = county.As(Roles.PoliceOfficer, "330603");
        await second.Sees(ReferralAt(referral), "transferred", "受案回执 police:330603 2026-03-03 param");
        await county.Procurator.Sees(TransferAt(referral), "transferred", "受案回执 police:330603 2026-03-03 param");
        var old = await county.Police.Sees(ReferralAt(referral), "transferred", "受案回执 police:330603 2026-03-03 param");
        old["earlierReceipts"].AsArray().ShouldHaveSingleItem().Text("number").ShouldBe("受案1");
        (await county.PoliceDo(referral, "acknowledge", new { receiptNumber = "受案2" })).Status.ShouldBe(403);

        (await second.Post(ReferralAt(referral) + "/hand-over", new { to = "330681", reason = "无管辖权" })).Ok();
        var third = county.As(Roles.PoliceOfficer, "330681");
        (await third.Post(ReferralAt(referral) + "/acknowledge", new { receiptNumber = "受案3" })).Ok();
        await third.Sees(ReferralAt(referral), "acknowledged", "立案审查 police:330681 2026-03-05 legal");
        await county.Procurator.Sees(TransferAt(referral), "acknowledged", "立案审查 police:330681 2026-03-05 legal");

        var refused = await third.Post(ReferralAt(referral) + "/hand-over", new { to = "330602", reason = "无管辖权" });
        refused.ShouldBeNotNow("acknowledged")["detail"].GetValue<string>().ShouldContain("police:330600");
    }

    [Fact]
    public async Task Recalled_before_the_filing_it_is_withdrawn_at_both_and_the_police_do_nothing_more()
    {
        await using var county = await County.On();
        var referral = await county.Acknowledged();
        (await county.ProcuratorDoes(referral, "recall", new { reason = "线索有误" })).Status.ShouldBe(403, "only the chief recalls");
        (await county.ChiefDoes(referral, "recall", new { reason = "线索有误" })).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "withdrawn");
        (await county.PoliceDo(referral, "file", new { number = "立案1" })).ShouldBeNotNow("withdrawn");
    }

    [Fact]
    public async Task After_the_filing_a_recall_is_only_a_word_and_the_police_decide()
    {
        await using var county = await County.On();
        var referral = await county.Acknowledged();
        (await county.PoliceDo(referral, "file", new { number = "立案1" })).Ok();
        await county.Chief.UntilState(TransferAt(referral), "filed");
        (await county.ChiefDoes(referral, "recall", new { reason = "不再支持" })).Ok();
        await county.Police.Until(ReferralAt(referral), view => view["sender"].Text("noLongerSupportedOn") == County.Monday);
        await county.ProcuratorateAndPoliceSee(referral, "filed", "移送案件进展提醒 police:330602 2026-06-02 param");
    }

    [Fact]
    public async Task A_courts_own_transfer_has_seven_days_and_thirty_and_the_procuratorate_has_its_copy()
    {
        await using var county = await County.On();
        var referral = await TransferredByCourt(county, await county.Delivered());
        await AllThreeSee(county, referral, "transferred", "受案回执 police:330602 2026-03-03 param");

        (await county.PoliceDo(referral, "acknowledge", new { receiptNumber = "受案1" })).Ok();
        await AllThreeSee(county, referral, "acknowledged", "拒执线索立案审查 police:330602 2026-03-09 legal");
        (await county.PoliceDo(referral, "extend", Extension)).Ok();
        await AllThreeSee(county, referral, "acknowledged", "拒执线索立案审查 police:330602 2026-04-01 legal");
        (await county.PoliceDo(referral, "extend", Extension with { Reason = "再延长" })).ShouldBeNotNow("acknowledged");

        (await county.ChiefDoes(referral, "recall", new { reason = "不是本院的" })).ShouldBeNotNow("acknowledged");
        (await county.PoliceDo(referral, "file", new { number = "立案1" })).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "filed", "移送案件进展提醒 police:330602 2026-06-02 param");
        await county.Clerk.UntilState($"/court/v1/transfers/{referral}", "filed");
    }

    [Fact]
    public async Task What_is_paid_after_a_courts_own_transfer_the_police_hear_the_first_time_already()
    {
        await using var county = await County.On();
        var number = await county.Delivered();
        var referral = await TransferredByCourt(county, number);
        await AllThreeSee(county, referral, "transferred", "受案回执 police:330602 2026-03-03 param");

        await county.Corrected(number, record => record["recovered"] = 50000);
        var told = await county.Police.Until(ReferralAt(referral), view => view.Body!["supervision"]?["payments"]!.AsArray().Count > 0);
        var payment = told["supervision"]["payments"]![0]!;
        payment["recoveredNow"]!.GetValue<decimal>().ShouldBe(50000);
        payment["recoveredBefore"]!.GetValue<decimal>().ShouldBe(told["sender"]!["recoveredAtTransfer"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task A_procuratorates_referral_has_three_days_seven_and_thirty()
    {
        await using var county = await County.On();
        var referral = await county.Acknowledged();
        (await county.PoliceDo(referral, "extend", Extension)).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "acknowledged", "立案审查 police:330602 2026-03-09 legal");
        (await county.PoliceDo(referral, "extend", Extension with { Reason = "重大复杂" })).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "acknowledged", "立案审查 police:330602 2026-04-01 legal");
        (await county.PoliceDo(referral, "extend", Extension with { Reason = "再延长" })).ShouldBeNotNow("acknowledged");
    }

    [Fact]
    public async Task Without_a_receipt_in_24_hours_the_filing_clock_runs_from_when_the_police_had_it()
    {
        await using var county = await County.On();
        var referral = await county.Transferred(await county.Claimed(await county.Delivered(), "EndedWithAssets"));
        await county.ItIs("2026-03-04");
        await county.ProcuratorateAndPoliceSee(
            referral,
            "transferred",
            "受案回执 police:330602 2026-03-03 param",
            "立案审查 police:330602 2026-03-05 legal"
        );
        (await county.Police.Get(ReferralAt(referral))).IsOverdue().ShouldBeTrue();

        (await county.PoliceDo(referral, "acknowledge", new { receiptNumber = "受案1" })).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "acknowledged", "立案审查 police:330602 2026-03-05 legal");
    }

    private sealed record ExtensionBody(string ApprovedBy, string ApprovedOn, string Reason);

    private static ExtensionBody Extension { get; } = new("县级公安机关负责人", County.Monday, "需要核查");

    private static object Crime { get; } = new
    {
        crime = "拒不执行判决、裁定罪",
        facts = "被执行人隐匿财产。",
        evidence = new[] { "执行卷宗" },
        suspects = new[] { new { suspectId = "1", name = "张三" } },
    };

    private static object Decline { get; } = new { ground = "noCriminalFacts", reasons = "没有犯罪事实" };

    private static object Missing(string item) => new { missing = new[] { item } };

    private static object Items(string item) => new { items = new[] { item } };

    private static async Task<string> TransferredByCourt(County county, string number)
    {
        var made = await county.Clerk.Post(
            "/court/v1/transfers",
            new
            {
                number = "移送" + number,
                caseNumber = number,
                facts = "被执行人有能力执行而拒不执行。",
                evidence = new[] { "身份证据", "义务证据", "能力证据", "拒执行为证据", "情节后果证据" },
                suspects = new[] { new { suspectId = "1", name = "张三" } },
            }
        );
        made.Status.ShouldBe(201);
        return made["id"].GetValue<string>();
    }

    private static async Task AllThreeSee(County county, string referral, string state, params string[] clocks)
    {
        await county.ProcuratorateAndPoliceSee(referral, state, clocks);
        await county.Clerk.Sees($"/court/v1/transfers/{referral}", state, clocks);
    }

    private static string TransferAt(string id) => $"/procuratorate/v1/transfers/{id}";

    private static string ReferralAt(string id) => $"/police/v1/referrals/{id}";

    private static string LeadAt(string id) => $"/procuratorate/v1/leads/{id}";
}
