using System.Text.Json.Nodes;
using Exchange.Contracts;
using Exchange.Messaging;
using Exchange.Storage;

namespace Exchange.Tests.EndToEnd.Reconciliation;

/// <summary>All that the four stores hold, read directly, and where two of them do not agree.</summary>
internal sealed class Shelves
{
    private readonly Dictionary<string, JsonObject> court = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> registry = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> credit = new(StringComparer.Ordinal);

    /// <summary>What speaks, by service and id.</summary>
    private readonly Dictionary<(string Service, string Thing), JsonObject> things = [];

    /// <summary>How far a service has heard another one's words about a thing.</summary>
    private readonly Dictionary<(string Hearer, string Speaker, string Thing), long> heard = [];

    /// <summary>Service and thing of which an operator is shown that it is lost.</summary>
    private readonly HashSet<(string Service, string Thing)> shown = [];

    /// <summary>Service and message that it could not handle.</summary>
    private readonly HashSet<(string Service, string Message)> failed = [];

    public IReadOnlySet<string> Cases => court.Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>Cases that are here as they are there.</summary>
    public IReadOnlySet<string> SameAs(Shelves other) =>
        registry
            .Where(c => Text(c.Value, "hash") == Text(other.registry[c.Key], "hash"))
            .Select(c => c.Key)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>What the rules find in the records as the registry holds them: case and rule.</summary>
    public IReadOnlyList<string> Findings(IReadOnlySet<string> cases) =>
        [
            .. registry
                .Where(c => cases.Contains(c.Key))
                .SelectMany(c =>
                    c.Value["answers"]!.AsArray().Where(a => Text(a!.AsObject(), "answer") == "fires").Select(a => $"{c.Key} {a!["rule"]}")
                )
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Case and rule of every lead that has not lapsed: on a record from the backup one may have come and gone.</summary>
    public IReadOnlyList<string> Leads =>
        [
            .. things
                .Where(t => t.Key.Service == Catalogue.Procuratorate && t.Value["rule"] is not null && Text(t.Value, "state") != "lapsed")
                .Select(t => $"{t.Value["caseNumber"]} {t.Value["rule"]}")
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Words that others have heard and their speaker no longer knows.</summary>
    public int Losses => Lost().Count();

    private static readonly (string Service, string Collection)[] Speaking =
    [
        (Catalogue.Court, "opinions"),
        (Catalogue.Court, "transfers"),
        (Catalogue.Court, "alerts"),
        (Catalogue.Court, "vehiclePickups"),
        (Catalogue.Procuratorate, "leads"),
        (Catalogue.Procuratorate, "opinions"),
        (Catalogue.Procuratorate, "transfers"),
        (Catalogue.Procuratorate, "alerts"),
        (Catalogue.Procuratorate, "petitions"),
        (Catalogue.Procuratorate, "repairReviews"),
        (Catalogue.Procuratorate, "vehicleRequests"),
        (Catalogue.Police, "referrals"),
        (Catalogue.Police, "vehicleSearches"),
        (Catalogue.Credit, "repairs"),
        (Catalogue.Credit, "notices"),
    ];

    public static async Task<Shelves> Of(IStores stores)
    {
        var shelves = new Shelves();
        await Read(stores, Catalogue.Court, "cases", shelves.court.Add);
        await Read(stores, Catalogue.Procuratorate, "cases", shelves.registry.Add);
        await Read(stores, Catalogue.Credit, "knownCases", shelves.credit.Add);
        foreach (var (service, collection) in Speaking)
        {
            await Read(stores, service, collection, (id, thing) => shelves.things.Add((service, id), thing));
        }
        foreach (var service in DrillTests.Services)
        {
            await Read(
                stores,
                service,
                "heardWords",
                (_, word) => shelves.heard.Add((service, Text(word, "speaker"), Text(word, "thing")), word["sequence"]!.GetValue<long>())
            );
            await Read(
                stores,
                service,
                "failures",
                (_, failure) =>
                {
                    var body = JsonNode.Parse(Text(failure, "body"))!;
                    shelves.failed.Add((service, body["id"]!.GetValue<string>()));
                    foreach (var word in body["words"]?.AsArray() ?? [])
                    {
                        shelves.shown.Add((service, word!["thing"]!.GetValue<string>()));
                    }
                }
            );
        }
        return shelves;
    }

    /// <summary>Revision and hash must be the same in the registry, and at credit repair where it knows the case or must.</summary>
    public IEnumerable<string> CasesThatDiffer()
    {
        foreach (var id in court.Keys.Union(registry.Keys).Union(credit.Keys))
        {
            var ours = State(court.GetValueOrDefault(id));
            var theirs = State(registry.GetValueOrDefault(id));
            var sanctions = State(credit.GetValueOrDefault(id)?["record"]?.AsObject());
            if (ours != theirs || sanctions != ours && (sanctions is not null || IsSanctioned(court[id])))
            {
                yield return $"{id}: court {ours}, registry {theirs}, credit {sanctions}";
            }
        }
    }

    /// <summary>What a speaker knows to have said and another service has neither heard nor set aside for its operators.</summary>
    public IEnumerable<string> WordsNotHeard() =>
        from thing in things
        from word in thing.Value["said"]!.AsArray()
        let said = MessageBody.Unpack(Text(word!.AsObject(), "type"), Text(word!.AsObject(), "body"))
        from hearer in Catalogue.Messages.Single(m => m.Message == said.GetType()).Hears
        where hearer != thing.Key.Service && heard.GetValueOrDefault((hearer, thing.Key.Service, thing.Key.Thing)) < said.Sequence
        where !failed.Contains((hearer, said.Id))
        select $"{hearer} has not heard {said.Id}";

    /// <summary>What was heard and is lost, where neither the dossier nor a failure says so.</summary>
    public IEnumerable<string> LossesThatNobodySees() =>
        from lost in Lost()
        let thing = things.GetValueOrDefault((lost.Speaker, lost.Thing))
        where thing is null ? !shown.Contains((lost.Speaker, lost.Thing)) : !IsNoted(thing)
        select $"{lost.Hearer} has heard of {lost.Thing} at {lost.Speaker}";

    private IEnumerable<(string Hearer, string Speaker, string Thing)> Lost() =>
        heard
            .Where(h =>
                !things.TryGetValue((h.Key.Speaker, h.Key.Thing), out var thing)
                || thing["said"]!.AsArray().Max(w => Sequence(w!.AsObject())) is not { } known
                || known < h.Value
            )
            .Select(h => h.Key);

    private static long? Sequence(JsonObject word) => MessageBody.Unpack(Text(word, "type"), Text(word, "body")).Sequence;

    /// <summary>Whoever of several hearers was first has told it.</summary>
    private static bool IsNoted(JsonObject thing) =>
        thing["dossier"]!
            .AsArray()
            .Any(e =>
                e!["act"]!.GetValue<string>() == "restored" && Text(e.AsObject(), "note").StartsWith("Conflict:", StringComparison.Ordinal)
            );

    private static bool IsSanctioned(JsonObject document) =>
        document["record"]!["respondents"]!.AsArray().Any(r => r!["restrictedOn"] is not null || r["listedOn"] is not null);

    private static string? State(JsonObject? held) => held is null ? null : $"{held["revision"]} {held["hash"]}";

    private static string Text(JsonObject of, string name) => of[name]!.GetValue<string>();

    private static async Task Read(IStores stores, string service, string collection, Action<string, JsonObject> take)
    {
        var shape = new CollectionShape(collection, []);
        var query = new DocumentQuery { Limit = 500 };
        while (await stores.Of(service).Query(shape, query, CancellationToken.None) is { Count: > 0 } page)
        {
            foreach (var found in page)
            {
                take(found.Id, JsonNode.Parse(found.Body.Span)!.AsObject());
            }
            query = query with { After = new QueryPosition(null, page[^1].Id) };
        }
    }
}
