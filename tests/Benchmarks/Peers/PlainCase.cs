using MongoDB.Bson.Serialization.Attributes;

namespace Exchange.Tests.Benchmarks;

/// <summary>The record as a program that does nothing special would write it down: a class, stored and sent as it is.</summary>
public sealed class PlainCase
{
    [BsonId]
    public string CaseNumber { get; set; } = "";
    public string? Court { get; set; }
    public List<PlainParty>? Applicants { get; set; }
    public List<PlainParty>? Respondents { get; set; }
    public DateOnly? FiledOn { get; set; }
    public string? Basis { get; set; }
    public decimal? Claim { get; set; }
    public string? Officer { get; set; }
    public DateOnly? EndedOn { get; set; }
    public string? Ending { get; set; }
    public string? EndingReason { get; set; }
    public decimal? Recovered { get; set; }
    public DateOnly? NoticeSentOn { get; set; }
    public DateOnly? ReportOrderedOn { get; set; }
    public DateOnly? PerformedOn { get; set; }
    public DateOnly? QueriedOn { get; set; }
    public List<string>? QueriedChannels { get; set; }
    public List<string>? FieldMeasures { get; set; }
    public List<PlainAsset>? Assets { get; set; }
    public List<PlainVehicle>? Vehicles { get; set; }
    public DateOnly? FundsReceivedOn { get; set; }
    public DateOnly? FundsPaidOn { get; set; }
    public DateOnly? InterviewedOn { get; set; }
    public DateOnly? LastQueriedOn { get; set; }
    public int? DeductedDays { get; set; }
    public DateOnly? ExtendedTo { get; set; }
    public DateOnly? ResumedOn { get; set; }
    public string? OriginCaseNumber { get; set; }
    public bool? ApplicantAskedForEnding { get; set; }
    public string? RulingNumber { get; set; }
    public int? OpenClues { get; set; }
    public string? Remarks { get; set; }
}

public sealed class PlainParty
{
    public string? Name { get; set; }
    public string? Id { get; set; }
    public DateOnly? RestrictedOn { get; set; }
    public DateOnly? RestrictionLiftedOn { get; set; }
    public DateOnly? ListedOn { get; set; }
    public DateOnly? ListingEndsOn { get; set; }
    public DateOnly? DelistedOn { get; set; }
}

public sealed class PlainAsset
{
    public string? Kind { get; set; }
    public decimal? Amount { get; set; }
    public DateOnly? FoundOn { get; set; }
    public string? Obstacle { get; set; }
}

public sealed class PlainVehicle
{
    public string? Plate { get; set; }
    public DateOnly? SealedOn { get; set; }
    public DateOnly? ImpoundedOn { get; set; }
}
