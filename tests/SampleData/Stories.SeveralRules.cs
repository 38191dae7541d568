using Exchange.Contracts;

namespace Exchange.SampleData;

internal static partial class Stories
{
    public static Scenario[] SeveralRules =>
        [
            new(
                "hasty-and-unqueried",
                ["PrematureEnding", "IncompleteInvestigation"],
                [Column.QueriedOn],
                plot => EndedAfter(plot, filed => filed.AddDays(plot.Dice.Between(30, 80))).After(Unqueried)
            )
            {
                Cards = 2,
            },
            new(
                "unnotified-uninvestigated-with-house",
                ["PrematureEnding", "IncompleteInvestigation", "EndedWithAssets"],
                [.. AssetColumns, Column.FieldMeasures, Column.NoticeSentOn],
                plot =>
                    Leaving(plot, 1_250_000, Plot.Asset("不动产", 2_100_000m)) with
                    {
                        NoticeSentOn = Field<DateOnly>.None,
                        FieldMeasures = Field<IReadOnlyList<string>>.None,
                        Remarks = plot.VulnerableRemark(),
                    }
            )
            {
                Featured = true,
            },
            new(
                "one-car-on-paper-one-impounded",
                ["EndedWithAssets", "PaperVehicleSeizure"],
                AssetAndVehicleColumns,
                plot => WithVehicles(plot, (-30, null), (-30, -10)) with { Assets = Plot.Listed([Plot.Asset("车辆", 130_000m)]) }
            ),
            new(
                "listed-and-restricted-company",
                NotLifted,
                [.. Listing, .. Restriction],
                plot =>
                    Performed(
                        plot,
                        LongAgo(plot),
                        plot.Company(),
                        (who, day) => StillRestricted(who, day) with { ListedOn = day.AddDays(-20) }
                    )
            )
            {
                Cards = 2,
                Featured = true,
            },
            new(
                "premature-then-performed-still-restricted",
                ["PrematureEnding", "RestrictionNotLifted"],
                [.. Restriction, Column.ReportOrderedOn],
                plot => PerformedAfterEnding(plot) with { ReportOrderedOn = Field<DateOnly>.None }
            ),
        ];
}
