using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>车辆查封未扣押: a vehicle sealed in the register that nobody took away.</summary>
/// <remarks>A lawful ground of the ending (373 art. 4): a lead, and a violation only once the vehicle is seen in use without permission.</remarks>
internal static class PaperVehicleSeizure
{
    public static readonly Rule Rule = new()
    {
        Id = nameof(PaperVehicleSeizure),
        Name = "车辆查封未扣押",
        NameEn = "Vehicle sealed on paper only",
        Version = 1,
        Basis = [Law.EndingForNow.Article(4, "第2项"), Law.PropertyInvestigation.Article(16), Law.Seizure.Article(10, "第2款")],
        StartPriority = Priority.Low,
        Inputs =
        [
            "endedOn",
            "ending",
            "vehicles",
            "vehicles[].plate",
            "vehicles[].sealedOn",
            "vehicles[].impoundedOn",
            "feeds.impounds",
            "feeds.sightings",
        ],
        Judge = Judge,
    };

    private static readonly string[] Articles = [.. Rule.Basis.Select(article => article.Citation)];

    private static Verdict Judge(CaseRecord record, RuleContext context)
    {
        var applies = record.RestsAfterEnding();
        if (applies is false)
            return Verdict.Clean;

        var found = new Findings(record, applies);
        if (record.Vehicles.IsUnknown)
            found.Show(condition: null, record.Vehicles.As("vehicles"));
        var vehicles = record.Vehicles.Or([]);
        var isSeen = false;
        for (var i = 0; i < vehicles.Count; i++)
        {
            var vehicle = vehicles[i];
            if (
                found.Show(
                    IsOnPaper(vehicle, record.EndedOn, context.Facts),
                    vehicle.SealedOn.As("vehicles[].sealedOn"),
                    vehicle.ImpoundedOn.As("vehicles[].impoundedOn")
                )
            )
            {
                found.Add(SealedNotImpounded(record, vehicle, i));
                foreach (var sighting in SightingsOf(vehicle, context.Facts))
                {
                    found.Add(SeenOnTheRoad(vehicle, i, sighting));
                    isSeen = true;
                }
            }
        }
        return isSeen ? found.ToVerdict() with { StartPriority = Priority.High } : found.ToVerdict();
    }

    /// <summary>Sealed by the ending and not impounded by it, neither as the court says nor as the feed does.</summary>
    public static bool? IsOnPaper(Vehicle vehicle, Field<DateOnly> endedOn, Surroundings facts) =>
        vehicle.SealedOn.By(endedOn)
        & !(
            vehicle.ImpoundedOn.By(endedOn)
            | (endedOn.Has(out var day) && facts.About<Impound>(KeyOf(vehicle)).Any(impound => impound.On <= day))
        );

    private static IEnumerable<Sighting> SightingsOf(Vehicle vehicle, Surroundings facts) =>
        facts.About<Sighting>(KeyOf(vehicle)).Where(sighting => DateOnly.FromDateTime(sighting.At) > vehicle.SealedOn.Value);

    private static string? KeyOf(Vehicle vehicle) => vehicle.Plate.Has(out var plate) ? FeedRow.PlateOf(plate) : null;

    /// <summary>Whether vehicles are recorded and every one of them is sealed on paper only.</summary>
    public static bool? AreAllOnPaper(CaseRecord record, Surroundings facts)
    {
        if (record.Vehicles.IsUnknown)
            return null;
        var vehicles = record.Vehicles.Or([]);
        bool? all = vehicles.Count > 0;
        foreach (var vehicle in vehicles)
            all &= IsOnPaper(vehicle, record.EndedOn, facts);
        return all;
    }

    private static Cause SeenOnTheRoad(Vehicle vehicle, int position, Sighting sighting)
    {
        var seenOn = DateOnly.FromDateTime(sighting.At);
        return new()
        {
            Code = "seen-on-the-road",
            Text = $"车辆{vehicle.Plate.Or("")}查封（{vehicle.SealedOn.Zh()}）后，{seenOn.Zh()}在{sighting.Place ?? "道路"}行驶。",
            TextEn = $"Vehicle {vehicle.Plate.Or("")}, sealed on {vehicle.SealedOn.Iso()}, was seen on the road on {seenOn.Iso()}.",
            Facts =
            [
                FactUsed.Of($"vehicles[{position}].plate", vehicle.Plate),
                FactUsed.Of($"vehicles[{position}].sealedOn", vehicle.SealedOn),
                new("sightings.时间", sighting.At.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture))
                {
                    Source = sighting.Source,
                },
                new("sightings.地点", sighting.Place) { Source = sighting.Source },
            ],
            Articles = Articles,
            WouldNotFireIf = "人民法院准许被执行人继续使用该车辆（查封规定第10条第2款）。",
        };
    }

    private static Cause SealedNotImpounded(CaseRecord record, Vehicle vehicle, int position)
    {
        var plate = vehicle.Plate.Or("（无号牌）");
        return new()
        {
            Code = "sealed-not-impounded",
            Text =
                $"车辆{plate}于{vehicle.SealedOn.Zh()}查封，{record.EndedOn.Zh()}终本时未实际扣押（扣押日期：{vehicle.ImpoundedOn.Zh()}）。请核实是否准许被执行人继续使用。",
            TextEn =
                $"Vehicle {vehicle.Plate.Or("without a plate")} was sealed on {vehicle.SealedOn.Iso()} and not impounded by the ending on {record.EndedOn.Iso()} (impounded: {vehicle.ImpoundedOn.Iso()}). Was its use permitted?",
            Facts =
            [
                FactUsed.Of($"vehicles[{position}].plate", vehicle.Plate),
                FactUsed.Of($"vehicles[{position}].sealedOn", vehicle.SealedOn),
                FactUsed.Of($"vehicles[{position}].impoundedOn", vehicle.ImpoundedOn),
                FactUsed.Of("endedOn", record.EndedOn),
            ],
            Articles = Articles,
            WouldNotFireIf = $"车辆在{record.EndedOn.Zh()}或之前已实际扣押。",
        };
    }
}
