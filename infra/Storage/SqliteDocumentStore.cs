using System.Globalization;
using System.Text;
using System.Text.Json;
using Exchange.Contracts;
using Microsoft.Data.Sqlite;
using static Exchange.Storage.SqliteConditions;

namespace Exchange.Storage;

/// <summary>The store of the embedded run: one SQLite file per service, in WAL mode, durable at each commit.</summary>
/// <remarks>
/// One writer gate per file, because SQLite's own waiting on a busy file goes in steps of 150 ms; readers do not wait.
/// </remarks>
public sealed class SqliteDocumentStore : IDocumentStore, IAsyncDisposable
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int InputOutput = 10;
    private const int Full = 13;

    private readonly string connectionString;
    private readonly SemaphoreSlim writerGate = new(1, 1);
    private readonly SqliteConnection writer;

    public SqliteDocumentStore(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        connectionString = new SqliteConnectionStringBuilder { DataSource = file, Pooling = true }.ToString();
        writer = OpenWriter();
    }

    public async Task Prepare(CollectionShape shape, CancellationToken cancellation)
    {
        var columns = string.Concat(shape.Fields.Select(f => $", {Column(f)} {(IsNumber(f) ? "INTEGER" : "TEXT")}"));
        var sql = new StringBuilder(
            $"CREATE TABLE IF NOT EXISTS \"{shape.Name}\" (id TEXT PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL, unsent TEXT{columns}) WITHOUT ROWID;"
        );
        sql.Append(
            CultureInfo.InvariantCulture,
            $"CREATE INDEX IF NOT EXISTS \"{shape.Name}_unsent\" ON \"{shape.Name}\"(id) WHERE unsent IS NOT NULL;"
        );
        foreach (var field in shape.Fields)
        {
            sql.Append(
                CultureInfo.InvariantCulture,
                $"CREATE INDEX IF NOT EXISTS \"{shape.Name}_{field.TrimEnd('#')}\" ON \"{shape.Name}\"({Column(field)}, id) WHERE {Column(field)} IS NOT NULL;"
            );
        }
        await InWriter(
            async connection =>
            {
                await RefuseOtherVersions(connection, shape, cancellation);
                await using var command = Command(connection, sql.ToString());
                await command.ExecuteNonQueryAsync(cancellation);
                return true;
            },
            cancellation
        );
    }

    /// <summary>A table made by another version lacks index fields, and guessing them would hide documents from queries.</summary>
    private static async Task RefuseOtherVersions(SqliteConnection connection, CollectionShape shape, CancellationToken cancellation)
    {
        var there = new HashSet<string>(StringComparer.Ordinal);
        await using var command = Command(connection, $"SELECT name FROM pragma_table_info('{shape.Name}')");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            there.Add($"\"{reader.GetString(0)}\"");
        }
        if (there.Count > 0 && shape.Fields.FirstOrDefault(f => !there.Contains(Column(f))) is { } missing)
        {
            throw new SettingException(
                "Store:Folder",
                $"holds {connection.DataSource}, made by an earlier version ('{shape.Name}' has no field '{missing.TrimEnd('#')}'): move the folder away and import again"
            );
        }
    }

    public async Task<IReadOnlyList<StoredDocument>> Find(
        CollectionShape shape,
        IReadOnlyCollection<string> ids,
        CancellationToken cancellation
    )
    {
        return await InReader(async connection =>
        {
            var found = new List<StoredDocument>(ids.Count);
            foreach (var some in ids.Chunk(500))
            {
                await using var command = Command(connection, "");
                command.CommandText = $"SELECT id, version, body, unsent FROM \"{shape.Name}\" WHERE id IN ({Parameters(command, some)})";
                found.AddRange(await Read(command, cancellation));
            }
            return found;
        });
    }

    public async Task<IReadOnlyList<bool>> Write(CollectionShape shape, IReadOnlyList<DocumentWrite> writes, CancellationToken cancellation)
    {
        if (writes.Count == 0)
        {
            return [];
        }
        return await InWriter(
            async connection =>
            {
                await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(cancellation);
                await using var insert = InsertCommand(connection, shape);
                await using var update = UpdateCommand(connection, shape);
                insert.Transaction = transaction;
                update.Transaction = transaction;
                var written = new bool[writes.Count];
                for (var i = 0; i < writes.Count; i++)
                {
                    var write = writes[i];
                    var command = write.ExpectedVersion == 0 ? insert : update;
                    Bind(command, write);
                    written[i] = await command.ExecuteNonQueryAsync(cancellation) == 1;
                }
                await transaction.CommitAsync(cancellation);
                return written;
            },
            cancellation
        );
    }

    public Task<bool> ReplaceUnsent(
        CollectionShape shape,
        string id,
        long expectedVersion,
        IReadOnlyList<UnsentMessage> unsent,
        CancellationToken cancellation
    ) =>
        InWriter(
            async connection =>
            {
                await using var command = Command(
                    connection,
                    $"UPDATE \"{shape.Name}\" SET version = version + 1, unsent = $unsent WHERE id = $id AND version = $expected"
                );
                command.Parameters.AddWithValue("$unsent", Packed(unsent));
                command.Parameters.AddWithValue("$id", id);
                command.Parameters.AddWithValue("$expected", expectedVersion);
                return await command.ExecuteNonQueryAsync(cancellation) == 1;
            },
            cancellation
        );

    public async Task Delete(CollectionShape shape, IReadOnlyCollection<string> ids, CancellationToken cancellation) =>
        await InWriter(
            async connection =>
            {
                foreach (var some in ids.Chunk(500))
                {
                    await using var command = Command(connection, "");
                    command.CommandText = $"DELETE FROM \"{shape.Name}\" WHERE id IN ({Parameters(command, some)})";
                    await command.ExecuteNonQueryAsync(cancellation);
                }
                return true;
            },
            cancellation
        );

    public async Task<IReadOnlyList<StoredDocument>> Query(CollectionShape shape, DocumentQuery query, CancellationToken cancellation)
    {
        return await InReader(async connection =>
        {
            await using var command = Command(connection, "");
            var where = Where(command, query.Where);
            var order = query.OrderBy is null ? null : Column(query.OrderBy);
            var direction = query.Descending ? "DESC" : "ASC";
            if (query.After is { } after)
            {
                var than = query.Descending ? "<" : ">";
                var id = Parameter(command, after.Id);
                where += order is null ? $" AND id {than} {id}" : $" AND ({order}, id) {than} ({Parameter(command, after.Value)}, {id})";
            }
            if (order is not null)
            {
                where += $" AND {order} IS NOT NULL";
            }
            var by = order is null ? $"id {direction}" : $"{order} {direction}, id {direction}";
            command.CommandText =
                $"SELECT id, version, body, unsent FROM \"{shape.Name}\" WHERE {where} ORDER BY {by} LIMIT {query.Limit.ToString(CultureInfo.InvariantCulture)}";
            return await Read(command, cancellation);
        });
    }

    public async Task<IReadOnlyList<GroupTotal>> Totals(
        CollectionShape shape,
        IReadOnlyList<string> groupBy,
        IReadOnlyList<Condition> where,
        string? sum,
        CancellationToken cancellation
    )
    {
        return await InReader(async connection =>
        {
            await using var command = Command(connection, "");
            var keys = string.Concat(groupBy.Select(f => Column(f) + ", "));
            var group = groupBy.Count == 0 ? "" : " GROUP BY " + string.Join(", ", groupBy.Select(Column));
            var total = sum is null ? "0" : $"COALESCE(SUM({Column(sum)}), 0)";
            command.CommandText = $"SELECT {keys}COUNT(*), {total} FROM \"{shape.Name}\" WHERE {Where(command, where)}{group}";
            var totals = new List<GroupTotal>();
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                var key = new object?[groupBy.Count];
                for (var i = 0; i < key.Length; i++)
                {
                    key[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
                }
                totals.Add(new GroupTotal(key, reader.GetInt64(key.Length), reader.GetInt64(key.Length + 1)));
            }
            return totals;
        });
    }

    public async Task<IReadOnlyList<StoredDocument>> WithUnsent(CollectionShape shape, int limit, CancellationToken cancellation)
    {
        return await InReader(async connection =>
        {
            await using var command = Command(
                connection,
                $"SELECT id, version, body, unsent FROM \"{shape.Name}\" WHERE unsent IS NOT NULL ORDER BY id LIMIT {limit.ToString(CultureInfo.InvariantCulture)}"
            );
            return await Read(command, cancellation);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        writerGate.Dispose();
        SqliteConnection.ClearPool(new SqliteConnection(connectionString));
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        Set(connection, "busy_timeout=10000");
        return connection;
    }

    /// <summary>Readers inherit the file's mode; how durable a commit is concerns the one connection that commits.</summary>
    private SqliteConnection OpenWriter()
    {
        var connection = Open();
        Set(connection, "journal_mode=WAL");
        Set(connection, "synchronous=FULL");
        return connection;
    }

    private static void Set(SqliteConnection connection, string setting)
    {
        using var pragma = Command(connection, "PRAGMA " + setting);
        pragma.ExecuteNonQuery();
    }

    private Task<T> InReader<T>(Func<SqliteConnection, Task<T>> read) =>
        Asked(async () =>
        {
            await using var connection = Open();
            return await read(connection);
        });

    private async Task<T> InWriter<T>(Func<SqliteConnection, Task<T>> write, CancellationToken cancellation)
    {
        await writerGate.WaitAsync(cancellation);
        try
        {
            return await Asked(() => write(writer));
        }
        finally
        {
            writerGate.Release();
        }
    }

    private async Task<T> Asked<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Busy or Locked or InputOutput or Full)
        {
            throw new StoreUnavailableException($"{writer.DataSource}: {e.Message}", e);
        }
    }

    private static SqliteCommand InsertCommand(SqliteConnection connection, CollectionShape shape)
    {
        var columns = string.Concat(shape.Fields.Select(f => ", " + Column(f)));
        var values = string.Concat(shape.Fields.Select((_, i) => $", $f{i.ToString(CultureInfo.InvariantCulture)}"));
        return Prepared(
            connection,
            shape,
            $"INSERT INTO \"{shape.Name}\" (id, version, body, unsent{columns}) VALUES ($id, $expected + 1, $body, $unsent{values}) ON CONFLICT(id) DO NOTHING"
        );
    }

    private static SqliteCommand UpdateCommand(SqliteConnection connection, CollectionShape shape)
    {
        var set = string.Concat(shape.Fields.Select((f, i) => $", {Column(f)} = $f{i.ToString(CultureInfo.InvariantCulture)}"));
        return Prepared(
            connection,
            shape,
            $"UPDATE \"{shape.Name}\" SET version = version + 1, body = $body, unsent = $unsent{set} WHERE id = $id AND version = $expected"
        );
    }

    private static SqliteCommand Prepared(SqliteConnection connection, CollectionShape shape, string sql)
    {
        var command = Command(connection, sql);
        command.Parameters.Add("$id", SqliteType.Text);
        command.Parameters.Add("$expected", SqliteType.Integer);
        command.Parameters.Add("$body", SqliteType.Blob);
        command.Parameters.Add("$unsent", SqliteType.Text);
        for (var i = 0; i < shape.Fields.Count; i++)
        {
            command.Parameters.Add(
                $"$f{i.ToString(CultureInfo.InvariantCulture)}",
                IsNumber(shape.Fields[i]) ? SqliteType.Integer : SqliteType.Text
            );
        }
        return command;
    }

    private static void Bind(SqliteCommand command, DocumentWrite write)
    {
        command.Parameters[0].Value = write.Id;
        command.Parameters[1].Value = write.ExpectedVersion;
        command.Parameters[2].Value = write.Body.ToArray();
        command.Parameters[3].Value = Packed(write.Unsent);
        for (var i = 0; i < write.Index.Count; i++)
        {
            command.Parameters[4 + i].Value = write.Index[i] ?? DBNull.Value;
        }
    }

    private static object Packed(IReadOnlyList<UnsentMessage> unsent) =>
        unsent.Count == 0 ? DBNull.Value : JsonSerializer.Serialize(unsent, ExchangeJson.Options);

    private static async Task<List<StoredDocument>> Read(SqliteCommand command, CancellationToken cancellation)
    {
        var found = new List<StoredDocument>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            IReadOnlyList<UnsentMessage> unsent = reader.IsDBNull(3)
                ? []
                : JsonSerializer.Deserialize<List<UnsentMessage>>(reader.GetString(3), ExchangeJson.Options)!;
            found.Add(new StoredDocument(reader.GetString(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2), unsent));
        }
        return found;
    }

#pragma warning disable CA2100 // Table and column names come from CollectionShape constants in code; every value is a parameter.
    private static SqliteCommand Command(SqliteConnection connection, string sql) => new(sql, connection);
#pragma warning restore CA2100
}
