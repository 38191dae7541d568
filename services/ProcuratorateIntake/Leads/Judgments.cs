using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;
using Exchange.ProcuratorateIntake.Models;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.ProcuratorateIntake.Screening;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Leads;

/// <summary>A lead's last judgment made once more, from what it was made from.</summary>
/// <param name="Record">Null: about a respondent.</param>
/// <param name="Facts">All that feeds had said around it by that day.</param>
/// <param name="Notices">Of the calendar, as loaded by that day.</param>
/// <param name="IsSame">Whether the same causes hold by the same facts.</param>
/// <param name="IsCut">There is more around it than may be followed.</param>
internal sealed record Judgment(
    JudgedFrom From,
    ModelVersion Model,
    RuleParameters Parameters,
    CaseRecord? Record,
    IReadOnlyList<Fact> Facts,
    IReadOnlyList<string> Notices,
    Verdict Verdict,
    bool IsSame,
    bool IsCut
);

/// <summary>Makes judgments again as of their day (判断复现): record revision, facts, model version, numbers, calendar.</summary>
/// <remarks>Other cases of the same debtor are taken as they stand now. What is about an officer is counted and cannot be counted again.</remarks>
internal sealed class Judgments(
    Documents<RegisteredCase> cases,
    Documents<EarlierRevision> earlier,
    Siblings siblings,
    Circle circle,
    ModelsInForce models,
    IStores stores
)
{
    /// <returns>Null: what it was made from is not here any more, or it was counted.</returns>
    public async Task<Judgment?> Again(Lead lead, CancellationToken cancellation)
    {
        var rule = Rules.Get(lead.Rule);
        var version =
            models.Now.Of(rule.Id, lead.Division) is { } model ? model.Find(lead.ModelVersion)
            : lead.ModelVersion == 1 ? ModelVersion.BuiltIn(rule)
            : null;
        var record = lead.Debtor is null ? await RecordOf(lead, cancellation) : null;
        if (version is null || lead.Officer is not null || lead.Debtor is null && record is null)
        {
            return null;
        }
        var day = lead.JudgedFrom.AsOf;
        var notices = (await CalendarNotices.All(CalendarNotices.Of(stores, ProcuratorateIntakeModule.Service), cancellation))
            .Select(found => found.Value)
            .Where(notice => ChinaTime.DayOf(notice.LoadedAt) <= day)
            .ToList();
        var context = new RuleContext
        {
            AsOf = day,
            Calendar = notices.Aggregate(WorkCalendar.Published, (calendar, notice) => calendar.With(notice.Days)),
            Parameters = version.Numbers,
            Facts = await circle.AroundBy(
                day,
                record is null ? [lead.Debtor!.Value] : [.. CaseLinks.KeysOf(record), record.CaseNumber.Value],
                cancellation
            ),
            Siblings = record is null ? SiblingCases.None : await siblings.Of([record], cancellation),
        };
        var verdict =
            record is null ? FabricatedDebt.Judge(lead.Debtor!.Value, context).Verdict
            : version.Scope.Contains(record) ? rule.Judge(record, context)
            : Verdict.Clean;
        return new Judgment(
            lead.JudgedFrom,
            version,
            version.Numbers,
            record,
            context.Facts.All,
            [.. notices.Select(notice => notice.Id)],
            verdict,
            verdict.Answer == Answer.Fires && Rules.Fingerprint(rule.Id, verdict) == lead.Fingerprint,
            context.Facts.IsCut
        );
    }

    private async Task<CaseRecord?> RecordOf(Lead lead, CancellationToken cancellation)
    {
        var now = (await cases.Find(lead.CaseNumber.Value, cancellation))?.Value;
        return now?.Revision == lead.JudgedFrom.Revision
            ? now.Record
            : (await earlier.Find(EarlierRevision.IdOf(lead.CaseNumber.Value, lead.JudgedFrom.Revision), cancellation))?.Value.Record;
    }
}
