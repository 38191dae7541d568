using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;
using static Exchange.Storage.MongoConditions;

namespace Exchange.Storage;

/// <summary>
/// The store of the real run: one MongoDB database per service. A write is true only when a majority has it in its journal,
/// and what is read is what a majority has, so nothing read or confirmed is ever rolled back.
/// </summary>
/// <remarks>Single documents that are asked for or written at one time go together: a command costs as much as ten documents.</remarks>
public sealed class MongoDocumentStore : IDocumentStore
{
    private const string UnsentIndex = "unsent";
    private const int DuplicateKey = 11000;
    private const int IndexOptionsConflict = 85;
    private const int IndexKeySpecsConflict = 86;
    private const int IdsAtOnce = 1000;

    private readonly IMongoDatabase database;
    private readonly Gathering<(CollectionShape Shape, string Id), StoredDocument?> reads;
    private readonly Gathering<(CollectionShape Shape, DocumentWrite Write), bool> writes;

    public MongoDocumentStore(IMongoDatabase database)
    {
        this.database = database;
        reads = new(
            one => one.Shape,
            async (some, cancellation) =>
            {
                var found = await FindAll(some[0].Shape, [.. some.Select(one => one.Id).Distinct(StringComparer.Ordinal)], cancellation);
                var known = found.ToDictionary(document => document.Id, StringComparer.Ordinal);
                return [.. some.Select(one => known.GetValueOrDefault(one.Id))];
            }
        );
        writes = new(one => one.Shape, (some, cancellation) => WriteAll(some[0].Shape, [.. some.Select(one => one.Write)], cancellation));
    }

    private string Name => database.DatabaseNamespace.DatabaseName;

    public Task Prepare(CollectionShape shape, CancellationToken cancellation) =>
        Asked(
            async () =>
            {
                await RefuseOtherVersions(shape, cancellation);
                var indexes = shape.Searched.Select(f => IndexOf(Order(f, descending: false), Path(f), Path(f)));
                // A partial index on the id alone is not allowed; what stands behind it does not matter.
                var unsent = IndexOf(new BsonDocument { { "_id", 1 }, { "version", 1 } }, UnsentIndex, UnsentIndex);
                try
                {
                    await Collection(shape).Indexes.CreateManyAsync(indexes.Append(unsent), cancellation);
                }
                catch (MongoCommandException e) when (e.Code is IndexOptionsConflict or IndexKeySpecsConflict)
                {
                    throw new SettingException(
                        "Store:Mongo",
                        $"leads to {Name}.{shape.Name}, which has an index of the same name with another definition, to be dropped first ({e.Message.TrimEnd('.')})"
                    );
                }
                return true;
            },
            cancellation
        );

    public async Task<IReadOnlyList<StoredDocument>> Find(
        CollectionShape shape,
        IReadOnlyCollection<string> ids,
        CancellationToken cancellation
    )
    {
        if (ids.Count != 1)
        {
            return await FindAll(shape, ids, cancellation);
        }
        return await reads.Ask((shape, ids.First()), cancellation) is { } found ? [found] : [];
    }

    private Task<IReadOnlyList<StoredDocument>> FindAll(
        CollectionShape shape,
        IReadOnlyCollection<string> ids,
        CancellationToken cancellation
    ) =>
        Asked<IReadOnlyList<StoredDocument>>(
            async () =>
            {
                var found = new List<StoredDocument>(ids.Count);
                foreach (var some in ids.Chunk(IdsAtOnce))
                {
                    found.AddRange(await Read(shape, WithIds(some), new FindOptions<RawBsonDocument>(), MongoDocument.Read, cancellation));
                }
                return found;
            },
            cancellation
        );

    public Task<IReadOnlyList<DocumentHead>> FindHeads(
        CollectionShape shape,
        IReadOnlyCollection<string> ids,
        CancellationToken cancellation
    ) =>
        Asked<IReadOnlyList<DocumentHead>>(
            async () =>
            {
                var found = new List<DocumentHead>(ids.Count);
                foreach (var some in ids.Chunk(IdsAtOnce))
                {
                    var options = new FindOptions<RawBsonDocument> { Projection = NoBodies };
                    found.AddRange(await Read(shape, WithIds(some), options, d => MongoDocument.ReadHead(shape, d), cancellation));
                }
                return found;
            },
            cancellation
        );

    public async Task<IReadOnlyList<bool>> Write(
        CollectionShape shape,
        IReadOnlyList<DocumentWrite> writes,
        CancellationToken cancellation
    ) => writes.Count == 1 ? [await this.writes.Ask((shape, writes[0]), cancellation)] : await WriteAll(shape, writes, cancellation);

    private Task<IReadOnlyList<bool>> WriteAll(
        CollectionShape shape,
        IReadOnlyList<DocumentWrite> writes,
        CancellationToken cancellation
    ) =>
        Asked<IReadOnlyList<bool>>(
            async () =>
            {
                var written = new bool[writes.Count];
                // In the order of their ids, so that two bulks that overlap never wait for each other in a ring.
                var isNew = Enumerable
                    .Range(0, writes.Count)
                    .OrderBy(i => writes[i].Id, StringComparer.Ordinal)
                    .ToLookup(i => writes[i].ExpectedVersion == 0);
                await Task.WhenAll(
                    Insert(shape, writes, [.. isNew[true]], written, cancellation),
                    Update(shape, [.. isNew[false].Select(i => UpdateOf(shape, writes[i], i))], written, cancellation)
                );
                return written;
            },
            cancellation
        );

    public Task<IReadOnlyList<bool>> ReplaceUnsent(CollectionShape shape, IReadOnlyList<UnsentLeft> left, CancellationToken cancellation) =>
        Asked<IReadOnlyList<bool>>(
            async () =>
            {
                var written = new bool[left.Count];
                var updates = left.Select(
                        (one, i) => new GuardedUpdate(i, one.Id, one.ExpectedVersion, token => MongoDocument.NextUnsent(one, token))
                    )
                    .OrderBy(update => update.Id, StringComparer.Ordinal);
                await Update(shape, [.. updates], written, cancellation);
                return written;
            },
            cancellation
        );

    public Task Delete(CollectionShape shape, IReadOnlyCollection<string> ids, CancellationToken cancellation) =>
        Asked(
            async () =>
            {
                foreach (var some in ids.Chunk(IdsAtOnce))
                {
                    await Collection(shape).DeleteManyAsync(WithIds(some), cancellation);
                }
                return true;
            },
            cancellation
        );

    public Task<IReadOnlyList<StoredDocument>> Query(CollectionShape shape, DocumentQuery query, CancellationToken cancellation) =>
        Asked<IReadOnlyList<StoredDocument>>(
            async () => await Read(shape, Where(query), OptionsOf(query), MongoDocument.Read, cancellation),
            cancellation
        );

    public Task<IReadOnlyList<DocumentHead>> QueryHeads(CollectionShape shape, DocumentQuery query, CancellationToken cancellation) =>
        Asked<IReadOnlyList<DocumentHead>>(
            async () =>
            {
                var options = OptionsOf(query);
                options.Projection = NoBodies;
                return await Read(shape, Where(query), options, d => MongoDocument.ReadHead(shape, d), cancellation);
            },
            cancellation
        );

    public Task<IReadOnlyList<GroupTotal>> Totals(
        CollectionShape shape,
        IReadOnlyList<string> groupBy,
        IReadOnlyList<Condition> where,
        string? sum,
        CancellationToken cancellation
    ) =>
        Asked<IReadOnlyList<GroupTotal>>(
            async () =>
            {
                var key = new BsonDocument(groupBy.Select((field, i) => new BsonElement(KeyOf(i), "$" + Path(field))));
                var group = new BsonDocument
                {
                    { "_id", key },
                    { "count", new BsonDocument("$sum", 1L) },
                    { "sum", new BsonDocument("$sum", sum is null ? 0L : (BsonValue)("$" + Path(sum))) },
                };
                BsonDocument[] stages = [new("$match", Where(where)), new("$group", group)];
                var cursor = await Collection(shape).AggregateAsync<BsonDocument>(stages, cancellationToken: cancellation);
                var totals = (await cursor.ToListAsync(cancellation)).ConvertAll(total => TotalOf(total, groupBy.Count));
                return totals.Count == 0 && groupBy.Count == 0 ? [new GroupTotal([], 0, 0)] : totals;
            },
            cancellation
        );

    public Task<IReadOnlyList<StoredDocument>> WithUnsent(CollectionShape shape, int limit, CancellationToken cancellation) =>
        Asked<IReadOnlyList<StoredDocument>>(
            async () =>
                await Read(
                    shape,
                    new BsonDocument("unsent", new BsonDocument("$exists", true)),
                    new FindOptions<RawBsonDocument>
                    {
                        Sort = Order(null, descending: false),
                        Limit = limit,
                        BatchSize = limit,
                        // Mostly nothing is unsent, and walking the ids of a full collection to learn that is what must not happen.
                        Hint = UnsentIndex,
                    },
                    MongoDocument.Read,
                    cancellation
                ),
            cancellation
        );

    /// <summary>Documents made by another version lack index fields, and guessing them would hide documents from queries.</summary>
    /// <remarks>Asked in this order: documents exist only once somebody has made all the indexes.</remarks>
    private async Task RefuseOtherVersions(CollectionShape shape, CancellationToken cancellation)
    {
        if (!await Collection(shape).Find(new BsonDocument()).Limit(1).AnyAsync(cancellation))
        {
            return;
        }
        using var cursor = await Collection(shape).Indexes.ListAsync(cancellation);
        var there = (await cursor.ToListAsync(cancellation)).Select(index => index["name"].AsString).ToHashSet(StringComparer.Ordinal);
        if (shape.Searched.FirstOrDefault(field => !there.Contains(Path(field))) is { } missing)
        {
            throw new SettingException(
                "Store:Prefix",
                $"leads to {Name}, made by an earlier version ('{shape.Name}' has no field '{CollectionShape.NameOf(missing)}'): set another one and import again"
            );
        }
    }

    private async Task Insert(
        CollectionShape shape,
        IReadOnlyList<DocumentWrite> writes,
        int[] which,
        bool[] written,
        CancellationToken cancellation
    )
    {
        if (which.Length == 0)
        {
            return;
        }
        var token = NewToken();
        var conflicts = new HashSet<int>();
        try
        {
            await Collection(shape)
                .InsertManyAsync(which.Select(i => MongoDocument.New(shape, writes[i], token + i)), Unordered, cancellation);
        }
        catch (MongoBulkWriteException<RawBsonDocument> e)
            when (e.WriteConcernError is null && e.WriteErrors.All(error => error.Code == DuplicateKey))
        {
            conflicts.UnionWith(e.WriteErrors.Select(error => error.Index));
        }
        for (var i = 0; i < which.Length; i++)
        {
            written[which[i]] = !conflicts.Contains(i);
        }
    }

    /// <param name="Place">In the list of what is written.</param>
    /// <param name="To">The update, with a token of this write in it.</param>
    private sealed record GuardedUpdate(int Place, string Id, long ExpectedVersion, Func<long, RawBsonDocument> To);

    private static GuardedUpdate UpdateOf(CollectionShape shape, DocumentWrite write, int place) =>
        new(place, write.Id, write.ExpectedVersion, token => MongoDocument.Next(shape, write, token));

    private async Task Update(CollectionShape shape, IReadOnlyList<GuardedUpdate> updates, bool[] written, CancellationToken cancellation)
    {
        if (updates.Count == 0)
        {
            return;
        }
        var token = NewToken();
        var models = updates.Select(update => new UpdateOneModel<RawBsonDocument>(
            Guard(update.Id, update.ExpectedVersion),
            new BsonDocumentUpdateDefinition<RawBsonDocument>(update.To(token + update.Place))
        ));
        var result = await Collection(shape).BulkWriteAsync(models, new BulkWriteOptions { IsOrdered = false }, cancellation);
        if (result.MatchedCount == updates.Count)
        {
            foreach (var update in updates)
            {
                written[update.Place] = true;
            }
        }
        else if (result.MatchedCount > 0)
        {
            await FindOutWhich(shape, updates, token, written, cancellation);
        }
    }

    /// <summary>
    /// The server counts the updates that met their version, but does not say which. So every write leaves a token of its own in
    /// the document, beside those of the writes before it: whose token is there has written, whatever others wrote on top since.
    /// </summary>
    private async Task FindOutWhich(
        CollectionShape shape,
        IReadOnlyList<GuardedUpdate> updates,
        long token,
        bool[] written,
        CancellationToken cancellation
    )
    {
        var onlyWrites = new FindOptions<RawBsonDocument>
        {
            Projection = new BsonDocument { { "version", 1 }, { "writes", 1 } },
        };
        var read = await Read(shape, WithIds([.. updates.Select(u => u.Id)]), onlyWrites, MongoDocument.ReadWrites, cancellation);
        var found = read.ToDictionary(d => d.Id, StringComparer.Ordinal);
        foreach (var update in updates)
        {
            // One that was deleted meanwhile is as if it had been deleted before: nothing is left of the write either way.
            var now = found.GetValueOrDefault(update.Id);
            written[update.Place] = now.Writes?.Contains(token + update.Place) == true;
            if (!written[update.Place] && now.Version > update.ExpectedVersion + MongoDocument.KnownWrites)
            {
                throw new StoreUnavailableException($"{Name}: so much was written to '{update.Id}' at once that it is unknown by whom.");
            }
        }
    }

    private async Task<List<T>> Read<T>(
        CollectionShape shape,
        BsonDocument filter,
        FindOptions<RawBsonDocument> options,
        Func<RawBsonDocument, T> read,
        CancellationToken cancellation
    )
    {
        var found = new List<T>();
        using var cursor = await Collection(shape).FindAsync(filter, options, cancellation);
        while (await cursor.MoveNextAsync(cancellation))
        {
            foreach (var document in cursor.Current)
            {
                using (document)
                {
                    found.Add(read(document));
                }
            }
        }
        return found;
    }

    private async Task<T> Asked<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask();
        }
        // The driver cancels as well, when a connection is closed under it.
        catch (Exception e) when (MongoOutage.Is(e) || e is OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw new StoreUnavailableException($"The store {Name} did not answer or did not confirm: {MongoOutage.Reason(e)}", e);
        }
    }

    private static BsonDocument NoBodies => new() { { "version", 1 }, { "x", 1 } };

    private static FindOptions<RawBsonDocument> OptionsOf(DocumentQuery query) =>
        new()
        {
            Sort = Order(query.OrderBy, query.Descending),
            Limit = query.Limit,
            BatchSize = query.Limit,
        };

    private static InsertManyOptions Unordered => new() { IsOrdered = false };

    private IMongoCollection<RawBsonDocument> Collection(CollectionShape shape) =>
        database.GetCollection<RawBsonDocument>(shape.Name, new MongoCollectionSettings { AssignIdOnInsert = false });

    private static CreateIndexModel<RawBsonDocument> IndexOf(BsonDocument keys, string name, string present) =>
        new(
            keys,
            new CreateIndexOptions<RawBsonDocument>
            {
                Name = name,
                PartialFilterExpression = new BsonDocument(present, new BsonDocument("$exists", true)),
            }
        );

    private static BsonDocument Guard(string id, long version) => new() { { "_id", id }, { "version", version } };

    private static BsonDocument WithIds(string[] ids) => new("_id", ids.Length == 1 ? ids[0] : new BsonDocument("$in", new BsonArray(ids)));

    private static GroupTotal TotalOf(BsonDocument total, int keys) =>
        new(
            [.. Enumerable.Range(0, keys).Select(i => ValueOf(total["_id"].AsBsonDocument.GetValue(KeyOf(i), BsonNull.Value)))],
            total["count"].ToInt64(),
            total["sum"].ToInt64()
        );

    private static object? ValueOf(BsonValue key) =>
        key.IsBsonNull ? null
        : key.IsString ? key.AsString
        : key.ToInt64();

    private static string KeyOf(int i) => "k" + i.ToString(CultureInfo.InvariantCulture);

    private static long NewToken() => Random.Shared.NextInt64();
}
