using System.Text.Json.Serialization;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.ProcuratorateIntake.Models;

/// <summary>To which cases something applies (适用范围): a part that is not given does not narrow it.</summary>
internal sealed record ModelScope
{
    public static readonly ModelScope Everything = new();

    /// <summary>Codes of courts, such as <c>浙0602</c>.</summary>
    public IReadOnlyList<CourtCode>? Courts { get; init; }

    /// <summary>Regions: each with all that lies below it.</summary>
    public IReadOnlyList<DivisionCode>? Divisions { get; init; }

    /// <summary>First and last day, of the ending; of a case that has none, of its filing.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>Yuan, both included.</summary>
    public decimal? ClaimAtLeast { get; init; }

    public decimal? ClaimAtMost { get; init; }

    /// <summary>A respondent of this kind is among them.</summary>
    public RespondentKind? Respondent { get; init; }

    public bool Contains(CaseRecord record) =>
        (Courts is null || Courts.Contains(record.CourtCode))
        && (Divisions is null || Divisions.Any(root => Contracts.Divisions.IsWithin(record.Division, root)))
        && record.EndedOn.Or(record.FiledOn) is var day
        && !(day < From)
        && !(day > To)
        && !(record.Claim.Yuan < ClaimAtLeast)
        && !(record.Claim.Yuan > ClaimAtMost)
        && (Respondent is null || record.Respondents.Any(who => who.Kind == KindOf(Respondent.Value)));

    /// <summary>What makes no sense in it.</summary>
    public IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .If(From > To, "scope.to", "range", "The last day is before the first.")
            .If(ClaimAtLeast > ClaimAtMost, "scope.claimAtMost", "range", "The largest claim is below the smallest.")
            .If(Courts is { Count: 0 }, "scope.courts", "empty", "Name a court, or leave it out.")
            .If(Divisions is { Count: 0 }, "scope.divisions", "empty", "Name a region, or leave it out.")
            .List;

    private static PartyKind KindOf(RespondentKind kind) =>
        kind == RespondentKind.Person ? PartyKind.NaturalPerson : PartyKind.Organisation;
}

[JsonConverter(typeof(CamelCaseEnumConverter<RespondentKind>))]
internal enum RespondentKind
{
    /// <summary>自然人</summary>
    Person,

    /// <summary>法人或者非法人组织</summary>
    Organisation,
}
