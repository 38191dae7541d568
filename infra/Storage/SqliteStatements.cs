using System.Runtime.CompilerServices;
using static Exchange.Storage.SqliteConditions;

namespace Exchange.Storage;

/// <summary>The statements of one collection, each put together once.</summary>
internal sealed class SqliteStatements
{
    private static readonly ConditionalWeakTable<CollectionShape, SqliteStatements> Known = [];

    private SqliteStatements(CollectionShape shape)
    {
        var table = $"\"{shape.Name}\"";
        var columns = string.Concat(shape.Fields.Select(f => ", " + Column(f)));
        Select = $"SELECT id, version, body, unsent FROM {table}";
        // In this order of the join each id is looked up, whatever the planner believes of the table's size.
        Find = $"SELECT d.id, version, body, unsent FROM json_each($0) AS asked CROSS JOIN {table} AS d ON d.id = asked.value";
        FindOne = $"{Select} WHERE id = $0";
        FindHeads = $"SELECT d.id, version{columns} FROM json_each($0) AS asked CROSS JOIN {table} AS d ON d.id = asked.value";
        Insert =
            $"INSERT INTO {table} (id, version, body, unsent{columns}) VALUES ($0, $1 + 1, $2, $3{Each(shape, (_, i) => NameOf(i))}) ON CONFLICT(id) DO NOTHING";
        Update =
            $"UPDATE {table} SET version = version + 1, body = $2, unsent = $3{Each(shape, (f, i) => $"{Column(f)} = {NameOf(i)}")} WHERE id = $0 AND version = $1";
        ReplaceUnsent = $"UPDATE {table} SET version = version + 1, unsent = $2 WHERE id = $0 AND version = $1";
        SelectHeads = $"SELECT id, version{columns} FROM {table}";
        Lists =
        [
            .. shape
                .Fields.Select((field, place) => (Field: field, Place: place))
                .Where(one => CollectionShape.IsList(one.Field))
                .Select(one => new ListField(one.Place, TableOf(shape, one.Field))),
        ];
        SelectLists =
            Lists.Count == 0
                ? null
                : $"SELECT {string.Join(", ", Lists.Select(l => Column(shape.Fields[l.Field])))} FROM {table} WHERE id = $0";
        Delete =
        [
            .. Lists.Select(l =>
                $"DELETE FROM {l.Table} WHERE (value, id) IN (SELECT listed.value, d.id FROM {table} AS d, json_each(d.{Column(shape.Fields[l.Field])}) AS listed WHERE d.id IN (SELECT value FROM json_each($0)))"
            ),
            $"DELETE FROM {table} WHERE id IN (SELECT value FROM json_each($0))",
        ];
        Create = [.. Creating(shape, table)];
    }

    public string Select { get; }

    /// <summary>$0: the ids as a JSON array; likewise <see cref="FindHeads"/>.</summary>
    public string Find { get; }

    /// <summary>$0: the id.</summary>
    public string FindOne { get; }

    public string FindHeads { get; }

    /// <summary>$0: id, $1: expected version, $2: body, $3: unsent, then the fields; likewise <see cref="Update"/>.</summary>
    public string Insert { get; }

    public string Update { get; }

    /// <summary>$0: id, $1: expected version, $2: unsent.</summary>
    public string ReplaceUnsent { get; }

    public string SelectHeads { get; }

    public IReadOnlyList<ListField> Lists { get; }

    /// <summary>$0: the id; null: there are none.</summary>
    public string? SelectLists { get; }

    /// <summary>$0 of each: the ids as a JSON array.</summary>
    public IReadOnlyList<string> Delete { get; }

    public IReadOnlyList<string> Create { get; }

    public static SqliteStatements Of(CollectionShape shape) => Known.GetValue(shape, s => new SqliteStatements(s));

    private static string NameOf(int field) => SqliteSession.NameOf(4 + field);

    private static string Each(CollectionShape shape, Func<string, int, string> field) =>
        string.Concat(shape.Fields.Select((f, i) => ", " + field(f, i)));

    /// <summary>Rows lie in the order they came in, beside the index of their ids: a body is written once and never moved by others.</summary>
    private static IEnumerable<string> Creating(CollectionShape shape, string table)
    {
        var columns = string.Concat(shape.Fields.Select(f => $", {Column(f)} {(IsNumber(f) ? "INTEGER" : "TEXT")}"));
        yield return $"CREATE TABLE IF NOT EXISTS {table} (id TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL{columns}, unsent TEXT, body BLOB NOT NULL)";
        yield return $"CREATE INDEX IF NOT EXISTS \"{shape.Name}_unsent\" ON {table}(id) WHERE unsent IS NOT NULL";
        foreach (var field in shape.Searched)
        {
            var name = TableOf(shape, field);
            yield return CollectionShape.IsList(field)
                ? $"CREATE TABLE IF NOT EXISTS {name} (value TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (value, id)) WITHOUT ROWID"
                : $"CREATE INDEX IF NOT EXISTS {name} ON {table}({Column(field)}, id) WHERE {Column(field)} IS NOT NULL";
        }
    }

    /// <summary>A field that holds lists: kept as JSON beside the body, and each text in a table of its own for searching.</summary>
    /// <param name="Field">Its place in the shape.</param>
    public sealed record ListField(int Field, string Table)
    {
        /// <summary>$0: the document's id, $1: the texts as JSON; likewise <see cref="Remove"/>.</summary>
        public string Add { get; } = $"INSERT OR IGNORE INTO {Table} (value, id) SELECT value, $0 FROM json_each($1)";

        public string Remove { get; } = $"DELETE FROM {Table} WHERE id = $0 AND value IN (SELECT value FROM json_each($1))";
    }
}
