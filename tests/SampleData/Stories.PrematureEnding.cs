using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.SampleData;

internal static partial class Stories
{
    private static readonly string[] Premature = ["PrematureEnding"];

    public static Scenario[] PrematureEnding =>
        [
            new("within-three-months-hasty", Premature, [], plot => EndedAfter(plot, filed => filed.AddDays(plot.Dice.Between(30, 85))))
            {
                Cards = 3,
            },
            new("within-three-months-last-day", Premature, [], plot => EndedAfter(plot, filed => filed.PlusMonths(3))) { Cards = 2 },
            new("within-three-months-end-of-month", Premature, [], plot => FiledEndOfNovember(plot, filed => filed.PlusMonths(3))),
            Scenario.Clean("near-three-months-and-a-day", [], plot => EndedAfter(plot, filed => filed.PlusMonths(3).AddDays(1))) with
            {
                Cards = 2,
            },
            Scenario.Clean("near-end-of-month-and-a-day", [], plot => FiledEndOfNovember(plot, filed => filed.PlusMonths(3).AddDays(1))),
            new("no-notice", Premature, [Column.NoticeSentOn], plot => plot.Ended() with { NoticeSentOn = Field<DateOnly>.None })
            {
                Cards = 2,
            },
            new(
                "notice-after-ending",
                Premature,
                [Column.NoticeSentOn],
                plot => plot.Ended().After(of => of with { NoticeSentOn = of.EndedOn.Value.AddDays(1) })
            ),
            Scenario.Clean(
                "near-notice-on-ending-day",
                [Column.NoticeSentOn],
                plot => plot.Ended().After(of => of with { NoticeSentOn = of.EndedOn })
            ),
            new(
                "no-report-order",
                Premature,
                [Column.ReportOrderedOn],
                plot => plot.Ended() with { ReportOrderedOn = Field<DateOnly>.None }
            )
            {
                Cards = 2,
            },
            new(
                "report-order-after-ending",
                Premature,
                [Column.ReportOrderedOn],
                plot => plot.Ended().After(of => of with { ReportOrderedOn = of.EndedOn.Value.AddDays(3) })
            ),
            Scenario.Clean(
                "near-report-order-on-ending-day",
                [Column.ReportOrderedOn],
                plot => plot.Ended().After(of => of with { ReportOrderedOn = of.EndedOn })
            ),
            new("no-restriction", Premature, [], plot => plot.Ended(plot.Anyone()).Respondent(0, Free)) { Cards = 2 },
            new(
                "no-restriction-of-second-respondent",
                Premature,
                [],
                plot => plot.Ended(plot.Company(), plot.Person()).Respondent(1, Free)
            ),
            new(
                "restricted-after-ending",
                Premature,
                [],
                plot =>
                    plot.Ended(plot.Anyone())
                        .After(of => of.Respondent(0, who => Free(who) with { RestrictedOn = of.EndedOn.Value.AddDays(1) }))
            ),
            Scenario.Clean(
                "near-restricted-on-ending-day",
                [],
                plot => plot.Ended(plot.Anyone()).After(of => of.Respondent(0, who => Free(who) with { RestrictedOn = of.EndedOn }))
            ),
            Scenario.Clean("near-not-listed", [], plot => plot.Ended(plot.Person()).Respondent(0, Unlisted)),
            new(
                "restriction-lifted-before-ending",
                Premature,
                [Column.RestrictionLiftedOn],
                plot => LiftedFromEnding(plot, plot.Person(), -3)
            ),
            new(
                "restriction-lifted-on-ending-day",
                Premature,
                [Column.RestrictionLiftedOn],
                plot => LiftedFromEnding(plot, plot.Person(), 0)
            ),
            Scenario.Clean(
                "near-restriction-lifted-after-ending",
                [Column.RestrictionLiftedOn],
                plot => LiftedFromEnding(plot, plot.Person(), 1)
            ),
            Scenario.Clean(
                "near-restriction-of-company-lifted",
                [Column.RestrictionLiftedOn],
                plot => LiftedFromEnding(plot, plot.Company(), -3)
            ),
            Scenario.Clean(
                "near-lifted-before-restricted",
                [Column.RestrictionLiftedOn],
                plot =>
                    plot.Ended(plot.Person()).Respondent(0, who => who with { RestrictionLiftedOn = who.RestrictedOn.Value.AddDays(-1) })
            ),
        ];

    private static CaseRecord EndedAfter(Plot plot, Func<DateOnly, DateOnly> ending)
    {
        var filedOn = plot.SomeEnding().AddMonths(-3).AddDays(-1);
        return plot.Ended(filedOn, ending(filedOn));
    }

    /// <summary>Three months on is the last day of February.</summary>
    private static CaseRecord FiledEndOfNovember(Plot plot, Func<DateOnly, DateOnly> ending)
    {
        var filedOn = new DateOnly(plot.Today.Year - plot.Dice.Between(2, 4), 11, 30);
        return plot.Ended(filedOn, ending(filedOn));
    }

    private static CaseRecord LiftedFromEnding(Plot plot, Respondent respondent, int days) =>
        plot.Ended(respondent).After(of => of.Respondent(0, who => who with { RestrictionLiftedOn = of.EndedOn.Value.AddDays(days) }));

    private static Respondent Free(Respondent who) => Unlisted(who) with { RestrictedOn = Field<DateOnly>.None };

    private static Respondent Unlisted(Respondent who) =>
        who with
        {
            ListedOn = Field<DateOnly>.None,
            ListingEndsOn = Field<DateOnly>.None,
            DelistedOn = Field<DateOnly>.None,
        };

    private static CaseRecord After(this CaseRecord record, Func<CaseRecord, CaseRecord> change) => change(record);

    private static CaseRecord Respondent(this CaseRecord record, int at, Func<Respondent, Respondent> change) =>
        record with
        {
            Respondents = [.. record.Respondents.Select((who, place) => place == at ? change(who) : who)],
        };
}
