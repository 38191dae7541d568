using Exchange.Access;
using Exchange.Contracts;

namespace Exchange.Local.Demo;

/// <summary>Loop 2: from a lead or a court to the police (移送涉嫌犯罪线索), and back with the outcome.</summary>
internal sealed class CriminalStories(Stage stage)
{
    /// <summary>Acknowledged, filed, paid after the referral, verdict.</summary>
    public async Task FiledAndSentenced(LeadOnStage lead)
    {
        var referral = await Transfer(lead, "1");
        await lead.Police.Post($"/police/v1/referrals/{referral}/acknowledge", new { receiptNumber = "受案1" });
        await lead.Police.Post($"/police/v1/referrals/{referral}/file", new { number = "立案1" });
        await lead.Procurator.UntilState($"/procuratorate/v1/transfers/{referral}", "filed");
        await stage.Days.Until(stage.Days.Today.AddDays(30));
        await stage.CourtCorrects(
            lead.Case,
            record =>
            {
                record["recovered"] = record["claim"]!.DeepClone();
                record["performedOn"] = stage.Days.Today.ToString("yyyy-MM-dd");
            }
        );
        await lead.Police.Until($"/police/v1/referrals/{referral}", found => found["supervision"]?["payments"]?.AsArray().Count > 0);
        await Sentence(lead, referral);
    }

    /// <summary>Lawsuits among friends: referred as false litigation, filed, verdict (虚假诉讼罪).</summary>
    public async Task FalseLitigation(LeadOnStage lead)
    {
        var referral = await Transfer(lead, "5", "虚假诉讼罪");
        await lead.Police.Post($"/police/v1/referrals/{referral}/acknowledge", new { receiptNumber = "受案5" });
        await lead.Police.Post($"/police/v1/referrals/{referral}/file", new { number = "立案5" });
        await lead.Procurator.UntilState($"/procuratorate/v1/transfers/{referral}", "filed");
        await stage.Days.Until(stage.Days.Today.AddDays(60));
        await Sentence(lead, referral);
    }

    /// <summary>Sent back for what is missing, completed, filed.</summary>
    public static async Task ReturnedAndCompleted(LeadOnStage lead)
    {
        var referral = await Transfer(lead, "2");
        await lead.Police.Post($"/police/v1/referrals/{referral}/acknowledge", new { receiptNumber = "受案2" });
        await lead.Police.Post($"/police/v1/referrals/{referral}/return", new { missing = new[] { "送达回证" }, note = "请补充" });
        await lead.Procurator.UntilState($"/procuratorate/v1/transfers/{referral}", "returned");
        await lead.Procurator.Post($"/procuratorate/v1/transfers/{referral}/complete", new { items = new[] { "送达回证" } });
        await lead.Police.UntilState($"/police/v1/referrals/{referral}", "acknowledged");
        await lead.Police.Post($"/police/v1/referrals/{referral}/file", new { number = "立案2" });
    }

    /// <summary>Declined; the reasons do not hold; the filing is directed.</summary>
    public async Task DeclinedAndDirected(LeadOnStage lead)
    {
        var referral = await Transfer(lead, "3");
        await lead.Police.Post($"/police/v1/referrals/{referral}/acknowledge", new { receiptNumber = "受案3" });
        await stage.Days.Until(stage.Days.Today.AddDays(2));
        await Decline(lead, referral);
        await lead.Procurator.Post($"/procuratorate/v1/transfers/{referral}/request-reasons", new { text = "请说明不立案理由" });
        await lead.Police.UntilState($"/police/v1/referrals/{referral}", "reasonsRequested");
        await stage.Days.Until(stage.Days.Today.AddDays(5));
        await lead.Police.Post($"/police/v1/referrals/{referral}/reasons", new { text = "认为不构成犯罪" });
        await lead.Chief.UntilState($"/procuratorate/v1/transfers/{referral}", "reasonsGiven");
        await lead.Chief.Post($"/procuratorate/v1/transfers/{referral}/direct-filing", new { reasons = "理由不成立" });
        await lead.Police.UntilState($"/police/v1/referrals/{referral}", "filingDirected");
        await stage.Days.Until(stage.Days.Today.AddDays(10));
        await lead.Police.Post($"/police/v1/referrals/{referral}/file", new { number = "立案3" });
        await lead.Procurator.UntilState($"/procuratorate/v1/transfers/{referral}", "filed");
    }

    /// <summary>The directed filing does not come within 15 days: the correction is noticed, then filed.</summary>
    public async Task CorrectionNoticed(LeadOnStage lead)
    {
        var referral = await Transfer(lead, "4");
        await lead.Police.Post($"/police/v1/referrals/{referral}/acknowledge", new { receiptNumber = "受案4" });
        await stage.Days.Until(stage.Days.Today.AddDays(2));
        await Decline(lead, referral);
        await lead.Procurator.Post($"/procuratorate/v1/transfers/{referral}/request-reasons", new { text = "请说明不立案理由" });
        await lead.Police.UntilState($"/police/v1/referrals/{referral}", "reasonsRequested");
        await lead.Police.Post($"/police/v1/referrals/{referral}/reasons", new { text = "证据不足" });
        await lead.Chief.UntilState($"/procuratorate/v1/transfers/{referral}", "reasonsGiven");
        await lead.Chief.Post($"/procuratorate/v1/transfers/{referral}/direct-filing", new { reasons = "证据充分" });
        await lead.Police.UntilState($"/police/v1/referrals/{referral}", "filingDirected");
        await stage.Days.Until(stage.Days.Today.AddDays(25));
        await lead.Chief.Post($"/procuratorate/v1/transfers/{referral}/correct", new { text = "逾期未立案，请纠正" });
        await lead.Police.UntilState($"/police/v1/referrals/{referral}", "correctionNoticed");
        await lead.Police.Post($"/police/v1/referrals/{referral}/file", new { number = "立案4" });
        await Sentence(lead, referral);
    }

    /// <summary>Declined, and the procuratorate finds the reasons good.</summary>
    public static async Task DeclinedAndAccepted(LeadOnStage lead)
    {
        var referral = await Transfer(lead, "5");
        await lead.Police.Post($"/police/v1/referrals/{referral}/acknowledge", new { receiptNumber = "受案5" });
        await Decline(lead, referral);
        await lead.Procurator.Post($"/procuratorate/v1/transfers/{referral}/accept-reasons", new { text = "同意不立案" });
        await lead.Procurator.UntilState($"/procuratorate/v1/transfers/{referral}", "closed");
    }

    /// <summary>The organ is not competent and hands over; the other one acknowledges.</summary>
    public async Task HandedOver(LeadOnStage lead)
    {
        var referral = await Transfer(lead, "6");
        var other = DivisionCode.Parse(lead.Division.Value == "330681" ? "330602" : "330681");
        await lead.Police.Post($"/police/v1/referrals/{referral}/hand-over", new { to = other, reason = "无管辖权" });
        await stage.Desk(Roles.PoliceOfficer, other).Post($"/police/v1/referrals/{referral}/acknowledge", new { receiptNumber = "受案6" });
        await lead.Procurator.UntilState($"/procuratorate/v1/transfers/{referral}", "acknowledged");
    }

    /// <summary>A court's own 拒执 transfer; the procuratorate gets a copy.</summary>
    public async Task CourtTransfers(LeadOnStage lead)
    {
        var made = await lead.Court.Post(
            "/court/v1/transfers",
            new
            {
                number = $"移送-{lead.Case}",
                caseNumber = lead.Case,
                crime = "拒不执行判决、裁定罪",
                facts = "被执行人有能力执行而拒不执行。",
                evidence = new[] { "身份证据", "义务证据", "能力证据", "拒执行为证据", "情节后果证据" },
                suspects = new[] { new { suspectId = "1", name = "被执行人" } },
            }
        );
        var referral = made["id"]!.GetValue<string>();
        await lead.Police.UntilState($"/police/v1/referrals/{referral}", "transferred");
        await lead.Procurator.UntilState($"/procuratorate/v1/transfers/{referral}", "transferred");
        await lead.Police.Post($"/police/v1/referrals/{referral}/acknowledge", new { receiptNumber = "受案7" });
        await stage.Days.Until(stage.Days.Today.AddDays(6));
        await lead.Police.Post($"/police/v1/referrals/{referral}/file", new { number = "立案7" });
        await lead.Court.UntilState($"/court/v1/transfers/{referral}", "filed");
    }

    private static async Task<string> Transfer(LeadOnStage lead, string number, string crime = "拒不执行判决、裁定罪")
    {
        await lead.Procurator.Post($"/procuratorate/v1/leads/{lead.Id}/claim", new { });
        var acted = await lead.Procurator.Post(
            $"/procuratorate/v1/leads/{lead.Id}/transfer",
            new
            {
                crime,
                facts = $"被执行人隐匿财产，线索{number}。",
                evidence = new[] { "执行卷宗", "财产线索" },
                suspects = new[] { new { suspectId = "1", name = "被执行人" } },
            }
        );
        var referral = acted["children"]!.AsArray()[^1]!["id"]!.GetValue<string>();
        await lead.Chief.UntilState($"/procuratorate/v1/transfers/{referral}", "proposed");
        await lead.Chief.Post($"/procuratorate/v1/transfers/{referral}/decide", new { approve = true });
        await lead.Police.UntilState($"/police/v1/referrals/{referral}", "transferred");
        return referral;
    }

    private static async Task Decline(LeadOnStage lead, string referral)
    {
        await lead.Police.Post(
            $"/police/v1/referrals/{referral}/decline",
            new
            {
                ground = "noCriminalFacts",
                reasons = "没有犯罪事实",
                noticeNumber = "不立1",
            }
        );
        await lead.Procurator.UntilState($"/procuratorate/v1/transfers/{referral}", "declined");
    }

    private async Task Sentence(LeadOnStage lead, string referral)
    {
        foreach (var kind in (string[])["measure", "sentForProsecution", "indicted", "verdict"])
        {
            await stage.Days.Until(stage.Days.Today.AddDays(15));
            await lead.Police.Post(
                $"/police/v1/referrals/{referral}/outcome",
                new
                {
                    suspectId = "1",
                    kind,
                    on = stage.Days.Today,
                    text = "依法办理",
                }
            );
        }
        await lead.Procurator.UntilState($"/procuratorate/v1/transfers/{referral}", "closed");
    }
}
