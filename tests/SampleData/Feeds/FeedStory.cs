using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.SampleData;

/// <summary>Something that other bodies know about a case of the quarter, and what follows from it: known beforehand, not computed.</summary>
/// <param name="Fires">The rule; null for a near miss.</param>
/// <param name="Tell">The rows that tell it; null when the case does not go with the story.</param>
internal sealed record FeedStory(string Name, string? Fires, Func<Teller, IReadOnlyList<SampleFact>?> Tell)
{
    /// <summary>The case by which the lead is told, where it is not the enforcement case.</summary>
    public Func<Teller, CaseNumber>? About { get; init; }
}

/// <summary>A case of the quarter with the people around it.</summary>
/// <param name="index">Its place in the file.</param>
internal sealed class Teller(CaseRecord record, int index, DateOnly today, Parties parties, Dice dice)
{
    /// <summary>Those before are the case's own.</summary>
    private const int FirstStranger = 4;
    private int strangers;

    public CaseRecord Record => record;

    public DateOnly Today => today;

    public int Index => index;

    public Dice Dice => dice;

    /// <summary>Ended for now and not resumed.</summary>
    public bool Rests => record.Ending.Or(Ending.Performed) is Ending.EndedForNow && record.EndedOn.HasValue && !record.ResumedOn.HasValue;

    /// <summary>The first respondent who is a natural person with a number.</summary>
    public Respondent? Person => record.Respondents.FirstOrDefault(who => IsKnown(who) && who.Kind is PartyKind.NaturalPerson);

    public Respondent? Company => record.Respondents.FirstOrDefault(who => IsKnown(who) && who.Kind is PartyKind.Organisation);

    public Respondent? Anybody => record.Respondents.FirstOrDefault(IsKnown);

    public Respondent Stranger() => parties.Person(dice, index, FirstStranger + strangers++);

    public Respondent OtherCompany() => parties.Company(dice, record.Division, index, FirstStranger + strangers++);

    /// <summary>Whether the record is known to have no asset of this kind.</summary>
    public bool Lacks(string kind) => !record.Assets.IsUnknown && !record.Assets.Or([]).Any(asset => asset.Kind == kind);

    /// <summary>A civil case of this court: every case of the quarter has two numbers of its own.</summary>
    public CaseNumber CivilNumber(int year, int which) =>
        CaseNumber.Parse($"（{year}）{record.CourtCode}民初{500_000 + 2 * index + which}号");

    public static SampleFact Tie(Respondent subject, string kind, Respondent other, DateOnly? from = null, DateOnly? until = null) =>
        FeedForms.Row(
            "relations",
            ("主体证件号", subject.Id.Value),
            ("主体", subject.Name),
            ("关系", kind),
            ("对方证件号", other.Id.Value),
            ("对方", other.Name),
            ("开始日期", from),
            ("结束日期", until)
        );

    public static SampleFact Pays(Respondent payer, Respondent payee, DateOnly on, decimal yuan, string purpose) =>
        FeedForms.Row(
            "flows",
            ("付款人证件号", payer.Id.Value),
            ("付款人", payer.Name),
            ("收款人证件号", payee.Id.Value),
            ("收款人", payee.Name),
            ("时间", on.ToDateTime(new TimeOnly(10, 30))),
            ("金额", yuan),
            ("附言", purpose)
        );

    private static bool IsKnown(Respondent who) => who.Id.Has(out var number) && !number.IsMasked;
}
