using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Browser;

/// <summary>Loops from browser to browser: each step is done by whoever it is addressed to, at their own desk.</summary>
public sealed class LoopTests(PlayedExchange exchange)
{
    [Fact]
    public async Task A_supervision_loop_is_closed_by_procurator_chief_and_clerk()
    {
        await using var procurator = await exchange.SignIn("procurator");
        await using var chief = await exchange.SignIn("chief-procurator");
        await using var clerk = await exchange.SignIn("court-clerk");

        await TakesALead(procurator, "PrematureEnding");
        await procurator.Does("呈批检察建议", ("request", "依法纠正终本程序"));
        await procurator.Sees("已采取监督措施");
        var opinion = await OpinionOf(procurator);

        await chief.Opens($"/desk/procuratorate/opinions/{opinion}");
        await chief.Does("审批", ("comment", "同意"));
        await procurator.Opens($"/desk/procuratorate/opinions/{opinion}");
        await procurator.Does("送达", ("number", "越检建〔2026〕88号"));

        await clerk.Opens($"/desk/court/opinions/{opinion}");
        await clerk.Does("签收", ("receiptNumber", "收88"));
        await clerk.Does(
            "回复",
            ("verdict", "adopted"),
            ("facts", "经查属实"),
            ("opinion", "采纳建议"),
            ("reasons", "依据法〔2016〕373号"),
            ("seal", "院印.pdf"),
            ("ruling", "执行裁定书.pdf")
        );

        // It arrives by itself: nobody reloads.
        await procurator.Sees("已回复");
        await procurator.Does("认可回复");
        await procurator.Does("核实整改", ("outcome", "corrected"));
        await procurator.Sees("已办结");
    }

    [Fact]
    public async Task A_criminal_lead_goes_to_the_police_who_file_it()
    {
        await using var procurator = await exchange.SignIn("procurator");
        await using var chief = await exchange.SignIn("chief-procurator");
        await using var police = await exchange.SignIn("police-officer");

        await TakesALead(procurator, "EndedWithAssets");
        await procurator.Does(
            "移送涉嫌犯罪线索",
            ("crime", "拒不执行判决、裁定罪"),
            ("facts", "有能力执行而拒不执行"),
            ("evidence", "查控结果\n裁定书")
        );
        var transfer = await ChildOf(procurator, "transfers");
        await chief.Opens($"/desk/procuratorate/transfers/{transfer}");
        await chief.Does("审批移送", ("approve", "true"));

        await police.Opens($"/desk/police/referrals/{transfer}");
        await police.Does("受案回执", ("receiptNumber", "受88"));
        await police.Does("立案", ("number", "越公立字〔2026〕88号"));

        await procurator.Opens($"/desk/procuratorate/transfers/{transfer}");
        await procurator.Sees("已立案");
    }

    [Fact]
    public async Task False_litigation_is_reported_by_the_court_and_answered_by_the_procuratorate()
    {
        await using var clerk = await exchange.SignIn("court-clerk");
        await using var procurator = await exchange.SignIn("procurator");

        await clerk.Opens("/desk/court/alerts/report");
        foreach (
            var (field, value) in ((string, string)[])
                [
                    ("number", "通报88"),
                    ("facts", "同日立案、当庭调解、即时履行"),
                    ("caseNumbers", "（2025）浙0602民初8801号"),
                    ("suspects[0].name", "王某"),
                ]
        )
        {
            await clerk.Page.Locator($"[id$='-{field}']").FillAsync(value);
        }
        await clerk.Page.Locator("main form button[type=submit]").ClickAsync();
        await clerk.Page.WaitForURLAsync(url =>
            url.Contains("/desk/court/alerts/", StringComparison.Ordinal) && !url.EndsWith("/report", StringComparison.Ordinal)
        );

        await procurator.Opens("/desk/procuratorate/alerts?state=received");
        await procurator.Page.Locator("main .list a", new PageLocatorOptions { HasText = "通报88" }).ClickAsync();
        await procurator.Sees("已收到");
    }

    [Fact]
    public async Task Who_has_paid_gets_the_credit_back_and_the_bank_says_so()
    {
        const string number = "（2025）浙0602执8802号";
        var record = CourtRecord.Of(number, "110105194912310038");
        record["performedOn"] = "2026-02-02";
        record["respondents"]![0]!["restrictionLiftedOn"] = "2026-02-02";
        await using var clerk = await exchange.SignIn("court-clerk");
        await using var credit = await exchange.SignIn("credit-officer");
        await using var procurator = await exchange.SignIn("procurator");
        await using var bank = await exchange.SignIn("bank", office: "bank:越城农商银行");

        await credit.Opens("/desk/credit/subscriptions/new");
        await credit.Page.Locator("[id$='-name']").FillAsync("越城农商银行");
        await credit.Page.Locator("main form button[type=submit]").ClickAsync();
        await Assertions.Expect(credit.Page.Locator("main .list")).ToContainTextAsync("越城农商银行");

        await clerk.Delivers([record]);
        await credit.Opens("/desk/credit/findings?caseNumber=" + Uri.EscapeDataString(number));
        await credit.Page.Locator("main .list a").First.ClickAsync();
        await credit.Does("提请监督", ("facts", "已全部履行"), ("proof", "结案证明"));
        var repair = credit.Page.Url.Split('/')[^1];

        await procurator.Opens($"/desk/procuratorate/repairs/{repair}");
        await procurator.Does("提示法院解除", ("text", "请核实并解除"));
        await credit.Sees("已提示法院");
        record["respondents"]![0]!["delistedOn"] = "2026-03-09";
        await clerk.Delivers([record]);
        await credit.Sees("已解除");
        await credit.Does("确认修复", ("registers", "失信被执行人名单库"));

        await bank.Opens("/desk/credit/notices");
        await bank.Page.Locator("main .list a", new PageLocatorOptions { HasText = number }).First.ClickAsync();
        await bank.Does("银行反馈", ("answer", "已恢复授信"));
        await bank.Sees("已回复");
        await Assertions.Expect(credit.Page.Locator("main .timeline")).ToContainTextAsync("已恢复授信");
    }

    private static async Task TakesALead(Person procurator, string rule)
    {
        await procurator.Opens($"/desk/procuratorate/leads?state=new&rule={rule}");
        await procurator.Page.Locator("main .list a").First.ClickAsync();
        await procurator.Does("领办");
        await procurator.Sees("审查中");
    }

    private static Task<string> OpinionOf(Person procurator) => ChildOf(procurator, "opinions");

    private static async Task<string> ChildOf(Person procurator, string kind)
    {
        var link = procurator.Page.Locator($"main a[href*='/desk/procuratorate/{kind}/']").Last;
        return (await link.GetAttributeAsync("href")).ShouldNotBeNull().Split('/')[^1];
    }
}
