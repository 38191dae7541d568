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
