using System.Text.Json.Serialization;
using Exchange.Contracts.Court;
using Exchange.CourtFeed.Aftercare;

namespace Exchange.CourtFeed.Cases;

/// <content>What the court did after the ending (终本后管理).</content>
internal sealed partial record CaseDocument
{
    /// <summary>Queries after the ending that were entered one by one, in the order of entry.</summary>
    public IReadOnlyList<Requery> Requeries { get; init; } = [];

    /// <summary>The day of the second query in a row that found nothing; null: there is none, or a clue is still open (失信规定 art 10(4)).</summary>
    [JsonIgnore]
    public DateOnly? NothingFoundTwiceOn
    {
        get
        {
            if (!RestsAfterEnding(out var endedOn) || Record.OpenClues.Or(0) > 0)
            {
                return null;
            }
            var inVain = Requeries
                .Where(query => query.On > endedOn)
                .OrderBy(query => query.On)
                .Reverse()
                .TakeWhile(query => !query.Found)
                .Reverse();
            return inVain.Select(query => (DateOnly?)query.On).ElementAtOrDefault(1);
        }
    }

    /// <summary>终本 and not resumed.</summary>
    public bool RestsAfterEnding(out DateOnly endedOn)
    {
        endedOn = Record.EndedOn.Or(DateOnly.MinValue);
        return !Record.Withdrawn
            && Record.Ending.Has(out var ending)
            && ending is Ending.EndedForNow
            && Record.EndedOn.HasValue
            && !Record.ResumedOn.HasValue;
    }
}
