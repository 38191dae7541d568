using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.CourtFeed.Cases;

/// <summary>Puts what a patch says over what is known: what is absent keeps, what is empty replaces.</summary>
/// <remarks>
/// A list says which parts there are. What the file says nothing of in a part stays as it was known for the same number (else name), kind or plate.
/// </remarks>
internal static class CaseMerge
{
    public static CaseRecord Merge(CaseRecord? known, CasePatch patch)
    {
        var said = patch.Said;
        if (known is null)
        {
            return said with
            {
                LatestRequeryOn = said.LastQueriedOn,
                Vehicles = said.Vehicles.IsUnknown ? VehiclesOf(patch.OfKnown, said.Vehicles) : said.Vehicles,
            };
        }
        return said with
        {
            Applicants = Applicants(said.Applicants, known.Applicants),
            Respondents = Respondents(said.Respondents, known.Respondents),
            Officer = said.Officer.Over(known.Officer),
            EndedOn = said.EndedOn.Over(known.EndedOn),
            Ending = said.Ending.Over(known.Ending),
            EndingReason = said.EndingReason.Over(known.EndingReason),
            Recovered = said.Recovered.Over(known.Recovered),
            NoticeSentOn = said.NoticeSentOn.Over(known.NoticeSentOn),
            ReportOrderedOn = said.ReportOrderedOn.Over(known.ReportOrderedOn),
            PerformedOn = said.PerformedOn.Over(known.PerformedOn),
            QueriedOn = said.QueriedOn.Over(known.QueriedOn),
            QueriedChannels = said.QueriedChannels.Over(known.QueriedChannels),
            FieldMeasures = said.FieldMeasures.Over(known.FieldMeasures),
            Assets = said.Assets.IsUnknown ? AssetsOf(patch.OfKnown, known.Assets) : Assets(said.Assets, known.Assets),
            Vehicles = said.Vehicles.IsUnknown ? VehiclesOf(patch.OfKnown, known.Vehicles) : Vehicles(said.Vehicles, known.Vehicles),
            FundsReceivedOn = said.FundsReceivedOn.Over(known.FundsReceivedOn),
            FundsPaidOn = said.FundsPaidOn.Over(known.FundsPaidOn),
            InterviewedOn = said.InterviewedOn.Over(known.InterviewedOn),
            LastQueriedOn = said.LastQueriedOn.Over(known.LastQueriedOn),
            LatestRequeryOn = Latest(said.LastQueriedOn, known.LatestRequeryOn),
            DeductedDays = said.DeductedDays.Over(known.DeductedDays),
            ExtendedTo = said.ExtendedTo.Over(known.ExtendedTo),
            ResumedOn = said.ResumedOn.Over(known.ResumedOn),
            OriginCaseNumber = said.OriginCaseNumber.Over(known.OriginCaseNumber),
            ApplicantAskedForEnding = said.ApplicantAskedForEnding.Over(known.ApplicantAskedForEnding),
            RulingNumber = said.RulingNumber.Over(known.RulingNumber),
            OpenClues = said.OpenClues.Over(known.OpenClues),
            Remarks = said.Remarks.Over(known.Remarks),
        };
    }

    /// <summary>Never goes back: what a skipped revision said of a re-query is in all that follow.</summary>
    private static Field<DateOnly> Latest(Field<DateOnly> said, Field<DateOnly> known) =>
        !known.Has(out var before) ? said.Over(known)
        : said.Has(out var now) && now > before ? now
        : known;

    private static List<Applicant> Applicants(IReadOnlyList<Applicant> said, IReadOnlyList<Applicant> known)
    {
        var left = known.ToList();
        return said.Select(person =>
                SamePerson(left, person.Name, person.Id, other => other.Name, other => other.Id) is { } same
                    ? person with
                    {
                        Id = person.Id.Over(same.Id),
                    }
                    : person
            )
            .ToList();
    }

    private static List<Respondent> Respondents(IReadOnlyList<Respondent> said, IReadOnlyList<Respondent> known)
    {
        var left = known.ToList();
        return said.Select(person =>
                SamePerson(left, person.Name, person.Id, other => other.Name, other => other.Id) is { } same
                    ? person with
                    {
                        Id = person.Id.Over(same.Id),
                        RestrictedOn = person.RestrictedOn.Over(same.RestrictedOn),
                        RestrictionLiftedOn = person.RestrictionLiftedOn.Over(same.RestrictionLiftedOn),
                        ListedOn = person.ListedOn.Over(same.ListedOn),
                        ListingEndsOn = person.ListingEndsOn.Over(same.ListingEndsOn),
                        DelistedOn = person.DelistedOn.Over(same.DelistedOn),
                    }
                    : person
            )
            .ToList();
    }

    /// <summary>By number; by name where one of the two has no number, or only a masked one.</summary>
    private static T? SamePerson<T>(
        List<T> left,
        string name,
        Field<PartyNumber> id,
        Func<T, string> nameOf,
        Func<T, Field<PartyNumber>> idOf
    )
        where T : class
    {
        var isNumbered = id.Has(out var number) && !number.IsMasked;
        return (isNumbered ? Take(left, other => idOf(other).Has(out var theirs) && number.Matches(theirs)) : null)
            ?? Take(
                left,
                other =>
                    string.Equals(nameOf(other), name, StringComparison.Ordinal)
                    && !(isNumbered && idOf(other).Has(out var theirs) && !theirs.IsMasked)
            );
    }

    private static Field<IReadOnlyList<Asset>> Assets(Field<IReadOnlyList<Asset>> said, Field<IReadOnlyList<Asset>> known)
    {
        if (!said.Has(out var assets) || !known.Has(out var before))
            return said;
        var left = before.ToList();
        return assets
            .Select(asset =>
                Take(left, other => string.Equals(other.Kind, asset.Kind, StringComparison.Ordinal)) is { } same
                    ? asset with
                    {
                        Amount = asset.Amount.Over(same.Amount),
                        FoundOn = asset.FoundOn.Over(same.FoundOn),
                        Obstacle = asset.Obstacle.Over(same.Obstacle),
                    }
                    : asset
            )
            .ToList();
    }

    private static Field<IReadOnlyList<Asset>> AssetsOf(PartsOfKnown? parts, Field<IReadOnlyList<Asset>> known)
    {
        if (parts is null || !known.Has(out var assets))
            return known;
        return assets
            .Select(asset =>
                asset with
                {
                    FoundOn = parts.FoundOn.Over(asset.FoundOn),
                    Obstacle =
                        parts.Obstacles.Has(out var obstacles) ? obstacles.Of(asset.Kind)
                        : parts.Obstacles.IsNone ? Field<string>.None
                        : asset.Obstacle,
                }
            )
            .ToList();
    }

    private static Field<IReadOnlyList<Vehicle>> Vehicles(Field<IReadOnlyList<Vehicle>> said, Field<IReadOnlyList<Vehicle>> known)
    {
        if (!said.Has(out var vehicles) || !known.Has(out var before))
            return said;
        var left = before.ToList();
        return vehicles
            .Select(vehicle =>
                Take(
                    left,
                    other => other.Plate.HasValue == vehicle.Plate.HasValue && (!vehicle.Plate.HasValue || other.Plate == vehicle.Plate)
                )
                    is { } same
                    ? vehicle with
                    {
                        Plate = vehicle.Plate.Over(same.Plate),
                        SealedOn = vehicle.SealedOn.Over(same.SealedOn),
                        ImpoundedOn = vehicle.ImpoundedOn.Over(same.ImpoundedOn),
                    }
                    : vehicle
            )
            .ToList();
    }

    /// <summary>Dates without a column of plates hold for all vehicles known, or else are one vehicle without a plate.</summary>
    private static Field<IReadOnlyList<Vehicle>> VehiclesOf(PartsOfKnown? parts, Field<IReadOnlyList<Vehicle>> known)
    {
        if (parts is null || (parts.SealedOn.IsUnknown && parts.ImpoundedOn.IsUnknown))
            return known;
        if (known.Has(out var vehicles))
        {
            return vehicles
                .Select(vehicle =>
                    vehicle with
                    {
                        SealedOn = parts.SealedOn.Over(vehicle.SealedOn),
                        ImpoundedOn = parts.ImpoundedOn.Over(vehicle.ImpoundedOn),
                    }
                )
                .ToList();
        }
        if (parts.SealedOn.HasValue || parts.ImpoundedOn.HasValue)
            return new Vehicle[]
            {
                new() { SealedOn = parts.SealedOn, ImpoundedOn = parts.ImpoundedOn },
            };
        return parts.SealedOn.IsNone ? Field<IReadOnlyList<Vehicle>>.None : known;
    }

    /// <summary>Each part is taken once: the second 不动产 of a file is the second one known.</summary>
    private static T? Take<T>(List<T> left, Predicate<T> fits)
        where T : class
    {
        var at = left.FindIndex(fits);
        if (at < 0)
            return null;
        var taken = left[at];
        left.RemoveAt(at);
        return taken;
    }
}
