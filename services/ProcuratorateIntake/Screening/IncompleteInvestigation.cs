using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>未全面调查财产: ended without having looked everywhere one must look.</summary>
/// <remarks>
/// The age of the query, 公积金 and 保险 come from the courts' own self-check and not from a norm; local investigation is a duty only where the
/// network cannot query. A number that was never delivered leaves open whether a body is without one.
/// </remarks>
internal static class IncompleteInvestigation
{
    public static readonly Rule Rule = new()
    {
        Id = nameof(IncompleteInvestigation),
        Name = "未全面调查财产",
        NameEn = "Property not fully investigated",
        Version = 1,
        Basis =
        [
            Law.EndingForNow.Article(3),
            Law.PropertyInvestigation.Article(1),
            Law.PropertyInvestigation.Article(12),
            Law.SelfCheck(2),
            Law.SelfCheck(3),
            Law.SelfCheck(4),
        ],
        StartPriority = Priority.Normal,
        Parameters = ["queryMaxAgeMonths"],
        Inputs = ["endedOn", "ending", "queriedOn", "queriedChannels", "fieldMeasures", "respondents[].id"],
        Judge = Judge,
    };

    /// <summary>Where every debtor's property is looked for.</summary>
    public static readonly string[] Channels = ["银行存款", "证券", "车辆", "不动产", "工商", "网络资金", Insurance];

    public const string Insurance = "保险";

    /// <summary>Where a natural person's property is looked for as well.</summary>
    public const string ProvidentFund = "公积金";

    private static readonly string[] ExemptEndings = ["村民委员会", "居民委员会", "业主委员会", "分公司"];

    private static readonly string[] QueryArticles =
    [
        Law.EndingForNow.Article(3, "第2项").Citation,
        Law.PropertyInvestigation.Article(1).Citation,
        Law.PropertyInvestigation.Article(12).Citation,
    ];

    private static readonly string[] AgeArticles = [Law.EndingForNow.Article(3, "第2项").Citation, Law.SelfCheck(2).Citation];
    private static readonly string[] ChannelArticles = [.. QueryArticles, Law.SelfCheck(2).Citation, Law.SelfCheck(4).Citation];
    private static readonly string[] FieldArticles = [Law.EndingForNow.Article(3).Citation, Law.SelfCheck(3).Citation];

    private static Verdict Judge(CaseRecord record, RuleContext context)
    {
        var applies = record.RestsAfterEnding();
        if (applies is false)
            return Verdict.Clean;

        var found = new Findings(record, applies);
        JudgeQuery(record, context.Parameters, found);
        if (found.Show(record.FieldMeasures.IsEmpty(), record.FieldMeasures.As("fieldMeasures")))
            found.Add(NoFieldMeasure(record));
        return found.ToVerdict();
    }

    private static void JudgeQuery(CaseRecord record, RuleParameters parameters, Findings found)
    {
        var queryIsDue = !AreExempt(record.Respondents);
        var queriedOn = record.QueriedOn.As("queriedOn");
        var number = new Input("respondents[].id", queryIsDue is null);
        if (found.Show(queryIsDue & !record.QueriedOn.IsThere(), queriedOn, number))
            found.Add(NoQuery(record));
        if (found.Show(queryIsDue & record.QueriedOn.After(record.EndedOn), queriedOn, number))
            found.Add(QueryAfterEnding(record));
        if (found.Show(queryIsDue & IsTooOld(record, parameters), queriedOn, number))
            found.Add(QueryTooOld(record, parameters));

        var lacks = LacksChannel(record);
        var kind = new Input("respondents[].id", lacks is null && record.QueriedChannels.HasValue);
        if (found.Show(queryIsDue & lacks, record.QueriedChannels.As("queriedChannels"), number, kind))
            found.Add(ChannelMissing(record));
    }

    /// <summary>Whether all are bodies that cannot be queried: without a number, and of a kind that has none.</summary>
    public static bool? AreExempt(IReadOnlyList<Respondent> respondents)
    {
        bool? all = true;
        foreach (var respondent in respondents)
            all &= !respondent.Id.IsThere() & HasExemptName(respondent.Name);
        return all;
    }

    /// <summary>Older than the last day of the period reckoned back from the ending.</summary>
    public static bool? IsTooOld(CaseRecord record, RuleParameters parameters) =>
        record.EndedOn.Select(day => day.PlusMonths(-parameters.QueryMaxAgeMonths)).After(record.QueriedOn);

    /// <summary>Whether a channel is missing: one of <see cref="Channels"/>, or the provident fund when a respondent is a natural person.</summary>
    private static bool? LacksChannel(CaseRecord record) =>
        record.QueriedChannels.IsUnknown ? null
        : Lacks(record.QueriedChannels.Or([]), Channels) ? true
        : LacksProvidentFund(record);

    /// <summary>Whether one of the channels was not queried; no range at all lacks every channel.</summary>
    public static bool Lacks(IReadOnlyList<string> queried, IEnumerable<string> channels)
    {
        foreach (var channel in channels)
        {
            if (!queried.Contains(channel))
                return true;
        }
        return false;
    }

    public static bool? LacksProvidentFund(CaseRecord record)
    {
        if (record.QueriedChannels.IsUnknown)
            return null;
        if (record.QueriedChannels.Or([]).Contains(ProvidentFund))
            return false;
        bool? any = false;
        foreach (var respondent in record.Respondents)
            any |= respondent.IsNaturalPerson();
        return any;
    }

    private static bool HasExemptName(string name)
    {
        foreach (var ending in ExemptEndings)
        {
            if (name.AsSpan().Trim().EndsWith(ending))
                return true;
        }
        return false;
    }

    private static IEnumerable<string> MissingChannels(CaseRecord record)
    {
        var due = LacksProvidentFund(record) is true ? Channels.Append(ProvidentFund) : Channels;
        return due.Except(record.QueriedChannels.Or([]));
    }

    private static Cause NoQuery(CaseRecord record) =>
        new()
        {
            Code = "no-query",
            Text = $"{record.EndedOn.Zh()}终本，未进行网络查控。",
            TextEn = $"Ended on {record.EndedOn.Iso()} without any network query.",
            Facts = [FactUsed.Of("queriedOn", record.QueriedOn)],
            Articles = QueryArticles,
            WouldNotFireIf = "终本前进行过网络查控。",
        };

    private static Cause QueryAfterEnding(CaseRecord record) =>
        new()
        {
            Code = "query-after-ending",
            Text = $"{record.EndedOn.Zh()}终本，{record.QueriedOn.Zh()}才进行网络查控。",
            TextEn = $"Ended on {record.EndedOn.Iso()}, queried only on {record.QueriedOn.Iso()}.",
            Facts = [FactUsed.Of("queriedOn", record.QueriedOn), FactUsed.Of("endedOn", record.EndedOn)],
            Articles = QueryArticles,
            WouldNotFireIf = $"网络查控在{record.EndedOn.Zh()}或之前进行。",
        };

    private static Cause QueryTooOld(CaseRecord record, RuleParameters parameters)
    {
        var first = record.EndedOn.Value.PlusMonths(-parameters.QueryMaxAgeMonths);
        return new()
        {
            Code = "query-too-old",
            Text = $"{record.EndedOn.Zh()}终本，网络查控在{record.QueriedOn.Zh()}，早于终本前{parameters.QueryMaxAgeMonths}个月。",
            TextEn =
                $"Ended on {record.EndedOn.Iso()}, queried on {record.QueriedOn.Iso()}: more than {parameters.QueryMaxAgeMonths} months before.",
            Facts = [FactUsed.Of("queriedOn", record.QueriedOn), FactUsed.Of("endedOn", record.EndedOn)],
            Articles = AgeArticles,
            WouldNotFireIf = $"最近一次网络查控不早于{first.Zh()}。",
        };
    }

    private static Cause ChannelMissing(CaseRecord record)
    {
        var missing = string.Join('、', MissingChannels(record));
        var queried = record.QueriedChannels.Select(channels => string.Join('、', channels.Order(StringComparer.Ordinal)));
        return new()
        {
            Code = "channel-missing",
            Text = $"网络查控范围缺少：{missing}。",
            TextEn = $"Channels that were not queried: {missing}.",
            Facts = [FactUsed.Of("queriedChannels", queried)],
            Articles = ChannelArticles,
            WouldNotFireIf = $"查控范围包括{missing}。",
        };
    }

    private static Cause NoFieldMeasure(CaseRecord record) =>
        new()
        {
            Code = "no-field-measure",
            Text = $"{record.EndedOn.Zh()}终本，未采取任何传统调查措施（现场调查、搜查、悬赏、审计等）。",
            TextEn = $"Ended on {record.EndedOn.Iso()} without any measure on the spot (inquiry, search, reward, audit).",
            Facts = [new("fieldMeasures", Value: null)],
            Articles = FieldArticles,
            WouldNotFireIf = "至少采取过一项传统调查措施。",
        };
}
