using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>履行后未解除惩戒: a listing (失信) or restriction (限消) that should have come off and is still there.</summary>
/// <remarks>
/// Applies to all cases, each respondent by itself. A listing with a term stays until the term ends, performed or not; whether there is a term is
/// unknown when its last day is. The law says 及时 of the restriction; the number is a parameter. A case ended as performed is performed on that day
/// also when the day of performance was never delivered. Other cases of the same debtor do not matter.
/// </remarks>
internal static class RestrictionNotLifted
{
    public static readonly Rule Rule = new()
    {
        Id = nameof(RestrictionNotLifted),
        Name = "履行后未解除惩戒",
        NameEn = "Sanction not lifted after performance",
        Version = 1,
        Basis = [Law.Listing.Article(10), Law.Restriction.Article(9)],
        StartPriority = Priority.High,
        Parameters = ["liftWorkingDays"],
        Inputs =
        [
            "performedOn",
            "ending",
            "endedOn",
            "respondents[].listedOn",
            "respondents[].listingEndsOn",
            "respondents[].delistedOn",
            "respondents[].restrictedOn",
            "respondents[].restrictionLiftedOn",
        ],
        Timed = true,
        Judge = Judge,
    };

    private static readonly string[] ListingArticle = [Law.Listing.Article(10, "第1款").Citation];
    private static readonly string[] TermArticle = [Law.Listing.Article(10, "第2款").Citation];
    private static readonly string[] RestrictionArticle = [Law.Restriction.Article(9).Citation];

    private static Verdict Judge(CaseRecord record, RuleContext context)
    {
        if (record.Withdrawn)
            return Verdict.Clean;

        var found = new Findings(record, applies: true);
        DateOnly? changesOn = null;
        for (var i = 0; i < record.Respondents.Count; i++)
        {
            var sanctions = new Sanctions(record, record.Respondents[i], context);
            Judge(record, i, sanctions.On(context.AsOf), context, found);
            var change = sanctions.NextChange(context.AsOf);
            changesOn = changesOn is null || change < changesOn ? change : changesOn;
        }
        return found.ToVerdict(changesOn);
    }

    private static void Judge(CaseRecord record, int position, Standing standing, RuleContext context, Findings found)
    {
        var respondent = record.Respondents[position];
        var listedOn = respondent.ListedOn.As("respondents[].listedOn");
        var listingEndsOn = respondent.ListingEndsOn.As("respondents[].listingEndsOn");
        var delistedOn = respondent.DelistedOn.As("respondents[].delistedOn");
        if (
            found.Show(
                standing.StillListed,
                listedOn,
                listingEndsOn,
                delistedOn,
                new("performedOn", standing.IsOver is null && record.PerformedOn.IsUnknown),
                new("ending", standing.IsOver is null && record.Ending.IsUnknown),
                new("endedOn", standing.IsOver is null && record.EndedOn.IsUnknown)
            )
        )
        {
            found.Add(StillListed(record, position, context));
        }
        if (found.Show(standing.TermEnded, listedOn, listingEndsOn, delistedOn))
            found.Add(TermEnded(respondent, position, context));

        var isOpen = record.Performance().IsUnknown;
        if (
            found.Show(
                standing.StillRestricted,
                respondent.RestrictedOn.As("respondents[].restrictedOn"),
                respondent.RestrictionLiftedOn.As("respondents[].restrictionLiftedOn"),
                new("performedOn", isOpen && record.PerformedOn.IsUnknown),
                new("ending", isOpen && record.Ending.IsUnknown),
                new("endedOn", isOpen && record.EndedOn.IsUnknown)
            )
        )
        {
            found.Add(StillRestricted(record, position, context));
        }
    }

    /// <summary>The day of performance: as stated, else the ending of a case that ended as performed.</summary>
    public static Field<DateOnly> Performance(this CaseRecord record) =>
        record.PerformedOn.HasValue ? record.PerformedOn
        : record.Ending.Is(Ending.Performed) is true ? record.EndedOn
        : record.PerformedOn.IsUnknown || (record.Ending.IsUnknown && !record.EndedOn.IsNone) ? Field<DateOnly>.Unknown
        : Field<DateOnly>.None;

    /// <summary>The day on which enforcement ended for good without performance (终结执行, 不予执行).</summary>
    private static Field<DateOnly> Termination(this CaseRecord record) =>
        record.EndedOn.IsNone ? Field<DateOnly>.None
        : record.Ending.IsUnknown ? Field<DateOnly>.Unknown
        : record.Ending.Is(Ending.Terminated) is true || record.Ending.Is(Ending.NotEnforced) is true ? record.EndedOn
        : Field<DateOnly>.None;

    /// <summary>How a respondent's sanctions stand on a day: whether each cause holds.</summary>
    /// <param name="IsOver">Whether the time to act after performance or termination has passed.</param>
    private readonly record struct Standing(bool? IsOver, bool? StillListed, bool? TermEnded, bool? StillRestricted)
    {
        /// <summary>The same verdict: what is over matters only while the listing is open.</summary>
        public bool SaysTheSameAs(Standing other) =>
            (StillListed, TermEnded, StillRestricted) == (other.StillListed, other.TermEnded, other.StillRestricted)
            && (StillListed is not null || IsOver == other.IsOver);
    }

    /// <summary>A respondent's sanctions and the days that decide about them.</summary>
    private readonly struct Sanctions(CaseRecord record, Respondent respondent, RuleContext context)
    {
        private readonly Field<DateOnly> _performance = record.Performance();
        private readonly Field<DateOnly> _termination = record.Termination();
        private readonly bool? _isListed = IsInForce(respondent.ListedOn, respondent.DelistedOn);
        private readonly bool? _isRestricted = IsInForce(respondent.RestrictedOn, respondent.RestrictionLiftedOn);

        /// <remarks>Days after the later of two have passed when they have passed after both; after the earlier, when after one.</remarks>
        public Standing On(DateOnly day)
        {
            var isOver = HasPassed(_performance, day) | HasPassed(_termination, day);
            var couldDelist = _isListed & HasPassed(respondent.ListedOn, day);
            return new(
                isOver,
                couldDelist & !respondent.ListingEndsOn.IsThere() & isOver,
                couldDelist & HasPassed(respondent.ListingEndsOn, day),
                _isRestricted & HasPassed(respondent.RestrictedOn, day) & HasPassed(_performance, day)
            );
        }

        /// <summary>The first later day on which another cause holds, or fewer are open.</summary>
        public DateOnly? NextChange(DateOnly today)
        {
            DateOnly? next = null;
            ReadOnlySpan<Field<DateOnly>> days =
            [
                respondent.ListedOn,
                respondent.ListingEndsOn,
                respondent.RestrictedOn,
                _performance,
                _termination,
            ];
            foreach (var day in days)
            {
                if (!day.HasValue)
                    continue;
                var first = LastDay(day.Value, context).AddDays(1);
                if (first > today && !(first >= next) && !On(first).SaysTheSameAs(On(today)))
                    next = first;
            }
            return next;
        }

        private bool? HasPassed(Field<DateOnly> from, DateOnly day) =>
            from.IsUnknown ? null : from.HasValue && day > LastDay(from.Value, context);

        /// <summary>Ordered and not taken back; what was taken back before the order does not count.</summary>
        private static bool? IsInForce(Field<DateOnly> ordered, Field<DateOnly> takenBack) => ordered.IsThere() & !ordered.By(takenBack);
    }

    private static DateOnly LastDay(DateOnly from, RuleContext context) =>
        context.Calendar.AddWorkingDays(from, context.Parameters.LiftWorkingDays);

    private static Cause StillListed(CaseRecord record, int position, RuleContext context)
    {
        var respondent = record.Respondents[position];
        var (over, facts) = Over(record);
        var last = LastDay(respondent.ListedOn.Value > over ? respondent.ListedOn.Value : over, context);
        return new()
        {
            Code = "still-listed",
            Text =
                $"被执行人{respondent.Name}于{respondent.ListedOn.Zh()}纳入失信名单（无期限），{over.Zh()}{Event(facts).Zh}，至迟应在{last.Zh()}删除，至今未删除。",
            TextEn =
                $"Respondent {respondent.Name} was listed on {respondent.ListedOn.Iso()} without a term; {Event(facts).En} on {over.Iso()}; due off by {last.Iso()} and still listed.",
            Facts =
            [
                FactUsed.Of($"respondents[{position}].listedOn", respondent.ListedOn),
                FactUsed.Of($"respondents[{position}].listingEndsOn", respondent.ListingEndsOn),
                FactUsed.Of($"respondents[{position}].delistedOn", respondent.DelistedOn),
                .. facts,
            ],
            Articles = ListingArticle,
            WouldNotFireIf = "失信信息已删除，或者纳入时定有尚未届满的期限。",
            Respondent = respondent.Name,
        };
    }

    private static Cause TermEnded(Respondent respondent, int position, RuleContext context)
    {
        var (listedOn, endsOn) = (respondent.ListedOn.Value, respondent.ListingEndsOn.Value);
        var last = LastDay(listedOn > endsOn ? listedOn : endsOn, context);
        return new()
        {
            Code = "term-ended",
            Text = $"被执行人{respondent.Name}于{listedOn.Zh()}纳入失信名单，期限{endsOn.Zh()}届满，至迟应在{last.Zh()}删除，至今未删除。",
            TextEn =
                $"Respondent {respondent.Name} was listed on {listedOn.Iso()} with a term until {endsOn.Iso()}; due off by {last.Iso()} and still listed.",
            Facts =
            [
                FactUsed.Of($"respondents[{position}].listedOn", respondent.ListedOn),
                FactUsed.Of($"respondents[{position}].listingEndsOn", respondent.ListingEndsOn),
                FactUsed.Of($"respondents[{position}].delistedOn", respondent.DelistedOn),
            ],
            Articles = TermArticle,
            WouldNotFireIf = "失信信息已删除，或者期限依法延长。",
            Respondent = respondent.Name,
        };
    }

    private static Cause StillRestricted(CaseRecord record, int position, RuleContext context)
    {
        var respondent = record.Respondents[position];
        var (restrictedOn, performedOn) = (respondent.RestrictedOn.Value, record.Performance().Value);
        var last = LastDay(restrictedOn > performedOn ? restrictedOn : performedOn, context);
        return new()
        {
            Code = "still-restricted",
            Text =
                $"被执行人{respondent.Name}于{restrictedOn.Zh()}被限制消费，{performedOn.Zh()}履行完毕，至迟应在{last.Zh()}解除，至今未解除。",
            TextEn =
                $"Respondent {respondent.Name} was restricted on {restrictedOn.Iso()}; performed on {performedOn.Iso()}; due off by {last.Iso()} and still restricted.",
            Facts =
            [
                FactUsed.Of($"respondents[{position}].restrictedOn", respondent.RestrictedOn),
                FactUsed.Of($"respondents[{position}].restrictionLiftedOn", respondent.RestrictionLiftedOn),
                .. PerformanceFacts(record),
            ],
            Articles = RestrictionArticle,
            WouldNotFireIf = "限制消费已解除，或者义务尚未履行完毕。",
            Respondent = respondent.Name,
        };
    }

    /// <summary>The earlier of performance and termination, with what says so.</summary>
    private static (DateOnly On, FactUsed[] Facts) Over(CaseRecord record)
    {
        var (performance, termination) = (record.Performance(), record.Termination());
        return termination.HasValue && (!performance.HasValue || performance.After(termination) is true)
            ? (termination.Value, EndingFacts(record))
            : (performance.Value, PerformanceFacts(record));
    }

    private static FactUsed[] PerformanceFacts(CaseRecord record) =>
        record.PerformedOn.HasValue ? [FactUsed.Of("performedOn", record.PerformedOn)] : EndingFacts(record);

    private static FactUsed[] EndingFacts(CaseRecord record) =>
        [FactUsed.Of("ending", record.Ending), FactUsed.Of("endedOn", record.EndedOn)];

    private static (string Zh, string En) Event(FactUsed[] facts) =>
        facts[0] switch
        {
            { Field: "performedOn" } => ("履行完毕", "performed"),
            { Value: "performed" } => ("执行完毕", "performed"),
            { Value: "notEnforced" } => ("裁定不予执行", "enforcement refused"),
            _ => ("终结执行", "enforcement terminated"),
        };
}
