using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Contracts;

namespace Exchange.Local.Demo;

/// <summary>Loop 1: from a lead to an opinion (检察建议), its answer and the correction.</summary>
internal sealed class SupervisionStories(Stage stage)
{
    /// <summary>A car that was sealed on paper only is found by the police and collected by the court (车辆协查).</summary>
    public async Task CarFoundAndCollected(LeadOnStage lead)
    {
        await lead.Procurator.Post($"/procuratorate/v1/leads/{lead.Id}/claim", new { });
        var known = await lead.Procurator.Get($"/procuratorate/v1/cases/{Uri.EscapeDataString(lead.Case.Value)}");
        if (known["record"]!["vehicles"]!.AsArray().All(car => car!["plate"] is null))
        {
            // Nobody can look for a car without a number.
            await lead.Procurator.Post(
                $"/procuratorate/v1/leads/{lead.Id}/dismiss",
                new { code = "dataError", text = "案件信息未记载号牌" }
            );
            return;
        }
        var acted = await lead.Procurator.Post($"/procuratorate/v1/leads/{lead.Id}/vehicle-search", new { });
        var request = acted["children"]!.AsArray()[^1]!["id"]!.GetValue<string>();
        var search = await lead.Police.UntilState($"/police/v1/vehicle-searches/{request}", "received");
        await lead.Police.Post($"/police/v1/vehicle-searches/{request}/acknowledge", new { receiptNumber = "协查1" });
        await stage.Days.Until(stage.Days.Today.AddDays(4));
        var plates = search["asked"]!["plates"]!.AsArray().Select(plate => plate!.GetValue<string>()).ToList();
        foreach (var plate in plates)
        {
            await lead.Police.Post(
                $"/police/v1/vehicle-searches/{request}/impound",
                new
                {
                    plate,
                    place = "公安停车场",
                    number = "扣1",
                }
            );
        }
        await lead.Court.UntilState($"/court/v1/vehicle-pickups/{request}", "toCollect");
        await stage.Days.Until(stage.Days.Today.AddDays(2));
        foreach (var plate in plates)
        {
            await lead.Court.Post($"/court/v1/vehicle-pickups/{request}/collect", new { plate, receiptNumber = "接1" });
        }
        await lead.Procurator.UntilState($"/procuratorate/v1/vehicle-requests/{request}", "closed");
    }

    /// <summary>Adopted, corrected, verified.</summary>
    public async Task AdoptedAndCorrected(LeadOnStage lead)
    {
        var opinion = await Issue(lead, "1");
        await stage.Days.Until(stage.Days.Today.AddDays(3));
        await Receive(lead, opinion, "收1");
        await stage.Days.Until(stage.Days.Today.AddDays(30));
        await Answer(lead, opinion, "adopted");
        await lead.Procurator.UntilState($"/procuratorate/v1/opinions/{opinion}", "answered");
        await lead.Procurator.Post($"/procuratorate/v1/opinions/{opinion}/accept-answer", new { comment = "认可" });
        await stage.Days.Until(stage.Days.Today.AddDays(10));
        await stage.CourtCorrects(
            lead.Case,
            record =>
            {
                record["resumedOn"] = stage.Days.Today.ToString("yyyy-MM-dd");
                record["recovered"] = record["claim"]!.DeepClone();
            }
        );
        await lead.Procurator.Until(
            $"/procuratorate/v1/opinions/{opinion}",
            found => found["progress"]!.AsArray().Any(seen => seen!["resumedOn"] is not null)
        );
        await lead.Procurator.Post($"/procuratorate/v1/opinions/{opinion}/verify", new { outcome = "resumed", comment = "已恢复执行" });
        await lead.Procurator.UntilState($"/procuratorate/v1/leads/{lead.Id}", "closed");
    }

    /// <summary>The president allows a month more, then the court refuses with reasons that hold.</summary>
    public async Task ExtendedThenRefused(LeadOnStage lead)
    {
        var opinion = await Issue(lead, "2");
        await Receive(lead, opinion, "收2");
        await stage.Days.Until(stage.Days.Today.AddDays(80));
        await lead.Court.Post(
            $"/court/v1/opinions/{opinion}/extension",
            new
            {
                approvedOn = stage.Days.Today,
                approvedBy = "院长",
                reason = "案情复杂",
            }
        );
        await stage.Days.Until(stage.Days.Today.AddDays(25));
        await Answer(lead, opinion, "refused");
        await lead.Procurator.UntilState($"/procuratorate/v1/opinions/{opinion}", "answered");
        await lead.Procurator.Post($"/procuratorate/v1/opinions/{opinion}/accept-answer", new { comment = "理由成立" });
        await lead.Procurator.UntilState($"/procuratorate/v1/leads/{lead.Id}", "closed");
    }

    /// <summary>No answer: the higher procuratorate takes it up with the court of its level, which answers.</summary>
    public async Task UnansweredAndEscalated(LeadOnStage lead)
    {
        var opinion = await Issue(lead, "3");
        await Receive(lead, opinion, "收3");
        await stage.Days.Until(stage.Days.Today.AddMonths(3).AddDays(12));
        await lead.Chief.Until($"/procuratorate/v1/opinions/{opinion}", found => found["overdue"]!.GetValue<bool>());
        await lead.Chief.Post($"/procuratorate/v1/opinions/{opinion}/escalate", new { reasons = "逾期未回复" });

        var above = Jurisdictions.HigherProcuratorate(lead.Division)!;
        var higherChief = stage.Desk(Roles.ChiefProcurator, above);
        var taken = await higherChief.Post($"/procuratorate/v1/opinions/{opinion}/take-up", new { comment = "受理" });
        var child = taken["side"]!["childOpinionId"]!.GetValue<string>();
        await higherChief.UntilState($"/procuratorate/v1/opinions/{child}", "proposed");
        await higherChief.Post($"/procuratorate/v1/opinions/{child}/decide", new { comment = "同意" });
        await stage.Desk(Roles.Procurator, above).Post($"/procuratorate/v1/opinions/{child}/issue", new { number = "检建〔上〕3号" });

        var higherCourt = stage.Desk(Roles.CourtClerk, above, Offices.Court(Jurisdictions.CourtOfProcuratorate(above)!));
        await higherCourt.UntilState($"/court/v1/opinions/{child}", "issued");
        await higherCourt.Post($"/court/v1/opinions/{child}/receipt", new { receiptNumber = "上收3" });
        await stage.Days.Until(stage.Days.Today.AddDays(40));
        await higherCourt.Post($"/court/v1/opinions/{child}/answer", AnswerOf("adopted"));
        await higherChief.UntilState($"/procuratorate/v1/opinions/{child}", "answered");
        await higherChief.Post($"/procuratorate/v1/opinions/{child}/accept-answer", new { comment = "认可" });
        await higherChief.Post(
            $"/procuratorate/v1/opinions/{child}/verify",
            new { outcome = "measureTaken", comment = "已督促下级法院纠正" }
        );
        await lead.Chief.UntilState($"/procuratorate/v1/opinions/{opinion}", "closed");
    }

    /// <summary>The answer comes after the last day; it counts, and stays marked as late.</summary>
    public async Task AnsweredLate(LeadOnStage lead)
    {
        var opinion = await Issue(lead, "4");
        await Receive(lead, opinion, "收4");
        await stage.Days.Until(stage.Days.Today.AddMonths(3).AddDays(20));
        await Answer(lead, opinion, "partly");
        await lead.Procurator.UntilState($"/procuratorate/v1/opinions/{opinion}", "answered");
        await lead.Procurator.Post($"/procuratorate/v1/opinions/{opinion}/accept-answer", new { comment = "部分采纳" });
    }

    /// <summary>The answer is wrong; the chief lets it rest, with a reason.</summary>
    public async Task WrongAndNotPursued(LeadOnStage lead)
    {
        var opinion = await Issue(lead, "5");
        await Receive(lead, opinion, "收5");
        await stage.Days.Until(stage.Days.Today.AddDays(20));
        await Answer(lead, opinion, "refused");
        await lead.Procurator.UntilState($"/procuratorate/v1/opinions/{opinion}", "answered");
        await lead.Procurator.Post($"/procuratorate/v1/opinions/{opinion}/find-wrong", new { reasons = "理由与卷宗不符" });
        await lead.Chief.Post(
            $"/procuratorate/v1/opinions/{opinion}/close",
            new { outcome = "notPursued", reason = "被执行人已进入破产程序" }
        );
    }

    /// <summary>Issued and not yet signed for: it waits on the court, with a clock.</summary>
    public static Task WaitingForReceipt(LeadOnStage lead) => Issue(lead, "6");

    /// <summary>Proposed and not yet decided: it waits on the chief, with a clock.</summary>
    public static Task WaitingForDecision(LeadOnStage lead) => Propose(lead);

    /// <summary>Looked at and dismissed with a reason.</summary>
    public static async Task Dismissed(LeadOnStage lead)
    {
        await lead.Procurator.Post($"/procuratorate/v1/leads/{lead.Id}/claim", new { });
        await lead.Procurator.Post($"/procuratorate/v1/leads/{lead.Id}/dismiss", new { code = "explained", text = "卷宗内有补充材料" });
    }

    private static async Task<string> Propose(LeadOnStage lead)
    {
        await lead.Procurator.Post($"/procuratorate/v1/leads/{lead.Id}/claim", new { });
        var acted = await lead.Procurator.Post(
            $"/procuratorate/v1/leads/{lead.Id}/opinion",
            new { request = "依法恢复执行并采取相应执行措施", articles = new[] { "《人民检察院民事诉讼监督规则》第一百零六条" } }
        );
        var opinion = acted["children"]!.AsArray()[^1]!["id"]!.GetValue<string>();
        await lead.Chief.UntilState($"/procuratorate/v1/opinions/{opinion}", "proposed");
        return opinion;
    }

    private static async Task<string> Issue(LeadOnStage lead, string number)
    {
        var opinion = await Propose(lead);
        await lead.Chief.Post($"/procuratorate/v1/opinions/{opinion}/decide", new { comment = "同意" });
        await lead.Procurator.Post($"/procuratorate/v1/opinions/{opinion}/issue", new { number = $"检建〔2026〕{number}号" });
        await lead.Court.UntilState($"/court/v1/opinions/{opinion}", "issued");
        return opinion;
    }

    private static async Task Receive(LeadOnStage lead, string opinion, string number)
    {
        await lead.Court.Post($"/court/v1/opinions/{opinion}/receipt", new { receiptNumber = number });
        await lead.Procurator.UntilState($"/procuratorate/v1/opinions/{opinion}", "received");
    }

    private static Task<JsonObject> Answer(LeadOnStage lead, string opinion, string verdict) =>
        lead.Court.Post($"/court/v1/opinions/{opinion}/answer", AnswerOf(verdict));

    private static object AnswerOf(string verdict) =>
        new
        {
            verdict,
            facts = "经查，案件办理情况与建议书所述一致。",
            opinion = verdict == "refused" ? "不予采纳" : "采纳建议",
            reasons = "依据法〔2016〕373号相关规定。",
            seal = "院印-回复函.pdf",
            ruling = verdict == "refused" ? null : "执行裁定书.pdf",
        };
}
