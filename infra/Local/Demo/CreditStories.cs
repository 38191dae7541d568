using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Contracts;

namespace Exchange.Local.Demo;

/// <summary>Loop 3: performed, but still sanctioned (信用修复): until the banks have heard and answered.</summary>
internal sealed class CreditStories(Stage stage)
{
    public const string Bank = "中国工商银行";

    /// <summary>Proposed, opinion, lifted, restored, the bank answers.</summary>
    public async Task RestoredAndAnswered(LeadOnStage lead)
    {
        var repair = await Lifted(lead);
        await lead.Credit.Post(
            $"/credit/v1/repairs/{repair}/restore",
            new { confirmedOn = stage.Days.Today, registers = new[] { "全国法院失信被执行人名单" } }
        );

        var bank = stage.Desk(Roles.Bank, DivisionCode.Country, Offices.Bank(Bank));
        var notices = await bank.Until("/credit/v1/notices", page => page["items"]!.AsArray().Any(n => IsOf(n!, repair)));
        foreach (var notice in notices["items"]!.AsArray().Where(n => IsOf(n!, repair)))
        {
            await bank.Post($"/credit/v1/notices/{notice!["id"]}/answer", new { answer = "已恢复正常信贷评价" });
        }
        await lead.Credit.UntilState($"/credit/v1/repairs/{repair}", "closed");
    }

    /// <summary>Lifted by the court, and not yet restored: the desk's turn.</summary>
    public Task LiftedAndWaiting(LeadOnStage lead) => Lifted(lead);

    private async Task<string> Lifted(LeadOnStage lead)
    {
        var repair = (await FindingOf(lead))["id"]!.GetValue<string>();
        await lead.Credit.Post($"/credit/v1/repairs/{repair}/propose", new { facts = "已全部履行", proof = new[] { "结案证明" } });
        await lead.Procurator.UntilState($"/procuratorate/v1/repairs/{repair}", "proposed");
        await lead.Procurator.Post($"/procuratorate/v1/repairs/{repair}/ask-court", new { text = "请核实并解除" });
        await lead.Credit.UntilState($"/credit/v1/repairs/{repair}", "courtAsked");
        await stage.Days.Until(stage.Days.Today.AddDays(2));
        await stage.CourtCorrects(lead.Case, record => LiftAll(record, stage.Days.Today));
        await lead.Credit.UntilState($"/credit/v1/repairs/{repair}", "lifted");
        return repair;
    }

    /// <summary>Proposed and declined by the procuratorate with reasons: back to the desk, with a clock.</summary>
    public static async Task ProposedAndDeclined(LeadOnStage lead)
    {
        var repair = (await FindingOf(lead))["id"]!.GetValue<string>();
        await lead.Credit.Post($"/credit/v1/repairs/{repair}/propose", new { facts = "请求解除", proof = new[] { "付款凭证" } });
        await lead.Procurator.UntilState($"/procuratorate/v1/repairs/{repair}", "proposed");
        await lead.Procurator.Post($"/procuratorate/v1/repairs/{repair}/decline", new { reasons = "履行凭证不完整" });
        await lead.Credit.UntilState($"/credit/v1/repairs/{repair}", "found");
    }

    private static bool IsOf(JsonNode notice, string repair) => notice["repairId"]?.GetValue<string>() == repair;

    private static async Task<JsonObject> FindingOf(LeadOnStage lead)
    {
        var page = await lead.Credit.Until(
            "/credit/v1/findings?caseNumber=" + Uri.EscapeDataString(lead.Case.Value),
            found => found["items"]!.AsArray().Count > 0
        );
        return page["items"]![0]!.AsObject();
    }

    private static void LiftAll(JsonObject record, DateOnly today)
    {
        var day = today.ToString("yyyy-MM-dd");
        foreach (var respondent in record["respondents"]!.AsArray().Select(r => r!.AsObject()))
        {
            if (respondent["listedOn"] is not null)
            {
                respondent["delistedOn"] = day;
            }
            if (respondent["restrictedOn"] is not null)
            {
                respondent["restrictionLiftedOn"] = day;
            }
        }
    }
}
