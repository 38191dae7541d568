using System.Security.Cryptography;
using System.Text.Json;
using Exchange.Access;
using Exchange.Contracts;
using Exchange.Messaging;
using Exchange.Storage;

namespace Exchange.Acts;

/// <summary>
/// The rim around every aggregate, written once: load, check who acts, decide, save state and unsent messages in one write,
/// try again when somebody was faster. The same call serves a door, a message and a clock.
/// </summary>
public sealed class Acts<T>(Documents<T> documents, LawTime time, CalendarInForce calendar, Relay relay)
    where T : Aggregate
{
    /// <summary>An act of a person on a thing that exists.</summary>
    /// <param name="act">The door's last path segment.</param>
    /// <param name="roles">A second fence behind the door's own.</param>
    public async Task<ActResult<T>> On(
        string id,
        Actor actor,
        string act,
        ActBody body,
        IReadOnlyList<string> roles,
        Func<T, Moment, Decision<T>> decide,
        CancellationToken cancellation
    )
    {
        var hash = ContentHash(act, body);
        while (true)
        {
            var found = await documents.Find(id, cancellation);
            if (found is null || !MayRead(actor, found.Value))
            {
                return ActResult<T>.Refuse(new Refusal(RefusalKind.NotFound, "not-found", $"There is no '{id}' here."));
            }
            var known = found.Value;
            LoopTrace.Mark(known.Correlation);
            if (!actor.IsAny(roles))
            {
                return ActResult<T>.Refuse(
                    new Refusal(RefusalKind.NotYours, "role", $"'{act}' needs the role {string.Join(" or ", roles)}.")
                );
            }
            if (actor.Office != known.OfficeFor(act))
            {
                return ActResult<T>.Refuse(
                    new Refusal(
                        RefusalKind.NotYours,
                        "not-addressed",
                        $"'{act}' is for {known.OfficeFor(act)}; you act for {actor.Office}."
                    )
                );
            }
            if (
                known.Dossier.LastOrDefault(e => e.ContentHash is not null) is { } last
                && last.ContentHash == hash
                && IsRepeat(known, last, act)
            )
            {
                return ActResult<T>.Done(known, changed: false);
            }
            if (body.ExpectedRevision is { } expected && expected != known.Revision)
            {
                return ActResult<T>.Refuse(
                    new Refusal(RefusalKind.Stale, "stale", $"You saw revision {expected}; it is now {known.Revision}.")
                    {
                        State = known.StateName,
                        Allowed = known.AllowedActs,
                    }
                );
            }
            var moment = MomentOf(body.ActedOn, actor.Name, actor.Office);
            if (moment.On > moment.Today)
            {
                return ActResult<T>.Refuse(
                    Refusal.Invalid(
                        "future-date",
                        "An act cannot lie in the future.",
                        new Flaw("actedOn", "future-date", $"later than today, {moment.Today:yyyy-MM-dd}")
                    )
                );
            }
            if (body.Check() is { Count: > 0 } flaws)
            {
                return ActResult<T>.Refuse(Refusal.Invalid("incomplete", "Parts are missing or wrong.", flaws));
            }
            if (await Settle(decide(known, moment), known, found, act, hash, moment, cancellation) is { } result)
            {
                return result;
            }
        }
    }

    /// <summary>A thing that comes into being, or hears of a message or a clock. Nobody's rights are checked: the system acts.</summary>
    /// <param name="by">Who is heard: an agency, "clock", or the person whose act created it.</param>
    public async Task<ActResult<T>> Hear(
        string id,
        string what,
        string by,
        Func<T?, Moment, Decision<T>> decide,
        CancellationToken cancellation,
        object? content = null
    )
    {
        while (true)
        {
            var found = await documents.Find(id, cancellation);
            var moment = MomentOf(null, by, by);
            var hash = content is null ? null : ContentHash(what, content);
            if (await Settle(decide(found?.Value, moment), found?.Value, found, what, hash, moment, cancellation) is { } result)
            {
                return result;
            }
        }
    }

    /// <summary>Many hear at once, as a chunk of records does: one read, one bulk write, and again only those that moved.</summary>
    /// <param name="areNew">Those that begin now, unless this is heard a second time: they are written unread, and read where one is there.</param>
    /// <returns>Those that changed, as stored.</returns>
    public async Task<IReadOnlyList<T>> HearAll(
        string what,
        string by,
        IReadOnlyDictionary<string, Func<T?, Moment, Decision<T>>> hear,
        CancellationToken cancellation,
        IReadOnlySet<string>? areNew = null
    )
    {
        var changed = new List<T>();
        IReadOnlyCollection<string> open = [.. hear.Keys];
        var unread = areNew;
        while (open.Count > 0)
        {
            IReadOnlyCollection<string> asked = unread is null ? open : [.. open.Where(id => !unread.Contains(id))];
            var known = asked.Count == 0 ? [] : await documents.Find(asked, cancellation);
            unread = null;
            var moment = MomentOf(null, by, by);
            var changes = new List<Change<T>>();
            foreach (var id in open)
            {
                var found = known.GetValueOrDefault(id);
                if (hear[id](found?.Value, moment) is Accepted<T> accepted)
                {
                    changes.Add(Next(accepted, found, what, hash: null, moment).Change);
                }
            }
            var written = changes.Count == 0 ? [] : await documents.Write(changes, cancellation);
            var saved = changes.Where((_, i) => written[i]).ToList();
            changed.AddRange(saved.Select(c => c.Value));
            foreach (var (value, _, _) in saved)
            {
                LoopTrace.Wrote(value.Correlation, value.Id, value.StateName, value.Revision);
            }
            foreach (var change in saved.Where(c => c.Unsent.Count > 0))
            {
                Nudge(change);
            }
            open = [.. changes.Where((_, i) => !written[i]).Select(c => c.Value.Id)];
        }
        return changed;
    }

    /// <summary>One aggregate as this viewer may see it; null when it is not there for them.</summary>
    public async Task<T?> Read(string id, Actor actor, CancellationToken cancellation)
    {
        var found = await documents.Find(id, cancellation);
        return found is not null && MayRead(actor, found.Value) ? found.Value : null;
    }

    private async Task<ActResult<T>?> Settle(
        Decision<T> decision,
        T? known,
        Versioned<T>? found,
        string act,
        string? hash,
        Moment moment,
        CancellationToken cancellation
    )
    {
        switch (decision)
        {
            case Refused<T> { Kept: { } kept } refused:
                var trace = Stamp(kept, known, act, null, moment);
                return await documents.Write(trace, found?.Version ?? 0, found?.Unsent ?? [], cancellation)
                    ? ActResult<T>.Refuse(refused.Refusal)
                    : null;
            case Refused<T> refused:
                return ActResult<T>.Refuse(refused.Refusal);
            case Unchanged<T>:
                return ActResult<T>.Done(known, changed: false);
            case Accepted<T> accepted:
                var (change, said) = Next(accepted, found, act, hash, moment);
                if (!await documents.Write(change.Value, change.ExpectedVersion, change.Unsent, cancellation))
                {
                    return null;
                }
                LoopTrace.Wrote(change.Value.Correlation, change.Value.Id, change.Value.StateName, change.Value.Revision);
                if (said.Count > 0)
                {
                    Nudge(change);
                }
                return ActResult<T>.Done(change.Value, changed: true) with { Said = said };
            default:
                throw new InvalidOperationException($"Unknown decision {decision.GetType().Name}.");
        }
    }

    private void Nudge(Change<T> written) =>
        relay.Nudge(documents.Database, documents.Shape, written.Value.Id, written.ExpectedVersion + 1, written.Unsent);

    private static (Change<T> Change, IReadOnlyList<ExchangeEvent> Said) Next(
        Accepted<T> accepted,
        Versioned<T>? found,
        string act,
        string? hash,
        Moment moment
    )
    {
        var next = Stamp(accepted, found?.Value, act, hash, moment);
        var says = accepted.Says.Select((said, i) => Header(said, next, i, moment)).ToList();
        if (says.Count > 0)
        {
            next = (T)next.HavingSaid(says, moment);
        }
        return (new Change<T>(next, found?.Version ?? 0, [.. found?.Unsent ?? [], .. says.Select(MessageBody.Pack)]), says);
    }

    private static T Stamp(Accepted<T> accepted, T? known, string act, string? hash, Moment moment)
    {
        var revision = Math.Max(known?.Revision ?? 0, accepted.Above) + 1;
        if (accepted.IsSilent)
        {
            return (T)(accepted.Next with { Revision = revision });
        }
        var entry = new DossierEntry(
            revision,
            act,
            moment.By,
            moment.Office,
            moment.On,
            moment.Now,
            accepted.Note,
            hash,
            accepted.Next.StateName
        );
        return (T)(accepted.Next with { Revision = revision, Dossier = [.. accepted.Next.Dossier, entry] });
    }

    private static ExchangeEvent Header(ExchangeEvent said, T next, int ordinal, Moment moment) =>
        said with
        {
            Id = FormattableString.Invariant($"{next.Id}@{next.Revision}.{ordinal}.{said.GetType().Name}"),
            OccurredAt = moment.Now,
            Division = next.Division,
            Correlation = next.Correlation,
            Sequence = next.Revision,
        };

    private Moment MomentOf(DateOnly? actedOn, string by, string office) =>
        new(time.Now, time.Today, actedOn ?? time.Today, by, office, calendar.Now);

    /// <summary>Not where something has led back since, so that the act is possible anew: then it is done a second time.</summary>
    private static bool IsRepeat(T known, DossierEntry last, string act) =>
        last.Act == act
        && (last.State is null || last.State == known.StateName || !known.AllowedActs.Contains(act, StringComparer.Ordinal));

    private static bool MayRead(Actor actor, T known) =>
        actor.MayRead(known.Division) || known.AlsoReadBy is { } also && actor.MayRead(also);

    private static string ContentHash(string act, object content)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(
            content is ActBody body ? body with { ExpectedRevision = null } : content,
            content.GetType(),
            ExchangeJson.Options
        );
        return act + ":" + Convert.ToHexStringLower(SHA256.HashData(json))[..32];
    }
}

/// <summary>What came of an act.</summary>
/// <param name="Changed">False when it was a repeat.</param>
public sealed record ActResult<T>(T? Value, Refusal? Refusal, bool Changed)
    where T : Aggregate
{
    /// <summary>What it then said, as it will be sent.</summary>
    public IReadOnlyList<ExchangeEvent> Said { get; init; } = [];

    public static ActResult<T> Done(T? value, bool changed) => new(value, null, changed);

    public static ActResult<T> Refuse(Refusal refusal) => new(null, refusal, false);
}
