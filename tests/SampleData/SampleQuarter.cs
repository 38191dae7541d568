using Exchange.Contracts.Court;

namespace Exchange.SampleData;

/// <summary>A quarter as the courts of one city deliver it, with planted truth.</summary>
public static class SampleQuarter
{
    private const int DateHabits = 4;

    /// <summary>The rows one by one: memory does not grow with their number.</summary>
    public static IEnumerable<SampleCase> Generate(SampleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return GenerateRows(options);
    }

    /// <summary>The header: a seed may stand for a system that lacks some of the optional columns.</summary>
    public static IReadOnlyList<string> Columns(SampleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [.. Form.Of(options.Seed).Columns.Select(column => column.Name)];
    }

    private static IEnumerable<SampleCase> GenerateRows(SampleOptions options)
    {
        var form = Form.Of(options.Seed);
        var docket = new Docket(options);
        var parties = new Parties(options.City, options.Seed);
        var deck = Deck.For(form.Columns.ToHashSet());
        var habit = new Dice(options.Seed, 'h').Roll(DateHabits);
        var twins = new Twins();
        Scenario[] dealt = [];
        for (var index = 0; index < options.Cases; index++)
        {
            if (index % Deck.Size == 0)
                dealt = Deck.Shuffle(deck, new Dice(options.Seed, index, 'c'));
            var scenario = dealt[index % Deck.Size];
            var plot = new Plot(new Dice(options.Seed, index, 'p'), docket.At(index), parties, index, options.ToldOn);
            var record = form.Fill(LaterOn(scenario.Tell(plot), options, index));
            // Who has a story told by feeds has no twin, in which it would be true as well.
            var second = SampleFeeds.HasStory(index) ? null : twins.Second(record, new Dice(options.Seed, index, 't'));
            record = second ?? record;
            IReadOnlyList<string> acrossCases = second is null ? [] : ["CrossCaseOfficer"];
            var pen = new Pen(new Dice(options.Seed, index, 'w'), habit);
            yield return new(
                [.. form.Columns.Select(column => column.Write(record, pen))],
                record.CaseNumber.Value,
                [
                    .. (options.QuartersLater == 0 ? scenario.Fires : scenario.FiresLater)
                        .Union(Days.Fire(record, options.AsOf))
                        .Union(acrossCases),
                ],
                scenario.Name
            )
            {
                Record = record,
                AcrossCases = acrossCases,
            };
        }
    }

    /// <summary>What became of the case in the quarters since: for some the court has looked again, which changes no verdict.</summary>
    private static CaseRecord LaterOn(CaseRecord record, SampleOptions options, int index)
    {
        for (var quarter = 1; quarter <= options.QuartersLater; quarter++)
        {
            var dice = new Dice(options.Seed, index, quarter, 'q');
            if (dice.Roll(10_000) >= options.ChangedShare * 10_000)
                continue;
            var lookedOn = options.ToldOn.AddMonths(3 * quarter).AddDays(-dice.Between(1, 80));
            record = record with
            {
                Remarks = $"{record.Remarks.Or("")}（{lookedOn:yyyy-MM-dd}复查）",
                LastQueriedOn = record.Ending.Or(Ending.Performed) is Ending.EndedForNow ? lookedOn : record.LastQueriedOn,
            };
        }
        return record;
    }
}
