using MongoDB.Bson;
using Npgsql;

namespace Exchange.Stack.Door;

/// <summary>
/// MongoDB's commands, handed on to the functions of the documentdb extension. A stand-in for development and tests, which never
/// pretends to be more: one standalone server, no users, no transactions.
/// </summary>
internal sealed class Commands(DatabaseBehind database) : IDisposable
{
    private const string Api = "documentdb_api";

    /// <summary>What belongs to the connection or the session and not to the command.</summary>
    private static readonly HashSet<string> Outside = new(StringComparer.Ordinal)
    {
        "$db",
        "lsid",
        "$clusterTime",
        "$readPreference",
        "txnNumber",
        "apiVersion",
        "apiStrict",
        "apiDeprecationErrors",
        "readConcern",
        // A write is answered after PostgreSQL has it on the disk: majority and journal are what one server can give.
        "writeConcern",
    };

    private readonly Cursors cursors = new();
    private readonly SemaphoreSlim definitions = new(1);

    public void Dispose() => definitions.Dispose();

    public async Task<byte[]> Run(Request request)
    {
        var command = new BsonDocument(request.Command.Elements.Where(element => !Outside.Contains(element.Name)));
        var name = command.ElementCount == 0 ? "" : command.GetElement(0).Name;
        var on = request.Command.GetValue("$db", "admin").AsString;
        try
        {
            return await Run(name, on, command, request.Documents);
        }
        catch (PostgresException e)
        {
            return Errors.Answer(e.SqlState, e.MessageText);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidCastException or FormatException)
        {
            return Errors.Answer(9, "FailedToParse", $"The command {name} is not understood: {e.Message}");
        }
    }

    private Task<byte[]> Run(string name, string on, BsonDocument command, ArraySegment<byte> documents) =>
        name switch
        {
            "hello" or "isMaster" or "ismaster" => Done(Hello()),
            "ping" or "endSessions" => Done([]),
            "buildInfo" or "buildinfo" => Done(
                new()
                {
                    { "version", "7.0.0" },
                    {
                        "versionArray",
                        new BsonArray { 7, 0, 0, 0 }
                    },
                }
            ),
            "hostInfo" => Done(new("system", new BsonDocument("hostname", Environment.MachineName))),
            "getParameter" => Done(new("featureCompatibilityVersion", new BsonDocument("version", "7.0"))),
            "insert" or "update" or "delete" => Write($"{Api}.{name}", on, command, documents),
            "findAndModify" or "findandmodify" => FindAndModify(on, command),
            "find" => Open("find", on, command),
            "aggregate" => Open("aggregate", on, command),
            "listCollections" => Open("list_collections", on, command),
            "listIndexes" => Open("list_indexes", on, command),
            "getMore" => GetMore(on, command),
            "killCursors" => Done(Kill(command)),
            "count" => database.Document($"{Api}.count_query", on, command.ToBson()),
            "distinct" => database.Document($"{Api}.distinct_query", on, command.ToBson()),
            "listDatabases" => database.Document($"{Api}.list_databases", command.ToBson()),
            "createIndexes" => Define(() => database.Document($"{Api}_internal.create_indexes_non_concurrently", on, command.ToBson())),
            "create" => Define(() => database.Document($"{Api}.create_collection_view", on, command.ToBson())),
            "drop" => Define(() => Drop($"{Api}.drop_collection", on, command["drop"].AsString)),
            "dropDatabase" => Define(() => Drop($"{Api}.drop_database", on)),
            _ => Task.FromResult(Errors.Answer(59, "CommandNotFound", $"no such command: '{name}' (this is the stand-in of infra/stack)")),
        };

    private const int MostAttempts = 20;

    private async Task<byte[]> Write(string function, string on, BsonDocument command, ArraySegment<byte> documents)
    {
        if (documents.Count == 0)
        {
            var (whole, fine) = await database.Write(function, on, command.ToBson());
            return fine ? whole : Bulk.AsSent.Result(whole);
        }
        if (command.GetValue("ordered", true).ToBoolean())
        {
            var (inOrder, all) = await database.Write(function, on, command.ToBson(), documents);
            return all ? inOrder : Bulk.AsSent.Result(inOrder);
        }
        var sent = documents;
        var bulk = Bulk.InOneOrder(ref documents);
        var (result, success) = await database.Write(function, on, command.ToBson(), documents);
        return success && !bulk.Names(result) ? result : await Finished(bulk.Result(result), function, on, command, sent);
    }

    /// <summary>Single writes that the database broke off to end a deadlock are made again, as the real server does by itself.</summary>
    private async Task<byte[]> Finished(byte[] result, string function, string on, BsonDocument command, ArraySegment<byte> sent)
    {
        for (var attempt = 1; attempt < MostAttempts && Bulk.BrokenOff(result) is { Count: > 0 } places; attempt++)
        {
            await Task.Delay(Random.Shared.Next(1, 10 + attempt));
            var again = Bulk.Only(sent, places);
            var (repeated, _) = await database.Write(function, on, command.ToBson(), again);
            result = Bulk.Merged(result, Bulk.AsSent.Result(repeated), places);
        }
        return result;
    }

    private async Task<byte[]> FindAndModify(string on, BsonDocument command)
    {
        var (result, success) = await database.Write($"{Api}.find_and_modify", on, command.ToBson());
        return success ? result : Bulk.AsSent.Result(result);
    }

    private async Task<byte[]> Open(string what, string on, BsonDocument command)
    {
        var page = await database.FirstPage($"{Api}.{what}_cursor_first_page", on, command.ToBson());
        cursors.Keep(page);
        return page.Bytes;
    }

    private async Task<byte[]> GetMore(string on, BsonDocument command)
    {
        var cursor = command["getMore"].ToInt64();
        if (cursors.Continuation(cursor) is not { } continuation)
        {
            return Errors.Answer(43, "CursorNotFound", $"cursor id {cursor} not found");
        }
        var page = await database.NextPage(on, command.ToBson(), cursor, continuation);
        cursors.Keep(page);
        return page.Bytes;
    }

    private BsonDocument Kill(BsonDocument command)
    {
        var killed = command["cursors"].AsBsonArray.ToLookup(cursor => cursors.Kill(cursor.ToInt64()));
        return new() { { "cursorsKilled", new BsonArray(killed[true]) }, { "cursorsNotFound", new BsonArray(killed[false]) } };
    }

    private async Task<byte[]> Drop(string function, params string[] what)
    {
        await database.Nothing(function, what);
        return await Done([]);
    }

    /// <summary>Definitions lock catalogues in an order of their own: one at a time.</summary>
    private async Task<byte[]> Define(Func<Task<byte[]>> define)
    {
        await definitions.WaitAsync();
        try
        {
            return await define();
        }
        finally
        {
            definitions.Release();
        }
    }

    private static Task<byte[]> Done(BsonDocument answer) => Task.FromResult(answer.Add("ok", 1.0).ToBson());

    private static BsonDocument Hello() =>
        new()
        {
            { "ismaster", true },
            { "isWritablePrimary", true },
            { "helloOk", true },
            { "maxBsonObjectSize", 16 * 1024 * 1024 },
            { "maxMessageSizeBytes", Message.LongestMessage },
            { "maxWriteBatchSize", 25_000 },
            { "localTime", TimeProvider.System.GetUtcNow().UtcDateTime },
            { "logicalSessionTimeoutMinutes", 30 },
            { "minWireVersion", 0 },
            { "maxWireVersion", 21 },
            { "readOnly", false },
            { "standIn", "Exchange.Stack.Door before PostgreSQL: for development and tests only" },
        };
}
