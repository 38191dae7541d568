using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Loops;

/// <summary>A court's alert of false litigation (虚假诉讼通报): reported, verified, answered to the court.</summary>
[Trait(ExchangeRun.Knows, ExchangeRun.Doors)]
public sealed class AlertTests
{
    [Fact]
    public async Task An_alert_is_verified_and_the_court_sees_the_answer()
    {
        await using var county = await County.On();
        var alert = await Reported(county);
        await county.ItIs("2026-03-04");
        (await county.Procurator.Post(ProcuratorateAt(alert) + "/verify", new { handler = "甲", secondProcurator = "乙" })).Ok();
        await county.Procurator.Sees(ProcuratorateAt(alert), "verifying", "虚假诉讼通报核查 procuratorate:330602 2026-06-04 legal");

        await county.ItIs("2026-05-06");
        (await county.Procurator.Post(ProcuratorateAt(alert) + "/answer", new { result = "notFalse", text = "借贷关系属实" })).Ok();
        await county.Procurator.Sees(ProcuratorateAt(alert), "closed");
        var answer = (await county.Clerk.Sees(CourtAt(alert), "answered"))["answer"];
        answer.Text("result").ShouldBe("notFalse");
        answer.Text("text").ShouldBe("借贷关系属实");
    }

    [Fact]
    public async Task An_alert_that_holds_goes_to_the_police_and_is_followed_when_they_have_decided()
    {
        await using var county = await County.On();
        var alert = await Reported(county);
        (await county.Procurator.Post(ProcuratorateAt(alert) + "/verify", new { handler = "甲" })).Ok();
        var answered = (
            await county.Procurator.Post(
                ProcuratorateAt(alert) + "/answer",
                new
                {
                    result = "referred",
                    text = "涉嫌虚假诉讼罪，移送公安",
                    referral = new { evidence = new[] { "转账记录" } },
                }
            )
        ).Ok();
        var referral = answered["referral"].Text("id")!;
        (await county.Clerk.Sees(CourtAt(alert), "answered"))["answer"].Text("result").ShouldBe("referred");
        await county.Chief.Sees($"/procuratorate/v1/transfers/{referral}", "proposed", "移送审批 procuratorate:330602 2026-03-09 param");

        (await county.ChiefDoes(referral, "decide", new { approve = true })).Ok();
        await county.ProcuratorateAndPoliceSee(referral, "transferred", "受案回执 police:330602 2026-03-03 param");
        (await county.Police.Get($"/police/v1/referrals/{referral}"))["sender"].Text("crime").ShouldBe("虚假诉讼罪");
        // Its clocks are the referral's until that has ended.
        await county.Procurator.Sees(ProcuratorateAt(alert), "answered");

        (await county.PoliceDo(referral, "acknowledge", new { receiptNumber = "受案1" })).Ok();
        (await county.PoliceDo(referral, "decline", new { ground = "noCriminalFacts", reasons = "没有犯罪事实" })).Ok();
        await county.Procurator.UntilState($"/procuratorate/v1/transfers/{referral}", "declined");
        (await county.ProcuratorDoes(referral, "accept-reasons", new { })).Ok();
        await county.Procurator.Sees(ProcuratorateAt(alert), "answered", "虚假诉讼通报办结 procuratorate:330602 2026-03-17 param");
        (await county.Procurator.Post(ProcuratorateAt(alert) + "/close", new { outcome = "refused", text = "公安不立案" })).Ok();
        await county.Procurator.Sees(ProcuratorateAt(alert), "closed");
    }

    private static async Task<string> Reported(County county)
    {
        var made = await county.Clerk.Post(
            "/court/v1/alerts/false-litigation",
            new
            {
                number = "通报" + county.NumberOf(1),
                facts = "同日立案、当日调解、三日内履行。",
                caseNumbers = new[] { county.NumberOf(1) },
                suspects = new[] { new { name = "张三" } },
            }
        );
        made.Status.ShouldBe(201);
        var alert = made["id"].GetValue<string>();
        await county.Clerk.Sees(CourtAt(alert), "reported", "虚假诉讼通报答复 procuratorate:330602 2026-07-02 param");
        await county.Procurator.Sees(ProcuratorateAt(alert), "received", "虚假诉讼通报分办 procuratorate:330602 2026-03-05 param");
        return alert;
    }

    private static string CourtAt(string id) => $"/court/v1/alerts/{id}";

    private static string ProcuratorateAt(string id) => $"/procuratorate/v1/alerts/{id}";
}
