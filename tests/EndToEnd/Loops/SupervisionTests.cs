using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Loops;

/// <summary>Loop 1: from a lead to an opinion (检察建议), its answer and the correction (法发〔2016〕30号 arts 13-14; 监督规则 108, 121-124).</summary>
[Trait(ExchangeRun.Knows, ExchangeRun.Doors)]
public sealed class SupervisionTests
{
    [Fact]
    public async Task An_adopted_opinion_is_corrected_verified_and_counted_with_what_came_in()
    {
        await using var county = await County.Alone();
        var number = await county.Delivered();
        var lead = await county.LeadOf(number);
        await county.Procurator.Sees(LeadAt(lead), "new", "线索分流(中) procuratorate:330602 2026-03-16 param");
        (await county.Procurator.Post(LeadAt(lead) + "/claim", new { })).Ok();
        await county.Procurator.Sees(LeadAt(lead), "reviewing", "线索审查 procuratorate:330602 2026-06-02 legal");

        var opinion = await county.OpinionProposed(lead);
        await county.Chief.Sees(OpinionAt(opinion), "proposed", "检察建议审批 procuratorate:330602 2026-03-09 param");
        await county.Procurator.Sees(LeadAt(lead), "acted");
        (await county.Clerk.Get($"/court/v1/opinions/{opinion}")).Status.ShouldBe(404, "what is not issued is not for the court");

        (await county.Chief.Post(OpinionAt(opinion) + "/decide", new { comment = "同意" })).Ok();
        await county.Procurator.Sees(OpinionAt(opinion), "decided", "检察建议书送达 procuratorate:330602 2026-03-17 legal");
        (await county.Procurator.Post(OpinionAt(opinion) + "/issue", new { number = "检建〔2026〕1号" })).Ok();
        await county.BothSee(opinion, "issued", "检察建议书签收 court:浙0602 2026-03-09 param");

        await county.ItIs("2026-03-05");
        (await county.Clerk.Post($"/court/v1/opinions/{opinion}/receipt", new { receiptNumber = "收1" })).Ok();
        await county.BothSee(opinion, "received", "执行检察建议回复 court:浙0602 2026-06-05 legal");

        await county.ItIs("2026-04-01");
        (await county.Answered(opinion, "adopted")).Ok();
        await county.Clerk.Sees($"/court/v1/opinions/{opinion}", "answered");
        await county.Procurator.Sees(OpinionAt(opinion), "answered", "回复审查 procuratorate:330602 2026-04-16 param");
        (await county.Procurator.Post(OpinionAt(opinion) + "/accept-answer", new { comment = "认可" })).Ok();
        await county.BothSee(opinion, "awaitingCorrection", "整改落实 court:浙0602 2026-07-01 param");

        await county.ItIs("2026-04-20");
        await county.Corrected(
            number,
            record =>
            {
                record["resumedOn"] = "2026-04-20";
                record["recovered"] = 50000;
            }
        );
        await county.Procurator.Until(OpinionAt(opinion), view => view["recoveredGain"].GetValue<decimal>() == 50000);
        await county.BothSee(opinion, "awaitingCorrection", "整改落实 court:浙0602 2026-07-01 param");
        (await county.Procurator.Post(OpinionAt(opinion) + "/verify", new { outcome = "resumed", comment = "已恢复执行" })).Ok();
        await county.BothSee(opinion, "closed");
        var closed = await county.Procurator.Sees(LeadAt(lead), "closed");
        closed["outcome"].GetValue<string>().ShouldBe("resumed");

        var funnel = (await county.Chief.Get("/procuratorate/v1/statistics")).Ok();
        funnel["opinions"].GetValue<int>().ShouldBe(1);
        funnel["adopted"].GetValue<int>().ShouldBe(1);
        funnel["resumed"].GetValue<int>().ShouldBe(1);
        funnel["recovered"].GetValue<decimal>().ShouldBe(50000);
        var regions = (await county.Chief.Get("/procuratorate/v1/statistics/breakdown?by=division")).Items;
        regions.Select(part => (part.Text("key"), part["adopted"]!.GetValue<int>())).ShouldBe([("330602", 1)]);
        var months = (await county.Chief.Get("/procuratorate/v1/statistics/breakdown?by=month")).Items;
        months.Count.ShouldBe(12);
        months.Where(part => part["resumed"]!.GetValue<int>() > 0).Select(part => part.Text("key")).ShouldBe(["2026-03"]);
        months.Sum(part => part["recovered"]!.GetValue<decimal>()).ShouldBe(50000);
    }

    [Fact]
    public async Task The_president_extends_once_and_an_accepted_refusal_closes_with_its_reasons()
    {
        await using var county = await County.On();
        var opinion = await county.OpinionReceived();
        await county.ItIs("2026-05-20");
        (await county.Clerk.Post($"/court/v1/opinions/{opinion}/extension", Extension("2026-05-20"))).Ok();
        // 5 July 2026 is a Sunday.
        await county.BothSee(opinion, "received", "执行检察建议回复 court:浙0602 2026-07-06 legal");

        await county.ItIs("2026-05-21");
        (await county.Clerk.Post($"/court/v1/opinions/{opinion}/extension", Extension("2026-05-21"))).ShouldBeNotNow("received");
        await county.BothSee(opinion, "received", "执行检察建议回复 court:浙0602 2026-07-06 legal");

        await county.ItIs("2026-07-06");
        (await county.Procurator.Get(OpinionAt(opinion))).IsOverdue().ShouldBeFalse("the last day belongs to the court");
        (await county.Answered(opinion, "refused")).Ok();
        var answered = await county.Procurator.Sees(OpinionAt(opinion), "answered", "回复审查 procuratorate:330602 2026-07-21 param");
        answered["court"]["answers"]![0]!["late"]!.GetValue<bool>().ShouldBeFalse();

        (await county.Procurator.Post(OpinionAt(opinion) + "/accept-answer", new { comment = "理由成立" })).Ok();
        await county.BothSee(opinion, "closed");
        (await county.Clerk.Get($"/court/v1/opinions/{opinion}"))["procuratorate"].Text("outcome").ShouldBe("reasonsAccepted");
    }

    [Fact]
    public async Task An_extension_approved_after_the_last_day_is_refused_and_one_approved_in_time_counts_however_late_it_is_entered()
    {
        await using var county = await County.On();
        var opinion = await county.OpinionReceived();
        await county.ItIs("2026-06-10");
        // 21 June 2026 is a holiday.
        string[] silent = ["执行检察建议回复 court:浙0602 2026-06-05 legal", "跟进监督 procuratorate:330602 2026-06-22 param"];
        await county.Procurator.Sees(OpinionAt(opinion), "received", silent);

        (await county.Clerk.Post($"/court/v1/opinions/{opinion}/extension", Extension("2026-06-08"))).ShouldBeNotNow(
            "received",
            "deadline-passed"
        );
        (await county.Procurator.Sees(OpinionAt(opinion), "received", silent)).IsOverdue().ShouldBeTrue();
        (await county.Clerk.Get($"/court/v1/opinions/{opinion}")).IsOverdue().ShouldBeTrue();

        (await county.Clerk.Post($"/court/v1/opinions/{opinion}/extension", Extension("2026-06-05"))).Ok();
        await county.BothSee(opinion, "received", "执行检察建议回复 court:浙0602 2026-07-06 legal");
        (await county.Procurator.Get(OpinionAt(opinion))).IsOverdue().ShouldBeFalse();
    }

    [Fact]
    public async Task An_incomplete_answer_is_sent_back_naming_each_missing_part_and_the_clock_runs_on()
    {
        await using var county = await County.On();
        var opinion = await county.OpinionReceived();
        await county.ItIs("2026-04-01");

        var bare = await county.Clerk.Post($"/court/v1/opinions/{opinion}/answer", new { verdict = "refused" });
        bare.Status.ShouldBe(422);
        bare.Places.ShouldBe(["facts", "opinion", "reasons", "seal"]);

        var noRuling = await county.Clerk.Post(
            $"/court/v1/opinions/{opinion}/answer",
            new
            {
                verdict = "adopted",
                facts = "经查属实",
                opinion = "采纳",
                reasons = "依法",
                seal = "院印.pdf",
            }
        );
        noRuling.Status.ShouldBe(422);
        noRuling.Places.ShouldBe(["ruling"]);
        await county.BothSee(opinion, "received", "执行检察建议回复 court:浙0602 2026-06-05 legal");

        (
            await county.Clerk.Post(
                $"/court/v1/opinions/{opinion}/answer",
                new
                {
                    verdict = "adopted",
                    facts = "经查属实",
                    opinion = "采纳",
                    reasons = "依法",
                    seal = "院印.pdf",
                    rulingFollowsOn = "2026-04-10",
                }
            )
        ).Ok();
        await county.Procurator.Sees(OpinionAt(opinion), "answered", "回复审查 procuratorate:330602 2026-04-16 param");
    }

    [Fact]
    public async Task A_late_answer_counts_ends_the_overdue_and_stays_marked_late()
    {
        await using var county = await County.On();
        var opinion = await county.OpinionReceived();
        await county.ItIs("2026-06-30");
        (await county.Procurator.Get(OpinionAt(opinion))).IsOverdue().ShouldBeTrue();

        (await county.Answered(opinion, "partly")).Ok();
        var answered = await county.Procurator.Sees(OpinionAt(opinion), "answered", "回复审查 procuratorate:330602 2026-07-15 param");
        answered.IsOverdue().ShouldBeFalse();
        answered["court"]["answers"]![0]!["late"]!.GetValue<bool>().ShouldBeTrue();
        var court = await county.Clerk.Sees($"/court/v1/opinions/{opinion}", "answered");
        court.IsOverdue().ShouldBeFalse();
        court["side"]["answers"]![0]!["late"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_withdrawn_opinion_is_no_longer_signed_for()
    {
        await using var county = await County.On();
        var lead = await county.Claimed(await county.Delivered());
        var opinion = await county.OpinionIssued(lead);
        (await county.Chief.Post(OpinionAt(opinion) + "/withdraw", new { reason = "受文法院有误" })).Ok();
        await county.BothSee(opinion, "withdrawn");

        var receipt = await county.Clerk.Post($"/court/v1/opinions/{opinion}/receipt", new { receiptNumber = "收1" });
        receipt.ShouldBeNotNow("withdrawn")["allowed"].AsArray().ShouldBeEmpty();
        (await county.Procurator.Sees(LeadAt(lead), "closed"))["outcome"].GetValue<string>().ShouldBe("withdrawn");
    }

    [Fact]
    public async Task A_clerical_change_keeps_the_clock_and_a_new_content_starts_it_anew_and_tells_the_court_why()
    {
        await using var county = await County.On();
        var opinion = await county.OpinionReceived();
        await county.ItIs("2026-04-01");
        (
            await county.Chief.Post(
                OpinionAt(opinion) + "/amend",
                new
                {
                    kind = "clerical",
                    facts = "更正笔误",
                    reason = "笔误",
                }
            )
        ).Ok();
        await county.Clerk.Until($"/court/v1/opinions/{opinion}", view => view["procuratorate"].Text("facts") == "更正笔误");
        await county.BothSee(opinion, "received", "执行检察建议回复 court:浙0602 2026-06-05 legal");

        (
            await county.Chief.Post(
                OpinionAt(opinion) + "/amend",
                new
                {
                    kind = "content",
                    request = "依法恢复执行并拍卖房产",
                    reason = "发现新的财产",
                }
            )
        ).Ok();
        // Five working days; 4 to 6 April 2026 are a holiday.
        await county.BothSee(opinion, "issued", "检察建议书签收 court:浙0602 2026-04-09 param");
        var told = (await county.Clerk.Get($"/court/v1/opinions/{opinion}"))["procuratorate"];
        told.Text("amendmentReason").ShouldBe("发现新的财产");
        told.Text("request").ShouldBe("依法恢复执行并拍卖房产");

        await county.ItIs("2026-04-03");
        (await county.Clerk.Post($"/court/v1/opinions/{opinion}/receipt", new { receiptNumber = "收2" })).Ok();
        await county.BothSee(opinion, "received", "执行检察建议回复 court:浙0602 2026-07-03 legal");
    }

    [Fact]
    public async Task An_objection_stops_no_clock_and_its_rejection_is_told_to_the_court()
    {
        await using var county = await County.On();
        var opinion = await county.OpinionReceived();
        await county.ItIs("2026-03-10");
        (await county.Clerk.Post($"/court/v1/opinions/{opinion}/object", new { reasons = "建议事项不属本院" })).Ok();
        await county.Procurator.Sees(
            OpinionAt(opinion),
            "received",
            "检察建议异议复核 procuratorate:330602 2026-03-20 param",
            "执行检察建议回复 court:浙0602 2026-06-05 legal"
        );
        await county.Clerk.Sees($"/court/v1/opinions/{opinion}", "received", "执行检察建议回复 court:浙0602 2026-06-05 legal");

        (await county.Chief.Post(OpinionAt(opinion) + "/reject-objection", new { reasons = "异议不成立" })).Ok();
        await county.Clerk.Until($"/court/v1/opinions/{opinion}", view => view["procuratorate"].Text("objectionAnswer") == "异议不成立");
        await county.BothSee(opinion, "received", "执行检察建议回复 court:浙0602 2026-06-05 legal");
    }

    [Fact]
    public async Task A_proposal_that_the_chief_sends_back_leaves_the_lead_under_review_with_the_days_it_had_left()
    {
        await using var county = await County.On();
        var lead = await county.Claimed(await county.Delivered());
        var opinion = await county.OpinionProposed(lead);
        await county.ItIs("2026-03-04");
        (await county.Chief.Post(OpinionAt(opinion) + "/return", new { reasons = "证据不足" })).Ok();

        await county.Procurator.Sees(OpinionAt(opinion), "returned");
        await county.Procurator.Sees(LeadAt(lead), "reviewing", "线索审查 procuratorate:330602 2026-06-04 legal");
        (await county.Clerk.Get($"/court/v1/opinions/{opinion}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task One_opinion_takes_two_leads_of_a_case_and_both_end_with_it()
    {
        await using var county = await County.Alone();
        var number = await county.Delivered();
        var first = await county.Claimed(number);
        var second = await county.Claimed(number, "EndedWithAssets");
        var opinion = await county.Proposed(first, "opinion", new { request = "依法恢复执行", alsoLeads = new[] { second } });
        await county.Procurator.Sees(LeadAt(first), "acted");
        await county.Procurator.Sees(LeadAt(second), "acted");
        (await county.Procurator.Get(LeadAt(second)))["children"][0]!.Text("id").ShouldBe(opinion);

        (await county.Chief.Post(OpinionAt(opinion) + "/decide", new { })).Ok();
        (await county.Procurator.Post(OpinionAt(opinion) + "/issue", new { number = "检建〔2026〕2号" })).Ok();
        var told = await county.Clerk.Sees($"/court/v1/opinions/{opinion}", "issued", "检察建议书签收 court:浙0602 2026-03-09 param");
        told["procuratorate"]["cases"]!.AsArray().ShouldHaveSingleItem()!["leadIds"]!.AsArray().Count.ShouldBe(2);
        (await county.Clerk.Post($"/court/v1/opinions/{opinion}/receipt", new { receiptNumber = "收1" })).Ok();
        (await county.Answered(opinion, "refused")).Ok();
        await county.Procurator.UntilState(OpinionAt(opinion), "answered");
        (await county.Procurator.Post(OpinionAt(opinion) + "/accept-answer", new { })).Ok();

        (await county.Procurator.Sees(LeadAt(first), "closed"))["outcome"].GetValue<string>().ShouldBe("reasonsAccepted");
        (await county.Procurator.Sees(LeadAt(second), "closed"))["outcome"].GetValue<string>().ShouldBe("reasonsAccepted");
        (await county.Chief.Get("/procuratorate/v1/statistics"))["opinions"].GetValue<int>().ShouldBe(1);
    }

    private static object Extension(string approvedOn) =>
        new
        {
            approvedOn,
            approvedBy = "院长",
            reason = "案情复杂",
        };

    private static string OpinionAt(string id) => $"/procuratorate/v1/opinions/{id}";

    private static string LeadAt(string id) => $"/procuratorate/v1/leads/{id}";
}
