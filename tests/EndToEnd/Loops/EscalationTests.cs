using Exchange.Access;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Loops;

/// <summary>An opinion that the court leaves unanswered goes one level up (跟进监督, 监督规则 124; 法发〔2016〕30号 14).</summary>
[Trait(ExchangeRun.Knows, ExchangeRun.Doors)]
public sealed class EscalationTests
{
    [Fact]
    public async Task Unanswered_it_is_taken_up_by_the_higher_procuratorate_whose_court_answers_for_both()
    {
        await using var county = await County.On();
        var opinion = await Escalated(county);
        await county.ItIs("2026-06-10");
        var child = await TakenUp(county, opinion);
        await county.HigherChief.Sees(OpinionAt(child), "proposed", "检察建议审批 procuratorate:330600 2026-06-17 param");
        await county.Procurator.Sees(OpinionAt(opinion), "escalated");

        (await county.HigherChief.Post(OpinionAt(child) + "/decide", new { })).Ok();
        await county.HigherChief.Sees(OpinionAt(child), "decided", "检察建议书送达 procuratorate:330600 2026-06-25 legal");
        (await county.HigherChief.Post(OpinionAt(child) + "/issue", new { number = "检建〔上〕1号" })).Ok();
        await county.HigherClerk.Sees($"/court/v1/opinions/{child}", "issued", "检察建议书签收 court:浙06 2026-06-17 param");
        await county.ItIs("2026-06-12");
        (await county.HigherClerk.Post($"/court/v1/opinions/{child}/receipt", new { receiptNumber = "上收1" })).Ok();
        // 12 September 2026 is a Saturday.
        await county.HigherClerk.Sees($"/court/v1/opinions/{child}", "received", "上级法院回复 court:浙06 2026-09-14 legal");
        await county.HigherChief.Sees(OpinionAt(child), "received", "上级法院回复 court:浙06 2026-09-14 legal");

        await county.ItIs("2026-07-15");
        (await county.HigherClerk.Post($"/court/v1/opinions/{child}/answer", County.AnswerOf("adopted"))).Ok();
        await county.HigherChief.Sees(OpinionAt(child), "answered", "回复审查 procuratorate:330600 2026-07-30 param");
        (await county.HigherChief.Post(OpinionAt(child) + "/accept-answer", new { })).Ok();
        await county.HigherChief.Sees(OpinionAt(child), "awaitingCorrection", "整改落实 court:浙06 2026-10-15 param");
        (await county.HigherChief.Post(OpinionAt(child) + "/verify", new { outcome = "measureTaken", comment = "已督促" })).Ok();

        await county.BothSee(opinion, "closed");
        (await county.Procurator.Get(OpinionAt(opinion)))["side"].Text("outcome").ShouldBe("measureTaken");
        (await county.Procurator.Get(OpinionAt(child))).Status.ShouldBe(200, "the lower procuratorate reads what became of it");
        (await county.Procurator.Post(OpinionAt(child) + "/accept-answer", new { })).Status.ShouldBe(403);
        var leads = await county.Procurator.Until(
            County.LeadsOf(county.NumberOf(1), "PrematureEnding"),
            page => page.Items.All(lead => lead.Text("state") == "closed")
        );
        leads.Items.ShouldHaveSingleItem().Text("outcome").ShouldBe("measureTaken");
    }

    [Fact]
    public async Task What_the_lower_court_answers_after_the_escalation_is_shown_to_both_and_stops_nothing()
    {
        await using var county = await County.On();
        var opinion = await Escalated(county);
        var child = await TakenUp(county, opinion);
        await county.HigherChief.UntilState(OpinionAt(child), "proposed");
        await county.ItIs("2026-06-09");
        (await county.Answered(opinion, "partly")).Ok();

        var shown = await county.HigherChief.Until(OpinionAt(child), view => view.Body!["lowerAnswer"] is not null);
        shown.State.ShouldBe("proposed");
        shown.Clocks().ShouldBe(["检察建议审批 procuratorate:330600 2026-06-15 param"]);
        var parent = await county.Procurator.Sees(OpinionAt(opinion), "escalated");
        parent["court"]["answers"]![0]!["late"]!.GetValue<bool>().ShouldBeTrue();

        // The higher chief may find that nothing is left to ask: the answer is then examined below.
        (await county.HigherChief.Post(OpinionAt(child) + "/decide", new { })).Ok();
        (await county.HigherChief.Post(OpinionAt(child) + "/withdraw", new { reason = "下级法院已回复" })).Ok();
        await county.Procurator.Sees(OpinionAt(opinion), "answered", "回复审查 procuratorate:330602 2026-06-24 param");
    }

    [Fact]
    public async Task Before_the_last_day_is_over_nothing_is_escalated()
    {
        await using var county = await County.On();
        var opinion = await county.OpinionReceived();
        await county.ItIs("2026-06-05");
        (await county.Chief.Post(OpinionAt(opinion) + "/escalate", new { reasons = "未回复" })).ShouldBeNotNow("received");
        await county.BothSee(opinion, "received", "执行检察建议回复 court:浙0602 2026-06-05 legal");
    }

    [Fact]
    public async Task Declined_above_it_comes_back_with_the_reasons_and_the_next_step_is_due_below()
    {
        await using var county = await County.On();
        var opinion = await Escalated(county);
        (await county.HigherChief.Post(OpinionAt(opinion) + "/decline", new { reasons = "请再次监督" })).Ok();
        await county.Procurator.Sees(OpinionAt(opinion), "wrong", "跟进监督 procuratorate:330602 2026-06-23 param");
    }

    /// <summary>Silent past 5 June, overdue at both, handed up on Monday 8 June.</summary>
    private static async Task<string> Escalated(County county)
    {
        var opinion = await county.OpinionReceived();
        await county.ItIs("2026-06-08");
        var silent = await county.Chief.Sees(
            OpinionAt(opinion),
            "received",
            "执行检察建议回复 court:浙0602 2026-06-05 legal",
            "跟进监督 procuratorate:330602 2026-06-22 param"
        );
        silent.IsOverdue().ShouldBeTrue();
        (await county.Clerk.Get($"/court/v1/opinions/{opinion}")).IsOverdue().ShouldBeTrue();
        (await county.Chief.Post(OpinionAt(opinion) + "/escalate", new { reasons = "逾期未回复" })).Ok();
        await county.Procurator.Sees(OpinionAt(opinion), "escalated", "上级检察院审查 procuratorate:330600 2026-09-08 param");
        return opinion;
    }

    private static async Task<string> TakenUp(County county, string opinion)
    {
        var parent = (await county.HigherChief.Post(OpinionAt(opinion) + "/take-up", new { comment = "受理" })).Ok();
        var child = parent["side"].Text("childOpinionId")!;
        await county.As(Roles.Procurator, County.City).UntilState(OpinionAt(child), "proposed");
        return child;
    }

    private static string OpinionAt(string id) => $"/procuratorate/v1/opinions/{id}";
}
