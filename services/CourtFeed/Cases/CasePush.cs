using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.CourtFeed.Aftercare;
using Exchange.Messaging;
using Exchange.Storage;

namespace Exchange.CourtFeed.Cases;

/// <summary>One record by itself (fast lane): state and messages in one write, nothing to announce.</summary>
internal sealed class CasePush(
    Documents<CaseDocument> cases,
    Reaffirmations reaffirmations,
    LawTime time,
    TimeProvider machine,
    Relay relay
)
{
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(1);
    private long lastAsked = long.MinValue;

    /// <summary>Single records have come in the last second: an import leaves them the road.</summary>
    public bool IsAskedLately => Interlocked.Read(ref lastAsked) is var last and > long.MinValue && machine.GetElapsedTime(last) < Lately;

    public async Task<(CaseDocument Stored, IReadOnlyList<CaseChange> Changes)> Apply(
        CasePatch patch,
        DateOnly asOf,
        string by,
        CancellationToken cancellation
    )
    {
        Interlocked.Exchange(ref lastAsked, machine.GetTimestamp());
        var isLate = asOf < time.Today;
        while (true)
        {
            var known = await cases.Find(patch.CaseNumber.Value, cancellation);
            if (isLate && known is { Value.LastPatchHash: not "" })
            {
                // A file that finds the case unchanged at this moment must notice us, or we must see what it has noted.
                await cases.Write(known.Value with { LastPatchHash = "" }, known.Version, known.Unsent, cancellation);
                continue;
            }
            if (known is not null && (asOf < known.Value.AsOf || isLate && await IsSaidLater(patch.CaseNumber, asOf, cancellation)))
            {
                return (known.Value, []);
            }
            if (known is not null && known.Value.LastPatchHash == patch.Hash && asOf == known.Value.AsOf)
            {
                return (known.Value, []);
            }
            var record = CaseMerge.Merge(known?.Value.Record, patch);
            var hash = RecordHash.Of(record);
            if (known is not null && hash == known.Value.Hash)
            {
                var heard = known.Value with { AsOf = asOf, LastPatchHash = patch.Hash };
                if (await cases.Write(heard, known.Version, known.Unsent, cancellation))
                {
                    return (heard, []);
                }
                continue;
            }
            var next = CaseDocument.Next(
                known?.Value,
                record,
                hash,
                patch.Hash,
                asOf,
                machine.GetUtcNow(),
                by,
                announcementId: null,
                history: false
            );
            if (await Save(next, known, cancellation))
            {
                return (next, next.Revisions[^1].Changes);
            }
        }
    }

    public async Task<CaseDocument> Withdraw(CaseNumber number, string by, CancellationToken cancellation)
    {
        while (true)
        {
            var known =
                await cases.Find(number.Value, cancellation) ?? throw new InvalidOperationException("The case was there a moment ago.");
            if (known.Value.Record.Withdrawn)
            {
                return known.Value;
            }
            // The hash is forgotten, so that the court may deliver the same row again after a mistaken withdrawal.
            var withdrawn = known.Value.Record with
            {
                Withdrawn = true,
            };
            var next = CaseDocument.Next(
                known.Value,
                withdrawn,
                RecordHash.Of(withdrawn),
                "",
                time.Today,
                machine.GetUtcNow(),
                by,
                announcementId: null,
                history: false
            );
            if (await Save(next, known, cancellation))
            {
                return next;
            }
        }
    }

    /// <summary>The same query twice is one.</summary>
    public async Task<CaseDocument> Requery(CaseNumber number, Requery requery, string by, CancellationToken cancellation)
    {
        while (true)
        {
            var known =
                await cases.Find(number.Value, cancellation) ?? throw new InvalidOperationException("The case was there a moment ago.");
            if (known.Value.Requeries.Any(r => (r.On, r.Found, r.Note) == (requery.On, requery.Found, requery.Note)))
            {
                return known.Value;
            }
            var latest = known.Value.Record.LastQueriedOn.Has(out var day) && day > requery.On ? day : requery.On;
            var record = known.Value.Record with { LastQueriedOn = latest };
            // The hash of the last row is forgotten: what a file says next is compared with this.
            var next = CaseDocument.Next(
                known.Value,
                record,
                RecordHash.Of(record),
                "",
                time.Today,
                machine.GetUtcNow(),
                by,
                announcementId: null,
                history: false
            ) with
            {
                Requeries = [.. known.Value.Requeries, requery],
            };
            if (await Save(next, known, cancellation))
            {
                return next;
            }
        }
    }

    private async Task<bool> IsSaidLater(CaseNumber number, DateOnly asOf, CancellationToken cancellation) =>
        (await reaffirmations.After(asOf, cancellation)).Contains(number.Value);

    private async Task<bool> Save(CaseDocument next, Versioned<CaseDocument>? known, CancellationToken cancellation)
    {
        // Whoever speaks of one case by itself has looked at it.
        next = next with
        {
            Conflict = null,
        };
        var id = FormattableString.Invariant($"{next.Record.CaseNumber.Value}@{next.Revision}");
        var says = CaseMessages.Of(id, [next], history: false).Select(m => MessageBody.Pack(m with { OccurredAt = time.Now }));
        var before = known?.Version ?? 0;
        IReadOnlyList<UnsentMessage> unsent = [.. known?.Unsent ?? [], .. says];
        if (!await cases.Write(next, before, unsent, cancellation))
        {
            return false;
        }
        relay.Nudge(cases.Database, cases.Shape, next.Record.CaseNumber.Value, before + 1, unsent);
        return true;
    }
}
