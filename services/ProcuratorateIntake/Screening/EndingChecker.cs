using System.Text.Json.Serialization;
using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>One condition of the ending (终本条件) and whether a case meets it.</summary>
internal sealed record EndingCheck
{
    /// <summary><c>END-1</c> to <c>END-7</c> of the law, <c>END-3c.1</c> to <c>END-3c.12</c> of the courts' own self-check.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required EndingResult Result { get; init; }

    /// <summary>What the record says; what was never delivered is left out.</summary>
    public required IReadOnlyList<FactUsed> Evidence { get; init; }

    public required string Article { get; init; }
}

[JsonConverter(typeof(CamelCaseEnumConverter<EndingResult>))]
internal enum EndingResult
{
    Holds,
    Fails,
    CannotJudge,
}

/// <summary>Checks an ended case condition by condition. It raises no leads: the rules do.</summary>
/// <remarks>
/// The record does not say whether a missing debtor was searched for (END-5), a panel and the president approved (END-6), a debtor has died
/// (END-3c.11, but an organisation does not) or an act is owed (END-3c.12): these cannot be judged.
/// </remarks>
internal static class EndingChecker
{
    /// <summary>The nineteen checks; none for a case that is not known to have ended for now.</summary>
    public static IReadOnlyList<EndingCheck> Check(CaseRecord record, RuleContext context) =>
        record.IsEndedForNow() is true ? [.. ByLaw(record, context), .. BySelfCheck(record, context)] : [];

    private static IEnumerable<EndingCheck> ByLaw(CaseRecord record, RuleContext context)
    {
        var law = Law.EndingForNow;
        var investigated =
            IsQueried(record, context) & HasFieldMeasure(record) & CoversFundAndInsurance(record) & HasNothingLeft(record, context);
        yield return Of("END-1", "发出执行通知、责令报告财产", NoticesAreSent(record), law.Article(1, "第1项"), Notices(record));
        yield return Of(
            "END-2",
            "发出限制消费令",
            AreRestricted(record, naturalPersonsOnly: false),
            law.Article(1, "第2项"),
            Restrictions(record)
        );
        yield return Of(
            "END-3",
            "穷尽财产调查措施",
            investigated,
            law.Article(1, "第3项"),
            [.. Queries(record), .. Measures(record), .. Assets(record)]
        );
        yield return Of(
            "END-4",
            "立案已超过三个月",
            !PrematureEnding.IsTooEarly(record, context.Parameters),
            law.Article(1, "第4项"),
            Dates(record)
        );
        yield return Of("END-5", "查找被执行人、制裁妨害执行", holds: null, law.Article(1, "第5项"), []);
        yield return Of(
            "END-6",
            "申请人同意或者合议庭核实并经院长批准",
            IsAsked(record) is true ? true : null,
            Law.CivilProcedureReading.Article(517),
            Asked(record)
        );
        yield return Of(
            "END-7",
            "告知并听取意见、制作裁定",
            IsHeard(record) & HasRuling(record),
            law.Article(5),
            [.. Hearing(record), .. Ruling(record)]
        );
    }

    private static IEnumerable<EndingCheck> BySelfCheck(CaseRecord record, RuleContext context)
    {
        yield return Own(1, "执行通知、报告财产令日期", record.NoticeSentOn.IsThere() & record.ReportOrderedOn.IsThere(), Notices(record));
        yield return Own(2, "终本前三个月内网络查控", IsQueried(record, context), Queries(record));
        yield return Own(3, "传统调查措施", HasFieldMeasure(record), Measures(record));
        yield return Own(4, "公积金、保险等", CoversFundAndInsurance(record), Queries(record));
        yield return Own(5, "线索均已核实", HasNoOpenClue(record), Facts(("openClues", record.OpenClues.Text())));
        yield return Own(6, "财产均有不可执行原因", HasNothingLeft(record, context), Assets(record));
        yield return Own(7, "自然人被限制消费且未解除", AreRestricted(record, naturalPersonsOnly: true), Restrictions(record));
        yield return Own(8, "终本约谈", IsHeard(record), Hearing(record));
        yield return Own(
            9,
            "未履行金额大于零",
            IsUnpaid(record),
            Facts(("claim", record.Claim.ToString()), ("recovered", record.Recovered.Text()))
        );
        yield return Own(10, "终本裁定", HasRuling(record), Ruling(record));
        yield return Own(11, "被执行人未死亡", AreAllOrganisations(record), []);
        yield return Own(12, "执行标的不是行为", holds: null, []);
    }

    private static bool? NoticesAreSent(CaseRecord record) =>
        record.NoticeSentOn.By(record.EndedOn) & record.ReportOrderedOn.By(record.EndedOn);

    private static bool? AreRestricted(CaseRecord record, bool naturalPersonsOnly)
    {
        bool? all = true;
        foreach (var respondent in record.Respondents)
        {
            var restricted =
                !PrematureEnding.IsUnrestricted(respondent, record.EndedOn) & !PrematureEnding.IsLiftedTooSoon(respondent, record.EndedOn);
            all &= naturalPersonsOnly ? restricted | !respondent.IsNaturalPerson() : restricted;
        }
        return all;
    }

    private static bool? IsQueried(CaseRecord record, RuleContext context) =>
        IncompleteInvestigation.AreExempt(record.Respondents)
        | (
            record.QueriedOn.By(record.EndedOn)
            & !IncompleteInvestigation.IsTooOld(record, context.Parameters)
            & Covers(record, IncompleteInvestigation.Channels.Where(channel => channel != IncompleteInvestigation.Insurance))
        );

    private static bool? CoversFundAndInsurance(CaseRecord record) =>
        IncompleteInvestigation.AreExempt(record.Respondents)
        | (Covers(record, [IncompleteInvestigation.Insurance]) & !IncompleteInvestigation.LacksProvidentFund(record));

    private static bool? Covers(CaseRecord record, IEnumerable<string> channels) =>
        record.QueriedChannels.IsUnknown ? null : !IncompleteInvestigation.Lacks(record.QueriedChannels.Or([]), channels);

    private static bool? HasFieldMeasure(CaseRecord record) => !record.FieldMeasures.IsEmpty();

    private static bool? HasNothingLeft(CaseRecord record, RuleContext context) => !EndedWithAssets.IsLeft(record, context);

    private static bool? HasNoOpenClue(CaseRecord record) => record.OpenClues.IsUnknown ? null : record.OpenClues.Or(0) == 0;

    private static bool? IsAsked(CaseRecord record) =>
        record.ApplicantAskedForEnding.IsUnknown ? null : record.ApplicantAskedForEnding.Or(fallback: false);

    private static bool? IsHeard(CaseRecord record) => IsAsked(record) | record.EndedOn.After(record.InterviewedOn);

    private static bool? IsUnpaid(CaseRecord record) => record.Recovered.IsUnknown ? null : record.Claim > record.Recovered.Or(Money.Zero);

    private static bool? HasRuling(CaseRecord record) => record.RulingNumber.IsThere();

    private static bool? AreAllOrganisations(CaseRecord record) =>
        record.Respondents.All(respondent => respondent.IsNaturalPerson() is false) ? true : null;

    private static List<FactUsed> Dates(CaseRecord record) => Facts(("filedOn", record.FiledOn.Iso()), ("endedOn", record.EndedOn.Text()));

    private static List<FactUsed> Notices(CaseRecord record) =>
        Facts(
            ("noticeSentOn", record.NoticeSentOn.Text()),
            ("reportOrderedOn", record.ReportOrderedOn.Text()),
            ("endedOn", record.EndedOn.Text())
        );

    private static List<FactUsed> Restrictions(CaseRecord record) =>
        Facts([
            .. record.Respondents.SelectMany(
                (respondent, i) =>
                    ((string, Field<string>)[])
                        [
                            ($"respondents[{i}].name", respondent.Name),
                            ($"respondents[{i}].restrictedOn", respondent.RestrictedOn.Text()),
                            ($"respondents[{i}].restrictionLiftedOn", respondent.RestrictionLiftedOn.Text()),
                        ]
            ),
            ("endedOn", record.EndedOn.Text()),
        ]);

    private static List<FactUsed> Queries(CaseRecord record) =>
        Facts(
            ("queriedOn", record.QueriedOn.Text()),
            ("queriedChannels", Join(record.QueriedChannels)),
            ("endedOn", record.EndedOn.Text())
        );

    private static List<FactUsed> Measures(CaseRecord record) => Facts(("fieldMeasures", Join(record.FieldMeasures)));

    private static List<FactUsed> Assets(CaseRecord record) =>
        record.Assets.IsEmpty() is true
            ? Facts(("assets", Field<string>.None))
            : Facts([
                .. record
                    .Assets.Or([])
                    .SelectMany(
                        (asset, i) =>
                            ((string, Field<string>)[])
                                [
                                    ($"assets[{i}]", EndedWithAssets.Cell(asset)),
                                    ($"assets[{i}].foundOn", asset.FoundOn.Text()),
                                    ($"assets[{i}].obstacle", asset.Obstacle),
                                ]
                    ),
            ]);

    private static List<FactUsed> Asked(CaseRecord record) =>
        Facts(("applicantAskedForEnding", record.ApplicantAskedForEnding.Select(asked => asked ? "是" : "否")));

    private static List<FactUsed> Hearing(CaseRecord record) =>
        [.. Asked(record), .. Facts(("interviewedOn", record.InterviewedOn.Text()), ("endedOn", record.EndedOn.Text()))];

    private static List<FactUsed> Ruling(CaseRecord record) => Facts(("rulingNumber", record.RulingNumber));

    private static Field<string> Join(Field<IReadOnlyList<string>> words) => words.Select(list => string.Join('、', list));

    private static Field<string> Text<T>(this Field<T> field)
        where T : notnull => field.Select(FactUsed.Write);

    private static List<FactUsed> Facts(params ReadOnlySpan<(string Name, Field<string> Value)> fields)
    {
        var facts = new List<FactUsed>(fields.Length);
        foreach (var (name, value) in fields)
        {
            if (!value.IsUnknown)
                facts.Add(FactUsed.Of(name, value));
        }
        return facts;
    }

    private static EndingCheck Own(int check, string name, bool? holds, IReadOnlyList<FactUsed> evidence) =>
        Of($"END-3c.{check}", name, holds, Law.SelfCheck(check), evidence);

    private static EndingCheck Of(string id, string name, bool? holds, Article article, IReadOnlyList<FactUsed> evidence) =>
        new()
        {
            Id = id,
            Name = name,
            Result =
                holds is null ? EndingResult.CannotJudge
                : holds.Value ? EndingResult.Holds
                : EndingResult.Fails,
            Evidence = evidence,
            Article = article.Citation,
        };
}
