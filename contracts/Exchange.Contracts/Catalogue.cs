using Exchange.Contracts.Court;
using Exchange.Contracts.Credit;
using Exchange.Contracts.Police;
using Exchange.Contracts.Procuratorate;

namespace Exchange.Contracts;

/// <summary>One message: who says it and who hears it.</summary>
/// <param name="Says">The service that produces it.</param>
/// <param name="Hears">The services that act on it; the producer itself where one part of it tells another.</param>
/// <param name="Lanes">The lanes in which it travels.</param>
/// <param name="WhyNobody">Where nobody hears it: why it is said all the same.</param>
public sealed record CataloguedMessage(
    Type Message,
    string Says,
    IReadOnlyList<string> Hears,
    IReadOnlyList<Lane> Lanes,
    string? WhyNobody = null
);

/// <summary>All messages of the exchange (消息目录): what a service must know to join, checked against what runs.</summary>
public static class Catalogue
{
    public const string Court = "court-feed";
    public const string Procuratorate = "procuratorate-intake";
    public const string Police = "police-referral";
    public const string Credit = "credit-repair";

    private static readonly Lazy<Dictionary<Type, CataloguedMessage>> ByType = new(() => Messages!.ToDictionary(m => m.Message));

    public static IReadOnlyList<CataloguedMessage> Messages { get; } =
    [
        // Cases
        Said<CaseRecordsChanged>(Court, Procuratorate) with
        {
            Lanes = [Lane.Prompt, Lane.Bulk],
        },
        Said<SanctionsChanged>(Court, Credit) with
        {
            Lanes = [Lane.Prompt, Lane.Bulk],
        },
        SaidInBulk<CaseRevisionsStated>(Court, Procuratorate, Credit),
        SaidInBulk<CaseRecordsMissed>(Procuratorate, Court),
        SaidInBulk<CaseRecordsReturned>(Procuratorate, Court),
        SaidInBulk<CaseRevisionsRegistered>(Procuratorate, Court),
        SaidInBulk<CaseSanctionsMissed>(Credit, Court),
        // What was heard of each other (对账 of the loops)
        SaidInBulk<Contracts.Procuratorate.CourtWordsHeard>(Procuratorate, Court),
        SaidInBulk<Contracts.Procuratorate.PoliceWordsHeard>(Procuratorate, Police),
        SaidInBulk<Contracts.Procuratorate.CreditWordsHeard>(Procuratorate, Credit),
        SaidInBulk<Contracts.Court.ProcuratorateWordsHeard>(Court, Procuratorate),
        SaidInBulk<Contracts.Court.PoliceWordsHeard>(Court, Police),
        SaidInBulk<Contracts.Police.ProcuratorateWordsHeard>(Police, Procuratorate),
        SaidInBulk<Contracts.Police.CourtWordsHeard>(Police, Court),
        SaidInBulk<Contracts.Credit.ProcuratorateWordsHeard>(Credit, Procuratorate),
        // Leads
        Said<OpinionProposed>(Procuratorate, Procuratorate),
        Said<ReferralProposed>(Procuratorate, Procuratorate),
        Said<LeadWorkEnded>(Procuratorate, Procuratorate),
        Said<LeadWorkReopened>(Procuratorate, Procuratorate),
        // Opinions (检察建议)
        Said<OpinionIssued>(Procuratorate, Court, Procuratorate),
        Said<OpinionAmended>(Procuratorate, Court, Procuratorate),
        Said<OpinionWithdrawn>(Procuratorate, Court, Procuratorate),
        Said<SupplementAsked>(Procuratorate, Court),
        Said<AnswerJudged>(Procuratorate, Court, Procuratorate),
        Said<OpinionEscalated>(Procuratorate, Court, Procuratorate),
        Said<OpinionClosed>(Procuratorate, Court, Procuratorate),
        Said<OpinionReceived>(Court, Procuratorate),
        Said<OpinionExtended>(Court, Procuratorate),
        Said<OpinionObjected>(Court, Procuratorate),
        Said<OpinionAnswered>(Court, Procuratorate),
        Said<SupervisionComplained>(Court, Procuratorate),
        Said<ComplaintAnswered>(Procuratorate, Court),
        // Criminal leads (线索移送)
        Said<Contracts.Procuratorate.CriminalLeadTransferred>(Procuratorate, Police),
        Said<LeadCompleted>(Procuratorate, Police),
        Said<ReferralRecalled>(Procuratorate, Police),
        Said<Contracts.Court.CriminalLeadTransferred>(Court, Police, Procuratorate),
        Said<TransferCompleted>(Court, Police, Procuratorate),
        Said<TransferRecalled>(Court, Police, Procuratorate),
        Said<LeadAcknowledged>(Police, Court, Procuratorate),
        Said<LeadReturned>(Police, Court, Procuratorate),
        Said<ReferralHandedOver>(Police, Court, Procuratorate),
        Said<FilingClockExtended>(Police, Court, Procuratorate),
        Said<CriminalCaseFiled>(Police, Court, Procuratorate),
        Said<CriminalCaseDeclined>(Police, Court, Procuratorate),
        Said<FilingReasonsGiven>(Police, Court, Procuratorate),
        Said<CriminalOutcomeReported>(Police, Court, Procuratorate),
        Said<CriminalCaseDropped>(Police, Court, Procuratorate),
        // Filing supervision (立案监督)
        Said<FilingReasonsRequested>(Procuratorate, Police, Court),
        Said<FilingReasonsAccepted>(Procuratorate, Police, Court),
        Said<FilingDirected>(Procuratorate, Police, Court),
        Said<CorrectionNoticed>(Procuratorate, Police, Court),
        Said<PerformanceAfterReferral>(Procuratorate, Police, Court),
        // Alerts (虚假诉讼)
        Said<FalseLitigationReported>(Court, Procuratorate),
        Said<AlertAnswered>(Procuratorate, Court),
        // Cars to be found (车辆协查)
        Said<VehicleSearchProposed>(Procuratorate, Procuratorate),
        Said<VehicleSearchRequested>(Procuratorate, Police, Court),
        Said<VehicleSearchAnswered>(Police, Procuratorate, Court),
        Said<VehiclesCollected>(Court, Procuratorate, Police),
        // Credit repair (信用修复)
        Said<RepairProposed>(Credit, Procuratorate),
        Said<CreditRestored>(Credit, Credit, Procuratorate),
        Said<RestorationRetracted>(Credit, Credit, Procuratorate),
        Said<NoticeSettled>(Credit, Credit),
        Said<RepairSupported>(Procuratorate, Credit),
        Said<RepairDeclined>(Procuratorate, Credit),
        Unheard<SanctionOverdueFound>(Credit, "A finding binds nobody until it is proposed; kept for whoever joins to count findings."),
        Unheard<BankAnswered>(Credit, "The desk itself has acted on the answer; kept for whoever joins to supervise the banks."),
    ];

    /// <summary>Who says this message.</summary>
    public static string SpeakerOf(Type message) => ByType.Value[message].Says;

    /// <summary>What this service says of the words of that one; null where it hears none.</summary>
    public static Type? WordsHeard(string by, string of) =>
        Messages.FirstOrDefault(m => m.Says == by && m.Message.IsAssignableTo(typeof(WordsHeard)) && m.Hears.Contains(of))?.Message;

    private static CataloguedMessage Said<T>(string by, params IReadOnlyList<string> to)
        where T : ExchangeEvent => new(typeof(T), by, to, [Lane.Prompt]);

    private static CataloguedMessage SaidInBulk<T>(string by, params IReadOnlyList<string> to)
        where T : ExchangeEvent => new(typeof(T), by, to, [Lane.Bulk]);

    private static CataloguedMessage Unheard<T>(string by, string why)
        where T : ExchangeEvent => new(typeof(T), by, [], [Lane.Prompt], why);
}
