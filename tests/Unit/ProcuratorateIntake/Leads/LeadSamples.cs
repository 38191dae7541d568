using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.ProcuratorateIntake.Leads;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.ProcuratorateIntake.Screening;
using Exchange.Tests.Unit.Screening;

namespace Exchange.Tests.Unit.ProcuratorateIntake.Leads;

/// <summary>Leads as they stand on a day, for the tests of this folder. A Monday without holidays near.</summary>
internal static class LeadSamples
{
    public static readonly DateOnly Monday = new(2024, 7, 1);
    public static readonly CaseRecord Faultless = Records.Faultless;

    /// <summary>Ended without a notice: PrematureEnding fires, once.</summary>
    public static readonly CaseRecord NoNotice = Faultless with { NoticeSentOn = Field<DateOnly>.None };

    /// <summary>Neither notice nor order to report: a second cause.</summary>
    public static readonly CaseRecord NoNoticeNoOrder = NoNotice with { ReportOrderedOn = Field<DateOnly>.None };

    public static Moment At(DateOnly day, string by = "王检") =>
        new(ChinaTime.StartOf(day).AddHours(10), day, day, by, "procuratorate:330602", WorkCalendar.Published);

    public static Moment Day(int days) => At(Monday.AddDays(days));

    public static Lead Raised(CaseRecord? record = null, bool history = false) => Now(Judge(null, record ?? NoNotice, history: history));

    public static Decision<Lead> Judge(
        Lead? known,
        CaseRecord record,
        long revision = 1,
        int day = 0,
        string rule = "PrematureEnding",
        bool history = false,
        bool byClock = false,
        int version = 1
    )
    {
        var asOf = Monday.AddDays(day);
        var row = new RegisteredCase
        {
            Id = record.CaseNumber.Value,
            Revision = revision,
            Hash = "",
            Record = record,
            History = history,
        };
        var context = new RuleContext { AsOf = asOf };
        var verdict = Rules.Get(rule).Judge(record, context);
        return Lead.Screened(
            known,
            LeadSubject.Of(row),
            new JudgedFrom(revision, 0, asOf),
            RuleVerdict.Of(Rules.Get(rule), version, verdict, Urgency.Of(record, context), context),
            byClock,
            At(asOf, "screening")
        );
    }

    public static Lead In(LeadState state) =>
        state switch
        {
            LeadState.New => Raised(),
            LeadState.Reviewing => Now(Raised().Claim(new ClaimBody(), Day(0))),
            LeadState.Verifying => Now(In(LeadState.Reviewing).Verify(Verify, Day(1))),
            LeadState.Suspended => Now(In(LeadState.Reviewing).Suspend(Suspend, Day(1))),
            LeadState.Acted => Now(In(LeadState.Reviewing).ProposeOpinion(Opinion, [], [], Day(1))),
            LeadState.Dismissed => Now(In(LeadState.Reviewing).Dismiss(Dismiss, Day(1))),
            LeadState.Lapsed => Now(Judge(Raised(), Faultless, revision: 2)),
            LeadState.Closed => Now(In(LeadState.Acted).HearEnded(Ended("corrected"), Day(9))),
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };

    public static VerifyBody Verify => new() { SecondProcurator = "李检", What = "核对送达回证" };

    public static SuspendBody Suspend => new() { Reason = "等待另案结果" };

    public static DismissBody Dismiss => new() { Code = DismissalCode.Lawful, Text = "通知已当面送达" };

    public static OpinionBody Opinion => new() { Request = "恢复执行" };

    public static TransferBody Transfer =>
        new()
        {
            Crime = "拒不执行判决、裁定罪",
            Facts = "转移财产",
            Evidence = ["执行裁定书"],
        };

    public static string LeadId => LoopIds.Lead("PrematureEnding", Faultless.CaseNumber.Value);

    public static LeadWorkEnded Ended(string outcome, string? work = null, long sequence = 5) =>
        new()
        {
            LeadId = LeadId,
            WorkId = work ?? LoopIds.Opinion(LeadId, 1),
            Outcome = outcome,
            EndedOn = Monday.AddDays(9),
            Sequence = sequence,
        };

    public static Lead Now(Decision<Lead> decision) => ((Accepted<Lead>)decision).Next;

    public static T Said<T>(Decision<Lead> decision)
        where T : ExchangeEvent => ((Accepted<Lead>)decision).Says.OfType<T>().Single();

    public static Refusal Refusal(Decision<Lead> decision) => ((Refused<Lead>)decision).Refusal;
}
