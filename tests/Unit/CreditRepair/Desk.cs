using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Credit;
using Exchange.Contracts.Procuratorate;
using Exchange.CreditRepair.Repairs;
using Shouldly;

namespace Exchange.Tests.Unit.CreditRepair;

/// <summary>A debtor who performed on Monday, 2 March 2026: the sanction is due off by Thursday the 5th.</summary>
internal static class Desk
{
    public static readonly DateOnly PerformedOn = new(2026, 3, 2);
    public static readonly DateOnly DueOn = new(2026, 3, 5);

    public static readonly Respondent Debtor = new()
    {
        Name = "张三",
        Id = PartyNumber.Parse("11010519491231002X"),
        RestrictedOn = new DateOnly(2025, 6, 2),
        RestrictionLiftedOn = Field<DateOnly>.None,
        ListedOn = new DateOnly(2025, 6, 2),
        ListingEndsOn = Field<DateOnly>.None,
        DelistedOn = Field<DateOnly>.None,
    };

    public static readonly CaseSanctions Performed = new()
    {
        CaseNumber = CaseNumber.Parse("（2025）浙0602执1234号"),
        Revision = 3,
        Court = "绍兴市越城区人民法院",
        CourtCode = CourtCode.Parse("浙0602"),
        Division = DivisionCode.Parse("330602"),
        Respondents = [Debtor],
        EndedOn = Field<DateOnly>.None,
        Ending = Field<Ending>.None,
        PerformedOn = PerformedOn,
    };

    public static readonly CaseSanctions Unperformed = Performed with { PerformedOn = Field<DateOnly>.None };

    public static Moment On(DateOnly day) =>
        new(
            new DateTimeOffset(day.ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero),
            day,
            day,
            "王五",
            "credit:330602",
            WorkCalendar.Published
        );

    public static Moment On(string day) => On(DateOnly.Parse(day));

    public static CaseSanctions At(this CaseSanctions record, long revision, Func<Respondent, Respondent>? change = null) =>
        record with
        {
            Revision = revision,
            Respondents = [.. record.Respondents.Select(r => change is null ? r : change(r))],
        };

    public static Decision<Repair> Hear(
        this Repair? known,
        CaseSanctions record,
        Moment moment,
        SanctionKind kind = SanctionKind.Listing
    ) => Repair.Hear(known, record, record.Respondents[0], kind, moment);

    public static Repair Watching(SanctionKind kind = SanctionKind.Listing) =>
        ((Repair?)null).Hear(Performed, On(PerformedOn), kind).Next();

    public static Repair Found(SanctionKind kind = SanctionKind.Listing) => Watching(kind).OnClock(On(DueOn.AddDays(1))).Next();

    public static Repair Proposed() => Found().Propose(new ProposeBody { Facts = "已履行", Proof = ["结案证明"] }, On("2026-03-09")).Next();

    public static Repair UnderOpinion() => Proposed().Hear(Supported(1, s => s with { OpinionId = "R1-o1" }), On("2026-03-10")).Next();

    public static Repair Lifted() =>
        UnderOpinion().Hear(Performed.At(4, r => r with { DelistedOn = Day("2026-04-01") }), On("2026-04-02")).Next();

    public static Repair Restored() => Lifted().Restore(new RestoreBody { Registers = ["失信名单库"] }, On("2026-04-03")).Next();

    public static DateOnly Day(string day) => DateOnly.Parse(day);

    public static RepairSupported Supported(long sequence, Func<RepairReviewSide, RepairReviewSide> side) =>
        new()
        {
            RepairId = "R1",
            Sequence = sequence,
            Side = side(new RepairReviewSide { LeadId = "L1" }),
        };

    public static RepairDeclined Declined(long sequence, Func<RepairReviewSide, RepairReviewSide> side) =>
        new()
        {
            RepairId = "R1",
            Sequence = sequence,
            Side = side(new RepairReviewSide { LeadId = "L1" }),
        };

    public static T Next<T>(this Decision<T> decision)
        where T : Aggregate => decision.ShouldBeOfType<Accepted<T>>().Next;

    public static IReadOnlyList<ExchangeEvent> Says<T>(this Decision<T> decision)
        where T : Aggregate => decision.ShouldBeOfType<Accepted<T>>().Says;

    public static Refusal Refusal<T>(this Decision<T> decision)
        where T : Aggregate => decision.ShouldBeOfType<Refused<T>>().Refusal;

    public static void ShouldNotBeNow<T>(this Decision<T> decision, T known)
        where T : Aggregate
    {
        var refusal = decision.Refusal();
        refusal.Kind.ShouldBe(RefusalKind.NotNow);
        refusal.State.ShouldBe(known.StateName);
        refusal.Allowed.ShouldBe(known.AllowedActs);
    }
}
