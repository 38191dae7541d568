using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.ProcuratorateIntake.History;
using Exchange.ProcuratorateIntake.Leads;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.ProcuratorateIntake.Screening;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Campaigns;

/// <summary>A lead that a campaign has come upon (专项监督线索): the lead itself stays on the working list.</summary>
internal sealed record CampaignFinding(string Campaign, string LeadId)
{
    public const string CampaignField = "campaign";

    public static Collection<CampaignFinding> Collection { get; } =
        new(
            ProcuratorateIntakeModule.Service,
            "campaignFindings",
            finding => $"{finding.Campaign}|{finding.LeadId}",
            new IndexField<CampaignFinding>(CampaignField, finding => finding.Campaign)
        );
}

/// <summary>Judges the cases of a campaign as of today and notes their leads by the models that it asks.</summary>
internal sealed class CampaignSearch(Documents<CampaignFinding> findings, Documents<Lead> leads, CaseRegistry registry) : IGoThroughHistory
{
    public HistoryKind Kind => HistoryKind.Campaign;

    public async Task Page(HistoryRun run, IReadOnlyList<Versioned<RegisteredCase>> cases, CancellationToken cancellation)
    {
        await registry.JudgeAgain(cases, cancellation);
        var ids = cases.SelectMany(found => LeadsOf(found.Value.Record, run.Rules)).Distinct(StringComparer.Ordinal).ToList();
        var found = await leads.Find(ids, cancellation);
        var noted = found
            .Values.Where(lead => lead.Value.State != LeadState.Lapsed)
            .Select(lead => new Change<CampaignFinding>(new CampaignFinding(run.Id, lead.Value.Id), 0, []))
            .ToList();
        if (noted.Count > 0)
        {
            await findings.Write(noted, cancellation);
        }
    }

    /// <summary>Whatever leads there may be about the case, its respondents and its officer.</summary>
    private static IEnumerable<string> LeadsOf(CaseRecord record, IReadOnlyList<string> rules) =>
        rules.SelectMany(rule =>
            rule == FabricatedDebt.Id ? CaseLinks.KeysOf(record).Select(key => LoopIds.Lead(rule, key))
            : rule == CrossCaseOfficer.Rule.Id && record.Officer.Has(out var officer)
                ? [LoopIds.Lead(rule, record.CaseNumber.Value), LoopIds.Lead(rule, OfficerLeads.KeyOf(record.CourtCode, officer))]
            : [LoopIds.Lead(rule, record.CaseNumber.Value)]
        );
}
