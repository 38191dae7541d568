using Exchange.Access;
using Shouldly;
using Xunit;
using static Exchange.Tests.EndToEnd.Loops.Sanctions;

namespace Exchange.Tests.EndToEnd.Loops;

/// <summary>What the banks are told of a restoration, and of its end (修复通知、撤回通知).</summary>
[Trait(ExchangeRun.Knows, ExchangeRun.Doors)]
public sealed class BankTests
{
    [Fact]
    public async Task A_restoration_is_told_to_the_bank_signed_and_closed_when_the_bank_has_answered()
    {
        await using var county = await County.Alone();
        await using var bank = await ListeningBank.Open();
        var (number, repair) = await Restored(county, bank);

        var told = await bank.Next();
        told.Text("kind").ShouldBe("restored");
        told.Text("caseNumber").ShouldBe(number);
        told.Text("liftedOn").ShouldBe("2026-03-09");
        var notice = "/credit/v1/notices/" + told.Text("noticeId");
        var atBank = county.As(Roles.Bank, "000000", Offices.Bank(ListeningBank.Name));
        await atBank.Sees(notice, "sent", "银行反馈 bank:中国工商银行 2026-03-23 param");
        await county.Credit.Sees(RepairAt(repair), "restored");

        (await atBank.Post(told.Text("answerAt")!, new { answer = "已恢复正常信贷评价" })).Ok();
        await atBank.Sees(notice, "answered");
        var closed = await county.Credit.Sees(RepairAt(repair), "closed");
        closed["outcome"].GetValue<string>().ShouldBe("restored");
        closed["bankAnswers"].AsArray().ShouldHaveSingleItem().Text("answer").ShouldBe("已恢复正常信贷评价");
        bank.Unread.ShouldBe(0, "a confirmed notice is not posted again");
    }

    [Fact]
    public async Task Listed_again_after_the_bank_was_told_it_hears_that_it_no_longer_holds()
    {
        await using var county = await County.Alone();
        await using var bank = await ListeningBank.Open();
        var (number, repair) = await Restored(county, bank);
        (await bank.Next()).Text("kind").ShouldBe("restored");

        await county.ItIs("2026-04-01");
        await county.Corrected(
            number,
            record =>
            {
                record["performedOn"] = null;
                Set(record, "listedOn", "2026-04-01");
                Set(record, "delistedOn", null);
            }
        );
        var back = await bank.Next();
        back.Text("kind").ShouldBe("retracted");
        back.Text("retractedOn").ShouldBe("2026-04-01");
        var again = await county.Credit.Sees(RepairAt(repair), "watching");
        again["generation"].GetValue<int>().ShouldBe(2);
        again["earlier"].AsArray().ShouldHaveSingleItem()!["side"].Text("restoredOn").ShouldBe("2026-03-09");
    }

    [Fact]
    public async Task A_case_resumed_after_the_restoration_takes_nothing_back()
    {
        await using var county = await County.Alone();
        await using var bank = await ListeningBank.Open();
        var (number, repair) = await Restored(county, bank);
        (await bank.Next()).Text("kind").ShouldBe("restored");

        await county.ItIs("2026-04-01");
        await county.Corrected(number, record => record["resumedOn"] = "2026-04-01");
        // The procuratorate has heard of it, and so does the desk, before the next day's order.
        await county.Procurator.UntilState("/procuratorate/v1/leads/" + await county.LeadOf(number), "lapsed");
        (await county.Credit.Get(RepairAt(repair))).State.ShouldBe("restored");

        await county.ItIs("2026-04-02");
        await county.Corrected(
            number,
            record =>
            {
                Set(record, "listedOn", "2026-04-02");
                Set(record, "delistedOn", null);
            }
        );
        // Only the new order takes it back: the first thing that the bank hears is of that day.
        (await bank.Next())
            .Text("retractedOn")
            .ShouldBe("2026-04-02");
        (await county.Credit.Get(RepairAt(repair)))["generation"].GetValue<int>().ShouldBe(2);
    }

    /// <summary>Lifted and restored on Monday 9 March, with one bank that listens.</summary>
    private static async Task<(string Number, string Repair)> Restored(County county, ListeningBank bank)
    {
        (
            await county.Credit.Post(
                "/credit/v1/subscriptions",
                new
                {
                    name = ListeningBank.Name,
                    url = bank.Url,
                    secret = ListeningBank.Secret,
                }
            )
        ).Ok();
        var (number, repair) = await county.Lifted();
        (await county.Credit.Post(RepairAt(repair) + "/restore", new { registers = new[] { "全国法院失信被执行人名单" } })).Ok();
        return (number, repair);
    }
}
