using MongoDB.Bson;

namespace Exchange.Storage;

/// <summary>Conditions on index fields as MongoDB filters.</summary>
internal static class MongoConditions
{
    public static BsonDocument Where(IReadOnlyList<Condition> conditions) => All(conditions.Select(Filter).ToList());

    public static BsonDocument Where(DocumentQuery query)
    {
        var filters = query.Where.Select(Filter).ToList();
        if (query.OrderBy is { } ordered)
        {
            filters.Add(Present(ordered));
        }
        if (query.After is { } after)
        {
            filters.Add(Behind(after, query.OrderBy, query.Descending ? "$lt" : "$gt"));
        }
        return All(filters);
    }

    public static BsonDocument Order(string? field, bool descending)
    {
        var direction = descending ? -1 : 1;
        return field is null or "id" ? new("_id", direction) : new() { { Path(field), direction }, { "_id", direction } };
    }

    public static string Path(string field) => field == "id" ? "_id" : "x." + CollectionShape.NameOf(field);

    private static BsonDocument All(List<BsonDocument> filters) =>
        filters.Count switch
        {
            0 => [],
            1 => filters[0],
            _ => new("$and", new BsonArray(filters)),
        };

    private static BsonDocument Filter(Condition condition) =>
        condition.Is switch
        {
            Comparison.Equal => new(Path(condition.Field), BsonValue.Create(condition.Value)),
            Comparison.AtMost => Compared(condition, "$lte"),
            Comparison.AtLeast => Compared(condition, "$gte"),
            Comparison.Present => Present(condition.Field),
            Comparison.In => Compared(condition, "$in"),
            Comparison.StartsWith => new(
                Path(condition.Field),
                new BsonDocument { { "$gte", (string)condition.Value! }, { "$lt", condition.Value + Condition.LastCharacter } }
            ),
            Comparison.Any => new("$or", new BsonArray(((IReadOnlyList<Condition>)condition.Value!).Select(Filter))),
            _ => throw new ArgumentOutOfRangeException(nameof(condition)),
        };

    private static BsonDocument Compared(Condition condition, string with) =>
        new(Path(condition.Field), new BsonDocument(with, BsonValue.Create(condition.Value)));

    /// <summary>From its kind's lowest value on: the index serves that exactly, while $exists makes the server look into each document.</summary>
    private static BsonDocument Present(string field) =>
        new(Path(field), new BsonDocument("$gte", field.EndsWith('#') ? long.MinValue : (BsonValue)""));

    private static BsonDocument Behind(QueryPosition after, string? field, string than)
    {
        var byId = new BsonDocument("_id", new BsonDocument(than, after.Id));
        if (field is null)
        {
            return byId;
        }
        var value = BsonValue.Create(after.Value);
        return new("$or", new BsonArray { new BsonDocument(Path(field), new BsonDocument(than, value)), byId.Add(Path(field), value) });
    }
}
