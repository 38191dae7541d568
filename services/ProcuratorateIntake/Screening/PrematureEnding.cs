using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>违规终本: ended although a formal condition of the ending was not met.</summary>
/// <remarks>
/// A missing <em>listing</em> (失信) is never a cause: only those who qualify are listed. Property is judged by
/// <see cref="IncompleteInvestigation"/> and <see cref="EndedWithAssets"/>. A restriction whose order is dated after its lift was not lifted.
/// </remarks>
internal static class PrematureEnding
{
    public static readonly Rule Rule = new()
    {
        Id = nameof(PrematureEnding),
        Name = "违规终本",
        NameEn = "Ended too soon or without what the law asks for",
        Version = 1,
        Basis = [Law.EndingForNow.Article(1), Law.EndingForNow.Article(2)],
        StartPriority = Priority.Normal,
        Parameters = ["minimumMonths"],
        Inputs =
        [
            "endedOn",
            "ending",
            "filedOn",
            "noticeSentOn",
            "reportOrderedOn",
            "respondents[].id",
            "respondents[].restrictedOn",
            "respondents[].restrictionLiftedOn",
        ],
        Judge = Judge,
    };

    private static readonly string[] FourthItem = [Law.EndingForNow.Article(1, "第4项").Citation];
    private static readonly string[] NoticeItem = [Law.EndingForNow.Article(1, "第1项").Citation];
    private static readonly string[] ReportItem = [.. NoticeItem, Law.EndingForNow.Article(2).Citation];
    private static readonly string[] RestrictionItem = [Law.EndingForNow.Article(1, "第2项").Citation];

    private static Verdict Judge(CaseRecord record, RuleContext context)
    {
        var applies = record.RestsAfterEnding();
        if (applies is false)
            return Verdict.Clean;

        var found = new Findings(record, applies);
        if (found.Show(IsTooEarly(record, context.Parameters)))
            found.Add(TooEarly(record, context.Parameters));
        if (found.Show(!record.NoticeSentOn.By(record.EndedOn), record.NoticeSentOn.As("noticeSentOn")))
            found.Add(NoNotice(record));
        if (found.Show(!record.ReportOrderedOn.By(record.EndedOn), record.ReportOrderedOn.As("reportOrderedOn")))
            found.Add(NoReportOrder(record));
        for (var i = 0; i < record.Respondents.Count; i++)
            JudgeRestriction(record, i, found);
        return found.ToVerdict();
    }

    private static void JudgeRestriction(CaseRecord record, int position, Findings found)
    {
        var respondent = record.Respondents[position];
        if (found.Show(IsUnrestricted(respondent, record.EndedOn), respondent.RestrictedOn.As("respondents[].restrictedOn")))
            found.Add(NoRestriction(record, position));
        if (
            found.Show(
                IsLiftedTooSoon(respondent, record.EndedOn),
                new("respondents[].id", respondent.IsNaturalPerson() is null),
                respondent.RestrictedOn.As("respondents[].restrictedOn"),
                respondent.RestrictionLiftedOn.As("respondents[].restrictionLiftedOn")
            )
        )
        {
            found.Add(LiftedTooSoon(record, position));
        }
    }

    /// <summary>"已超过三个月": the last day of the three months is still too early.</summary>
    public static bool? IsTooEarly(CaseRecord record, RuleParameters parameters) =>
        record.EndedOn.By(record.FiledOn.PlusMonths(parameters.MinimumMonths));

    public static bool? IsUnrestricted(Respondent respondent, Field<DateOnly> endedOn) => !respondent.RestrictedOn.By(endedOn);

    public static bool? IsLiftedTooSoon(Respondent respondent, Field<DateOnly> endedOn) =>
        respondent.IsNaturalPerson()
        & respondent.RestrictedOn.By(endedOn)
        & respondent.RestrictedOn.By(respondent.RestrictionLiftedOn)
        & respondent.RestrictionLiftedOn.By(endedOn);

    private static Cause TooEarly(CaseRecord record, RuleParameters parameters)
    {
        var (filedOn, endedOn) = (record.FiledOn, record.EndedOn.Value);
        var last = filedOn.PlusMonths(parameters.MinimumMonths);
        return new()
        {
            Code = "within-three-months",
            Text = $"{filedOn.Zh()}立案，{endedOn.Zh()}终本，未超过{parameters.MinimumMonths}个月（须在{last.Zh()}之后）。",
            TextEn =
                $"Filed {filedOn.Iso()} and ended {endedOn.Iso()}: not more than {parameters.MinimumMonths} months, which end on {last.Iso()}.",
            Facts = [new("filedOn", filedOn.Iso()), new("endedOn", endedOn.Iso())],
            Articles = FourthItem,
            WouldNotFireIf = $"终本日期在{last.Zh()}之后。",
        };
    }

    private static Cause NoNotice(CaseRecord record) =>
        new()
        {
            Code = "no-notice",
            Text = $"{record.EndedOn.Zh()}终本前未发出执行通知（发出日期：{record.NoticeSentOn.Zh()}）。",
            TextEn = $"No enforcement notice was sent by the ending on {record.EndedOn.Iso()} (sent: {record.NoticeSentOn.Iso()}).",
            Facts = [FactUsed.Of("noticeSentOn", record.NoticeSentOn), FactUsed.Of("endedOn", record.EndedOn)],
            Articles = NoticeItem,
            WouldNotFireIf = $"执行通知在{record.EndedOn.Zh()}或之前发出。",
        };

    private static Cause NoReportOrder(CaseRecord record) =>
        new()
        {
            Code = "no-report-order",
            Text = $"{record.EndedOn.Zh()}终本前未责令被执行人报告财产（报告财产令日期：{record.ReportOrderedOn.Zh()}）。",
            TextEn =
                $"No order to report property was issued by the ending on {record.EndedOn.Iso()} (ordered: {record.ReportOrderedOn.Iso()}).",
            Facts = [FactUsed.Of("reportOrderedOn", record.ReportOrderedOn), FactUsed.Of("endedOn", record.EndedOn)],
            Articles = ReportItem,
            WouldNotFireIf = $"报告财产令在{record.EndedOn.Zh()}或之前发出。",
        };

    private static Cause NoRestriction(CaseRecord record, int position)
    {
        var respondent = record.Respondents[position];
        return new()
        {
            Code = "no-restriction",
            Text =
                $"{record.EndedOn.Zh()}终本前未对被执行人{respondent.Name}发出限制消费令（限制消费令日期：{respondent.RestrictedOn.Zh()}）。",
            TextEn =
                $"Respondent {respondent.Name} was not restricted by the ending on {record.EndedOn.Iso()} (restricted: {respondent.RestrictedOn.Iso()}).",
            Facts = [FactUsed.Of($"respondents[{position}].restrictedOn", respondent.RestrictedOn), FactUsed.Of("endedOn", record.EndedOn)],
            Articles = RestrictionItem,
            WouldNotFireIf = $"对{respondent.Name}的限制消费令在{record.EndedOn.Zh()}或之前发出。",
            Respondent = respondent.Name,
        };
    }

    private static Cause LiftedTooSoon(CaseRecord record, int position)
    {
        var respondent = record.Respondents[position];
        var lifted = respondent.RestrictionLiftedOn;
        return new()
        {
            Code = "restriction-lifted-before-ending",
            Text = $"对被执行人{respondent.Name}的限制消费{lifted.Zh()}已解除，{record.EndedOn.Zh()}终本时不在限制中。",
            TextEn =
                $"The restriction of respondent {respondent.Name} was lifted on {lifted.Iso()}, by the ending on {record.EndedOn.Iso()}.",
            Facts =
            [
                FactUsed.Of($"respondents[{position}].restrictedOn", respondent.RestrictedOn),
                FactUsed.Of($"respondents[{position}].restrictionLiftedOn", lifted),
                FactUsed.Of("endedOn", record.EndedOn),
            ],
            Articles = [.. RestrictionItem, Law.SelfCheck(7).Citation],
            WouldNotFireIf = $"{record.EndedOn.Zh()}时限制消费仍然有效，或者{respondent.Name}不是自然人。",
            Respondent = respondent.Name,
        };
    }
}
