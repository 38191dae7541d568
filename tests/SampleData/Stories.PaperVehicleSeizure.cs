using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.SampleData;

internal static partial class Stories
{
    private static readonly string[] OnPaper = ["PaperVehicleSeizure"];

    private static readonly Column[] VehicleColumns = [Column.Plates, Column.SealedOn, Column.ImpoundedOn];

    public static Scenario[] PaperVehicleSeizure =>
        [
            new("sealed-not-impounded", OnPaper, VehicleColumns, plot => WithVehicles(plot, (-30, null))) { Cards = 3 },
            new("sealed-on-ending-day", OnPaper, VehicleColumns, plot => WithVehicles(plot, (0, null))),
            new("impounded-after-ending", OnPaper, VehicleColumns, plot => WithVehicles(plot, (-30, 1))),
            new("one-of-two-not-impounded", OnPaper, VehicleColumns, plot => WithVehicles(plot, (-30, -10), (-30, null))),
            new(
                "car-sealed-on-paper-only",
                OnPaper,
                AssetAndVehicleColumns,
                plot => WithCar(plot, sealedFromEnding: -30, impoundedFromEnding: null)
            )
            {
                Cards = 2,
            },
            new("sealed-without-plate", OnPaper, VehicleColumns, plot => WithVehicles(plot, (-30, null)).After(WithoutPlate)),
            Scenario.Clean("near-impounded-on-ending-day", VehicleColumns, plot => WithVehicles(plot, (-30, 0))),
            Scenario.Clean("near-sealed-after-ending", VehicleColumns, plot => WithVehicles(plot, (1, null))),
            Scenario.Clean("near-vehicle-not-sealed", VehicleColumns, plot => WithVehicles(plot, (null, null))),
        ];

    /// <summary>Vehicles by the days, counted from the ending, on which they were sealed and impounded; none is a found asset.</summary>
    private static CaseRecord WithVehicles(Plot plot, params (int? Sealed, int? Impounded)[] vehicles) =>
        plot.Ended()
            .After(of =>
                of with
                {
                    Vehicles = Plot.Listed(vehicles.Select(days => plot.Vehicle(Day(of, days.Sealed), Day(of, days.Impounded))).ToArray()),
                }
            );

    private static DateOnly? Day(CaseRecord of, int? fromEnding) => fromEnding is { } days ? of.EndedOn.Value.AddDays(days) : null;

    private static CaseRecord WithoutPlate(CaseRecord of) =>
        of with
        {
            Vehicles = Plot.Listed(of.Vehicles.Value.Select(vehicle => vehicle with { Plate = Field<string>.None }).ToArray()),
        };
}
