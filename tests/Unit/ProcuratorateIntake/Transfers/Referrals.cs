using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Police;
using Exchange.Contracts.Procuratorate;
using Exchange.ProcuratorateIntake.Transfers;

namespace Exchange.Tests.Unit.ProcuratorateIntake.Transfers;

/// <summary>Referrals as they stand on a day, for the tests of this folder.</summary>
internal static class Referrals
{
    public static readonly DateOnly Monday = new(2026, 3, 2);
    public static readonly DivisionCode Yuecheng = DivisionCode.Parse("330602");
    public static readonly CaseNumber Case = CaseNumber.Parse("（2025）浙0602执123号");

    public static Moment At(DateOnly day, int hour = 10) =>
        new(ChinaTime.StartOf(day).AddHours(hour), day, day, "王检", "procuratorate:330602", WorkCalendar.Published);

    public static ReferralSenderSide Side(Agency sender = Agency.Procuratorate) =>
        new()
        {
            Sender = sender,
            SenderOffice = sender is Agency.Court ? "浙0602" : "330602",
            SenderDivision = Yuecheng,
            Channel = sender is Agency.Court ? ReferralChannel.CourtRefusal : ReferralChannel.Procuratorate,
            Crime = "拒不执行判决、裁定罪",
            CaseNumber = Case,
            LeadId = sender is Agency.Court ? null : "L1",
            Facts = "转移财产",
            Evidence = ["执行裁定书"],
            Suspects = [new SuspectNamed { SuspectId = "1", Name = "张三" }],
            PoliceOrgan = Yuecheng,
            TransferredOn = Monday,
            TransferredAt = At(Monday).Now,
        };

    public static Transfer Proposed(DateOnly? on = null, Money? recovered = null) =>
        Now(
            Transfer.Propose(
                null,
                new ReferralProposed
                {
                    ReferralId = "L1-t1",
                    Side = Side() with { RecoveredAtTransfer = recovered },
                    ProposedBy = "李检",
                },
                At(on ?? Monday)
            )
        );

    public static Transfer Transferred(Money? recovered = null) =>
        Now(Proposed(recovered: recovered).Decide(new DecideBody { Approve = true }, At(Monday)));

    public static Transfer OfCourt() =>
        Now(
            Transfer.Hear(
                null,
                new Exchange.Contracts.Court.CriminalLeadTransferred
                {
                    ReferralId = "T1",
                    Side = Side(Agency.Court),
                    Sequence = 1,
                },
                At(Monday)
            )
        );

    public static Transfer Hears<T>(
        this Transfer known,
        DateOnly on,
        Func<ReferralPoliceSide, ReferralPoliceSide> says,
        long? sequence = null
    )
        where T : PoliceEvent => Now(known.Said<T>(on, says, sequence));

    public static Decision<Transfer> Said<T>(
        this Transfer known,
        DateOnly on,
        Func<ReferralPoliceSide, ReferralPoliceSide> says,
        long? sequence = null
    )
        where T : PoliceEvent
    {
        var side = known.Police ?? new ReferralPoliceSide { Organ = Yuecheng, StoredAt = At(Monday).Now };
        PoliceEvent word = Word<T>(known.Id, says(side));
        return Transfer.Hear(known, word with { Sequence = sequence ?? known.HeardPolice + 1 }, At(on));
    }

    public static Transfer Acknowledged(DateOnly? on = null) =>
        Transferred()
            .Hears<LeadAcknowledged>(
                on ?? Monday,
                s =>
                    s with
                    {
                        Receipt = new PoliceReceipt("受1号", on ?? Monday, At(on ?? Monday).Now),
                        FilingClock = StatutoryClock.Start(
                            StatutoryClocks.FilingDecisionByProcuratorate,
                            on ?? Monday,
                            "police:330602",
                            WorkCalendar.Published
                        ),
                    }
            );

    public static Transfer Returned() =>
        Acknowledged()
            .Hears<LeadReturned>(
                Monday,
                s =>
                    s with
                    {
                        Returns = [.. s.Returns, new ReferralReturn(Monday, ["身份材料"], null)],
                        FilingClock = s.FilingClock!.Pause(Monday),
                    }
            );

    public static Transfer Declined() =>
        Acknowledged()
            .Hears<CriminalCaseDeclined>(
                Monday.AddDays(2),
                s => s with { Declined = new FilingDeclined(Monday.AddDays(2), DeclineGround.NoCriminalFacts, "无犯罪事实", "不立1号") }
            );

    public static Transfer ReasonsRequested() => Now(Declined().RequestReasons(new RemarkBody(), At(Monday.AddDays(3))));

    public static Transfer ReasonsGiven() =>
        ReasonsRequested()
            .Hears<FilingReasonsGiven>(Monday.AddDays(8), s => s with { Reasons = new FilingReasons(Monday.AddDays(8), "情节轻微") });

    public static Transfer FilingDirected() =>
        Now(ReasonsGiven().DirectFiling(new DirectFilingBody { Reasons = "证据充分" }, At(Monday.AddDays(9))));

    public static Transfer CorrectionNoticed() =>
        Now(FilingDirected().Correct(new StatementBody { Text = "纠正" }, At(Monday.AddDays(40))));

    public static Transfer Filed() =>
        Acknowledged()
            .Hears<CriminalCaseFiled>(
                Monday.AddDays(2),
                s =>
                    s with
                    {
                        Filing = new CriminalFiling("立1号", Monday.AddDays(2), Directed: false),
                        FilingClock = s.FilingClock!.Stop(Monday.AddDays(2)),
                    }
            );

    public static Transfer Dropped() =>
        Filed().Hears<CriminalCaseDropped>(Monday.AddDays(20), s => s with { Dropped = new CaseDropped(Monday.AddDays(20), "不构成犯罪") });

    public static Transfer Now(Decision<Transfer> decision) =>
        decision is Accepted<Transfer> accepted
            ? accepted.Next
            : throw new InvalidOperationException((decision as Refused<Transfer>)?.Refusal.Detail ?? "nothing new");

    public static IReadOnlyList<ExchangeEvent> Says(Decision<Transfer> decision) => ((Accepted<Transfer>)decision).Says;

    public static Refusal Refused(Decision<Transfer> decision) => ((Refused<Transfer>)decision).Refusal;

    public static CaseRecord Record(Money? recovered, DateOnly? performedOn = null) =>
        new()
        {
            CaseNumber = Case,
            CourtCode = CourtCode.Parse("浙0602"),
            Court = "绍兴市越城区人民法院",
            Division = Yuecheng,
            Applicants = [],
            Respondents = [],
            FiledOn = new DateOnly(2025, 1, 6),
            Basis = "（2024）浙0602民初1号",
            Claim = new Money(100_000),
            Recovered = recovered is { } money ? money : Field<Money>.Unknown,
            PerformedOn = performedOn is { } day ? day : Field<DateOnly>.Unknown,
        };

    private static PoliceEvent Word<T>(string id, ReferralPoliceSide side) =>
        typeof(T).Name switch
        {
            nameof(LeadAcknowledged) => new LeadAcknowledged { ReferralId = id, Side = side },
            nameof(LeadReturned) => new LeadReturned { ReferralId = id, Side = side },
            nameof(ReferralHandedOver) => new ReferralHandedOver { ReferralId = id, Side = side },
            nameof(FilingClockExtended) => new FilingClockExtended { ReferralId = id, Side = side },
            nameof(CriminalCaseFiled) => new CriminalCaseFiled { ReferralId = id, Side = side },
            nameof(CriminalCaseDeclined) => new CriminalCaseDeclined { ReferralId = id, Side = side },
            nameof(FilingReasonsGiven) => new FilingReasonsGiven { ReferralId = id, Side = side },
            nameof(CriminalOutcomeReported) => new CriminalOutcomeReported { ReferralId = id, Side = side },
            _ => new CriminalCaseDropped { ReferralId = id, Side = side },
        };
}
