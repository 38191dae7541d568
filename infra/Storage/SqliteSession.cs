using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Exchange.Storage;

/// <summary>One connection with its statements, each prepared once. One caller at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    /// <summary>Queries differ in their conditions; of the seldom ones the oldest are not worth keeping.</summary>
    private const int MostKept = 200;

    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);

    public SqliteSession(string connectionString)
    {
        connection = new SqliteConnection(connectionString);
        connection.Open();
    }

    /// <summary>How many pages this connection has written since it was opened.</summary>
    public int PagesWritten
    {
        get
        {
            raw.sqlite3_db_status(connection.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 0);
            return pages;
        }
    }

    public void Set(string setting) => Execute("PRAGMA " + setting, []);

    /// <param name="values">Of the parameters $0, $1 ... in order.</param>
    /// <returns>How many rows it changed.</returns>
    public int Execute(string sql, ReadOnlySpan<object?> values) => Command(sql, values).ExecuteNonQuery();

    public List<T> Query<T>(string sql, ReadOnlySpan<object?> values, Func<SqliteDataReader, T> read)
    {
        var rows = new List<T>();
        using var reader = Command(sql, values).ExecuteReader();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }
        return rows;
    }

    public T InTransaction<T>(Func<SqliteSession, T> act)
    {
        Execute("BEGIN IMMEDIATE", []);
        try
        {
            var result = act(this);
            Execute("COMMIT", []);
            return result;
        }
        catch
        {
            Undo();
            throw;
        }
    }

    public void Dispose()
    {
        Forget();
        connection.Dispose();
    }

    private void Undo()
    {
        try
        {
            Execute("ROLLBACK", []);
        }
        catch (SqliteException)
        {
            // After some errors SQLite has already rolled back by itself.
        }
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            if (prepared.Count == MostKept)
            {
                Forget();
            }
#pragma warning disable CA2100 // Table and column names come from CollectionShape constants in code; every value is a parameter.
            prepared[sql] = command = new SqliteCommand(sql, connection);
#pragma warning restore CA2100
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter(NameOf(i), null));
            }
        }
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
        return command;
    }

    private void Forget()
    {
        foreach (var command in prepared.Values)
        {
            command.Dispose();
        }
        prepared.Clear();
    }

    /// <summary>How a statement names its parameter at this place.</summary>
    public static string NameOf(int parameter) => FormattableString.Invariant($"${parameter}");
}
