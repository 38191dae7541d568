using Npgsql;
using NpgsqlTypes;

namespace Exchange.Stack.Door;

/// <summary>PostgreSQL does not answer, or broke off: what was asked may or may not have happened.</summary>
internal sealed class DatabaseAwayException(Exception cause) : Exception(cause.Message.Split('\n')[0], cause);

/// <summary>A page of a cursor as the database made it, and what it wants back to go on.</summary>
internal readonly record struct Page(byte[] Bytes, byte[]? Continuation, long Cursor);

/// <summary>
/// The PostgreSQL behind the door, whose documentdb extension runs MongoDB's commands as functions. Documents go in and come out
/// as the bytes they are.
/// </summary>
internal sealed class DatabaseBehind(NpgsqlDataSource source) : IAsyncDisposable
{
    private const int MostAttempts = 50;

    public ValueTask DisposeAsync() => source.DisposeAsync();

    /// <summary>A function that gives one document.</summary>
    public Task<byte[]> Document(string function, params ReadOnlySpan<object> arguments) =>
        Ask($"SELECT {function}({Places(arguments)})::bytea", arguments.ToArray(), row => row.GetFieldValue<byte[]>(0));

    public Task Nothing(string function, params ReadOnlySpan<object> arguments) =>
        Ask($"SELECT 1 FROM {function}({Places(arguments)})", arguments.ToArray(), _ => true);

    /// <summary>A function that writes and tells in its document what it could not.</summary>
    public Task<(byte[] Result, bool Success)> Write(string function, params ReadOnlySpan<object> arguments) =>
        Ask(
            $"SELECT p_result::bytea, p_success FROM {function}({Places(arguments)})",
            arguments.ToArray(),
            row => (row.GetFieldValue<byte[]>(0), row.GetBoolean(1))
        );

    public Task<Page> FirstPage(string function, params ReadOnlySpan<object> arguments) =>
        Ask(
            $"SELECT cursorpage::bytea, continuation::bytea, cursorid FROM {function}({Places(arguments)})",
            arguments.ToArray(),
            row => new Page(
                row.GetFieldValue<byte[]>(0),
                row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1),
                row.IsDBNull(2) ? 0 : row.GetInt64(2)
            )
        );

    public Task<Page> NextPage(string database, byte[] command, long cursor, byte[] continuation) =>
        Ask(
            "SELECT cursorpage::bytea, continuation::bytea FROM documentdb_api.cursor_get_more($1, "
                + "$2::bytea::documentdb_core.bson, $3::bytea::documentdb_core.bson)",
            [database, command, continuation],
            row => new Page(row.GetFieldValue<byte[]>(0), row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1), cursor)
        );

    /// <summary>
    /// Asks again when the database broke a deadlock of two bulks with the same documents or two first writes made the same
    /// collection: all of it was rolled back, and the real server knows neither.
    /// </summary>
    private async Task<T> Ask<T>(string statement, object[] arguments, Func<NpgsqlDataReader, T> read)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var command = source.CreateCommand(statement);
                foreach (var argument in arguments)
                {
                    command.Parameters.Add(
                        argument is string text
                            ? new NpgsqlParameter<string> { TypedValue = text }
                            : new NpgsqlParameter { Value = argument, NpgsqlDbType = NpgsqlDbType.Bytea }
                    );
                }
                await using var row = await command.ExecuteReaderAsync();
                await row.ReadAsync();
                return read(row);
            }
            catch (PostgresException e) when (Errors.RolledBack(e.SqlState) && attempt < MostAttempts)
            {
                await Task.Delay(Random.Shared.Next(1, 10 + attempt));
            }
            catch (NpgsqlException e) when (e is not PostgresException postgres || Errors.Away(postgres.SqlState))
            {
                // Its other idle connections are as broken; each would fail one more command.
                source.Clear();
                throw new DatabaseAwayException(e);
            }
        }
    }

    private static string Places(ReadOnlySpan<object> arguments)
    {
        var places = new string[arguments.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = arguments[i] switch
            {
                string => $"${i + 1}",
                ArraySegment<byte> => $"${i + 1}::bytea::documentdb_core.bsonsequence",
                _ => $"${i + 1}::bytea::documentdb_core.bson",
            };
        }
        return string.Join(", ", places);
    }
}
