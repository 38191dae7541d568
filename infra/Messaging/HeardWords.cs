using System.Collections.Concurrent;
using Exchange.Contracts;
using Exchange.Storage;

namespace Exchange.Messaging;

/// <summary>The latest word that a service has heard of one thing of another service.</summary>
/// <param name="Speaker">The service that said it.</param>
/// <param name="Thing">The speaker's id of what the word is about.</param>
public sealed record HeardWord(string Speaker, string Thing, long Sequence, string Type, DivisionCode Division, DateTimeOffset HeardAt)
{
    public const string HeardOn = "heardAt#";
    public const string SpeakerOf = "speaker";

    private static readonly ConcurrentDictionary<string, Collection<HeardWord>> Collections = new(StringComparer.Ordinal);

    public static Collection<HeardWord> CollectionOf(string service) =>
        Collections.GetOrAdd(
            service,
            of =>
                new(
                    of,
                    "heardWords",
                    w => IdOf(w.Speaker, w.Thing),
                    new IndexField<HeardWord>(SpeakerOf, w => w.Speaker),
                    new IndexField<HeardWord>(HeardOn, w => w.HeardAt.UtcTicks)
                )
        );

    public static string IdOf(string speaker, string thing) => $"{speaker}/{thing}";
}

/// <summary>Remembers of each loop how far the others were heard, after the handler has done its work.</summary>
/// <remarks>Where it is lost by a crash between the two, the message comes again.</remarks>
internal sealed class HeardWords(IStores stores, TimeProvider machine)
{
    public async Task Keep(string service, ExchangeEvent word, CancellationToken cancellation)
    {
        // A loop's word is "thing@revision.ordinal.kind"; only those have a sequence.
        if (word.Sequence == 0 || Catalogue.SpeakerOf(word.GetType()) is var speaker && speaker == service)
        {
            return;
        }
        var words = new Documents<HeardWord>(HeardWord.CollectionOf(service), stores.Of(service));
        var thing = word.Id[..word.Id.LastIndexOf('@')];
        while (
            await words.Find(HeardWord.IdOf(speaker, thing), cancellation) is var known
            && (known is null || known.Value.Sequence < word.Sequence)
        )
        {
            var heard = new HeardWord(speaker, thing, word.Sequence, word.GetType().Name, word.Division, machine.GetUtcNow());
            if (await words.Write(heard, known?.Version ?? 0, [], cancellation))
            {
                return;
            }
        }
    }
}
