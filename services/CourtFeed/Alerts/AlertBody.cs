using System.Globalization;
using Exchange.Acts;
using Exchange.Contracts;

namespace Exchange.CourtFeed.Alerts;

/// <summary>虚假诉讼通报: what the court suspects, in which cases, of whom.</summary>
internal sealed record AlertBody : ActBody
{
    /// <summary>通报编号, the court's own.</summary>
    public string? Number { get; init; }

    public string? Facts { get; init; }

    public IReadOnlyList<string>? CaseNumbers { get; init; }

    public IReadOnlyList<AlertSuspect>? Suspects { get; init; }

    /// <summary>通报日期; default the day of the act.</summary>
    public DateOnly? ReportedOn { get; init; }

    /// <summary>One case number at least must be readable: a referral is made on it.</summary>
    public override IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .Need(Number, "number", "通报编号")
            .Need(Facts, "facts", "涉嫌虚假诉讼的事实")
            .Need(CaseNumbers, "caseNumbers", "案号")
            .If(
                CaseNumbers is { Count: > 0 } && !CaseNumbers.Any(number => CaseNumber.TryParse(number, out _)),
                "caseNumbers",
                "case-number",
                "None of the 案号 can be read."
            )
            .Need(Suspects, "suspects", "涉嫌人员")
            .If(
                Suspects?.Any(s => string.IsNullOrWhiteSpace(s?.Name)) == true,
                "suspects",
                "required",
                "A suspect's 姓名或名称 is missing."
            )
            .If(
                Suspects?.All(s => s is not null) == true && SuspectsNamed().DistinctBy(s => s.SuspectId).Count() != Suspects.Count,
                "suspects",
                "duplicate",
                "Two suspects have the same suspectId."
            )
            .List;

    /// <summary>A suspect without an id gets its place in the list.</summary>
    public IReadOnlyList<SuspectNamed> SuspectsNamed() =>
        [
            .. Suspects!.Select(
                (s, i) =>
                    new SuspectNamed
                    {
                        SuspectId = s.SuspectId ?? (i + 1).ToString(CultureInfo.InvariantCulture),
                        Name = s.Name ?? "",
                        Number = s.Number,
                    }
            ),
        ];
}

internal sealed record AlertSuspect
{
    public string? SuspectId { get; init; }

    public string? Name { get; init; }

    public PartyNumber? Number { get; init; }
}
