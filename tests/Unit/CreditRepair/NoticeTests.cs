using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Credit;
using Exchange.CreditRepair.Notices;
using Exchange.CreditRepair.Repairs;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.CreditRepair.Desk;

namespace Exchange.Tests.Unit.CreditRepair;

public sealed class NoticeTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 3, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_bank_with_an_address_is_sent_to_and_has_ten_working_days()
    {
        var notice = NoticeFor("https://bank.example/hook");

        notice.StateName.ShouldBe("sending");
        notice.NextAttempt.ShouldBe("2026-04-03T02:00:00.000Z");
        notice.Clock(StatutoryClocks.BankAnswer)!.Owner.ShouldBe("bank:中国银行");
        notice.OfficeFor("answer").ShouldBe("bank:中国银行");
        notice.OfficeFor("write-off").ShouldBe("credit:330602");
    }

    [Fact]
    public void A_bank_without_an_address_reads_it_here()
    {
        NoticeFor(null).StateName.ShouldBe("sent");
        NoticeFor(null).NextAttempt.ShouldBeNull();
    }

    [Fact]
    public void It_is_posted_after_pauses_that_double_until_the_bank_confirms()
    {
        var once = NoticeFor("https://bank.example/hook").Posted(new DeliveryAttempt(Now, false, "503"), On("2026-04-03")).Next();
        once.NextAttemptAt.ShouldBe(Now.AddSeconds(5));
        var twice = once.Posted(new DeliveryAttempt(Now, false, "timeout"), On("2026-04-03")).Next();
        twice.NextAttemptAt.ShouldBe(Now.AddSeconds(10));
        (twice with { AttemptCount = 500 })
            .Posted(new DeliveryAttempt(Now, false, "503"), On("2026-04-03"))
            .Next()
            .NextAttemptAt.ShouldBe(Now.AddHours(6));
        var sent = twice.Posted(new DeliveryAttempt(Now, true, "204"), On("2026-04-03")).Next();
        (sent.StateName, sent.NextAttempt, sent.Attempts.Count).ShouldBe(("sent", null, 3));
        sent.Posted(new DeliveryAttempt(Now, true, "204"), On("2026-04-03")).ShouldBe(Decision<Notice>.NothingNew);
    }

    [Fact]
    public void An_answer_settles_it_and_so_does_writing_off()
    {
        var answered = NoticeFor(null).Answer(new AnswerBody { Answer = "已调整" }, On("2026-04-08"));
        answered
            .Says()
            .ShouldHaveSingleItem()
            .ShouldBeOfType<NoticeSettled>()
            .Answer.ShouldBe(new BankAnswer("中国银行", Day("2026-04-08"), "已调整"));
        answered.Next().Answer(new AnswerBody { Answer = "其他" }, On("2026-04-08")).ShouldNotBeNow(answered.Next());

        var written = NoticeFor("https://bank.example/hook").WriteOff(new ReasonBody { Reason = "机构合并" }, On("2026-04-30"));
        written.Says().ShouldHaveSingleItem().ShouldBeOfType<NoticeSettled>().Answer.ShouldBeNull();
        (written.Next().StateName, written.Next().NextAttempt).ShouldBe(("writtenOff", null));
        written.Next().WriteOff(new ReasonBody { Reason = "r" }, On("2026-04-30")).ShouldNotBeNow(written.Next());
    }

    [Fact]
    public void A_retraction_goes_to_the_same_bank_as_a_notice_of_its_own()
    {
        var told = NoticeFor("https://bank.example/hook").Posted(new DeliveryAttempt(Now, true, "200"), On("2026-04-03")).Next();
        var retraction = told.Retraction(Day("2026-06-02"), On("2026-06-02"), Now);

        retraction.Id.ShouldNotBe(told.Id);
        (retraction.Kind, retraction.StateName, retraction.RetractedOn).ShouldBe((NoticeKind.Retracted, "sending", Day("2026-06-02")));
        told.Supersede(On("2026-06-02")).Next().AllowedActs.ShouldBeEmpty();
        NoticeFor(null).Retraction(Day("2026-06-02"), On("2026-06-02"), Now).StateName.ShouldBe("sent");
    }

    [Theory]
    [InlineData("https://bank.example/hook", true)]
    [InlineData("http://127.0.0.1:9000/hook", true)]
    [InlineData("http://bank.example/hook", false)]
    [InlineData("https://user:pass@bank.example/", false)]
    [InlineData("ftp://bank.example/", false)]
    public void Notices_go_to_https_or_loopback(string url, bool allowed) =>
        new NoticeTargets(new ConfigurationBuilder().Build()).Allows(new Uri(url)).ShouldBe(allowed);

    [Fact]
    public void Configured_origins_are_the_only_ones()
    {
        var set = new Dictionary<string, string?> { ["Credit:NoticeTargets:0"] = "https://bank.example" };
        var targets = new NoticeTargets(new ConfigurationBuilder().AddInMemoryCollection(set).Build());
        targets.Allows(new Uri("https://bank.example/hook")).ShouldBeTrue();
        targets.Allows(new Uri("https://bank.example.evil/hook")).ShouldBeFalse();
        targets.Allows(new Uri("http://127.0.0.1/hook")).ShouldBeFalse();
    }

    [Fact]
    public void The_signature_covers_time_and_body()
    {
        var signature = NoticePost.Sign("key", "1", "body"u8);
        signature.Length.ShouldBe(64);
        NoticePost.Sign("key", "2", "body"u8).ShouldNotBe(signature);
        NoticePost.Sign("key", "1", "bodY"u8).ShouldNotBe(signature);
    }

    [Fact]
    public void A_subscription_again_with_the_same_content_is_nothing_new()
    {
        var subscription = Bank(null);
        Subscription.Enter(subscription, Bank(null)).ShouldBe(Decision<Subscription>.NothingNew);
        Subscription.Enter(subscription, Bank("https://bank.example/")).Next().Url!.Host.ShouldBe("bank.example");
        subscription.Covers(DivisionCode.Parse("330602")).ShouldBeTrue();
        subscription.Covers(DivisionCode.Parse("320100")).ShouldBeFalse();
    }

    private static Notice NoticeFor(string? url)
    {
        var word = new CreditRestored
        {
            RepairId = "R1",
            Division = DivisionCode.Parse("330602"),
            Side = Restored().Side(),
        };
        return Notice.Of(word, [], Bank(url), On("2026-04-03"), Now);
    }

    private static Subscription Bank(string? url)
    {
        var division = DivisionCode.Parse("330000");
        var id = Subscription.IdOf(division, "中国银行");
        return new Subscription
        {
            Id = id,
            Bank = "中国银行",
            Url = url is null ? null : new Uri(url),
            Divisions = [division],
            Division = division,
            Office = "credit:330000",
            Correlation = id,
        };
    }
}
