using Exchange.Contracts;
using Exchange.Messaging;
using Exchange.Storage;

namespace Exchange.Acts;

/// <summary>One kind of aggregate that speaks.</summary>
public interface ISpeak
{
    string Service { get; }

    /// <summary>Lifts those of which more was heard than they know of.</summary>
    /// <returns>The ids that are here, and how many of them were lifted.</returns>
    Task<(IReadOnlyCollection<string> Here, int Lifted)> SpeakAbove(
        string hearer,
        IReadOnlyList<WordHeard> words,
        CancellationToken cancellation
    );
}

/// <inheritdoc/>
public sealed class Speaker<T>(Documents<T> documents, Acts<T> acts) : ISpeak
    where T : Aggregate
{
    public string Service => documents.Database;

    public async Task<(IReadOnlyCollection<string> Here, int Lifted)> SpeakAbove(
        string hearer,
        IReadOnlyList<WordHeard> words,
        CancellationToken cancellation
    )
    {
        var known = await documents.Find([.. words.Select(w => w.Thing)], cancellation);
        var lifted = 0;
        foreach (var word in words.Where(w => known.TryGetValue(w.Thing, out var here) && here.Value.LastWord < w.Sequence))
        {
            var result = await acts.Hear(
                word.Thing,
                "restored",
                hearer,
                (now, _) =>
                    now is null || now.LastWord >= word.Sequence
                        ? Decision<T>.NothingNew
                        : new Accepted<T>((T)(now with { LastWord = word.Sequence }), [], NoteOf(hearer, word, now.LastWord))
                        {
                            Above = word.Sequence,
                        },
                cancellation
            );
            lifted += result.Changed ? 1 : 0;
        }
        return (known.Keys, lifted);
    }

    private static string NoteOf(string hearer, WordHeard word, long last) =>
        $"Conflict: {hearer} has heard word {word.Sequence} ({word.Message}) of this; restored from an older backup, its last is {last}. "
        + "Look at what they have; the next word lies above it.";
}

/// <summary>
/// A service learns how far its own words were heard. What it no longer knows of, because its store was restored from an older backup, is
/// shown to a person: in the dossier where the thing is still here, as a failure where it is not.
/// </summary>
/// <remarks>
/// The state itself is not taken back: an act belongs to the person who did it. Only the revision rises, so that the next word is
/// heard instead of being taken for an old one.
/// </remarks>
public sealed class LostWords(IEnumerable<ISpeak> kinds, IStores stores, TimeProvider machine) : IHandle<WordsHeard>
{
    public async Task Handle(WordsHeard message, CancellationToken cancellation)
    {
        var hearer = Catalogue.SpeakerOf(message.GetType());
        var service = Catalogue.Messages.Single(m => m.Message == message.GetType()).Hears[0];
        var here = new HashSet<string>(StringComparer.Ordinal);
        var lifted = 0;
        foreach (var kind in kinds.Where(k => k.Service == service))
        {
            var (known, raised) = await kind.SpeakAbove(hearer, message.Words, cancellation);
            here.UnionWith(known);
            lifted += raised;
        }
        var lost = message.Words.Where(w => !here.Contains(w.Thing)).ToList();
        foreach (var word in lost)
        {
            await Show(service, hearer, message, word, cancellation);
        }
        ReconciliationMetrics.Count(
            service,
            new Dictionary<string, long>(StringComparer.Ordinal) { ["wordsLost"] = lifted, ["thingsLost"] = lost.Count }
        );
    }

    /// <summary>Once: whoever has discarded it need not see it again. A retry looks whether the thing is here by now.</summary>
    private async Task Show(string service, string hearer, WordsHeard message, WordHeard word, CancellationToken cancellation)
    {
        var one = message with { Id = $"{service}/{word.Thing}/lost/{hearer}", Division = word.Division, Words = [word] };
        if (await Failures.Of(stores, service).Find(Failures.IdOf(one.Id), cancellation) is null)
        {
            await Failures.Keep(
                stores,
                service,
                one,
                new LostThingException(
                    $"{hearer} has heard word {word.Sequence} ({word.Message}) of '{word.Thing}', which is not here: the store was restored from an older backup."
                ),
                machine.GetUtcNow(),
                cancellation
            );
        }
    }

    private sealed class LostThingException(string message) : Exception(message);
}
