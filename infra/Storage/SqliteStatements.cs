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
        Delete = $"DELETE FROM {table} WHERE id IN (SELECT value FROM json_each($0))";
        Create = [.. Creating(shape, table)];
    }

    public string Select { get; }

    /// <summary>$0: the ids as a JSON array; likewise <see cref="FindHeads"/> and <see cref="Delete"/>.</summary>
    public string Find { get; }

    /// <summary>$0: the id.</summary>
    public string FindOne { get; }

    public string FindHeads { get; }

    /// <summary>$0: id, $1: expected version, $2: body, $3: unsent, then the fields; likewise <see cref="Update"/>.</summary>
    public string Insert { get; }

    public string Update { get; }

    /// <summary>$0: id, $1: expected version, $2: unsent.</summary>
    public string ReplaceUnsent { get; }

    public string Delete { get; }

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
            yield return $"CREATE INDEX IF NOT EXISTS \"{shape.Name}_{field.TrimEnd('#')}\" ON {table}({Column(field)}, id) WHERE {Column(field)} IS NOT NULL";
        }
    }
}
