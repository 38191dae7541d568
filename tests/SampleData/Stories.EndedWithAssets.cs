using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.SampleData;

internal static partial class Stories
{
    private static readonly string[] WithAssets = ["EndedWithAssets"];

    /// <summary>Of an unknown obstacle nothing can be said, so the planted assets need both columns.</summary>
    private static readonly Column[] AssetColumns = [Column.Assets, Column.Obstacles];

    private static readonly Column[] AssetAndVehicleColumns = [.. AssetColumns, Column.Plates, Column.SealedOn, Column.ImpoundedOn];

    public static Scenario[] EndedWithAssets =>
        [
            new(
                "house-left",
                WithAssets,
                AssetColumns,
                plot => Leaving(plot, 400_000, Plot.Asset("不动产", plot.Dice.Between(300, 2_000) * 1_000m))
            )
            {
                Cards = 2,
            },
            new(
                "house-left-large-claim",
                WithAssets,
                AssetColumns,
                plot =>
                    Leaving(
                        plot,
                        plot.Dice.Between(1_000_000, 6_000_000),
                        Plot.Asset("不动产", plot.Dice.Between(900, 5_000) * 1_000m)
                    ) with
                    {
                        Remarks = plot.VulnerableRemark(),
                    }
            )
            {
                Cards = 3,
                Featured = true,
            },
            new("asset-of-unknown-worth", WithAssets, AssetColumns, plot => Leaving(plot, 200_000, Plot.Asset("股权"))),
            new(
                "one-asset-without-obstacle",
                WithAssets,
                AssetColumns,
                plot => Leaving(plot, 300_000, Blocked(plot), Plot.Asset("保险", 26_400.50m))
            ),
            Scenario.Clean(
                "near-all-assets-with-obstacle",
                AssetColumns,
                plot => Leaving(plot, 300_000, Blocked(plot), Plot.Asset("保险", 26_400.50m, Plot.Obstacles[0]))
            ),
            new("deposit-1000.00", WithAssets, AssetColumns, plot => Leaving(plot, 100_000, Plot.Asset("银行存款", 1_000.00m))),
            Scenario.Clean("near-deposit-999.99", AssetColumns, plot => Leaving(plot, 100_000, Plot.Asset("银行存款", 999.99m))),
            new(
                "deposits-together-1000.00",
                WithAssets,
                AssetColumns,
                plot => Leaving(plot, 100_000, Plot.Asset("银行存款", 600.00m), Plot.Asset("网络资金", 400.00m))
            ),
            Scenario.Clean(
                "near-deposits-together-999.99",
                AssetColumns,
                plot => Leaving(plot, 100_000, Plot.Asset("银行存款", 600.00m), Plot.Asset("网络资金", 399.99m))
            ),
            new("deposit-over-5-percent", WithAssets, AssetColumns, plot => Leaving(plot, 10_000, Plot.Asset("银行存款", 500.01m))),
            Scenario.Clean("near-deposit-5-percent", AssetColumns, plot => Leaving(plot, 10_000, Plot.Asset("银行存款", 500.00m))),
            new("deposit-of-unknown-amount", WithAssets, AssetColumns, plot => Leaving(plot, 100_000, Plot.Asset("银行存款"))),
            Scenario.Clean(
                "near-deposit-with-obstacle",
                AssetColumns,
                plot => Leaving(plot, 100_000, Plot.Asset("银行存款", 88_000m, "系案外人专用账户"))
            ),
            Scenario.Clean("near-amount-0", AssetColumns, plot => Leaving(plot, 100_000, Plot.Asset("不动产", 0))),
            new(
                "found-on-ending-day",
                WithAssets,
                AssetColumns,
                plot =>
                    plot.Ended()
                        .After(of => of with { Assets = Plot.Listed([Plot.Asset("不动产", 560_000m, obstacle: null, of.EndedOn.Value)]) })
            ),
            Scenario.Clean("near-found-after-ending", [.. AssetColumns, Column.AssetsFoundOn], FoundAfterEnding),
            new(
                "car-left-none-recorded",
                WithAssets,
                [.. AssetColumns, Column.Plates],
                plot => Leaving(plot, 150_000, Plot.Asset("车辆", 60_000m)) with { Vehicles = Field<IReadOnlyList<Vehicle>>.None }
            ),
            new(
                "car-impounded-not-sold",
                WithAssets,
                AssetAndVehicleColumns,
                plot => WithCar(plot, sealedFromEnding: -40, impoundedFromEnding: -20)
            ),
            new(
                "car-sealed-after-ending",
                WithAssets,
                AssetAndVehicleColumns,
                plot => WithCar(plot, sealedFromEnding: 1, impoundedFromEnding: null)
            ),
            Scenario.Clean(
                "near-resumed",
                [.. AssetColumns, Column.ResumedOn],
                plot =>
                    Leaving(plot, 200_000, Plot.Asset("不动产", 900_000m)).After(of => of with { ResumedOn = of.EndedOn.Value.AddDays(8) })
            ) with
            {
                Cards = 2,
            },
        ];

    /// <summary>With a claim that decides what is petty.</summary>
    private static CaseRecord Leaving(Plot plot, int claim, params Asset[] assets) =>
        plot.Ended() with
        {
            Claim = new Money(claim),
            Recovered = Money.Zero,
            Assets = Plot.Listed(assets),
        };

    private static Asset Blocked(Plot plot) => Plot.Asset("不动产", plot.Dice.Between(300, 2_000) * 1_000m, plot.Dice.Pick(Plot.Obstacles));

    /// <summary>Found so lately that nobody is late in resuming either.</summary>
    private static CaseRecord FoundAfterEnding(Plot plot)
    {
        var asset = Plot.Asset("不动产", 700_000m, obstacle: null, plot.Today.AddDays(-plot.Dice.Between(1, 5)));
        return plot.Ended() with { Assets = Plot.Listed([asset]) };
    }

    private static CaseRecord WithCar(Plot plot, int sealedFromEnding, int? impoundedFromEnding) =>
        plot.Ended()
            .After(of =>
                of with
                {
                    Claim = new Money(180_000),
                    Recovered = Money.Zero,
                    Assets = Plot.Listed([Plot.Asset("车辆", 75_000m)]),
                    Vehicles = Plot.Listed([
                        plot.Vehicle(
                            of.EndedOn.Value.AddDays(sealedFromEnding),
                            impoundedFromEnding is { } days ? of.EndedOn.Value.AddDays(days) : null
                        ),
                    ]),
                }
            );
}
