using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.SampleData;

/// <summary>Stories of what was not done in time; what fires of them is in <see cref="Days"/>.</summary>
internal static partial class Stories
{
    private static readonly string[] Overdue = ["OverdueEnforcement"];
    private static readonly string[] Requery = ["MissedRequery"];
    private static readonly string[] Unresumed = ["ResumptionDue"];
    private static readonly string[] Unpaid = ["DistributionIrregularity"];

    /// <summary>Later on a court may have looked again: then only the days say what fires.</summary>
    public static Scenario[] NotInTime => [.. Late.Select(scenario => scenario with { FiresLater = [] })];

    private static Scenario[] Late =>
        [
            new("over-limit", Overdue, [], plot => EndedFromLimit(plot, plot.Dice.Between(20, 120))) { Cards = 2 },
            new("over-limit-by-a-day", Overdue, [], plot => EndedFromLimit(plot, 1)),
            Scenario.Clean("near-limit-last-day", [], plot => EndedFromLimit(plot, 0)),
            new("over-limit-and-open", Overdue, [], plot => plot.Open(plot.Today.AddDays(-220))),
            new(
                "over-limit-of-administrative-decision",
                Overdue,
                [],
                plot =>
                    plot.Ended()
                        .After(of => of with { Basis = $"（{of.FiledOn.Year}）{of.CourtCode}行审{plot.Dice.Between(10, 900)}号行政裁定书" })
            ),
            Scenario.Clean("near-limit-days-deducted", [Column.DeductedDays], plot => EndedFromLimit(plot, 40) with { DeductedDays = 45 }),
            Scenario.Clean(
                "near-limit-extended",
                [Column.ExtendedTo],
                plot => EndedFromLimit(plot, 40).After(of => of with { ExtendedTo = of.EndedOn })
            ),
            new("slots-missed", Requery, [Column.LastQueriedOn, Column.PerformedOn], plot => QueriedNever(plot, 20)) { Cards = 2 },
            new("slot-missed-since-today", Requery, [Column.LastQueriedOn, Column.PerformedOn], plot => QueriedNever(plot, 1)),
            Scenario.Clean("near-slot-last-day", [Column.LastQueriedOn, Column.PerformedOn], plot => QueriedNever(plot, 0)),
            new(
                "found-and-not-resumed",
                Unresumed,
                [.. AssetColumns, Column.AssetsFoundOn, Column.ResumedOn],
                plot =>
                    plot.Ended(plot.Today.AddDays(-200), plot.Today.AddDays(-60)) with
                    {
                        Assets = Plot.Listed([Plot.Asset("不动产", 830_000m, obstacle: null, plot.Today.AddDays(-18))]),
                    }
            )
            {
                Cards = 2,
            },
            new("money-kept", Unpaid, [Column.FundsReceivedOn, Column.PerformedOn], plot => MoneyKept(plot, 45)) { Cards = 2 },
            new("money-paid-late", Unpaid, [Column.FundsReceivedOn, Column.FundsPaidOn, Column.PerformedOn], plot => MoneyPaid(plot, 45)),
            Scenario.Clean(
                "near-money-paid-on-30th-day",
                [Column.FundsReceivedOn, Column.FundsPaidOn, Column.PerformedOn],
                plot => MoneyPaid(plot, 30)
            ),
        ];

    /// <summary>Ended so many days after the last day of the six months.</summary>
    private static CaseRecord EndedFromLimit(Plot plot, int days)
    {
        var filedOn = plot.SomeEnding().AddMonths(-6).AddDays(-130);
        return plot.Ended(filedOn, WorkCalendar.Published.NextWorkingDay(filedOn.AddMonths(6)).AddDays(days));
    }

    /// <summary>Ended so that the first six months ended that many days before today, and never queried since.</summary>
    private static CaseRecord QueriedNever(Plot plot, int daysAgo)
    {
        var endedOn = plot.Today.AddDays(-daysAgo).AddMonths(-6);
        // The month before may be shorter: the slot must end on the very day.
        while (endedOn.AddMonths(6) < plot.Today.AddDays(-daysAgo))
            endedOn = endedOn.AddDays(1);
        return plot.Ended(endedOn.AddMonths(-4), endedOn) with { LastQueriedOn = Field<DateOnly>.None };
    }

    private static CaseRecord MoneyKept(Plot plot, int days) =>
        plot.Performed(plot.Today.AddDays(-days), plot.Anyone()) with
        {
            FundsReceivedOn = plot.Today.AddDays(-days),
            FundsPaidOn = Field<DateOnly>.None,
        };

    private static CaseRecord MoneyPaid(Plot plot, int days)
    {
        var performedOn = plot.Today.AddDays(-plot.Dice.Between(60, 300));
        return plot.Performed(performedOn, plot.Anyone()) with { FundsReceivedOn = performedOn, FundsPaidOn = performedOn.AddDays(days) };
    }
}
