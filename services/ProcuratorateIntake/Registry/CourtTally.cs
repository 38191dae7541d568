using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Registry;

/// <summary>A court whose officers' cases are counted: whether anything has changed since, and of whom a lead may exist.</summary>
internal sealed record CourtTally
{
    public required CourtCode Court { get; init; }

    /// <summary>Full name of the court.</summary>
    public required string Name { get; init; }

    public required DivisionCode Division { get; init; }

    /// <summary>+1 with the first change after a count has begun.</summary>
    public long Changed { get; init; }

    /// <summary>Machine time of the first change that no count has begun after, and roughly of the last.</summary>
    public DateTimeOffset ChangedSince { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Up to which change a count has begun, and up to which one has ended.</summary>
    public long Begun { get; init; }

    public long Counted { get; init; }

    /// <summary>Officers whom a lead was ever about. It only grows, and is stored before the lead is.</summary>
    public IReadOnlyList<string> Raised { get; init; } = [];

    public const string Open = "open";

    public static Collection<CourtTally> Collection { get; } =
        new(
            ProcuratorateIntakeModule.Service,
            "courtTallies",
            tally => tally.Court.Value,
            new IndexField<CourtTally>(Open, tally => tally.Changed > tally.Counted ? "yes" : null)
        );
}

/// <summary>Notes at which courts cases have changed: counting itself is done now and then, not once for each record.</summary>
internal sealed class CourtTallies(Documents<CourtTally> tallies, TimeProvider machine)
{
    /// <summary>How exact <see cref="CourtTally.ChangedAt"/> is: an import writes no more often.</summary>
    private static readonly TimeSpan Roughly = TimeSpan.FromSeconds(3);

    /// <summary>To be called once the cases are stored. A count that has begun before may have missed them, so it is not trusted.</summary>
    public async Task CasesChanged(IEnumerable<CaseRecord> records, CancellationToken cancellation)
    {
        var courts = records.GroupBy(record => record.CourtCode).Select(of => of.First()).ToList();
        while (courts.Count > 0)
        {
            var known = await tallies.Find([.. courts.Select(record => record.CourtCode.Value)], cancellation);
            var changes = new List<Change<CourtTally>>();
            var now = machine.GetUtcNow();
            foreach (var record in courts)
            {
                var tally = known.GetValueOrDefault(record.CourtCode.Value);
                var before = tally?.Value ?? New(record);
                var isFirst = before.Changed == before.Begun;
                if (isFirst || now - before.ChangedAt > Roughly)
                {
                    var next = before with
                    {
                        Changed = before.Begun + 1,
                        ChangedSince = isFirst ? now : before.ChangedSince,
                        ChangedAt = now,
                    };
                    changes.Add(new Change<CourtTally>(next, tally?.Version ?? 0, []));
                }
            }
            var written = changes.Count == 0 ? [] : await tallies.Write(changes, cancellation);
            var lost = changes.Where((_, i) => !written[i]).Select(change => change.Value.Court).ToHashSet();
            courts.RemoveAll(record => !lost.Contains(record.CourtCode));
        }
    }

    private static CourtTally New(CaseRecord record) =>
        new()
        {
            Court = record.CourtCode,
            Name = record.Court,
            Division = record.Division,
        };
}
