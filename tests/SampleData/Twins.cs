using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.SampleData;

/// <summary>One debtor in two cases of a court: the one was paid, the other ended without anything there (同当事人关联).</summary>
internal sealed class Twins
{
    private const int Percent = 25;
    private readonly Dictionary<CourtCode, CaseRecord> paid = [];

    /// <summary>The record with the debtor of an earlier one, when the two together tell the story; null: it stays as it is.</summary>
    public CaseRecord? Second(CaseRecord record, Dice dice)
    {
        if (
            record.Respondents is not [{ } debtor]
            || !debtor.Id.Has(out var number)
            || number.IsMasked
            || !record.EndedOn.Has(out var endedOn)
        )
            return null;
        if (record.Ending.Or(Ending.Cancelled) is Ending.Performed && record.Recovered.Or(Money.Zero) > Money.Zero)
        {
            paid[record.CourtCode] = record;
            return null;
        }
        if (!EndedOnNothing(record) || !paid.TryGetValue(record.CourtCode, out var first) || !dice.Chance(Percent))
            return null;
        var other = first.Respondents[0];
        if (other.Kind != debtor.Kind || Math.Abs(endedOn.DayNumber - first.EndedOn.Value.DayNumber) > 360)
            return null;
        paid.Remove(record.CourtCode);
        return record with { Respondents = [debtor with { Name = other.Name, Id = other.Id }] };
    }

    private static bool EndedOnNothing(CaseRecord record) =>
        record.Ending.Or(Ending.Cancelled) is Ending.EndedForNow
        && !record.ResumedOn.HasValue
        && !record.Assets.IsUnknown
        && record.Assets.Or([]).Count == 0
        && !record.Recovered.IsUnknown
        && record.Recovered.Or(Money.Zero) == Money.Zero;
}
