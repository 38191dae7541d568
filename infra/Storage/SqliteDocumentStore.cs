using System.Runtime.InteropServices;
using System.Text.Json;
using Exchange.Contracts;
using Microsoft.Data.Sqlite;
using static Exchange.Storage.SqliteConditions;

namespace Exchange.Storage;

/// <summary>The store of the embedded run: one SQLite file per service.</summary>
public sealed class SqliteDocumentStore(string file) : IDocumentStore, IAsyncDisposable
{
    private readonly SqliteFile file = new(file);

    public Task Prepare(CollectionShape shape, CancellationToken cancellation) =>
        file.Write(
            size: 1,
            session =>
            {
                RefuseOtherVersions(session, shape);
                foreach (var statement in SqliteStatements.Of(shape).Create)
                {
                    session.Execute(statement, []);
                }
                return true;
            },
            cancellation
        );

    /// <summary>A table made by another version lacks index fields, and guessing them would hide documents from queries.</summary>
    private void RefuseOtherVersions(SqliteSession session, CollectionShape shape)
    {
        var there = session.Query("SELECT name FROM pragma_table_info($0)", [shape.Name], row => $"\"{row.GetString(0)}\"");
        if (there.Count > 0 && shape.Fields.FirstOrDefault(f => !there.Contains(Column(f))) is { } missing)
        {
            throw new SettingException(
                "Store:Folder",
                $"holds {file.Name}, made by an earlier version ('{shape.Name}' has no field '{CollectionShape.NameOf(missing)}'): move the folder away and import again"
            );
        }
    }

    public Task<IReadOnlyList<StoredDocument>> Find(
        CollectionShape shape,
        IReadOnlyCollection<string> ids,
        CancellationToken cancellation
    ) =>
        Read<StoredDocument>(session =>
            ids.Count switch
            {
                0 => [],
                1 => session.Query(SqliteStatements.Of(shape).FindOne, [ids.First()], Document),
                _ => session.Query(SqliteStatements.Of(shape).Find, [Json(ids)], Document),
            }
        );

    public Task<IReadOnlyList<DocumentHead>> FindHeads(
        CollectionShape shape,
        IReadOnlyCollection<string> ids,
        CancellationToken cancellation
    ) =>
        Read<DocumentHead>(
            ids.Count == 0 ? _ => [] : session => session.Query(SqliteStatements.Of(shape).FindHeads, [Json(ids)], row => Head(shape, row))
        );

    public async Task<IReadOnlyList<bool>> Write(CollectionShape shape, IReadOnlyList<DocumentWrite> writes, CancellationToken cancellation)
    {
        if (writes.Count == 0)
        {
            return [];
        }
        var statements = SqliteStatements.Of(shape);
        return await file.Write(
            writes.Count,
            session =>
            {
                var written = new bool[writes.Count];
                var values = new object?[4 + shape.Fields.Count];
                for (var i = 0; i < writes.Count; i++)
                {
                    var write = writes[i];
                    (values[0], values[1], values[2], values[3]) = (
                        write.Id,
                        write.ExpectedVersion,
                        Bytes(write.Body),
                        Packed(write.Unsent)
                    );
                    for (var field = 0; field < write.Index.Count; field++)
                    {
                        values[4 + field] = write.Index[field] is IReadOnlyList<string> texts ? Listed(texts) : write.Index[field];
                    }
                    var before = write.ExpectedVersion == 0 ? [] : ListsOf(session, shape, write.Id);
                    written[i] = session.Execute(write.ExpectedVersion == 0 ? statements.Insert : statements.Update, values) == 1;
                    if (written[i])
                    {
                        List(session, statements, write.Id, before, values);
                    }
                }
                return written;
            },
            cancellation
        );
    }

    public Task<IReadOnlyList<bool>> ReplaceUnsent(CollectionShape shape, IReadOnlyList<UnsentLeft> left, CancellationToken cancellation) =>
        file.Write<IReadOnlyList<bool>>(
            left.Count,
            session =>
                left.Select(one =>
                        session.Execute(SqliteStatements.Of(shape).ReplaceUnsent, [one.Id, one.ExpectedVersion, Packed(one.Unsent)]) == 1
                    )
                    .ToArray(),
            cancellation
        );

    public Task Delete(CollectionShape shape, IReadOnlyCollection<string> ids, CancellationToken cancellation) =>
        file.Write(
            ids.Count,
            session =>
            {
                foreach (var statement in SqliteStatements.Of(shape).Delete)
                {
                    session.Execute(statement, [Json(ids)]);
                }
                return true;
            },
            cancellation
        );

    public Task<IReadOnlyList<StoredDocument>> Query(CollectionShape shape, DocumentQuery query, CancellationToken cancellation) =>
        Query(shape, query, SqliteStatements.Of(shape).Select, Document);

    public Task<IReadOnlyList<DocumentHead>> QueryHeads(CollectionShape shape, DocumentQuery query, CancellationToken cancellation) =>
        Query(shape, query, SqliteStatements.Of(shape).SelectHeads, row => Head(shape, row));

    private Task<IReadOnlyList<T>> Query<T>(CollectionShape shape, DocumentQuery query, string select, Func<SqliteDataReader, T> read)
    {
        var values = new List<object?>();
        var where = Where(shape, values, query.Where);
        var order = query.OrderBy is null ? null : Column(query.OrderBy);
        var direction = query.Descending ? "DESC" : "ASC";
        if (query.After is { } after)
        {
            var than = query.Descending ? "<" : ">";
            where += order is null
                ? $" AND id {than} {Parameter(values, after.Id)}"
                : $" AND ({order}, id) {than} ({Parameter(values, after.Value)}, {Parameter(values, after.Id)})";
        }
        if (order is not null)
        {
            where += $" AND {order} IS NOT NULL";
        }
        var by = order is null ? $"id {direction}" : $"{order} {direction}, id {direction}";
        var sql = $"{select} WHERE {where} ORDER BY {by} LIMIT {Parameter(values, (long)query.Limit)}";
        return Read(session => session.Query(sql, [.. values], read));
    }

    public Task<IReadOnlyList<GroupTotal>> Totals(
        CollectionShape shape,
        IReadOnlyList<string> groupBy,
        IReadOnlyList<Condition> where,
        string? sum,
        CancellationToken cancellation
    )
    {
        var values = new List<object?>();
        var keys = string.Concat(groupBy.Select(f => Column(f) + ", "));
        var group = groupBy.Count == 0 ? "" : " GROUP BY " + string.Join(", ", groupBy.Select(Column));
        var total = sum is null ? "0" : $"COALESCE(SUM({Column(sum)}), 0)";
        var sql = $"SELECT {keys}COUNT(*), {total} FROM \"{shape.Name}\" WHERE {Where(shape, values, where)}{group}";
        return Read<GroupTotal>(session =>
            session.Query(
                sql,
                [.. values],
                row => new GroupTotal(Values(row, from: 0, groupBy.Count), row.GetInt64(groupBy.Count), row.GetInt64(groupBy.Count + 1))
            )
        );
    }

    public Task<IReadOnlyList<StoredDocument>> WithUnsent(CollectionShape shape, int limit, CancellationToken cancellation) =>
        Read(session =>
            session.Query($"{SqliteStatements.Of(shape).Select} WHERE unsent IS NOT NULL ORDER BY id LIMIT $0", [(long)limit], Document)
        );

    public ValueTask DisposeAsync() => file.DisposeAsync();

    /// <summary>SQLite answers at once; there is nothing to wait for.</summary>
    private Task<IReadOnlyList<T>> Read<T>(Func<SqliteSession, List<T>> read) => Task.FromResult<IReadOnlyList<T>>(file.Read(read));

    private static StoredDocument Document(SqliteDataReader row) =>
        new(
            row.GetString(0),
            row.GetInt64(1),
            row.GetFieldValue<byte[]>(2),
            row.IsDBNull(3) ? [] : JsonSerializer.Deserialize<List<UnsentMessage>>(row.GetString(3), ExchangeJson.Options)!
        );

    private static DocumentHead Head(CollectionShape shape, SqliteDataReader row)
    {
        var values = Values(row, from: 2, shape.Fields.Count);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = CollectionShape.IsList(shape.Fields[i]) && values[i] is string texts ? Texts(texts) : values[i];
        }
        return new DocumentHead(row.GetString(0), row.GetInt64(1), values);
    }

    /// <summary>What stands in the fields that hold lists, before they are written over.</summary>
    private static IReadOnlyList<string?> ListsOf(SqliteSession session, CollectionShape shape, string id)
    {
        var statements = SqliteStatements.Of(shape);
        if (statements.SelectLists is not { } select)
        {
            return [];
        }
        var count = statements.Lists.Count;
        return
        [
            .. session
                .Query(select, [id], row => Enumerable.Range(0, count).Select(i => row.IsDBNull(i) ? null : row.GetString(i)).ToList())
                .SelectMany(lists => lists),
        ];
    }

    /// <summary>What is searched follows what was written, in the same transaction.</summary>
    private static void List(SqliteSession session, SqliteStatements statements, string id, IReadOnlyList<string?> before, object?[] values)
    {
        for (var i = 0; i < statements.Lists.Count; i++)
        {
            var list = statements.Lists[i];
            var (was, now) = (i < before.Count ? before[i] : null, (string?)values[4 + list.Field]);
            if (was == now)
            {
                continue;
            }
            if (was is not null)
            {
                session.Execute(list.Remove, [id, was]);
            }
            if (now is not null)
            {
                session.Execute(list.Add, [id, now]);
            }
        }
    }

    private static string? Listed(IReadOnlyList<string> texts) => texts.Count == 0 ? null : Json(texts);

    private static List<string> Texts(string listed) => JsonSerializer.Deserialize<List<string>>(listed)!;

    private static object?[] Values(SqliteDataReader row, int from, int count)
    {
        var values = new object?[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = row.IsDBNull(from + i) ? null : row.GetValue(from + i);
        }
        return values;
    }

    private static byte[] Bytes(ReadOnlyMemory<byte> body) =>
        MemoryMarshal.TryGetArray(body, out var whole) && whole.Offset == 0 && whole.Count == whole.Array!.Length
            ? whole.Array
            : body.ToArray();

    private static string? Packed(IReadOnlyList<UnsentMessage> unsent) =>
        unsent.Count == 0 ? null : JsonSerializer.Serialize(unsent, ExchangeJson.Options);
}
