using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>失信被限高者乘机乘车: somebody who must not, travelled in a class that the restriction forbids.</summary>
/// <remarks>
/// The respondent itself, or of an organisation who on that day is its legal representative or actual controller. Applies to all cases, within the
/// respondent's own restriction or listing. With a permission number the trip was allowed (art 8).
/// </remarks>
internal static class RestrictionBreached
{
    public static readonly Rule Rule = new()
    {
        Id = nameof(RestrictionBreached),
        Name = "失信被限高者乘机乘车",
        NameEn = "Travelled in spite of the restriction",
        Version = 1,
        Basis = [Law.Restriction.Article(3)],
        StartPriority = Priority.High,
        Inputs =
        [
            "feeds.travel",
            "feeds.relations",
            "respondents[].id",
            "respondents[].restrictedOn",
            "respondents[].restrictionLiftedOn",
            "respondents[].listedOn",
            "respondents[].delistedOn",
        ],
        Judge = Judge,
    };

    private static readonly string[] Articles = [.. Rule.Basis.Select(article => article.Citation)];

    private static Verdict Judge(CaseRecord record, RuleContext context)
    {
        if (record.Withdrawn)
            return Verdict.Clean;

        var found = new Findings(record, applies: true);
        for (var i = 0; i < record.Respondents.Count; i++)
        {
            var respondent = record.Respondents[i];
            if (respondent.WasEverSanctioned() is false || respondent.Key() is not { } key)
                continue;
            if (!context.Facts.HasDelivered("travel"))
                found.Show(condition: null, Input.NoFeed("travel"));
            foreach (var (trip, role) in TripsOf(respondent, key, context.Facts))
            {
                if (!IsForbidden(trip) || trip.Permission is not null)
                    continue;
                if (found.Show(respondent.IsRestricted(trip.On) | respondent.IsListed(trip.On), Sanctioned.Inputs(respondent)))
                    found.Add(BannedTrip(respondent, i, trip, role));
            }
        }
        return found.ToVerdict();
    }

    private static IEnumerable<(Trip Trip, string? Role)> TripsOf(Respondent respondent, string key, Surroundings facts)
    {
        if (respondent.Kind == PartyKind.NaturalPerson)
            return facts.About<Trip>(key).Select(trip => (trip, (string?)null));
        return facts
            .About<Relation>(key)
            .Where(relation => relation.SubjectId.Value == key && relation.Kind is Kin.LegalRepresentative or Kin.Controller)
            .SelectMany(relation =>
                facts
                    .About<Trip>(relation.OtherId.IsMasked ? null : relation.OtherId.Value)
                    .Where(trip => Kin.IsIn(relation.From, relation.Until, trip.On))
                    .Select(trip => (trip, (string?)relation.Kind))
            )
            .DistinctBy(found => (found.trip.Id, found.Item2));
    }

    /// <summary>飞机; 火车软卧; 轮船二等以上; G 字头全部席位; 其他动车组一等以上. A train without its number is judged by 软卧 alone.</summary>
    internal static bool IsForbidden(Trip trip) =>
        trip.By switch
        {
            "飞机" => true,
            "轮船" => trip.Seat is "特等舱" or "一等舱" or "二等舱",
            _ => trip.Seat.Contains("软卧", StringComparison.Ordinal)
                || trip.Number is ['G', ..]
                || (trip.Number is ['D' or 'C', ..] && trip.Seat is "一等座" or "商务座" or "特等座"),
        };

    private static Cause BannedTrip(Respondent respondent, int position, Trip trip, string? role)
    {
        var who = role is null ? respondent.Name : $"{respondent.Name}的{role}{trip.Person}";
        var by = $"{trip.By}{trip.Number}{trip.Seat}";
        return new()
        {
            Code = "banned-trip",
            Text = $"{who}于{trip.On.Zh()}乘坐{by}，当日被执行人{respondent.Name}处于限制消费或失信状态，且无许可。",
            TextEn =
                $"{who} travelled on {trip.On.Iso()} ({by}) while respondent {respondent.Name} was restricted or listed, without permission.",
            Facts =
            [
                new("travel.日期", trip.On.Iso()) { Source = trip.Source },
                new("travel.席别", by) { Source = trip.Source },
                FactUsed.Of($"respondents[{position}].restrictedOn", respondent.RestrictedOn),
                FactUsed.Of($"respondents[{position}].restrictionLiftedOn", respondent.RestrictionLiftedOn),
                FactUsed.Of($"respondents[{position}].listedOn", respondent.ListedOn),
                FactUsed.Of($"respondents[{position}].delistedOn", respondent.DelistedOn),
            ],
            Articles = Articles,
            WouldNotFireIf = "该次出行经人民法院批准，或者当日限制消费、失信措施均未生效或已经解除。",
            Respondent = respondent.Name,
        };
    }
}
