using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Credit;
using Exchange.CreditRepair.Repairs;
using Exchange.ProcuratorateIntake.Screening;
using Exchange.Tests.Unit.Screening;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.CreditRepair.Desk;

namespace Exchange.Tests.Unit.CreditRepair;

public sealed class SanctionTests
{
    private static readonly Field<DateOnly>[] Days =
    [
        Field<DateOnly>.Unknown,
        Field<DateOnly>.None,
        new DateOnly(2026, 2, 10),
        new DateOnly(2026, 2, 27),
        new DateOnly(2026, 3, 2),
    ];

    /// <summary>The rule and the desk must never disagree about a day: over all combinations of cells around the spring holidays.</summary>
    [Fact]
    public void The_desk_finds_a_sanction_on_the_very_day_on_which_the_rule_fires()
    {
        Field<Ending>[] endings =
        [
            Field<Ending>.Unknown,
            Field<Ending>.None,
            Ending.Performed,
            Ending.Terminated,
            Ending.NotEnforced,
            Ending.EndedForNow,
        ];
        foreach (var (ordered, lifted, ends, performed) in Fours())
        {
            foreach (var ending in endings)
            {
                var respondent = Debtor with
                {
                    ListedOn = ordered,
                    DelistedOn = lifted,
                    ListingEndsOn = ends,
                    RestrictedOn = ordered,
                    RestrictionLiftedOn = lifted,
                };
                var record = Performed with
                {
                    Respondents = [respondent],
                    PerformedOn = performed,
                    Ending = ending,
                    EndedOn = new DateOnly(2026, 2, 26),
                };
                var whole = Records.Faultless with
                {
                    Respondents = [respondent],
                    PerformedOn = performed,
                    Ending = ending,
                    EndedOn = record.EndedOn,
                };
                var says = Enumerable
                    .Range(0, 40)
                    .Select(i => new DateOnly(2026, 2, 9).AddDays(i))
                    .Select(day => (day, codes: Codes(whole, day)))
                    .ToList();
                FirstOverdue(record, respondent, SanctionKind.Listing)
                    .ShouldBe(First(says, c => c is "still-listed" or "term-ended"), $"{respondent} {performed} {ending}");
                FirstOverdue(record, respondent, SanctionKind.Restriction)
                    .ShouldBe(First(says, c => c is "still-restricted"), $"{respondent} {performed} {ending}");
            }
        }
    }

    private static IEnumerable<(Field<DateOnly>, Field<DateOnly>, Field<DateOnly>, Field<DateOnly>)> Fours() =>
        from a in Days
        from b in Days
        from c in Days
        from d in Days
        select (a, b, c, d);

    private static IEnumerable<string> Codes(CaseRecord record, DateOnly day) =>
        RestrictionNotLifted.Rule.Judge(record, new RuleContext { AsOf = day }).Causes.Select(c => c.Code);

    private static DateOnly? First(List<(DateOnly Day, IEnumerable<string> Codes)> says, Func<string, bool> which) =>
        says.Where(s => s.Codes.Any(which)).Select(s => (DateOnly?)s.Day).FirstOrDefault();

    private static DateOnly? FirstOverdue(CaseSanctions record, Respondent respondent, SanctionKind kind) =>
        Sanction.Of(record, respondent, kind) is { IsInForce: true, CountsFrom: { } from }
            ? StatutoryClock.Start(StatutoryClocks.ListingLift, from, "", WorkCalendar.Published).DueOn.AddDays(1)
            : null;
}
