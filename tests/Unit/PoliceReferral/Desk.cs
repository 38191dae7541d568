using System.Globalization;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.PoliceReferral.Referrals;
using Shouldly;

namespace Exchange.Tests.Unit.PoliceReferral;

/// <summary>A police desk with one referral and a watch in its hand. Everything begins on Monday, 2 March 2026, at 9.</summary>
internal sealed class Desk
{
    public const string Id = "330602-L1-R1";
    public const string Police = "police:330602";
    public const string Procuratorate = "procuratorate:330602";
    public static readonly DivisionCode Yuecheng = DivisionCode.Parse("330602");
    public static readonly DivisionCode Keqiao = DivisionCode.Parse("330603");
    public static readonly DivisionCode Shangyu = DivisionCode.Parse("330604");

    private long sequence = 1;

    private Desk(ReferralSenderSide sender, ReferralSupervisionSide? supervision)
    {
        Sender = sender;
        Supervision = supervision ?? new ReferralSupervisionSide { Procuratorate = Yuecheng };
    }

    public DateTimeOffset Now { get; private set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    public DateOnly Today => ChinaTime.DayOf(Now);

    public Referral Referral { get; private set; } = null!;

    public ReferralSenderSide Sender { get; private set; }

    public ReferralSupervisionSide Supervision { get; private set; }

    public IReadOnlyList<ExchangeEvent> Said { get; private set; } = [];

    public string? Note { get; private set; }

    public static ReferralSenderSide Lead(
        ReferralChannel channel = ReferralChannel.Procuratorate,
        Agency by = Agency.Procuratorate,
        int suspects = 1
    ) =>
        new()
        {
            Sender = by,
            SenderOffice = by is Agency.Court ? "浙0602" : "330602",
            SenderDivision = Yuecheng,
            Channel = channel,
            Crime = "拒不执行判决、裁定罪",
            CaseNumber = CaseNumber.Parse("（2025）浙0602执1234号"),
            Facts = "转移财产",
            Evidence = ["银行流水"],
            Suspects = [.. Enumerable.Range(1, suspects).Select(n => new SuspectNamed { SuspectId = $"{n}", Name = $"张{n}" })],
            PoliceOrgan = Yuecheng,
            TransferredOn = Day("2026-03-02"),
            TransferredAt = new DateTimeOffset(2026, 3, 2, 0, 30, 0, TimeSpan.Zero),
        };

    public static Desk WithLead(ReferralSenderSide? lead = null)
    {
        var desk = new Desk(lead ?? Lead(), null);
        desk.Hears(side => side);
        return desk;
    }

    public static Desk WithLead(ReferralChannel channel) =>
        WithLead(Lead(channel, channel is ReferralChannel.CourtRefusal ? Agency.Court : Agency.Procuratorate));

    /// <summary>A supervisor is heard before the referral.</summary>
    public static Desk Awaiting(ReferralSenderSide lead, Func<ReferralSupervisionSide, ReferralSupervisionSide> says)
    {
        var desk = new Desk(lead, null);
        desk.IsTold(says);
        return desk;
    }

    public static Desk Acknowledged(ReferralChannel channel = ReferralChannel.Procuratorate) => WithLead(channel).Acknowledges();

    public static Desk Declined() => Acknowledged().Does(m => m.Decline(Declining));

    public static Desk Filed(ReferralSenderSide? lead = null) => WithLead(lead).Acknowledges().Files();

    public static DeclineBody Declining { get; } =
        new()
        {
            Ground = DeclineGround.NoCriminalFacts,
            Reasons = "没有犯罪事实",
            NoticeNumber = "越公不立字〔2026〕1号",
        };

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public Desk Later(int days = 0, int hours = 0, int minutes = 0)
    {
        Now = Now.AddDays(days).AddHours(hours).AddMinutes(minutes);
        return this;
    }

    public Desk On(string day)
    {
        Now = new DateTimeOffset(Day(day), new TimeOnly(9, 0), TimeSpan.FromHours(8));
        return this;
    }

    public Desk Does(Func<Asked, Decision<Referral>> act)
    {
        Take(act(new Asked(Referral, Moment())));
        return this;
    }

    public Refusal IsRefused(Func<Asked, Decision<Referral>> act) =>
        act(new Asked(Referral, Moment())).ShouldBeOfType<Refused<Referral>>().Refusal;

    public Desk Acknowledges() => Does(m => m.Acknowledge(new AcknowledgeBody { ReceiptNumber = "越公受〔2026〕9号" }));

    public Desk Returns(params string[] missing) => Does(m => m.Return(new ReturnBody { Missing = missing }));

    public Desk HandsOver(DivisionCode to) => Does(m => m.HandOver(new HandOverBody { To = to, Reason = "犯罪地在彼" }));

    public Desk Extends() => Does(m => m.Extend(Approved(Today)));

    public Desk Files() => Does(m => m.File(new FileBody { Number = "越公立字〔2026〕7号" }));

    public static ExtendBody Approved(DateOnly on) =>
        new()
        {
            ApprovedBy = "县公安局负责人 王某",
            ApprovedOn = on,
            Reason = "重大复杂",
        };

    public Desk Reports(OutcomeKind kind, string suspect = "1", DateOnly? on = null, decimal? paid = null) =>
        Does(m =>
            m.Report(
                new OutcomeBody
                {
                    SuspectId = suspect,
                    Kind = kind,
                    On = on ?? Today,
                    Paid = paid is { } yuan ? new Money(yuan) : null,
                }
            )
        );

    /// <summary>The sender says its whole side again.</summary>
    public Desk Hears(Func<ReferralSenderSide, ReferralSenderSide> says, long? at = null)
    {
        Sender = says(Sender);
        Take(Referral.Hear(Referral, new SenderWord(Id, Sender, at ?? sequence++, "330602-L1"), Moment()));
        return this;
    }

    public Desk IsCompleted(params string[] items) =>
        Hears(side => side with { Completions = [.. side.Completions, new ReferralCompletion(Today, items, null, Insists: false)] });

    public Desk IsTold(Func<ReferralSupervisionSide, ReferralSupervisionSide> says, long? at = null)
    {
        Supervision = says(Supervision);
        Take(Referral.Hear(Referral, new SupervisionWord(Id, Supervision, at ?? sequence++, "330602-L1"), Moment()));
        return this;
    }

    public Desk IsAskedForReasons(bool delay = false) => IsTold(s => s with { ReasonsRequested = new ReasonsRequest(Today, delay, null) });

    public Desk IsDirectedToFile() => IsTold(s => s with { FilingDirectedOn = Today });

    public Desk TimePasses()
    {
        Take(Referral.OnClock(Referral, Moment()));
        return this;
    }

    /// <summary>The running clock of that rule; fails when none runs.</summary>
    public StatutoryClock Clock(ClockRule rule) => Referral.Clock(rule).ShouldNotBeNull(rule.Name);

    private Moment Moment() => new(Now, Today, Today, "李警官", Police, WorkCalendar.Published);

    private void Take(Decision<Referral> decision)
    {
        switch (decision)
        {
            case Accepted<Referral> accepted:
                (Referral, Said, Note) = (accepted.Next, accepted.Says, accepted.Note);
                break;
            case Unchanged<Referral>:
                (Said, Note) = ([], null);
                break;
            case Refused<Referral> refused:
                throw new ShouldAssertException($"{refused.Refusal.Code}: {refused.Refusal.Detail}");
        }
    }
}

/// <summary>A referral asked at a moment.</summary>
internal sealed record Asked(Referral Referral, Moment Moment)
{
    public Asked Dated(DateOnly on) => this with { Moment = Moment with { On = on } };

    public Decision<Referral> Acknowledge(AcknowledgeBody body) => Referral.Acknowledge(body, Moment);

    public Decision<Referral> Return(ReturnBody body) => Referral.Return(body, Moment);

    public Decision<Referral> HandOver(HandOverBody body) => Referral.HandOver(body, Moment);

    public Decision<Referral> Extend(ExtendBody body) => Referral.Extend(body, Moment);

    public Decision<Referral> File(FileBody body) => Referral.File(body, Moment);

    public Decision<Referral> Decline(DeclineBody body) => Referral.Decline(body, Moment);

    public Decision<Referral> GiveReasons(ReasonsBody body) => Referral.GiveReasons(body, Moment);

    public Decision<Referral> Report(OutcomeBody body) => Referral.Report(body, Moment);

    public Decision<Referral> Drop(DropBody body) => Referral.Drop(body, Moment);
}
