using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.History;
using Exchange.ProcuratorateIntake.Leads;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.ProcuratorateIntake.Screening;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Models;

/// <summary>Another version counts: every case is judged by it, and so are the respondents and the officers in them.</summary>
internal sealed class JudgeHistoryAgain(CaseRegistry registry, DebtorLeads debtors, CourtTallies courts) : IGoThroughHistory
{
    public HistoryKind Kind => HistoryKind.Again;

    public async Task Page(HistoryRun run, IReadOnlyList<Versioned<RegisteredCase>> cases, CancellationToken cancellation)
    {
        await registry.JudgeAgain(cases, cancellation);
        IReadOnlyList<CaseRecord> records = [.. cases.Select(c => c.Value.Record)];
        await debtors.Judge([.. records.SelectMany(CaseLinks.KeysOf).Distinct(StringComparer.Ordinal)], cancellation);
        await courts.CasesChanged(records, cancellation);
    }
}

/// <summary>What a version would find in all that is stored.</summary>
internal sealed class BackTest(Documents<Model> models, Contexts contexts, ModelTrials trials, DebtorLeads debtors, OfficerLeads officers)
    : IGoThroughHistory
{
    public HistoryKind Kind => HistoryKind.BackTest;

    public async Task Page(HistoryRun run, IReadOnlyList<Versioned<RegisteredCase>> cases, CancellationToken cancellation)
    {
        if ((await models.Find(run.Model!, cancellation))?.Value is not { } model || model.Find(run.Version!.Value) is not { } version)
        {
            return;
        }
        var context = await contexts.Of([.. cases.Select(c => c.Value.Record)], cancellation);
        await trials.Compare(model, version, [.. cases.Select(c => JudgedCase.Judge(c.Value, c.Version, context))], cancellation);
        IReadOnlyList<CaseRecord> records = [.. cases.Select(c => c.Value.Record)];
        if (model.Rule == FabricatedDebt.Id)
        {
            await debtors.Compare(model, version, [.. records.SelectMany(CaseLinks.KeysOf).Distinct(StringComparer.Ordinal)], cancellation);
        }
        if (model.Rule == CrossCaseOfficer.Rule.Id)
        {
            foreach (var court in records.Select(record => record.CourtCode).Distinct())
            {
                await officers.Compare(model, version, court, cancellation);
            }
        }
    }
}
