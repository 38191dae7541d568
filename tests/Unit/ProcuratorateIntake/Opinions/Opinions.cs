using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.ProcuratorateIntake.Opinions;
using Shouldly;

namespace Exchange.Tests.Unit.ProcuratorateIntake.Opinions;

/// <summary>An opinion of 绍兴越城 (330602) to 浙0602 at every stage, and the days on which things happen.</summary>
internal static class Opinions
{
    public const string Id = "L1-o1";
    public static readonly DateOnly ProposedOn = new(2026, 3, 2);
    public static readonly DateOnly ReceivedOn = new(2026, 3, 10);
    public static readonly DateOnly DueOn = new(2026, 6, 10);
    public static readonly CaseNumber Case = CaseNumber.Parse("(2025)浙0602执123号");
    public static readonly CourtCode Court = CourtCode.Parse("浙0602");
    public static readonly DivisionCode County = DivisionCode.Parse("330602");
    public static readonly DivisionCode City = DivisionCode.Parse("330600");

    public static Moment On(DateOnly day) =>
        new(
            new DateTimeOffset(day.ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero),
            day,
            day,
            "检察官",
            "procuratorate:330602",
            WorkCalendar.Published
        );

    public static OpinionProposed Proposal(DivisionCode? procuratorate = null) =>
        new()
        {
            OpinionId = Id,
            Kind = OpinionKind.Enforcement,
            Procuratorate = procuratorate ?? County,
            Court = Court,
            Cases =
            [
                new OpinionCase
                {
                    CaseNumber = Case,
                    LeadIds = ["L1", "L2"],
                    RecoveredAtIssue = new Money(1000),
                },
            ],
            Facts = "终本后财产未处置",
            Request = "恢复执行",
            Articles = ["民诉法246"],
            ProposedBy = "检察官",
            ProposedOn = ProposedOn,
        };

    public static Opinion Proposed(OpinionProposed? proposal = null) =>
        Opinion.Propose(null, proposal ?? Proposal(), null, On(ProposedOn)).Next();

    public static Opinion Decided(OpinionProposed? proposal = null) => Proposed(proposal).Decide(new DecideBody(), On(ProposedOn)).Next();

    public static Opinion Issued(OpinionProposed? proposal = null) =>
        Decided(proposal).Issue(new IssueBody { Number = "检建1" }, On(new DateOnly(2026, 3, 5))).Next();

    public static Opinion Received(OpinionProposed? proposal = null) =>
        Issued(proposal)
            .HearCourt(
                new OpinionReceived
                {
                    OpinionId = Id,
                    Side = ReceivedSide(),
                    Sequence = 2,
                },
                On(ReceivedOn)
            )
            .Next();

    public static Opinion Overdue(OpinionProposed? proposal = null) => Received(proposal).OnClock(On(DueOn.AddDays(1))).Next();

    public static Opinion Answered(AnswerVerdict verdict = AnswerVerdict.Adopted) =>
        Received().HearCourt(Answer(verdict), On(new DateOnly(2026, 5, 1))).Next();

    public static Opinion AwaitingCorrection() => Answered().AcceptAnswer(new AcceptAnswerBody(), On(new DateOnly(2026, 5, 6))).Next();

    public static Opinion Wrong() =>
        Answered().FindWrong(new FindWrongBody { Reasons = "理由不成立" }, On(new DateOnly(2026, 5, 6))).Next();

    public static Opinion Escalated() => Wrong().Escalate(new EscalateBody { Reasons = "仍不纠正" }, On(new DateOnly(2026, 5, 8))).Next();

    public static Opinion TakenUp() => Escalated().TakeUp(new TakeUpBody(), On(new DateOnly(2026, 5, 11))).Next();

    public static Opinion Closed(OpinionOutcome outcome = OpinionOutcome.Resumed) =>
        AwaitingCorrection().Verify(new VerifyBody { Outcome = outcome }, On(new DateOnly(2026, 6, 1))).Next();

    public static Opinion Withdrawn() => Issued().Withdraw(new WithdrawBody { Reason = "对象错误" }, On(ReceivedOn)).Next();

    /// <summary>The higher procuratorate's opinion on an escalated one.</summary>
    public static Opinion Higher()
    {
        var parent = Escalated();
        var proposed = parent.TakeUp(new TakeUpBody(), On(new DateOnly(2026, 5, 11))).Says().OfType<OpinionProposed>().Single();
        return Opinion.Propose(null, proposed, parent, On(new DateOnly(2026, 5, 11))).Next();
    }

    public static CourtOpinionSide ReceivedSide(DateOnly? on = null) =>
        new()
        {
            ReceivedOn = on ?? ReceivedOn,
            ReceiptNumber = "收1",
            AnswerClock = StatutoryClock.Start(StatutoryClocks.OpinionAnswer, on ?? ReceivedOn, "court:浙0602", WorkCalendar.Published),
        };

    public static OpinionAnswered Answer(AnswerVerdict verdict, long sequence = 3, DateOnly? on = null, bool late = false)
    {
        var day = on ?? new DateOnly(2026, 5, 1);
        var side = ReceivedSide();
        return new()
        {
            OpinionId = Id,
            Sequence = sequence,
            Side = side with
            {
                AnswerClock = side.AnswerClock!.Stop(day),
                Answers =
                [
                    new OpinionAnswer
                    {
                        Verdict = verdict,
                        AnsweredOn = day,
                        Facts = "查明",
                        Opinion = "处理",
                        Reasons = "理由",
                        Seal = "院印",
                        Late = late,
                    },
                ],
            },
        };
    }

    public static CaseRecord Record(
        decimal? recovered = null,
        DateOnly? endedOn = null,
        DateOnly? resumedOn = null,
        string court = "浙0602"
    ) =>
        new()
        {
            CaseNumber = Case,
            CourtCode = CourtCode.Parse(court),
            Court = "绍兴市越城区人民法院",
            Division = County,
            Applicants = [],
            Respondents = [],
            FiledOn = new DateOnly(2025, 1, 2),
            Basis = "判决",
            Claim = new Money(100_000),
            Recovered = recovered is { } yuan ? new Money(yuan) : Field<Money>.Unknown,
            EndedOn = endedOn is { } ended ? ended : Field<DateOnly>.Unknown,
            ResumedOn = resumedOn is { } resumed ? resumed : Field<DateOnly>.Unknown,
        };
}

/// <summary>Reads decisions as tests do.</summary>
internal static class DecisionReading
{
    public static Opinion Next(this Decision<Opinion> decision) => decision.ShouldBeOfType<Accepted<Opinion>>().Next;

    public static IReadOnlyList<ExchangeEvent> Says(this Decision<Opinion> decision) => decision.ShouldBeOfType<Accepted<Opinion>>().Says;

    public static Refusal Refusal(this Decision<Opinion> decision) => decision.ShouldBeOfType<Refused<Opinion>>().Refusal;
}
