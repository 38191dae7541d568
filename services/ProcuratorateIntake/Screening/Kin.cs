using Exchange.ProcuratorateIntake.Feeds;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>One tie between two parties on a day: "<see cref="Subject"/> 's <see cref="Kind"/> is <see cref="Other"/>".</summary>
internal sealed record Tie(string Subject, string Kind, string Other, string Source)
{
    public string From(string party) => party == Subject ? Other : Subject;
}

/// <summary>关联关系: who is tied to whom on a day, by the feeds of relations and of equity.</summary>
/// <remarks>
/// Two are related when a relation of any kind, read in either direction, links them on that day, or links one of them to the other's spouse. First days
/// are included and last days excluded; a missing one is open. A share makes its holder a 股东 of the company.
/// </remarks>
internal static class Kin
{
    public const string Spouse = "配偶";
    public const string Shareholder = "股东";
    public const string LegalRepresentative = "法定代表人";
    public const string Controller = "实际控制人";
    public const string Executive = "高管";

    /// <summary>All ties of a party on a day.</summary>
    public static IEnumerable<Tie> TiesOf(this Surroundings facts, string party, DateOnly on) =>
        facts
            .About<Relation>(party)
            .Where(relation => IsIn(relation.From, relation.Until, on))
            .Where(relation => !relation.SubjectId.IsMasked && !relation.OtherId.IsMasked)
            .Select(relation => new Tie(relation.SubjectId.Value, relation.Kind, relation.OtherId.Value, relation.Source))
            .Concat(
                facts
                    .About<EquityHeld>(party)
                    .Where(share => IsIn(share.From, share.Until, on))
                    .Where(share => !share.HolderId.IsMasked && !share.CompanyId.IsMasked)
                    .Where(share => share.HolderId.Value == party || share.CompanyId.Value == party)
                    .Select(share => new Tie(share.CompanyId.Value, Shareholder, share.HolderId.Value, share.Source))
            );

    /// <summary>Who is that of a company on a day.</summary>
    public static IEnumerable<Tie> OfCompany(this Surroundings facts, string company, DateOnly on, params string[] kinds) =>
        facts.TiesOf(company, on).Where(tie => tie.Subject == company && kinds.Contains(tie.Kind, StringComparer.Ordinal));

    public static IEnumerable<Tie> SpousesOf(this Surroundings facts, string party, DateOnly on) =>
        facts.TiesOf(party, on).Where(tie => tie.Kind == Spouse);

    /// <summary>The ties that make them related; none when they are not, or are one and the same.</summary>
    public static IReadOnlyList<Tie> Between(this Surroundings facts, string one, string other, DateOnly on)
    {
        if (one == other)
        {
            return [];
        }
        var ties = facts.TiesOf(one, on).ToList();
        if (ties.Find(tie => tie.From(one) == other) is { } direct)
        {
            return [direct];
        }
        foreach (var spouse in ties.Where(tie => tie.Kind == Spouse))
        {
            if (facts.TiesOf(spouse.From(one), on).FirstOrDefault(tie => tie.From(spouse.From(one)) == other) is { } through)
            {
                return [spouse, through];
            }
        }
        foreach (var spouse in facts.SpousesOf(other, on))
        {
            if (ties.Find(tie => tie.From(one) == spouse.From(other)) is { } through)
            {
                return [through, spouse];
            }
        }
        return [];
    }

    public static bool IsIn(DateOnly? from, DateOnly? until, DateOnly day) => !(from > day) && !(until <= day);
}
