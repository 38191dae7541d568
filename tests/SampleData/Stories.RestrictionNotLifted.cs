using Exchange.Contracts.Court;

namespace Exchange.SampleData;

internal static partial class Stories
{
    private static readonly string[] NotLifted = ["RestrictionNotLifted"];

    private static readonly Column[] Listing = [Column.ListingEndsOn, Column.DelistedOn, Column.PerformedOn];

    private static readonly Column[] Restriction = [Column.RestrictionLiftedOn, Column.PerformedOn];

    public static Scenario[] RestrictionNotLifted =>
        [
            new("still-listed", NotLifted, Listing, plot => Performed(plot, LongAgo(plot), plot.Person(), StillListed)) { Cards = 2 },
            new(
                "still-listed-since-today-overdue",
                NotLifted,
                Listing,
                plot => Performed(plot, plot.FirstDayOverdue, plot.Anyone(), StillListed)
            ),
            InTimeToday("near-listed-third-working-day", Listing, plot => Performed(plot, plot.LastDayInTime, plot.Anyone(), StillListed)),
            new("still-listed-company", NotLifted, Listing, plot => Performed(plot, LongAgo(plot), plot.Company(), StillListed))
            {
                Cards = 2,
                Featured = true,
            },
            new("still-listed-after-termination", NotLifted, Listing, plot => Closed(plot, Ending.Terminated, LongAgo(plot))),
            new("still-listed-after-refusal", NotLifted, Listing, plot => Closed(plot, Ending.NotEnforced, LongAgo(plot))),
            InTimeToday("near-terminated-third-working-day", Listing, plot => Closed(plot, Ending.Terminated, plot.LastDayInTime)),
            Scenario.Clean("near-dismissed-listed", Listing, plot => Closed(plot, Ending.Dismissed, LongAgo(plot))),
            InTimeToday(
                "near-listed-late",
                Listing,
                plot => Performed(plot, LongAgo(plot), plot.Anyone(), (who, day) => Lift(who, day) with { ListedOn = plot.LastDayInTime })
            ),
            new(
                "delisted-before-listed",
                NotLifted,
                Listing,
                plot =>
                    Performed(
                        plot,
                        LongAgo(plot),
                        plot.Anyone(),
                        (who, day) => StillListed(who, day) with { DelistedOn = day.AddDays(-25) }
                    )
            ),
            Scenario.Clean(
                "near-delisted-late",
                Listing,
                plot =>
                    Performed(plot, LongAgo(plot), plot.Anyone(), (who, day) => StillListed(who, day) with { DelistedOn = day.AddDays(24) })
            ),
            new("term-ended", NotLifted, Listing, plot => WithTerm(plot, LongAgo(plot))),
            new("term-ended-since-today-overdue", NotLifted, Listing, plot => WithTerm(plot, plot.FirstDayOverdue)),
            InTimeToday("near-term-ended-third-working-day", Listing, plot => WithTerm(plot, plot.LastDayInTime)),
            Scenario.Clean(
                "near-performed-term-running",
                Listing,
                plot =>
                    Performed(
                        plot,
                        LongAgo(plot),
                        plot.Person(),
                        (who, day) => StillListed(who, day) with { ListingEndsOn = day.AddDays(-20).AddYears(2) }
                    )
            ) with
            {
                Cards = 2,
            },
            new("still-restricted", NotLifted, Restriction, plot => Performed(plot, LongAgo(plot), plot.Person(), StillRestricted))
            {
                Cards = 2,
            },
            new("still-restricted-company", NotLifted, Restriction, plot => Performed(plot, LongAgo(plot), plot.Company(), StillRestricted))
            {
                Cards = 3,
                Featured = true,
            },
            new(
                "still-restricted-since-today-overdue",
                NotLifted,
                Restriction,
                plot => Performed(plot, plot.FirstDayOverdue, plot.Anyone(), StillRestricted)
            ),
            InTimeToday(
                "near-restricted-third-working-day",
                Restriction,
                plot => Performed(plot, plot.LastDayInTime, plot.Anyone(), StillRestricted)
            ),
            Scenario.Clean(
                "near-lifted-late",
                Restriction,
                plot =>
                    Performed(
                        plot,
                        LongAgo(plot),
                        plot.Anyone(),
                        (who, day) => StillRestricted(who, day) with { RestrictionLiftedOn = day.AddDays(22) }
                    )
            ),
            new(
                "lifted-before-restricted-and-performed",
                NotLifted,
                Restriction,
                plot =>
                    Performed(
                        plot,
                        LongAgo(plot),
                        plot.Anyone(),
                        (who, day) => StillRestricted(who, day) with { RestrictionLiftedOn = day.AddDays(-35) }
                    )
            ),
            Scenario.Clean(
                "near-terminated-restricted",
                Restriction,
                plot =>
                    plot.Closed(Ending.Terminated, LongAgo(plot))
                        .After(of => of.Respondent(0, who => StillRestricted(who, of.EndedOn.Value)))
            ),
            new("performed-after-ending-still-restricted", NotLifted, Restriction, PerformedAfterEnding) { Cards = 2 },
            new("second-respondent-still-restricted", NotLifted, Restriction, SecondStillRestricted),
        ];

    private static Scenario InTimeToday(string name, IReadOnlyList<Column> needs, Func<Plot, CaseRecord> tell) =>
        Scenario.Clean(name, needs, tell) with
        {
            FiresLater = NotLifted,
        };

    /// <summary>Long enough for every holiday, and for what was done late to be done.</summary>
    private static DateOnly LongAgo(Plot plot) => plot.Today.AddDays(-plot.Dice.Between(40, 300));

    private static CaseRecord Performed(Plot plot, DateOnly day, Respondent respondent, Func<Respondent, DateOnly, Respondent> sanctions) =>
        plot.Performed(day, respondent).Respondent(0, who => sanctions(who, day));

    private static CaseRecord Closed(Plot plot, Ending ending, DateOnly day) =>
        plot.Closed(ending, day).Respondent(0, who => who with { ListedOn = day.AddDays(-20) });

    /// <summary>Ended, not performed, listed for two years that are over.</summary>
    private static CaseRecord WithTerm(Plot plot, DateOnly endsOn)
    {
        var listedOn = endsOn.AddYears(-2);
        return plot.Ended(listedOn.AddDays(-40), listedOn.AddDays(90), plot.Person())
            .Respondent(0, who => Free(who) with { RestrictedOn = listedOn, ListedOn = listedOn, ListingEndsOn = endsOn });
    }

    /// <summary>The restriction came off with the performance, the listing did not.</summary>
    private static Respondent StillListed(Respondent who, DateOnly performedOn) =>
        Lift(who, performedOn) with
        {
            ListedOn = performedOn.AddDays(-20),
        };

    private static Respondent StillRestricted(Respondent who, DateOnly performedOn) => who with { RestrictedOn = performedOn.AddDays(-30) };

    private static Respondent Lift(Respondent who, DateOnly day) => who with { RestrictedOn = day.AddDays(-30), RestrictionLiftedOn = day };

    private static CaseRecord PerformedAfterEnding(Plot plot)
    {
        var performedOn = LongAgo(plot);
        var endedOn = performedOn.AddDays(-60);
        return plot.Ended(endedOn.AddMonths(-4), endedOn, plot.Anyone()).Respondent(0, Unlisted) with { PerformedOn = performedOn };
    }

    private static CaseRecord SecondStillRestricted(Plot plot)
    {
        var performedOn = LongAgo(plot);
        return plot.Performed(performedOn, plot.Person(), plot.Company())
            .Respondent(0, who => Lift(who, performedOn))
            .Respondent(1, who => StillRestricted(who, performedOn));
    }
}
